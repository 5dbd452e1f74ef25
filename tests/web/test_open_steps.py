"""Next steps end with a deal that is lost, whenever and however that is written, and are open again where it is not."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client as Browser

from headway.web.agenda import Agenda, open_steps_with
from headway.web.log import (
    LogProblem,
    NewContact,
    NewStep,
    correct_contact,
    delete_contact,
    drop_step,
    keep_step,
    log_contact,
    move_deal,
    move_step,
    set_step,
)
from headway.web.models import Contact, Deal, MoveCause, NextStep, Stage, User
from headway.web.open_steps import ENDED, LOST_WITH_DEAL, STILL_OPEN, lost_with_deal_at
from headway.web.recent import due_steps
from headway.web.steps.calendar import calendar_of

DAY = timedelta(days=1)


def _open() -> list[str]:
    """What is still to be done; and all ways of telling agree on every step there is."""
    found = list(NextStep.objects.filter(STILL_OPEN).order_by("pk"))
    lost = set(NextStep.objects.filter(LOST_WITH_DEAL))
    assert lost == {step for step in NextStep.objects.all() if lost_with_deal_at(step)}
    ended = set(NextStep.objects.filter(ENDED))
    assert ended == lost | set(NextStep.objects.exclude(end=None))
    assert ended == set(NextStep.objects.all()) - set(found)
    return [step.what for step in found]


@dataclass(frozen=True)
class Call:
    """A call about the deal, and the visit that it agreed."""

    day: int
    stage: str | None
    agrees: str = ""


class Log:
    """Writes calls about one deal, in whatever order."""

    def __init__(self, deal: Deal, bob: User, stage: dict[str, Stage], now: datetime) -> None:
        self.deal, self.bob, self.stage, self.now = deal, bob, stage, now

    def at(self, day: int) -> datetime:
        """Days are counted to yesterday, so that none lies in the future."""
        return self.now + (day - 40) * DAY

    def write(self, call: Call) -> Contact:
        step = NewStep(uuid.uuid4(), "visit", (self.now + 30 * DAY).date(), None, call.agrees) if call.agrees else None
        new = NewContact(
            uid=uuid.uuid4(), client=self.deal.client, deal=self.deal, rep=self.bob, kind="call",
            happened_at=self.at(call.day), stage_after=self.stage[call.stage] if call.stage else None, next_step=step,
        )  # fmt: skip
        return log_contact(new, by=self.bob, now=self.now)

    def correct(self, contact: Contact, call: Call) -> None:
        told = {"happened_at": self.at(call.day), "stage_after": self.stage[call.stage] if call.stage else None}
        correct_contact(contact, told, by=self.bob, now=self.now)


@pytest.fixture
def log(deal: Deal, bob: User, stage: dict[str, Stage], now: datetime) -> Log:
    return Log(deal, bob, stage, now)


def test_what_was_agreed_before_the_loss_ends_with_it_and_what_was_agreed_with_it_or_later_stands(log: Log) -> None:
    """
    day | stage | agreed
    1   | Offer | a second visit
    2   | Lost  | call again in autumn
    3   |       | a visit to the other plant
    """
    for call in (Call(1, "Offer", "second"), Call(2, "Lost", "autumn"), Call(3, None, "plant")):
        log.write(call)
    assert _open() == ["autumn", "plant"]


def test_a_deal_that_is_won_keeps_its_steps(log: Log) -> None:
    log.write(Call(1, "Offer", "start of the work"))
    log.write(Call(2, "Won"))
    assert _open() == ["start of the work"]


def test_steps_come_back_where_the_loss_is_taken_back(log: Log) -> None:
    """Each time the deal is lost on day 2, and then it is not."""
    log.write(Call(1, "Offer", "second"))
    lost = log.write(Call(2, "Lost"))
    assert _open() == []
    log.correct(lost, Call(2, None))
    assert _open() == ["second"]
    log.correct(lost, Call(2, "Lost"))
    again = log.write(Call(3, "Need"))
    assert _open() == ["second"]
    delete_contact(again, by=log.bob, now=log.now)
    assert _open() == []
    delete_contact(lost, by=log.bob, now=log.now)
    assert _open() == ["second"]
    move_deal(log.deal, log.stage["Lost"], cause=MoveCause.CLIENT, by=log.bob, now=log.now)
    assert _open() == []


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_logged_late_or_corrected_comes_out_as_if_written_in_order(log: Log, seed: int) -> None:
    """A model walks the calls by their days: what was agreed before the loss that stands in the end is over."""
    chance = Random(seed)
    days = chance.sample(range(1, 40), 7)
    calls = [Call(day, chance.choice([None, "Need", "Offer", "Lost", "Lost"]), f"after {day}") for day in days]
    written = [log.write(call) for call in calls]
    for place in chance.sample(range(len(calls)), 2):
        calls[place] = replace(calls[place], stage=chance.choice([None, "Need", "Lost"]))
        log.correct(written[place], calls[place])
    lost_on: int | None = None
    for call in sorted(calls, key=lambda call: call.day):
        if call.stage == "Lost":
            lost_on = call.day if lost_on is None else lost_on
        elif call.stage is not None:
            lost_on = None
    assert sorted(_open()) == sorted(call.agrees for call in calls if lost_on is None or call.day >= lost_on)


def test_a_contact_that_is_logged_after_the_loss_keeps_the_step_that_it_was(log: Log, deal: Deal, bob: User) -> None:
    """Agreed on day 1, held on day 3 and written last; lost on day 5."""
    step = set_step(
        NewStep(uuid.uuid4(), "call", log.at(3).date()), client=deal.client, deal=deal, rep=bob, by=bob, now=log.at(1)
    )
    move_deal(deal, log.stage["Lost"], cause=MoveCause.CLIENT, by=bob, now=log.now, happened_at=log.at(5))
    assert _open() == []
    call = log.write(Call(3, "Offer"))
    step.refresh_from_db()
    assert (step.end, step.kept_by) == ("kept", call)


def test_a_step_that_ended_with_its_deal_is_neither_moved_nor_dropped_but_may_have_been_kept(log: Log) -> None:
    visit = log.write(Call(1, "Offer", "second"))
    lost = log.write(Call(2, "Lost"))
    step = NextStep.objects.get()
    moved = NewStep(uuid.uuid4(), "visit", step.due_on + DAY)
    for change in (
        lambda: move_step(step, moved, by=log.bob, now=log.now),
        lambda: drop_step(step, by=log.bob, now=log.now),
    ):
        with pytest.raises(LogProblem, match="ended when its deal was lost"):
            change()
    assert keep_step(step, lost, by=log.bob, now=log.now).end == "kept"
    assert visit.kept_steps.count() == 0


def test_nobody_is_asked_for_it_any_more(log: Log, deal: Deal, bob: User, now: datetime) -> None:
    log.write(Call(1, "Offer", "second"))
    NextStep.objects.update(due_on=now.date(), due_at=now)
    agenda = Agenda(bob, now.date(), bob)

    def told() -> tuple[Any, ...]:
        here = open_steps_with(bob, client=deal.client)
        return agenda.counts().today, len(due_steps(bob, now.date())), len(here), b"second" in calendar_of(bob, now)

    assert told() == (1, 1, 1, True)
    log.write(Call(2, "Lost"))
    assert told() == (0, 0, 0, False)
    browser = Browser()
    browser.force_login(bob)
    page = browser.get(f"/steps/{NextStep.objects.get().pk}").content.decode()
    assert "The deal was lost on" in page
    assert "/drop" not in page
