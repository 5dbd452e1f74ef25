"""The cohorts of a funnel: of the deals that entered in a month, the share won and lost so many months later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

import ibis
from ibis import _

from headway.engine.calendar import Step, months_between, walk
from headway.engine.facts import DEALS
from headway.engine.narrow import Narrowing, by_columns
from headway.engine.rows import RowSet, row_of
from headway.engine.statement import Statement, asked, compiled
from headway.engine.store import FactStore
from headway.reports.funnel import FunnelQuestion, values_of

LONGEST = 24


class End(StrEnum):
    """How a deal came to its end."""

    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Cell:
    """What had become of a cohort by the end of a month: ``months`` after that of its entry, 0 being the same one.

    ``won`` and ``lost`` are None, not zero, as long as that month is not over.
    """

    months: int
    won: int | None
    lost: int | None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The deals that entered in a month of the period, and how many were won and lost by the end of each month."""

    month: date
    entered: int
    cells: tuple[Cell, ...]

    def share(self, cell: Cell, end: End) -> Decimal | None:
        """Return the share of the cohort that had come to an end by a cell; None where it is too young."""
        count = self.count(cell, end)
        return None if count is None else Decimal(count) / Decimal(self.entered)

    def count(self, cell: Cell, end: End) -> int | None:
        """Return how many had come to an end by a cell; None where it is too young."""
        return cell.won if end is End.WON else cell.lost


@dataclass(frozen=True, slots=True)
class CohortsReport:
    """The triangle: the cohorts by month, each with as many cells as the oldest has, ``LONGEST`` + 1 at most.

    ``as_of`` is the latest day that is over. A deal stands in the funnel and at the end where it stands now.
    """

    question: FunnelQuestion
    as_of: date
    cohorts: tuple[Cohort, ...]


def cohorts(store: FactStore, question: FunnelQuestion, today: date) -> CohortsReport:
    """Return the cohorts of the months of a period that deals entered in."""
    until = question.as_of or today - timedelta(days=1)
    statement = _counted(_shape(question), store.dialect)
    with store.reading() as facts:
        rows = statement.run(facts, values_of(question) | {"as_of": question.as_of or today})
    months: dict[date, list[Mapping[str, Any]]] = {}
    for row in rows:
        months.setdefault(row["month"], []).append(row)
    oldest = min(months, default=until)
    width = min(max(_over(oldest, until), 0), LONGEST + 1)
    return CohortsReport(question, until, tuple(_cohort(each, months[each], width, until) for each in sorted(months)))


def cohort_rows(
    store: FactStore,
    question: FunnelQuestion,
    today: date,
    *,
    month: date,
    end: End | None = None,
    months: int = 0,
    limit: int | None = None,
    offset: int = 0,
) -> RowSet:
    """Return the deals of the cohort of a month; with ``end``, those that had come to it within so many months."""
    statement = _listed(_shape(question), end, store.dialect)
    values = values_of(question) | {
        "first": month,
        "next": walk(month, Step.MONTH, 1),
        "before": walk(month, Step.MONTH, months + 1),
        "as_of": question.as_of or today,
    }
    if limit is not None:
        statement, values = statement.paged(), {**values, "limit": limit, "offset": offset}
    with store.reading() as facts:
        found = statement.run(facts, values)
    return RowSet("deals", DEALS.key, tuple(row_of(each, DEALS.key) for each in found))


@dataclass(frozen=True, slots=True)
class _Shape:
    narrowing: Narrowing
    is_all: bool


def _shape(question: FunnelQuestion) -> _Shape:
    return _Shape(Narrowing.of(question.filters, question.scope), question.period.is_all)


def _deals(shape: _Shape) -> ibis.Table:
    deals = DEALS.table.filter(
        _.funnel_id == asked("funnel", "int64"),
        _.is_entry_known,
        _.entered_on <= asked("as_of", "date"),
        *shape.narrowing.conditions(by_columns()),
    )
    if shape.is_all:
        return deals
    return deals.filter(_.entered_on >= asked("start", "date"), _.entered_on < asked("end", "date"))


@lru_cache(maxsize=64)
def _counted(shape: _Shape, dialect: str) -> Statement:
    months = {
        "month": _.entered_on.truncate("M").cast("date"),
        "won": _.won_on.truncate("M").cast("date"),
        "lost": _.lost_on.truncate("M").cast("date"),
    }
    deals = _deals(shape).select(**months)
    return compiled(deals.group_by(["month", "won", "lost"]).agg(count=_.count()), dialect)


@lru_cache(maxsize=64)
def _listed(shape: _Shape, end: End | None, dialect: str) -> Statement:
    rows = _deals(shape).filter(_.entered_on >= asked("first", "date"), _.entered_on < asked("next", "date"))
    if end is not None:
        rows = rows.filter(_[f"{end.value}_on"] < asked("before", "date"))
    listed = rows.select(*DEALS.key, "client_id", counted_on=_.entered_on, contribution=ibis.literal(1, "int64"))
    return compiled(listed.order_by("counted_on", *DEALS.key), dialect)


def _cohort(month: date, rows: Iterable[Mapping[str, Any]], width: int, until: date) -> Cohort:
    counted = list(rows)
    over = _over(month, until)
    cells = (
        Cell(months, _by(counted, End.WON, months), _by(counted, End.LOST, months))
        if months < over
        else Cell(months, None, None)
        for months in range(width)
    )
    return Cohort(month, sum(row["count"] for row in counted), tuple(cells))


def _by(rows: Iterable[Mapping[str, Any]], end: End, months: int) -> int:
    """Count what had come to an end by a month; an end before the entry counts as one in the same month."""
    return sum(row["count"] for row in rows if row[end] and months_between(row["month"], row[end]) <= months)


def _over(month: date, until: date) -> int:
    """Return how many months, from a first one on, are over at the end of a day."""
    return months_between(month, until + timedelta(days=1))
