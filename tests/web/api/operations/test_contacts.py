"""Logging, reading, correcting and deleting contacts through the API."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from headway.web.clock import now
from headway.web.log import NewContact, assign_deal, log_contact, open_client, open_deal
from headway.web.models import Client, Contact, ContactKind, Deal, ImportRun, ImportState, LossReason, Stage, User

Body = dict[str, object]


@pytest.fixture
def body(pump: Client, deal: Deal) -> Body:
    """A call that brought the deal to Need, an hour after it entered."""
    return {
        "uid": str(uuid.uuid4()),
        "client": pump.pk,
        "deal": deal.pk,
        "kind": "call",
        "happened_at": "2024-05-15T15:00:00+02:00",
        "stage_after": "Need",
    }


def test_a_contact_comes_back_with_what_it_did(api_of: Callable, bob: User, body: Body) -> None:
    answer = api_of(bob).post("/contacts", body)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["stage_before"]["name"], told["stage"]["name"]) == ("New", "Need")
    assert (told["is_effective"], told["is_new_ground"], told["advance"]) == (True, True, "forward")
    assert (told["happened_at"], told["happened_on"]) == ("2024-05-15T15:00:00+02:00", "2024-05-15")
    assert api_of(bob).get(f"/contacts/{body['uid']}").json() == told


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"stage_after": None},
        {"deal": None, "stage_after": None},
        {"stage_after": "Lost", "note": "  Too 'dear', ő % ", "is_cold": True, "outcome": "refused"},
        {"noted_at": "2024-05-15T15:01:00.000007Z", "duration_seconds": 600, "is_inbound": True, "kind": "meeting"},
        {"happened_at": "2024-05-15T09:00:00-04:00", "position": 7},
    ],
)
def test_what_logging_answers_is_what_reading_answers_to_the_byte(
    api_of: Callable, bob: User, body: Body, more: Body
) -> None:
    written = api_of(bob).post("/contacts", body | more)
    read = api_of(bob).get(f"/contacts/{body['uid']}")
    assert (written.status_code, read.status_code) == (201, 200)
    assert written.content == read.content


def test_whoever_took_part_is_in_the_answer(api_of: Callable, bob: User, carol: User, body: Body) -> None:
    written = api_of(bob).post("/contacts", body | {"others": ["Carol"]})
    assert [other["name"] for other in written.json()["others"]] == ["Carol"]
    assert written.content == api_of(bob).get(f"/contacts/{body['uid']}").content


@pytest.mark.parametrize("state", [ImportState.RUNNING, ImportState.TAKEN_BACK])
def test_a_deal_exists_as_soon_as_its_import_is_published_and_no_longer(
    api_of: Callable, bob: User, body: Body, deal: Deal, state: str
) -> None:
    """The same client and deal are asked for three times; only the state of their import changes between."""
    run = ImportRun.objects.create(state=ImportState.DONE, size=1, created_at=now())
    Deal.objects.filter(pk=deal.pk).update(import_run=run)
    seen = []
    for each in (state, ImportState.DONE, state):
        ImportRun.objects.filter(pk=run.pk).update(state=each)
        seen.append(api_of(bob).post("/contacts", body | {"uid": str(uuid.uuid4())}).status_code)
    assert seen == [404, 201, 404]


def test_a_client_is_found_for_everybody_of_a_role_by_their_own_sight(
    api_of: Callable, alice: User, bob: User, carol: User, eve: User, body: Body
) -> None:
    """
    who          | the client, which is Bob's
    Bob, a rep   | theirs
    Eve, a rep   | does not exist
    Carol, head  | her team's
    Alice, owner | everything is hers
    """
    told = {"client": body["client"], "kind": "call"}
    statuses = [
        api_of(user).post("/contacts", told | {"uid": str(uuid.uuid4())}).status_code
        for user in (bob, eve, bob, carol, alice, eve)
    ]
    assert statuses == [201, 404, 201, 201, 201, 404]


def test_sending_twice_counts_once_and_says_the_same(api_of: Callable, bob: User, body: Body) -> None:
    first, second = (api_of(bob).post("/contacts", body) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Contact.objects.count() == 1


def test_the_time_of_the_device_stands_beside_the_contacts(api_of: Callable, bob: User, body: Body) -> None:
    told = api_of(bob).post("/contacts", body | {"noted_at": "2023-05-15T15:01:00+02:00"}).json()
    assert (told["happened_at"], told["noted_at"]) == ("2024-05-15T15:00:00+02:00", "2023-05-15T15:01:00+02:00")


def test_the_one_of_two_that_was_a_moment_later_gets_the_firsts_answer(
    api_of: Callable, bob: User, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked and found nothing; then the other wrote first, and the database refused the second."""
    refusals = iter([IntegrityError("UNIQUE constraint failed: web_contact.uid")])

    def late(new: NewContact, **more: Any) -> Contact:
        for refusal in refusals:
            log_contact(new, by=bob, now=now())
            raise refusal
        return log_contact(new, **more)

    monkeypatch.setattr("headway.web.api.operations.contacts.log_contact", late)
    answer = api_of(bob).post("/contacts", body | {"rep": bob.name})
    assert (answer.status_code, answer.json()["uid"]) == (200, body["uid"])
    assert Contact.objects.count() == 1


