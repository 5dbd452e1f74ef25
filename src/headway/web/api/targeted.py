"""Targets as the API, the command line and assistants write them."""

from datetime import date
from decimal import Decimal
from typing import Self

from ninja import Schema
from pydantic import Field

from headway.web.api.answers import PeriodOut
from headway.web.api.dated import Dated
from headway.web.asking import Asker
from headway.web.targets.telling import notes_told, sums_told
from headway.web.targets.years import Cell, Gap, Row, Year

_IN_UNIT = "A decimal string, in the unit of the metric: minor units, shares from 0 to 1."


class TargetCellOut(Schema):
    """A month of one who bears targets, or their year."""

    month: date | None = Field(description="Its first day; null for the year.")
    approved: str | None = Field(description=f"What holds; null where there is none. {_IN_UNIT}")
    draft: str | None = Field(description="What is proposed in its place, and does not hold until it is approved.")
    reached: str | None = Field(description="What was reached so far; null where it is not known, or not yours to see.")

    @classmethod
    def of(cls, cell: Cell) -> Self:
        return cls(
            month=cell.month,
            approved=_plain(cell.approved),
            draft=_plain(cell.draft),
            reached=_plain(cell.reached),
        )


class TargetGapOut(Schema):
    """A target beside the sum of those below, in a month or in all months that have both."""

    month: date | None = Field(description="Its first day; null for all months that have both.")
    whole: str = Field(description="The target above.")
    together: str = Field(description="The sum of the targets below.")
    difference: str = Field(description="Below zero: they are short of it.")
    missing: list[str] = Field(description="Who below has no target there.")

    @classmethod
    def of(cls, gap: Gap) -> Self:
        return cls(
            month=gap.month,
            whole=f"{gap.whole.normalize():f}",
            together=f"{gap.together.normalize():f}",
            difference=f"{gap.difference.normalize():f}",
            missing=list(gap.missing),
        )


class TargetRowOut(Schema):
    """The year of one who bears targets."""

    whose: str = Field(description="company, team:3, rep:5")
    name: str
    may_propose: bool = Field(description="Whether you may propose these targets.")
    may_approve: bool = Field(description="Whether you may approve them.")
    months: list[TargetCellOut] = Field(description="The months of the year, in their order.")
    year: TargetCellOut = Field(description="The year: a sum where months add up.")
    gaps: list[TargetGapOut] = Field(description="Where those below have targets too.")
    gap: TargetGapOut | None = Field(description="These months together; null where there are none.")

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(
            whose=row.bearer.key,
            name=row.named.name,
            may_propose=row.may_propose,
            may_approve=row.may_approve,
            months=[TargetCellOut.of(each) for each in row.cells],
            year=TargetCellOut.of(row.whole),
            gaps=[TargetGapOut.of(each) for each in row.gaps],
            gap=TargetGapOut.of(row.gap) if row.gap else None,
        )


class TargetsOut(Dated):
    """The targets of a metric in a fiscal year, with what was reached, and whether they add up."""

    metric: str
    period: PeriodOut = Field(description="The days of the fiscal year.")
    adds_up: bool = Field(description="Whether the company's number is the sum of its people's at all.")
    sentences: list[str] = Field(description="Whether the targets add up, in the reader's words.")
    rows: list[TargetRowOut] = Field(description="The company, its teams and their people, as far as you see them.")

    @classmethod
    def of(cls, asker: Asker, year: Year) -> Self:
        currency = asker.company.currency if asker.company else None
        return cls(
            metric=year.metric.name,
            period=PeriodOut.of(year.period),
            adds_up=year.adds_up,
            sentences=[*sums_told(year, currency), *notes_told(year.metric)],
            rows=[TargetRowOut.of(each) for each in year.rows],
        )


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
