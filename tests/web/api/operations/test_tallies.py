"""Tallies through the API."""

import uuid

from headway.web.log import add_tally_kind


def test_a_count_is_sent_twice_listed_and_taken_back(api_of, alice, bob, now):
    add_tally_kind("Door knocks", by=alice, now=now)
    body = {"uid": str(uuid.uuid4()), "kind": "Door knocks", "count": 3}
    first, second = (api_of(bob).post("/tallies", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    told = first.json()
    assert (told["count"], told["kind"]["name"], told["rep"]["name"]) == (3, "Door knocks", "Bob")
    assert api_of(bob).get("/tallies").json()["items"] == [told]
    assert api_of(bob).delete(f"/tallies/{told['uid']}").status_code == 204
    assert api_of(bob).get("/tallies").json()["items"] == []


def test_a_day_is_set_to_its_total(api_of, alice, bob, now):
    kind = add_tally_kind("Door knocks", by=alice, now=now)
    today = api_of(bob).get("/me").json()["today"]
    body = {"kind": kind.pk, "counted_on": today, "total": 4}
    assert api_of(bob).post("/tallies/total", body).json()["count"] == 4
    assert api_of(bob).post("/tallies/total", body).json() is None
    assert api_of(bob).post("/tallies/total", body | {"total": 1}).json()["count"] == -3


def test_a_head_of_sales_counts_for_a_rep_and_a_rep_for_nobody_else(api_of, alice, carol, bob, eve, now):
    add_tally_kind("Door knocks", by=alice, now=now)
    body = {"kind": "Door knocks", "rep": "Bob"}
    assert api_of(carol).post("/tallies", body).json()["rep"]["name"] == "Bob"
    refused = api_of(eve).post("/tallies", body)
    assert (refused.status_code, refused.json()["field"]) == (422, "rep")


def test_what_is_not_there_or_another_s_is_said_to_be_so(api_of, alice, bob, eve, now):
    add_tally_kind("Door knocks", by=alice, now=now)
    uid = api_of(bob).post("/tallies", {"kind": "Door knocks"}).json()["uid"]
    refused = api_of(eve).delete(f"/tallies/{uid}")
    assert (refused.status_code, refused.json()["error"]) == (404, f"There is no tally {uid} that you can see.")
    missing = [
        api_of(alice).patch("/tally-kinds/99", {"name": "Knocks"}),
        api_of(alice).patch("/sources/99", {"name": "Fair"}),
        api_of(alice).delete(f"/costs/{uid}"),
    ]
    assert [answer.status_code for answer in missing] == [404, 404, 404]


def test_the_owner_settles_the_kinds(api_of, alice):
    added = api_of(alice).post("/tally-kinds", {"name": "Leaflets"}).json()
    changed = api_of(alice).patch(f"/tally-kinds/{added['id']}", {"name": "Flyers", "is_retired": True}).json()
    assert changed == {"id": added["id"], "name": "Flyers", "code": "", "is_retired": True}
    refused = api_of(alice).post("/tallies", {"kind": "Flyers"})
    assert (refused.status_code, refused.json()["error"]) == (422, "Flyers is counted no more.")
