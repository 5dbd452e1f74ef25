"""The levers and their scenarios, as the API and the command line write them."""

from decimal import Decimal
from fractions import Fraction
from typing import Self

from ninja import Schema
from pydantic import Field

from headway.planning.levers import Lever
from headway.planning.pays import leading
from headway.planning.split import Split
from headway.web.api.answers import KeyOut, PeriodOut, filters_out, written
from headway.web.api.dated import Dated
from headway.web.asking_levers import LeversReport
from headway.web.lever_words import decimal_of
from headway.web.models import Scenario
from headway.web.scenarios import percents_of

_AMOUNT = "A decimal string; money in minor units."


class PartOut(Schema):
    """What one lever explains of a change; two of them where they cannot be told apart."""

    levers: list[str] = Field(description="The levers, by name.")
    change: int = Field(description="In whole minor units: the parts add up to the change.")


class SplitOut(Schema):
    """A change, split over the levers by log-mean shares."""

    outcome: str = Field(description="What changed: profit, sales_volume or sales, the furthest that can be split.")
    before: str = Field(description="What it was; a decimal string.")
    after: str = Field(description="What it became; a decimal string.")
    change: int = Field(description="In whole minor units, of sales a number.")
    parts: list[PartOut] = Field(description="What each lever explains of it.")

    @classmethod
    def of(cls, split: Split) -> Self:
        told = zip(split.parts, split.whole_parts, strict=True)
        return cls(
            outcome=split.outcome.value,
            before=_plain(split.before),
            after=_plain(split.after),
            change=split.change,
            parts=[PartOut(levers=[each.value for each in part.levers], change=whole) for part, whole in told],
        )


class LeverOut(Schema):
    """One lever; values are decimal strings, money in minor units, null where unknown."""

    lever: str = Field(description="Its name: new_leads, conversion ...")
    value: str | None = Field(description="Its value in the period.")
    of: int
    per: int | None = Field(description="What it is divided by; null for new leads, which are a count.")
    compared: str | None = Field(description="Its value in the compared period.")
    raised_by: str = Field(description="By how many per cent of itself it is raised.")
    then: str | None = Field(description="Its value with the raise.")
    is_movable: bool = Field(description="Whether it can be raised by a part of itself: known, and above zero.")
    of_a_percent: str | None = Field(description="What one per cent more of it alone brings.")
    best: str | None = Field(description="Its highest value in a period of the same length before, in a team, or now.")
    best_period: PeriodOut | None = Field(description="The earlier period; null where it was no such period.")
    best_team: str | None = Field(description="The team; null where it was no team.")
    at_best: str | None = Field(description="What it would bring to be at its best.")
    effort: str | None = Field(description="What one per cent costs, in the company's own measure.")
    of_an_effort: str | None = Field(description="What one unit of effort brings.")

    @classmethod
    def of_report(cls, report: LeversReport, lever: Lever) -> Self:
        pay = next((each for each in report.pays if each.lever is lever), None)
        best = report.bests.get(lever) if pay and pay.raise_to_best else None
        of, per = _counts(report)[lever]
        return cls(
            lever=lever.value,
            value=_told(report.counts.values[lever]),
            of=of,
            per=per,
            compared=_told(report.before.values[lever]) if report.before else None,
            raised_by=percents_of(report.asked.raises).get(lever.value, "0"),
            then=_told(report.raised.values[lever]),
            is_movable=lever in report.movable,
            of_a_percent=_told(pay.of_a_percent) if pay else None,
            best=_told(pay.best) if pay else None,
            best_period=PeriodOut.of(best.period) if best and best.period else None,
            best_team=(best.team or None) if best else None,
            at_best=_told(pay.at_best) if pay else None,
            effort=written(report.efforts.get(lever)),
            of_an_effort=_told(pay.of_an_effort) if pay else None,
        )


class LeversOut(Dated):
    """The five levers of a period: their product, what raised ones would bring, and what changed it."""

    period: PeriodOut
    compare: PeriodOut | None
    filters: dict[str, list[KeyOut]]
    outcome: str = Field(description="`profit`, or `sales_volume` where no cost is known: what they multiply to.")
    value: str = Field(description=_AMOUNT)
    then: str = Field(description="The same with the raises.")
    gain: str = Field(description="What the raises bring.")
    effort: str | None = Field(description="What the raises cost together; null where that is not known.")
    levers: list[LeverOut] = Field(description="The five, in the order in which they are multiplied.")
    gain_split: SplitOut | None = Field(description="The gain over the levers; null where nothing can be gained.")
    change_split: SplitOut | None = Field(description="The change since the compared period over the levers.")
    furthest_below_best: list[str] = Field(description="The levers that would bring most at their best.")
    most_for_effort: list[str] = Field(description="The levers that bring most for a unit of effort.")
    unknown_costs: int = Field(description="Sales without a cost: the margin share of the others is taken for them.")

    @classmethod
    def of(cls, report: LeversReport) -> Self:
        question, found = report.asked.questions[0], report.raised
        return cls(
            period=PeriodOut.of(report.asked.period),
            compare=PeriodOut.of(report.asked.compared) if report.asked.compared else None,
            filters=filters_out(question.filters),
            outcome=found.outcome.value,
            value=_plain(found.before),
            then=_plain(found.after),
            gain=_plain(found.gain),
            effort=written(report.effort),
            levers=[LeverOut.of_report(report, lever) for lever in Lever],
            gain_split=SplitOut.of(report.split_raised) if report.split_raised else None,
            change_split=SplitOut.of(report.split) if report.split else None,
            furthest_below_best=[each.value for each in leading(report.pays, lambda pay: pay.at_best)],
            most_for_effort=[each.value for each in leading(report.pays, lambda pay: pay.of_an_effort)],
            unknown_costs=report.unknown_costs,
        )


class ScenarioOut(Schema):
    """A scenario: raises of levers, kept under a name."""

    id: int
    name: str
    is_shared: bool = Field(description="Whether it is the company's.")
    period: str
    filters: dict[str, list[str]]
    raises: dict[str, str] = Field(description="By how many per cent each lever is raised.")

    @classmethod
    def of(cls, scenario: Scenario) -> Self:
        return cls(
            id=scenario.pk,
            name=scenario.name,
            is_shared=scenario.user_id is None,
            period=scenario.period,
            filters=scenario.filters,
            raises=scenario.raises,
        )


def _counts(report: LeversReport) -> dict[Lever, tuple[int, int | None]]:
    counts = report.counts
    return {
        Lever.NEW_LEADS: (counts.new_leads, None),
        Lever.CONVERSION: (counts.buying_clients, counts.new_leads),
        Lever.SALES_PER_CLIENT: (counts.sales, counts.buying_clients),
        Lever.AVERAGE_SALE: (counts.sales_volume, counts.sales),
        Lever.MARGIN_SHARE: (counts.margin, counts.margin_volume),
    }


def _told(value: Fraction | None) -> str | None:
    return None if value is None else _plain(value)


def _plain(value: Fraction) -> str:
    found: Decimal = decimal_of(value)
    return f"{found:f}"
