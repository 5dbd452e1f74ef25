"""`headway log`."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from headway.web.log import add_person, open_client, open_deal
from headway.web.models import Client, Contact, Deal, LossReason, User

pytestmark = pytest.mark.usefixtures("alice", "carol", "deal")
AS_BOB = ("--as", "bob@example.com")


def _latest() -> Contact:
    return Contact.objects.latest("pk")


def test_a_contact_moves_the_clients_open_deal(headway: Callable, bob: User, deal: Deal) -> None:
    said = headway(
        "log", "pump ltd", "call", "--stage", "need", "--minutes", "12", "--cold", "--note", "Hello", *AS_BOB
    )
    assert (said.code, said.out) == (0, "Pump Ltd: New -> Need, effective.\n")
    contact = _latest()
    assert (contact.rep, contact.deal, contact.kind, contact.duration_seconds) == (bob, deal, "call", 720)
    assert (contact.is_cold, contact.is_inbound, contact.note) == (True, False, "Hello")


def test_an_untouched_stage_is_no_move(headway: Callable) -> None:
    assert headway("log", "Pump", "E-mail", "--inbound", *AS_BOB).out == "Pump Ltd: logged, still on New.\n"
    assert (_latest().stage_after, _latest().kind) == (None, "email")


def test_a_contact_about_no_deal(headway: Callable) -> None:
    assert headway("log", "Pump", "call", "--deal", "none", *AS_BOB).out == "Pump Ltd: logged, about no deal.\n"


def test_a_contact_of_the_past_has_its_time_in_the_zone_of_the_rep(headway: Callable) -> None:
    headway("log", "Pump", "call", "--at", "2024-05-16T09:30", *AS_BOB)
    assert _latest().happened_at.isoformat() == "2024-05-16T07:30:00+00:00"


def test_why_a_deal_was_lost(headway: Callable) -> None:
    LossReason.objects.create(name="Price")
    said = headway("log", "Pump", "call", "--stage", "Lost", "--loss-reason", "price", *AS_BOB)
    assert said.out == "Pump Ltd: New -> Lost.\n"
    assert str(_latest().loss_reason) == "Price"


def test_the_latest_open_deal_is_meant_unless_another_is_named(
    headway: Callable, bob: User, pump: Client, deal: Deal, now: datetime
) -> None:
    later = open_deal(pump, name="Ten pumps", by=bob, now=now + timedelta(days=1))
    headway("log", "Pump", "call", *AS_BOB)
    assert _latest().deal == later
    headway("log", "Pump", "call", "--deal", "two pumps", *AS_BOB)
    assert _latest().deal == deal
    headway("log", str(pump.pk), "call", "--deal", str(deal.pk), *AS_BOB)
    assert _latest().deal == deal


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Nobody", "call"], "There is no client 'Nobody' that you can see."),
        (["P", "call"], "Several clients fit 'P': Pipes"),
        (["Pump", "fax"], "fax is no kind of contact. There are: call, meeting"),
        (["Pump", "call", "--stage", "Ofer"], "There is no stage 'Ofer'. Did you mean 'Offer'?"),
        (["Pump", "call", "--deal", "none", "--stage", "Offer"], "Only a contact about a deal can move a stage."),
        (["Pump", "call", "--deal", "Three"], "There is no deal 'Three'"),
        (["Pump", "call", "--at", "soon"], "'soon' is not a time. Write 14:30 or 2024-05-15T14:30."),
        (["Pump", "call", "--at", "2999-01-01"], "This contact lies in the future."),
    ],
)
def test_what_cannot_be_logged_is_one_sentence(
    headway: Callable, bob: User, now: datetime, words: list[str], sentence: str
) -> None:
    open_client("Pipes", by=bob, now=now)
    said = headway("log", *words, *AS_BOB)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"headway: {sentence}")
    assert not Contact.objects.exists()


def test_anothers_client_is_not_there(headway: Callable, eve: User) -> None:
    assert "no client 'Pump Ltd' that you can see" in headway("log", "Pump Ltd", "call", "--as", "eve@example.com").err


def test_an_analyst_writes_nothing(headway: Callable, ann: User) -> None:
    assert "The role of Ann does not allow this." in headway("log", "Pump Ltd", "call", "--as", "ann@example.com").err
    assert not Contact.objects.exists()


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59", "1899-12-31T12:00"])
def test_a_time_that_cannot_be_is_told_in_a_sentence(headway: Callable, at: str) -> None:
    said = headway("log", "Pump", "call", "--stage", "Need", "--at", at, *AS_BOB)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(
        ("headway: The log begins with the year 1900", "headway: This contact lies in the future")
    )
    assert not Contact.objects.exists()


def test_a_meeting_about_several_deals(headway: Callable, bob: User, pump: Client, deal: Deal, now: datetime) -> None:
    for name in ("Service", "Parts = all"):
        open_deal(pump, name=name, by=bob, now=now)
    also = ("--also", "service=offer", "--also", "Parts = all")
    said = headway("log", "Pump", "meeting", "--deal", "Two pumps", "--stage", "Need", *also, *AS_BOB)
    assert said.lines == [
        "Two pumps: Pump Ltd: New -> Need, effective.",
        "Service: Pump Ltd: New -> Offer, effective.",
        "Parts = all: Pump Ltd: logged, still on New.",
    ]
    assert [contact.is_counted for contact in Contact.objects.order_by("pk")] == [True, False, False]


def test_a_meeting_needs_its_first_deal(headway: Callable) -> None:
    said = headway("log", "Pump", "meeting", "--deal", "none", "--also", "Two pumps", *AS_BOB)
    assert (said.code, said.err) == (2, "headway: Name the first deal of the meeting by --deal.\n")


def test_a_contact_says_how_it_ended_and_who_was_there(
    headway: Callable, bob: User, carol: User, pump: Client, now: datetime
) -> None:
    ada = add_person(pump, "Ada Cole", by=bob, now=now)
    said = headway("log", "Pump", "call", "--outcome", "No answer", "--person", "ada cole", "--with", "carol", *AS_BOB)
    assert said.code == 0
    assert _latest().outcome == "no_answer"
    assert (list(_latest().persons.all()), list(_latest().others.all())) == ([ada], [carol])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--outcome", "fine"], "fine is no outcome of a contact. There are: talked"),
        (["--person", "Eda"], "Nobody here is called 'Eda'."),
        (["--with", "Zed"], "There is no rep 'Zed'."),
    ],
)
def test_what_nobody_is_called_is_one_sentence(headway: Callable, words: list[str], sentence: str) -> None:
    said = headway("log", "Pump", "call", *words, *AS_BOB)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
