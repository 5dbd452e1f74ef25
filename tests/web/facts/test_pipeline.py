"""The pipeline of any past day shows what was known at its end, whatever was valued or moved since."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.log import expect_deal, move_deal, open_deal, value_deal
from headway.web.log.changes import note_names
from headway.web.models import Client, Company, Currency, Deal, DealValue, ExchangeRate, MoveCause, Stage, User

HOME = ZoneInfo("Europe/Budapest")
START, DAYS = date(2024, 4, 1), 25
ALL_DAYS = Period(START, START + timedelta(days=DAYS))


@dataclass
class Story:
    """A deal as whoever looks at it sees it: what was known from which moment on."""

    deal: Deal
    opened: datetime
    stages: list[tuple[datetime, Stage]] = field(default_factory=list)
    values: list[tuple[datetime, int]] = field(default_factory=list)

    def worth(self, on: date) -> int | None:
        """What it was worth in the pipeline at the end of a day; None where nobody knew, or it was not there."""
        moved = [stage for at, stage in self.stages if _day(at) <= on]
        # What it was opened with, as it stood that evening, held before it as well.
        known = max(on, _day(self.opened)) if self.values and self.values[0][0] == self.opened else on
        valued = [amount for at, amount in self.values if _day(at) <= known]
        is_qualified = any(stage.phase in {"opportunity", "won"} for stage in moved)
        return valued[-1] if valued and is_qualified and moved[-1].is_open else None


def _day(at: datetime) -> date:
    return at.astimezone(HOME).date()


@pytest.fixture
def stories(pump: Client, bob: User, stage: dict[str, Stage], company: Company, request: Any) -> list[Story]:
    """Six deals: opened and valued at random moments in their order; moved likewise, and some of it told late."""
    chance = Random(request.param)
    return [_story(chance, pump, bob, list(stage.values()), company.currency) for _ in range(6)]


def _story(chance: Random, pump: Client, bob: User, stages: list[Stage], euro: Currency) -> Story:
    moments = sorted(_moment(chance) for _ in range(12))
    opened, *later = moments
    amount = chance.choice([None, chance.randint(1, 999)])
    deal = open_deal(pump, name="Pumps", by=bob, now=opened, value_amount=amount)
    story = Story(deal, opened, [(opened, stages[0])], [] if amount is None else [(opened, amount)])
    for at in later:
        if chance.random() < 0.5:
            stage = chance.choice(stages)
            # Some are written days after they happened, even to before the deal was opened.
            happened = at - timedelta(days=chance.choice([0, 0, 1, 4, 9]))
            move_deal(deal, stage, cause=MoveCause.CORRECTION, by=bob, now=at, happened_at=happened)
            story.stages.append((happened, stage))
        else:
            amount = chance.randint(1, 999)
            value_deal(deal, amount, euro, by=bob, now=at)
            story.values.append((at, amount))
    first = min(at for at, _stage in story.stages)
    story.stages = [(first, stages[0]), *sorted(story.stages[1:], key=lambda told: told[0])]
    return story


def _moment(chance: Random) -> datetime:
    """Few hours, so that several things fall on a day; the latest is the next day in Budapest."""
    on = START + timedelta(days=chance.randrange(DAYS - 1))
    return datetime.combine(on, time(chance.choice([6, 12, 23])), tzinfo=UTC) + timedelta(seconds=chance.randrange(999))


@pytest.mark.parametrize("stories", range(6), indirect=True)
def test_the_pipeline_of_a_past_day_stands_as_it_stood(stories: list[Story]) -> None:
    answer = ask(Question(metric="pipeline_value", period=ALL_DAYS, by=(Dimension.DAY,)), get_store())
    count = ask(Question(metric="open_opportunities", period=ALL_DAYS, by=(Dimension.DAY,)), get_store())
    shown = {line.keys[0]: (line.figure.value, line.figure.rows) for line in answer.lines}
    open_ = {line.keys[0]: line.figure.value for line in count.lines}
    for on, (value, rows) in shown.items():
        known = [worth for story in stories if (worth := story.worth(on)) is not None]
        # Of opportunities whose values are all unknown, so is the sum.
        assert (value, rows) == (sum(known) if known or not open_[on] else None, len(known)), on
    alone = {on: _as_of(on) for on in shown}
    assert {on: figures[0] for on, figures in alone.items()} == {on: value for on, (value, _rows) in shown.items()}
    # What is left out is open too: the two together are the open opportunities.
    assert {on: rows + left_out for on, (_value, rows, left_out) in alone.items()} == open_


def _as_of(on: date) -> tuple[object, int, int]:
    answer = ask(Question(metric="pipeline_value", period=Period.day(on)), get_store())
    return answer.total.value, answer.total.rows, answer.left_out_count


def test_a_value_is_converted_at_the_rate_of_the_day_it_was_written(
    pump: Client, bob: User, stage: dict[str, Stage], company: Company
) -> None:
    """
    day      | a forint is | the deal
    1 April  | 0.0025      | opened at 100,000 forints, on Offer
    10 April | 0.0030      |
    15 April |             | valued at 200,000 forints
    """
    forint = Currency.objects.get(code="HUF")
    for day, rate in ((1, "0.0025"), (10, "0.0030")):
        ExchangeRate.objects.create(currency=forint, starts_on=date(2024, 4, day), rate=rate)
    note_names()
    opened = datetime(2024, 4, 1, 12, tzinfo=UTC)
    deal = open_deal(pump, name="Pumps", by=bob, now=opened, value_amount=100_000, currency=forint)
    move_deal(deal, stage["Offer"], cause=MoveCause.CORRECTION, by=bob, now=opened)
    value_deal(deal, 200_000, forint, by=bob, now=datetime(2024, 4, 15, 12, tzinfo=UTC))
    assert [_as_of(date(2024, 4, day))[0] for day in (1, 12, 14, 15, 30)] == [25_000, 25_000, 25_000, 60_000, 60_000]


def test_a_value_of_the_opening_holds_for_what_is_logged_late_too(
    deal: Deal, bob: User, stage: dict[str, Stage], company: Company, now: datetime
) -> None:
    """Opened at noon with a value, valued anew at once; that it stood on Offer three days before is written later."""
    other = open_deal(deal.client, name="Late", by=bob, now=now, value_amount=700)
    value_deal(other, 900, company.currency, by=bob, now=now + timedelta(minutes=1))
    before = now - timedelta(days=3)
    move_deal(
        other, stage["Offer"], cause=MoveCause.CORRECTION, by=bob, now=now + timedelta(hours=1), happened_at=before
    )
    assert _as_of(before.date()) == (900, 1, 0)


def test_a_lost_deal_is_worth_what_it_was_when_it_was_lost(
    deal: Deal, bob: User, stage: dict[str, Stage], company: Company, now: datetime
) -> None:
    """Valued at 5.00, lost a day later, and valued again afterwards."""
    value_deal(deal, 500, company.currency, by=bob, now=now)
    lost_at = now + timedelta(days=1)
    move_deal(deal, stage["Lost"], cause=MoveCause.CLIENT, by=bob, now=lost_at)
    value_deal(deal, 900, company.currency, by=bob, now=now + timedelta(days=2))
    question = Question(metric="lost_value", period=Period.day(lost_at.date()))
    assert ask(question, get_store()).total.value == 500


def test_of_two_values_of_a_day_the_last_holds(deal: Deal, bob: User, company: Company, now: datetime) -> None:
    for hours, amount in ((0, 100), (1, 200), (30, 300)):
        value_deal(deal, amount, company.currency, by=bob, now=now + timedelta(hours=hours))
    held = DealValue.objects.order_by("starts_at").values_list("amount", "from_on", "until_on")
    day, next_day = now.date(), now.date() + timedelta(days=1)
    assert list(held) == [(100, day, day), (200, None, next_day), (300, next_day, None)]


@pytest.mark.parametrize("seed", range(4))
def test_expected_days_are_told_each_once_with_the_next_later_one(
    pump: Client, bob: User, stage: dict[str, Stage], company: Company, seed: int
) -> None:
    """Of several days said on one day the last counts, as it would for somebody who reads the list in the evening."""
    chance = Random(seed)
    opened = datetime.combine(START, time(12), tzinfo=UTC)
    deal = open_deal(pump, name="Pumps", by=bob, now=opened, value_amount=100)
    said: list[tuple[datetime, date | None]] = []
    for at in sorted(_moment(chance) for _ in range(10)):
        moment = max(at, opened)
        expected = chance.choice([None, *(_day(moment) + timedelta(days=days) for days in (0, 1, 5, 9, 9))])
        expect_deal(deal, expected, by=bob, now=moment)
        said.append((moment, expected))
    evenings = {_day(at): expected for at, expected in said}
    days = sorted({expected for expected in evenings.values() if expected is not None})
    with get_store().reading() as facts:
        rows = facts.query("SELECT expected_on, again_on, said_on FROM expectations ORDER BY 1", []).to_pylist()
    assert [row["expected_on"] for row in rows] == days
    assert [row["again_on"] for row in rows] == [*days[1:], None][: len(days)]
    first_said = [min(on for on, expected in evenings.items() if expected == day) for day in days]
    assert [row["said_on"] for row in rows] == first_said
