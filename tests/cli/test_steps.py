"""`headway steps`, and what `headway log` agrees."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from headway.web.log import open_client, open_deal
from headway.web.models import Contact, Deal, NextStep, User

pytestmark = pytest.mark.usefixtures("alice", "carol", "deal")
AS_BOB = ("--as", "bob@example.com")


@pytest.fixture(autouse=True)
def _one_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        yield


def _step() -> NextStep:
    return NextStep.objects.latest("pk")


def test_a_step_is_agreed_listed_moved_and_dropped(headway: Callable, deal: Deal) -> None:
    said = headway("steps", "set", "pump ltd", "meeting", "2024-05-15T14:30", "--what", "Show it", *AS_BOB)
    step = _step()
    assert (said.code, said.out) == (0, f"Pump Ltd: next step {step.pk} on May 15, 2024.\n")
    assert (step.deal, step.due_at.isoformat()) == (deal, "2024-05-15T12:30:00+00:00")
    line = headway("steps", *AS_BOB).lines[-1]
    assert all(word in line for word in (str(step.pk), "Pump Ltd", "Two pumps", "meeting", "Show it"))
    headway("steps", "move", "2024-05-20", str(step.pk), *AS_BOB)
    assert (_step().due_on.isoformat(), _step().due_at) == ("2024-05-20", None)
    assert headway("steps", *AS_BOB).out == "Nothing is agreed for then.\n"
    assert headway("steps", "drop", str(_step().pk), *AS_BOB).out == "Dropped.\n"
    assert _step().end == "dropped"
    headway("steps", "reopen", str(_step().pk), *AS_BOB)
    assert _step().end is None


def test_a_contact_agrees_one_and_another_keeps_it(headway: Callable) -> None:
    headway("log", "Pump", "call", "--next", "meeting", "2024-05-20", "--next-what", "Show it", *AS_BOB)
    step = _step()
    assert (step.kind, step.what, step.set_by) == ("meeting", "Show it", Contact.objects.get())
    headway("log", "Pump", "visit", *AS_BOB)
    visit = Contact.objects.latest("pk")
    assert headway("steps", "keep", str(visit.uid), str(step.pk), *AS_BOB).out == "Kept.\n"
    assert _step().kept_by == visit


def test_programs_read_the_lists(headway: Callable, bob: User, now) -> None:
    headway("steps", "set", "Pump", "call", "2024-05-20", *AS_BOB)
    (told,) = json.loads(headway("steps", "--list", "coming", "--json", *AS_BOB).out)
    assert (told["kind"], told["due_on"], told["uid"]) == ("call", "2024-05-20", str(_step().uid))
    heads, row = headway("steps", "--list", "coming", "--csv", *AS_BOB).lines
    assert heads == "id,due_on,due_at,rep,kind,client,deal,what"
    assert row == f"{_step().pk},2024-05-20,,Bob,call,Pump Ltd,Two pumps,"


def test_the_deals_that_miss_one(headway: Callable, bob: User, now) -> None:
    assert "Two pumps" in headway("steps", "--list", "missing").out
    headway("steps", "set", "Pump", "call", "2024-05-20", *AS_BOB)
    assert headway("steps", "--list", "missing", "--rep", "Bob").out == "Every open deal has a next step.\n"
    open_deal(open_client("Pipe Ltd", by=bob, now=now), name="Ten pipes", by=bob, now=now)
    assert [row["name"] for row in json.loads(headway("steps", "--list", "missing", "--json").out)] == ["Ten pipes"]
    assert headway("steps", "--list", "missing", "--csv").lines[1].endswith("Ten pipes,Pipe Ltd,Bob,")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("set", "Pump", "call", "tomorrow"), "'tomorrow' is not a day. Write 2024-05-20"),
        (("set", "Pump", "fax", "2024-05-20"), "fax is no kind of contact"),
        (("drop", "999"), "There is no next step 999 that you can see."),
        (("move", "2044-05-20", "{step}"), "more than five years ahead"),
        (("keep", "nonsense", "{step}"), "'nonsense' is no uid of a contact."),
    ],
)
def test_what_cannot_be_ends_with_a_sentence(headway: Callable, words: tuple[str, ...], sentence: str) -> None:
    headway("steps", "set", "Pump", "call", "2024-05-20", *AS_BOB)
    said = headway("steps", *(word.format(step=_step().pk) for word in words), *AS_BOB)
    assert said.code == 2
    assert sentence in said.err


def test_a_stranger_sees_none_of_it(headway: Callable, eve: User) -> None:
    headway("steps", "set", "Pump", "call", "2024-05-20", *AS_BOB)
    assert headway("steps", "drop", str(_step().pk), "--as", "eve@example.com").code == 2
    assert _step().end is None