def test_what_the_database_refuses_for_another_reason_is_no_repetition(
    api_of: Callable, bob: User, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_words: object, **_more: object) -> Contact:
        raise IntegrityError("CHECK constraint failed")

    monkeypatch.setattr("headway.web.api.operations.contacts.log_contact", refused)
    with pytest.raises(IntegrityError):
        api_of(bob).post("/contacts", body | {"rep": bob.name})


def test_what_was_deleted_meanwhile_is_not_found(
    api_of: Callable, bob: User, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_words: object, **_more: object) -> Contact:
        raise Contact.DoesNotExist

    api_of(bob).post("/contacts", body)
    monkeypatch.setattr("headway.web.api.operations.contacts.correct_contact", gone)
    assert api_of(bob).patch(f"/contacts/{body['uid']}", {"note": "late"}).status_code == 404


def test_an_id_that_another_has_used_is_refused(api_of: Callable, bob: User, carol: User, body: Body) -> None:
    api_of(bob).post("/contacts", body)
    answer = api_of(carol).post("/contacts", body)
    assert (answer.status_code, answer.json()["field"]) == (409, "uid")


def test_a_stage_may_be_named_by_its_id(api_of: Callable, bob: User, body: Body, stage: dict[str, Stage]) -> None:
    answer = api_of(bob).post("/contacts", body | {"stage_after": stage["Offer"].pk})
    assert answer.json()["stage"]["name"] == "Offer"


def test_without_a_stage_the_deal_stays_where_it_is(api_of: Callable, bob: User, body: Body) -> None:
    told = api_of(bob).post("/contacts", body | {"stage_after": None}).json()
    assert (told["stage"]["name"], told["is_effective"], told["is_move"]) == ("New", False, False)


def test_the_stage_of_no_such_name_is_refused_with_near_ones(api_of: Callable, bob: User, body: Body) -> None:
    answer = api_of(bob).post("/contacts", body | {"stage_after": "Ofer"})
    assert (answer.status_code, answer.json()["field"]) == (422, "stage_after")
    assert "Did you mean 'Offer'?" in answer.json()["error"]


def test_a_stage_without_a_deal_is_refused_by_the_log(api_of: Callable, bob: User, body: Body) -> None:
    answer = api_of(bob).post("/contacts", body | {"deal": None})
    assert answer.status_code == 422
    assert "Choose the deal" in answer.json()["error"]


def test_a_contact_in_the_future_is_refused_by_the_log(api_of: Callable, bob: User, body: Body) -> None:
    answer = api_of(bob).post("/contacts", body | {"happened_at": "2999-01-01T00:00:00Z"})
    assert answer.status_code == 422
    assert "lies in the future" in answer.json()["error"]


def test_why_it_was_lost_is_kept(api_of: Callable, bob: User, body: Body) -> None:
    LossReason.objects.create(name="Price")
    answer = api_of(bob).post("/contacts", body | {"stage_after": "Lost", "loss_reason": "price"})
    assert answer.json()["loss_reason"]["name"] == "Price"
    assert api_of(bob).get(f"/deals/{body['deal']}").json()["loss_reason"]["name"] == "Price"


