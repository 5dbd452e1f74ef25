"""Contacts written on a phone without a connection: counted once, and put where a right clock would put them."""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client as Browser

from headway.web.contacts import queued as module
from headway.web.contacts.queued import Queued, take
from headway.web.log import correct_contact, delete_contact, open_client
from headway.web.models import Client, Contact, Deal, NextStep, User

HOUR = timedelta(hours=1)
YEAR = timedelta(days=365)
Sent = tuple[int, dict[str, Any]]
Send = Callable[..., Sent]


@pytest.fixture
def phone(bob: User, browser: Callable[[User], Browser], pump: Client, deal: Deal, now: datetime) -> Send:
    """Bob's phone: writes a contact with Pump Ltd at noon and sends it at one, unless told otherwise."""
    signed_in = browser(bob)

    def send(uid: uuid.UUID | None = None, *, user: User = bob, **told: Any) -> Sent:
        fields = {"client": str(pump.pk), "deal": str(deal.pk), "kind": "call"} | told.pop("fields", {})
        body = {
            "user": user.pk,
            "uid": str(uid or uuid.uuid4()),
            "fields": [list(pair) for pair in fields.items() if pair[1] is not None],
            "noted_at": now.isoformat(),
            "sent_at": (now + HOUR).isoformat(),
            "known_at": (now - HOUR).isoformat(),
            "position": 7,
        } | {name: value.isoformat() if isinstance(value, datetime) else value for name, value in told.items()}
        answer = signed_in.post("/queue", json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json()

    return send


def test_the_phone_says_when_and_what(phone: Send, bob: User, deal: Deal, stage: dict[str, Any], now: datetime) -> None:
    """
    written | sent  | deal      | kind    | stage after | minutes | note
    12:00   | 13:00 | Two pumps | meeting | Offer       | 30      | Wants two
    """
    uid = uuid.uuid4()
    fields = {"kind": "meeting", "stage": str(stage["Offer"].pk), "minutes": "30", "note": "Wants two"}
    status, told = phone(uid, fields=fields)
    assert (status, told["words"], told["clock"]) == (200, "Pump Ltd: New → Offer — effective", "")
    contact = Contact.objects.get(uid=uid)
    assert (contact.rep, contact.deal, contact.kind, contact.stage_after) == (bob, deal, "meeting", stage["Offer"])
    assert (contact.happened_at, contact.noted_at, contact.written_at) == (now, now, now + HOUR)
    assert (contact.duration_seconds, contact.note, contact.position) == (1800, "Wants two", 7)


def test_what_is_sent_again_counts_once(phone: Send) -> None:
    uid = uuid.uuid4()
    assert phone(uid) == phone(uid)
    assert Contact.objects.count() == 1


def test_what_is_here_already_is_not_asked_for_again(
    phone: Send, deal: Deal, eve: User, alice: User, now: datetime
) -> None:
    """The answer is lost; before it is sent again, Alice hands the client, the deal and the contact to Eve."""
    uid = uuid.uuid4()
    phone(uid)
    Client.objects.update(owner=eve)
    Deal.objects.update(owner=eve)
    correct_contact(Contact.objects.get(), {"rep": eve}, by=alice, now=now + HOUR)
    assert phone(uid)[0] == 200
    assert Contact.objects.get().rep == eve


def test_what_was_taken_out_of_the_log_does_not_come_back(phone: Send, alice: User, now: datetime) -> None:
    uid = uuid.uuid4()
    phone(uid)
    delete_contact(Contact.objects.get(), by=alice, now=now + HOUR)
    assert phone(uid)[1]["words"] == "It was taken out of the log meanwhile."
    assert not Contact.objects.exists()


def test_two_senders_at_once_count_once(
    phone: Send, bob: User, pump: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other sender writes between our look and our write; a contact about no deal has no lock to wait for."""
    uid, save = uuid.uuid4(), module.save_contact
    body = {"user": bob.pk, "uid": uid, "noted_at": now, "sent_at": now + HOUR, "position": 1}
    queued = Queued(fields=[("client", str(pump.pk)), ("deal", "none"), ("kind", "call")], **body)

    def beaten(*args: Any, **kwargs: Any) -> None:
        save(*args, **kwargs)
        raise IntegrityError

    monkeypatch.setattr(module, "save_contact", beaten)
    contact = take(queued, bob, now + HOUR)
    assert contact == Contact.objects.get()


@pytest.mark.parametrize("wrong", [-YEAR, -3 * HOUR, -timedelta(minutes=6), timedelta(minutes=6), 3 * HOUR, YEAR])
def test_a_clock_that_is_wrong_while_it_sends_is_put_right(phone: Send, now: datetime, wrong: timedelta) -> None:
    """
    really  | the phone's clock says
    12:00   | 12:00, wrong by so much, when the contact is written
    13:00   | 13:00, wrong by so much, when it is sent
    """
    status, told = phone(noted_at=now + wrong, sent_at=now + HOUR + wrong)
    assert status == 200
    assert told["clock"].startswith("This phone's clock says ")
    assert "The contact was put at" in told["clock"]
    contact = Contact.objects.get()
    assert (contact.happened_at, contact.noted_at) == (now, now + wrong)


@pytest.mark.parametrize("wrong", [-timedelta(minutes=4), timedelta(minutes=4)])
def test_a_clock_that_is_a_little_wrong_is_believed(phone: Send, now: datetime, wrong: timedelta) -> None:
    assert phone(noted_at=now + wrong, sent_at=now + HOUR + wrong)[1]["clock"] == ""
    assert Contact.objects.get().happened_at == now + wrong


@pytest.mark.parametrize("wrong", [-YEAR, YEAR])
def test_a_clock_that_was_set_right_in_between_leaves_the_time_to_the_rep(
    phone: Send, now: datetime, wrong: timedelta
) -> None:
    """The phone knew the server's time at eleven; its clock is wrong at noon, and right again when it sends."""
    uid = uuid.uuid4()
    status, told = phone(uid, noted_at=now + wrong)
    assert status == 422
    assert told["error"].startswith("The phone's clock was wrong when this was written: it said")
    assert not Contact.objects.exists()
    assert phone(uid, noted_at=now + wrong, fields={"when": "2024-05-15T14:00"})[0] == 200
    contact = Contact.objects.get()
    assert (contact.happened_at, contact.noted_at) == (now, now + wrong)


def test_the_time_that_a_rep_names_stands_whatever_the_clock_says(phone: Send, now: datetime) -> None:
    """In Budapest it is 13:30 half an hour before noon in Greenwich."""
    named = {"fields": {"when": "2024-05-15T13:30"}}
    assert phone(noted_at=now - YEAR, sent_at=now + HOUR - YEAR, **named)[1]["clock"] == ""
    assert Contact.objects.get().happened_at == now - timedelta(minutes=30)


def test_the_phones_counter_settles_the_order_of_one_instant(phone: Send, stage: dict[str, Any]) -> None:
    """
    when  | position | stage after | stage before by the log
    14:00 | 9        | Decision    | Offer, though it arrives first
    14:00 | 8        | Offer       | New
    """
    same = {"when": "2024-05-15T14:00"}
    phone(position=9, fields=same | {"stage": str(stage["Decision"].pk)})
    phone(position=8, fields=same | {"stage": str(stage["Offer"].pk)})
    order = Contact.objects.order_by("position")
    assert [contact.stage_before.name for contact in order] == ["New", "Offer"]


def test_a_contact_waits_for_whoever_wrote_it(phone: Send, eve: User) -> None:
    status, told = phone(user=eve)
    assert (status, told["error"]) == (409, "Somebody else wrote this contact. It waits until they sign in.")
    assert not Contact.objects.exists()


def test_a_session_that_ran_out_is_told_so(db: None) -> None:
    answer = Browser().get("/queue")
    assert (answer.status_code, answer.json()["error"]) == (401, "Sign in. What waits on this phone is sent then.")


def test_nothing_is_taken_without_the_token_that_the_phone_asks_for(bob: User) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(bob)
    token = browser.get("/queue").json()["token"]
    sent = {"path": "/queue", "data": "{}", "content_type": "application/json"}
    assert browser.post(**sent).status_code == 403
    assert browser.post(**sent, headers={"X-CSRFToken": token}).status_code == 400


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"when": "2024-05-16T14:00"}, "This contact lies in the future. Log it when it has happened."),
        ({"kind": None}, "Choose what it was: a call, a meeting, an e-mail …"),
        ({"client": None}, "Nobody is named in this contact. Correct it, and choose the client."),
        ({"stage": "999"}, "The stage is not in the funnel of this deal any more. Correct it, and choose another."),
        ({"deal": "999"}, "This client or this deal is not among yours any more. Correct it, and choose anew."),
        (
            {"client": "of-3b8b6c5e-9b1f-4b57-8d8e-2f6d8a0b7c11"},
            "It follows a contact that is not in the log. Correct it, and choose the client anew.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(phone: Send, fields: dict[str, Any], sentence: str) -> None:
    status, told = phone(fields=fields)
    assert (status, told) == (422, {"error": sentence})
    assert not Contact.objects.exists()


def test_a_note_of_three_hundred_pages_is_refused(phone: Send) -> None:
    status, told = phone(fields={"note": "a" * 400_000})
    assert status == 422
    assert "note" in told["error"]
    assert not Contact.objects.exists()


def test_the_days_until_a_next_step_count_from_when_it_was_agreed(phone: Send, now: datetime) -> None:
    """Written on Wednesday noon and sent on Friday: tomorrow was Thursday."""
    with time_machine.travel(now + 49 * HOUR, tick=False):
        assert phone(sent_at=now + 49 * HOUR, fields={"step_in": "1", "step_kind": "meeting"})[0] == 200
    (step,) = NextStep.objects.all()
    assert (step.kind, str(step.due_on)) == ("meeting", "2024-05-16")


def test_what_was_long_ago_is_asked_for_once(phone: Send) -> None:
    uid, when = uuid.uuid4(), {"when": "2023-05-15T14:00"}
    assert phone(uid, fields=when) == (
        422,
        {"error": "This was on May\N{NO-BREAK SPACE}15,\N{NO-BREAK SPACE}2023. Is the year right?"},
    )
    assert phone(uid, fields=when | {"is_sure": "on"})[0] == 200


def test_a_field_that_is_wrong_is_named(phone: Send) -> None:
    assert phone(fields={"minutes": "a while"}) == (422, {"error": "Duration in minutes: Enter a whole number."})


def test_contacts_follow_each_other_to_the_client_and_the_deal_that_the_first_opens(
    phone: Send, stage: dict[str, Any]
) -> None:
    """
    contact | client               | deal                 | stage after
    first   | Riverside, a new one | Two pumps, a new one |
    second  | the first one's      | the first one's      | Need
    """
    first = uuid.uuid4()
    fields = {"client": None, "client_name": "Riverside", "deal": "new", "deal_name": "Two pumps"}
    for _again in range(2):
        assert phone(first, fields=fields)[0] == 200
    assert phone(fields={"client": f"of-{first}", "deal": f"of-{first}", "stage": str(stage["Need"].pk)})[0] == 200
    opener, follower = Contact.objects.order_by("pk")
    assert (opener.client.name, opener.deal.name) == ("Riverside", "Two pumps")
    assert (follower.client, follower.deal, follower.stage_before.name) == (opener.client, opener.deal, "New")


def test_a_new_name_that_is_a_client_by_now_is_that_client(phone: Send, bob: User, eve: User, now: datetime) -> None:
    """Bob's Riverside was written down at the office meanwhile; Eve's Hillside is not for Bob to enter again."""
    riverside = open_client("Riverside", by=bob, now=now)
    open_client("Hillside", by=eve, now=now)
    assert phone(fields={"client": None, "client_name": " riverside", "deal": "none"})[0] == 200
    assert Contact.objects.get().client == riverside
    status, told = phone(fields={"client": None, "client_name": "hillside", "deal": "none"})
    assert (status, told["error"]) == (422, "Hillside is a client already; Eve looks after it. Talk to them first.")


def test_a_name_from_the_grid_that_nobody_has_is_asked_about(phone: Send, bob: User, now: datetime) -> None:
    """
    typed    | called so          | becomes
    Pump     | nobody             | a question
    pump ltd | Pump Ltd           | that client
    """
    typed = {"client": None, "deal": None, "must_exist": "1"}
    status, told = phone(fields=typed | {"client_name": "Pump"})
    assert (status, "No client of yours is called “Pump”" in told["error"]) == (422, True)
    assert phone(fields=typed | {"client_name": "pump ltd"})[0] == 200
    assert list(Contact.objects.values_list("client__name", flat=True)) == ["Pump Ltd"]


@pytest.fixture(autouse=True)
def _one_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now + HOUR, tick=False):
        yield


def test_who_is_only_called_alike_is_saved_as_new_because_nobody_can_be_asked(phone: Send) -> None:
    named = {"client": None, "client_name": "pump, GmbH", "deal": "none"}
    assert phone(fields=named)[0] == 200
    assert Contact.objects.get().client.name == "pump, GmbH"


def test_what_was_a_lifetime_ago_is_refused(phone: Send) -> None:
    status, told = phone(fields={"when": "1900-05-15T14:00", "is_sure": "on"})
    assert status != 200
    assert "more than 30 years ago. Check the year." in str(told)
