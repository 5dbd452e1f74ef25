"""Sources, costs and referrers through the API."""

import uuid

from headway.web.models import Deal


def test_a_cost_is_entered_once_changed_and_removed(api_of, alice, carol):
    api_of(alice).post("/sources", {"name": "Fair", "kind": "list"})
    body = {
        "uid": str(uuid.uuid4()),
        "source": "Fair",
        "starts_on": "2024-05-01",
        "ends_on": "2024-06-01",
        "amount": 31_00,
    }
    first, second = (api_of(carol).post("/costs", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    told = first.json()
    assert (told["source"]["name"], told["currency"]) == ("Fair", "EUR")
    answer = api_of(alice).get("/metrics/source_costs", period="2024-05-01..2024-05-11").json()
    assert answer["total"]["value"] == 10_00
    changed = api_of(carol).patch(f"/costs/{told['uid']}", {"amount": 62_00, "note": "Twice"}).json()
    assert changed == told | {"amount": 62_00, "note": "Twice"}
    assert api_of(alice).get("/costs", until="2024-05-01").json()["items"] == []
    assert api_of(alice).get("/costs", since="2024-05-31").json()["items"] == [changed]
    assert api_of(carol).delete(f"/costs/{told['uid']}").status_code == 204
    assert api_of(alice).get("/metrics/source_costs", period="2024-05").json()["total"]["value"] is None


def test_a_source_is_told_what_it_is(api_of, alice):
    added = api_of(alice).post("/sources", {"name": "Friends"}).json()
    changed = api_of(alice).patch(f"/sources/{added['id']}", {"kind": "referral"}).json()
    assert changed == added | {"kind": "referral"}
    assert api_of(alice).get("/sources").json() == [changed]


def test_who_referred_is_sent_with_a_deal_and_changed(api_of, bob, pump, funnel):
    opened = api_of(bob).post("/deals", {"client": pump.pk, "referrer": "Dan"}).json()
    assert opened["referrer"]["name"] == "Dan"
    path = f"/deals/{opened['id']}"
    assert api_of(bob).patch(path, {"referrer": "Pump Ltd"}).json()["referrer"]["name"] == "Pump Ltd"
    assert Deal.objects.get().referrer.client == pump
    assert api_of(bob).patch(path, {"referrer": ""}).json()["referrer"] is None


def test_who_referred_a_client_is_sent_with_it(api_of, bob):
    assert api_of(bob).post("/clients", {"name": "Mill", "referrer": "Dan"}).json()["referrer"]["name"] == "Dan"