def test_a_head_of_sales_logs_for_a_rep_of_the_team_and_for_no_other(
    api_of: Callable, carol: User, bob: User, eve: User, body: Body
) -> None:
    assert api_of(carol).post("/contacts", body | {"rep": "Bob"}).json()["rep"]["name"] == "Bob"
    answer = api_of(carol).post("/contacts", body | {"uid": str(uuid.uuid4()), "rep": "Eve"})
    assert (answer.status_code, answer.json()["field"]) == (422, "rep")
    assert api_of(carol).post("/contacts", body | {"uid": str(uuid.uuid4()), "rep": eve.pk}).status_code == 422


def test_what_one_may_not_see_is_not_found(api_of: Callable, eve: User, body: Body, now: datetime) -> None:
    own = open_client("Pipes", by=eve, now=now)
    for sent, field in (
        (body, "deal"),
        (body | {"deal": None, "stage_after": None}, "client"),
        (body | {"client": own.pk}, "deal"),
    ):
        answer = api_of(eve).post("/contacts", sent)
        assert (answer.status_code, answer.json()["field"]) == (404, field)
    assert not Contact.objects.exists()


def test_only_what_is_sent_is_corrected(api_of: Callable, bob: User, body: Body) -> None:
    api_of(bob).post("/contacts", body)
    told = api_of(bob).patch(f"/contacts/{body['uid']}", {"stage_after": None, "note": "They called back."}).json()
    assert (told["is_effective"], told["note"], told["kind"]) == (False, "They called back.", "call")
    assert told["happened_at"] == body["happened_at"]


def test_a_contact_can_be_taken_off_its_deal(api_of: Callable, bob: User, body: Body) -> None:
    api_of(bob).post("/contacts", body)
    told = api_of(bob).patch(f"/contacts/{body['uid']}", {"deal": None, "stage_after": None}).json()
    assert (told["deal"], told["stage"], told["is_effective"]) == (None, None, False)


def test_a_contact_can_be_put_on_a_deal_and_lose_it(api_of: Callable, bob: User, body: Body) -> None:
    LossReason.objects.create(name="Price")
    api_of(bob).post("/contacts", body | {"deal": None, "stage_after": None})
    change = {"deal": body["deal"], "stage_after": "Lost", "loss_reason": "Price"}
    told = api_of(bob).patch(f"/contacts/{body['uid']}", change).json()
    assert (told["deal"]["id"], told["stage"]["name"], told["loss_reason"]["name"]) == (body["deal"], "Lost", "Price")


def test_the_time_of_a_contact_cannot_be_taken_away(api_of: Callable, bob: User, body: Body) -> None:
    api_of(bob).post("/contacts", body)
    answer = api_of(bob).patch(f"/contacts/{body['uid']}", {"happened_at": None})
    assert (answer.status_code, answer.json()["field"]) == (422, "happened_at")


def test_a_deleted_contact_is_gone(api_of: Callable, bob: User, body: Body) -> None:
    api_of(bob).post("/contacts", body)
    assert api_of(bob).delete(f"/contacts/{body['uid']}").status_code == 204
    assert api_of(bob).get(f"/contacts/{body['uid']}").status_code == 404
    assert api_of(bob).delete(f"/contacts/{body['uid']}").status_code == 404


def test_a_contact_one_sees_but_did_not_hold_is_not_ones_to_correct(
    api_of: Callable, bob: User, eve: User, deal: Deal, body: Body, now: datetime
) -> None:
    """Bob held the contact; then the deal became Eve's, who sees its history."""
    api_of(bob).post("/contacts", body)
    assign_deal(deal, eve, by=None, now=now + timedelta(hours=2))
    assert api_of(eve).get(f"/contacts/{body['uid']}").status_code == 200
    assert api_of(eve).patch(f"/contacts/{body['uid']}", {"note": "mine"}).status_code == 403
    assert api_of(eve).delete(f"/contacts/{body['uid']}").status_code == 403


