"""The stays of deals in the stages of a funnel, each with its one outcome, as expressions over facts."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import ibis
from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.facts import DEALS, STAYS
from headway.engine.narrow import Narrowing, by_columns
from headway.engine.statement import Statement, asked, compiled


class Outcome(StrEnum):
    """What became of an entry into a stage; all but the first three exclude each other and add up to ``entered``.

    ``advanced`` holds the ``skipped`` ones: entries into a stage that was jumped over.
    """

    ENTERED = "entered"
    ADVANCED = "advanced"
    SKIPPED = "skipped"
    LOST = "lost"
    BACK = "back"
    MOVED = "moved"
    REOPENED = "reopened"
    STILL = "still"


@dataclass(frozen=True, slots=True)
class StaysShape:
    """All of a funnel's question that its text depends on."""

    narrowing: Narrowing
    split: Dimension | None
    is_all: bool
    is_first: bool
    is_as_of: bool
    is_keyed: bool = False
    outcome: Outcome = Outcome.ENTERED
    is_to: bool = False
    is_timed: bool = False


@lru_cache(maxsize=256)
def stage_totals(shape: StaysShape, dialect: str) -> Statement:
    """Count the outcomes for each stage (and ``key``, where the funnel is split), with the median time in the stage.

    ``median`` is in microseconds and of those that were on the stage and left it: what jumped over took no time,
    and of an entry on a day that nobody knows it is not known.
    """
    counts = {each.value: _has(each).ifelse(1, 0).sum() for each in Outcome if each is not Outcome.ENTERED}
    is_over = ~_has(Outcome.STILL) & _is_timed()
    median = is_over.ifelse(_.left_at - _.entered_at, ibis.null("int64")).median()
    by = ["stage_id", *(["key"] if shape.split else [])]
    totals = _stays(shape).group_by(by).agg(entered=_.count(), median=median, **counts)
    return compiled(totals, dialect)


@lru_cache(maxsize=256)
def stage_steps(shape: StaysShape, dialect: str) -> Statement:
    """Count the entries by stage, by the stage that they went to next, and by how they left; both null while there."""
    to = _has(Outcome.STILL).ifelse(ibis.null("int64"), _.next_stage_id)
    counted = _stays(shape).mutate(to_id=to).group_by(["stage_id", "to_id", "ended"]).agg(count=_.count())
    return compiled(counted, dialect)


@lru_cache(maxsize=256)
def stage_days(shape: StaysShape, dialect: str) -> Statement:
    """Count by stage and by whole days in it those that left and those still there, up to the day ``horizon``.

    With reps in several time zones a deal may leave on an earlier day than it came: it took no day then.
    """
    ended_on = _has(Outcome.STILL).ifelse(asked("horizon", "date"), _.left_on)
    days = -_.entered_on.delta(ended_on, unit="day")
    timed = _stays(shape).filter(_is_timed(), _.entered_on <= asked("horizon", "date"))
    timed = timed.mutate(days=(days > 0).ifelse(days, ibis.literal(0, "int64")))
    counted = timed.group_by(["stage_id", "days"]).agg(
        left=_.count(where=~_has(Outcome.STILL)), still=_.count(where=_has(Outcome.STILL))
    )
    return compiled(counted, dialect)


@lru_cache(maxsize=256)
def stays_listed(shape: StaysShape, dialect: str) -> Statement:
    """List the stays of one stage with one outcome in the order of their entries, with the columns of ``Row``."""
    rows = _stays(shape).filter(_.stage_id == asked("stage", "int64"), _has(shape.outcome))
    if shape.is_to:
        rows = rows.filter(_has(Outcome.STILL).ifelse(ibis.null("int64"), _.next_stage_id) == asked("to", "int64"))
    if shape.is_timed:
        rows = rows.filter(_is_timed())
    if shape.is_keyed and shape.split:
        rows = rows.filter(_["key"].identical_to(asked("key", shape.split.type)))
    columns = [*STAYS.key, "client_id"]
    listed = rows.select(*columns, counted_on=_.entered_on, contribution=ibis.literal(1, "int64"))
    return compiled(listed.order_by("counted_on", *STAYS.key), dialect)


def _stays(shape: StaysShape) -> ibis.Table:
    """The entries that count, with ``ended``: the exit that was known by the day asked for, or null."""
    column = by_columns()
    stays = STAYS.table.filter(_.funnel_id == asked("funnel", "int64"), *_narrowed(shape.narrowing))
    if not shape.is_all:
        stays = stays.filter(
            _.entered_on >= asked("start", "date"), _.entered_on < asked("end", "date"), _.is_entry_known
        )
    if shape.is_first:
        stays = stays.filter(_.visit == 1)
    key = {"key": column(shape.split)} if shape.split else {}
    if not shape.is_as_of:
        return stays.mutate(ended=_.exit, **key)
    as_of = asked("as_of", "date")
    known = (_.left_on <= as_of).ifelse(_.exit, ibis.null("string"))
    return stays.filter(_.entered_on <= as_of).mutate(ended=known, **key)


def _narrowed(narrowing: Narrowing) -> list[Deferred]:
    """Return what stays are narrowed to; why a deal was lost in the end stands with the deal, not with its stays."""
    whys = tuple(each for each in narrowing.chosen if each.dimension is Dimension.LOSS_REASON)
    others = tuple(each for each in narrowing.chosen if each not in whys)
    conditions = replace(narrowing, chosen=others).conditions(by_columns())
    if whys:
        deals = DEALS.table.filter(*Narrowing(chosen=whys).conditions(by_columns()))
        conditions.append(_.deal_id.isin(deals["deal_id"]))
    return conditions


def _is_timed() -> Deferred:
    """Whether a stay took a time that is known: what jumped over a stage took none."""
    return (_.ended.isnull() | (_.ended != Outcome.SKIPPED.value)) & _.is_entry_known


def _has(outcome: Outcome) -> Deferred:
    if outcome is Outcome.ENTERED:
        return _.entered_on.notnull()
    if outcome is Outcome.STILL:
        return _.ended.isnull()
    if outcome is Outcome.ADVANCED:
        return _.ended.isin(["advanced", "skipped"])
    return _.ended == outcome.value
