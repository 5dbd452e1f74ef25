"""Deals through the API."""

import uuid
from collections.abc import Callable

from headway.web.models import AuditEntry, Client, Deal, Referrer, Stage, User


def test_a_deal_opens_on_the_first_stage(api_of: Callable, bob: User, pump: Client, funnel: object) -> None:
    body = {
        "uid": str(uuid.uuid4()),
        "client": pump.pk,
        "name": "Ten pumps",
        "kind": "add_on",
        "value_amount": 12_000_00,
        "currency": "EUR",
        "entered_at": "2024-05-14T10:00:00Z",
    }
    first, second = (api_of(bob).post("/deals", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    told = first.json()
    assert (told["stage"]["name"], told["outcome"], told["kind"]) == ("New", "open", "add_on")
    assert (told["value_amount"], told["currency"]) == (1_200_000, "EUR")
    assert told["entered_at"] == "2024-05-14T12:00:00+02:00"


def test_a_currency_that_the_company_does_not_use_is_refused(
    api_of: Callable, bob: User, pump: Client, funnel: object
) -> None:
    answer = api_of(bob).post("/deals", {"client": pump.pk, "value_amount": 1, "currency": "JPY"})
    assert (answer.status_code, answer.json()["field"]) == (422, "currency")


def test_a_deal_with_anothers_client_cannot_be_opened(
    api_of: Callable, eve: User, pump: Client, funnel: object
) -> None:
    assert api_of(eve).post("/deals", {"client": pump.pk}).status_code == 404
    assert not Deal.objects.exists()


def test_deals_are_narrowed(api_of: Callable, bob: User, eve: User, deal: Deal, stage: dict[str, Stage]) -> None:
    bobs = api_of(bob)

    def found(**asked: object) -> list[str]:
        return [each["name"] for each in bobs.get("/deals", **asked).json()["items"]]

    assert found() == ["Two pumps"]
    assert found(outcome="open", client=deal.client_id, owner=bob.pk, stage=stage["New"].pk) == ["Two pumps"]
    assert found(outcome="won") == found(stage=stage["Need"].pk) == found(owner=eve.pk) == []
    assert bobs.get("/deals", outcome="frozen").status_code == 422


def test_anothers_deal_does_not_exist(api_of: Callable, bob: User, eve: User, deal: Deal) -> None:
    assert api_of(bob).get(f"/deals/{deal.pk}").json()["name"] == "Two pumps"
    assert api_of(eve).get(f"/deals/{deal.pk}").status_code == 404
    assert api_of(eve).get("/deals").json()["items"] == []


def test_a_deal_cannot_begin_in_the_future(api_of: Callable, bob: User, pump: Client, funnel: object) -> None:
    answer = api_of(bob).post("/deals", {"client": pump.pk, "entered_at": "2999-05-14T10:00:00Z"})
    assert (answer.status_code, "begins in the future" in answer.json()["error"]) == (422, True)
    assert not Deal.objects.exists()


def test_what_is_refused_leaves_no_referrer_behind(
    api_of: Callable, bob: User, pump: Client, funnel: object, company: object
) -> None:
    for path, more in (
        ("/deals", {"client": pump.pk, "entered_at": "2999-01-01T10:00:00Z"}),
        ("/clients", {"name": " "}),
    ):
        assert api_of(bob).post(path, {"referrer": "Dan", **more}).status_code == 422
    assert not Referrer.objects.exists()


def test_only_what_is_sent_of_a_deal_is_changed(api_of: Callable, carol: User, bob: User, deal: Deal) -> None:
    carols = api_of(carol)
    assert carols.patch(f"/deals/{deal.pk}", {"name": "Three pumps"}).json()["name"] == "Three pumps"
    told = carols.patch(f"/deals/{deal.pk}", {"value_amount": 500, "owner": "Carol"}).json()
    assert (told["name"], told["value_amount"], told["currency"]) == ("Three pumps", 500, "EUR")
    assert told["owner"]["id"] == carol.pk
    verbs = AuditEntry.objects.filter(noun="deal").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["open", "rename", "value", "assign"]


def test_a_change_that_is_not_allowed_changes_nothing(api_of: Callable, bob: User, carol: User, deal: Deal) -> None:
    """Bob may rename his deal, and hand it to nobody."""
    answer = api_of(bob).patch(f"/deals/{deal.pk}", {"name": "Three pumps", "owner": "Bob"})
    assert answer.status_code == 403
    answer = api_of(carol).patch(f"/deals/{deal.pk}", {"name": "Three pumps", "owner": "Nemo"})
    assert (answer.status_code, answer.json()["field"]) == (422, "owner")
    answer = api_of(bob).patch(f"/deals/{deal.pk}", {"currency": "EUR"})
    assert answer.status_code == 422
    deal.refresh_from_db()
    assert deal.name == "Two pumps"


def test_the_expected_day_is_given_changed_and_taken_back(
    api_of: Callable, bob: User, pump: Client, funnel: object
) -> None:
    """Left out it stays, null takes it back; one that has passed is refused with all else that was sent."""
    bobs = api_of(bob)
    opened = bobs.post("/deals", {"client": pump.pk, "expected_on": "2099-06-30"}).json()
    address = f"/deals/{opened['id']}"
    assert opened["expected_on"] == "2099-06-30"
    assert bobs.patch(address, {"name": "Ten"}).json()["expected_on"] == "2099-06-30"
    refused = bobs.patch(address, {"name": "Eleven", "expected_on": "2020-06-30"})
    assert (refused.status_code, bobs.get(address).json()["name"]) == (422, "Ten")
    assert bobs.patch(address, {"expected_on": None}).json()["expected_on"] is None
    said = Deal.objects.get().expectations.order_by("starts_at")
    assert [str(each.expected_on) for each in said] == ["2099-06-30", "None"]