def test_a_deal_that_became_anothers_is_not_named_any_more(
    api_of: Callable, bob: User, eve: User, deal: Deal, body: Body, now: datetime
) -> None:
    api_of(bob).post("/contacts", body)
    assign_deal(deal, eve, by=None, now=now + timedelta(hours=2))
    told = api_of(bob).get(f"/contacts/{body['uid']}").json()
    assert (told["deal"], told["client"]["name"]) == (None, "Pump Ltd")


def test_the_log_is_narrowed_and_paged(api_of: Callable, bob: User, pump: Client, deal: Deal, now: datetime) -> None:
    """
    day    | kind | deal
    15 May | call | Two pumps
    16 May | call |
    17 May | mail | Two pumps
    """
    for days, kind, about in ((0, "call", deal), (1, "call", None), (2, "mail", deal)):
        at = now + timedelta(days=days)
        new = NewContact(uid=uuid.uuid4(), client=pump, deal=about, rep=bob, kind=kind, happened_at=at)
        log_contact(new, by=bob, now=at)
    bobs = api_of(bob)

    def days(**asked: object) -> list[str]:
        return [each["happened_on"][-2:] for each in bobs.get("/contacts", **asked).json()["items"]]

    assert days() == ["17", "16", "15"]
    assert days(kind="call") == ["16", "15"]
    assert days(deal=deal.pk) == ["17", "15"]
    assert days(since="2024-05-16", until="2024-05-17") == ["16"]
    assert days(rep=bob.pk, client=pump.pk, is_effective="true") == []
    first = bobs.get("/contacts", limit=2).json()
    assert first["next_offset"] == 2
    assert days(limit=2, offset=2) == ["15"]
    assert bobs.get("/contacts", limit=2, offset=2).json()["next_offset"] is None


def test_every_kind_can_be_logged(api_of: Callable, bob: User, pump: Client) -> None:
    bobs = api_of(bob)
    for kind in ContactKind.values:
        assert bobs.post("/contacts", {"uid": str(uuid.uuid4()), "client": pump.pk, "kind": kind}).status_code == 201
    assert bobs.post("/contacts", {"uid": str(uuid.uuid4()), "client": pump.pk, "kind": "fax"}).status_code == 422


def test_a_meeting_about_two_deals_is_a_contact_on_each_and_counts_once(
    api_of: Callable, bob: User, body: Body, pump: Client, deal: Deal
) -> None:
    service = open_deal(pump, name="Service", by=bob, now=now())
    deals = [{"deal": deal.pk, "stage_after": "Need"}, {"deal": service.pk}]
    meeting = {name: body[name] for name in ("uid", "client", "happened_at")} | {"kind": "meeting", "deals": deals}
    bobs = api_of(bob)
    first, second = (bobs.post("/contacts", meeting) for _time in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    told = first.json()
    assert told == second.json()
    assert (told["deal"]["id"], told["stage"]["name"], told["is_counted"]) == (deal.pk, "Need", True)
    linked = bobs.get("/contacts", meeting=told["meeting"]).json()["items"]
    assert {(each["deal"]["id"], each["is_counted"]) for each in linked} == {(deal.pk, True), (service.pk, False)}
    assert bobs.get("/metrics/contacts", period="all").json()["total"]["value"] == 1


def test_deals_are_named_one_way_and_seen(api_of: Callable, bob: User, eve: User, body: Body, deal: Deal) -> None:
    answer = api_of(bob).post("/contacts", {**body, "deals": [{"deal": deal.pk}]})
    assert answer.status_code == 422
    assert "name each deal within 'deals'" in answer.json()["error"]
    assign_deal(deal, eve, by=eve, now=now())
    meeting = {name: body[name] for name in ("uid", "client", "kind")} | {"deals": [{"deal": deal.pk}]}
    assert api_of(bob).post("/contacts", meeting).status_code == 404
    assert not Contact.objects.exists()


def test_what_was_deleted_since_stays_deleted_and_is_gone(api_of: Callable, bob: User, body: Body) -> None:
    bobs = api_of(bob)
    bobs.post("/contacts", body)
    bobs.delete(f"/contacts/{body['uid']}")
    answer = bobs.post("/contacts", body)
    assert (answer.status_code, answer.json()["field"]) == (410, "uid")
    assert "was deleted since" in answer.json()["error"]
    assert not Contact.objects.exists()
