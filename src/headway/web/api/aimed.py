"""Aims, where the company stands with them, and the indicators to keep up, as the API writes them."""

from datetime import date, datetime
from typing import Literal, Self

from ninja import Schema
from pydantic import Field

from headway.engine.store import FactStore
from headway.planning.outlook import Outlook
from headway.web.aims.foretold import Foretold
from headway.web.aims.ladder import Ladder, Stood, ladder_of
from headway.web.aims.standing import HIGH, LOW, Point
from headway.web.aims.told import ToldAim, told_aims
from headway.web.api.answers import PeriodOut, written
from headway.web.api.dated import Dated
from headway.web.asking import Asker
from headway.web.models import Aim

_ENDS = "In minor units where it is money, shares from 0 to 1; null where it is unknown."


class AimPointOut(Schema):
    """The end of a week of an aim."""

    end: date = Field(description="The first day that no longer belongs to it.")
    planned: str
    actual: str | None = Field(description="What was reached by then; null for weeks to come.")
    likely: float | None = Field(description="What is likely to be reached by then.")
    low: float | None = Field(description="Below it in 5 of 100 such cases.")
    high: float | None = Field(description="Above it in 5 of 100 such cases.")

    @classmethod
    def of(cls, point: Point) -> Self:
        return cls(
            end=point.day,
            planned=f"{point.planned:f}",
            actual=written(point.actual),
            likely=point.likely,
            low=point.low,
            high=point.high,
        )


class AheadOut(Schema):
    """How an aim is likely to end, by the pace of the weeks before or by the forecast."""

    likely: float = Field(description="What is likely at the end.")
    low: float = Field(description="The end is below it in 5 of 100 such cases.")
    high: float = Field(description="The end is above it in 5 of 100 such cases.")
    chance: float = Field(description="The chance that the aim is reached.")

    @classmethod
    def of(cls, ahead: Outlook | Foretold | None, aim: Aim) -> Self | None:
        if ahead is None:
            return None
        low, high, chance = ahead.quantile(LOW), ahead.quantile(HIGH), ahead.chance_of(float(aim.value))
        return cls(likely=ahead.mean, low=low, high=high, chance=chance)


class AimOut(Schema):
    """An aim, where the company stands with it, and what is likely to come."""

    id: int
    indicator: str
    value: str = Field(description="What is to be reached. " + _ENDS)
    starts_on: date
    due_on: date = Field(description="The last day that belongs to it.")
    set_at: datetime
    baseline: str | None = Field(
        description="What the same number of days before had brought, as it was on the day it was set."
    )
    baseline_period: PeriodOut
    counted_until: date = Field(description="The first day that is not counted yet.")
    actual: str | None = Field(description="What was reached. " + _ENDS)
    planned: str = Field(description="What even steps to the aim would make by then.")
    likely: float | None = Field(description="What is likely at the end.")
    low: float | None = Field(description="The end is below it in 5 of 100 such cases.")
    high: float | None = Field(description="The end is above it in 5 of 100 such cases.")
    chance: float | None = Field(description="The chance that the aim is reached; null where nobody can tell.")
    target: str | None = Field(description="The approved target of the same days; null where there is none. " + _ENDS)
    target_chance: float | None = Field(description="The chance that that target is reached.")
    goes_by: Literal["pace", "deals"] = Field(
        description="What the end, the points and the sentence go by: the deals where the forecast is of the aim's own "
        "number and was nearer on enough past dates, else the pace."
    )
    by_pace: AheadOut | None = Field(description="If things go on as in the weeks before.")
    by_deals: AheadOut | None = Field(description="As the forecast has it, which looks at each deal.")
    is_over: bool
    is_met: bool
    sentence: str
    sentences: list[str] = Field(description="What else is to be said.")
    points: list[AimPointOut]

    @classmethod
    def of(cls, told: ToldAim) -> Self:
        standing, aim = told.standing, told.standing.aim
        ahead, against = standing.outlook, told.against
        return cls(
            id=aim.pk,
            indicator=aim.indicator,
            value=f"{aim.value:f}",
            starts_on=aim.starts_on,
            due_on=aim.due_on,
            set_at=aim.set_at,
            baseline=written(standing.baseline.value) if standing.baseline.is_known else None,
            baseline_period=PeriodOut.of(standing.baseline.period),
            counted_until=standing.counted_until,
            actual=written(standing.counted.value),
            planned=f"{standing.planned:f}",
            likely=ahead.mean if ahead else None,
            low=ahead.quantile(LOW) if ahead else None,
            high=ahead.quantile(HIGH) if ahead else None,
            chance=standing.chance,
            target=None if against is None else f"{against.target:f}",
            target_chance=None if against is None else against.chance,
            goes_by="deals" if standing.goes_by_deals else "pace",
            by_pace=AheadOut.of(standing.pace, aim),
            by_deals=AheadOut.of(standing.foretold, aim),
            is_over=standing.is_over,
            is_met=standing.is_met,
            sentence=told.verdict,
            sentences=[*told.sayings, *([told.beside] if told.beside else [])],
            points=[AimPointOut.of(each) for each in standing.points],
        )


class RungOut(Schema):
    """A base indicator: in which of the last five weeks anything of it was written down."""

    indicator: str = Field(description="The metric.")
    label: str
    weeks: dict[str, bool] = Field(description="By the first day of the week.")
    is_kept_up: bool = Field(description="Whether it was written down in four of five weeks.")
    is_taken_on: bool
    is_offered: bool = Field(description="Whether it is the next one to take on.")

    @classmethod
    def of(cls, stood: Stood) -> Self:
        return cls(
            indicator=stood.rung.name,
            label=str(stood.rung.label),
            weeks={week.isoformat(): is_recorded for week, is_recorded in stood.weeks},
            is_kept_up=stood.is_kept_up,
            is_taken_on=stood.is_stood_on,
            is_offered=stood.is_offered,
        )


class StandsOut(Dated):
    """Where the company stands: the aims in force, and the indicators that you keep up."""

    aims: list[AimOut]
    indicators: list[RungOut]

    @classmethod
    def asked(cls, asker: Asker, store: FactStore) -> Self:
        aims = told_aims(asker, store)
        ladder: Ladder = ladder_of(asker, store)
        return cls(aims=[AimOut.of(each) for each in aims], indicators=[RungOut.of(each) for each in ladder.rungs])
