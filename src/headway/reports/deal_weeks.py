"""What became of deals week by week: how long they stood where, when they were won or lost, as of several past days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import ibis
from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.facts import DEALS, PIPELINE, STAYS
from headway.engine.narrow import Narrowing, bound, by_columns
from headway.engine.question import Filters, Scope
from headway.engine.stages import IS_OPEN
from headway.engine.statement import Reader, Statement, asked, compiled
from headway.engine.store import FactStore

_DAYS = 730
_LATEST = 500
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksQuestion:
    """What is learnt from the company's deals as of the end of a day, and as of days so many days ``back`` from it.

    ``ahead`` are the days looked forward to, counted from the day after: beyond the first number, up to the second.
    """

    as_of: date
    back: tuple[int, ...] = (0,)
    ahead: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DealWeeks:
    """The company's counts, each row with the day it is ``back``.

    ``stays``: of stays of the two years before, by stage, segment and kind, how many ``stood`` so many whole weeks, and
    how the deal had ``ended`` (won, lost, or empty) after so many ``weeks`` from the beginning of the stay; a week is
    told of once it is over. ``entries``: the same from the entry of a deal, with how many weeks ago it ``began``.
    ``standing``: the deals open on a day before by stage and whole ``weeks`` on it (null where unknown), and how many
    of them were ``won`` in the days ahead; of how many the worth on that day is known (``valued``), that ``amount``,
    and the sum of the ``square`` of its whole thousands. ``won``: deals by how many days ``ago`` they were won, with
    the same three of what they were won for. ``latest``: the amounts of those won last.
    """

    stays: Rows
    entries: Rows
    standing: Rows
    won: Rows
    latest: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWeeks:
    """The same of narrowed deals, as of the day itself; ``open`` lists those that are open, each a row.

    ``age`` are the days on the stage, null where unknown; ``value_amount`` is what an opportunity was worth on the day,
    ``latest_amount`` what a deal is worth now.
    """

    entries: Rows
    won: Rows
    open: Rows


def deal_weeks(store: FactStore, question: WeeksQuestion) -> DealWeeks:
    """Return what the company's deals tell."""
    with store.reading() as facts:
        return read_weeks(facts, store.dialect, question)


def own_weeks(store: FactStore, as_of: date, filters: Filters, scope: Scope) -> OwnWeeks:
    """Return the open deals of a day that filters and a scope leave, with their own entries and wins."""
    with store.reading() as facts:
        return read_own(facts, store.dialect, as_of, filters, scope)


def read_weeks(facts: Reader, dialect: str, question: WeeksQuestion) -> DealWeeks:
    """Return what the company's deals tell, from facts that stand still."""
    first, last = question.ahead
    values = {"as_of": question.as_of, "back": list(question.back), "first": first, "last": last}
    values |= bound(Filters(), Scope())
    return DealWeeks(
        stays=_stays(dialect).run(facts, values),
        entries=_entries(Narrowing(), dialect).run(facts, values),
        standing=_standing(dialect).run(facts, values),
        won=_won(Narrowing(), dialect).run(facts, values),
        latest=_latest(dialect).run(facts, values),
    )


def read_standing(facts: Reader, dialect: str, as_of: date, back: Sequence[int], days: int) -> Rows:
    """Return the deals open so many days before a day, each by stage and weeks alone, and those won within ``days``."""
    values = {"as_of": as_of, "back": list(back), "first": 0, "last": days}
    return _standing_alike(dialect).run(facts, values)


def read_own(facts: Reader, dialect: str, as_of: date, filters: Filters, scope: Scope) -> OwnWeeks:
    """Return narrowed deals, from facts that stand still."""
    narrowing = Narrowing.of(filters, scope)
    values = {"as_of": as_of, "back": [0], **bound(filters, scope)}
    return OwnWeeks(
        entries=_entries(narrowing, dialect).run(facts, values),
        won=_won(narrowing, dialect).run(facts, values),
        open=_open(narrowing, dialect).run(facts, values),
    )


@lru_cache(maxsize=8)
def _stays(dialect: str) -> Statement:
    known = STAYS.table.filter(IS_OPEN, _.is_entry_known)
    past = _as_of_each(known.mutate(left_ago=_ago(_.left_on)))
    # Who came and went on one day is never seen standing at the end of it.
    past = past.filter(_.left_ago.isnull() | (_.left_ago < _.entered_ago))
    past = past.mutate(stood=_is_past(_.left_ago).ifelse(_weeks(_.entered_ago - _.left_ago - 1), _.seen))
    return compiled(_counted(past, "stage_id", "segment_id", "kind", "stood", "weeks", "ended"), dialect)


@lru_cache(maxsize=64)
def _entries(narrowing: Narrowing, dialect: str) -> Statement:
    known = DEALS.table.filter(_.is_entry_known, *narrowing.conditions(by_columns()))
    past = _as_of_each(known).mutate(began=_.seen)
    return compiled(_counted(past, "began", "weeks", "ended"), dialect)


@lru_cache(maxsize=8)
def _standing(dialect: str) -> Statement:
    since, until = _ago(_.since_on), _ago(_.until_on)
    held = PIPELINE.table.cross_join(_days()).filter(since >= _.back, until.isnull() | (until < _.back))
    stay = ["deal_id", "number", "back"]
    told = _there().left_join(held.group_by(*stay).agg(worth=_.value_amount.max()), stay)
    columns = ["back", "stage_id", "segment_id", "kind", "weeks"]
    sums = _sums(_.worth)
    counted = told.group_by(*columns).agg(deals=_.count(), won=_.is_won.sum(), **sums)
    return compiled(counted.order_by(*columns), dialect)


@lru_cache(maxsize=8)
def _standing_alike(dialect: str) -> Statement:
    columns = ["back", "stage_id", "weeks"]
    counted = _there().group_by(*columns).agg(deals=_.count(), won=_.is_won.sum())
    return compiled(counted.order_by(*columns), dialect)


def _there() -> ibis.Table:
    """The stays that went on at the end of each day, and whether their deal was won in the days ahead."""
    stays = STAYS.table.filter(IS_OPEN).mutate(left_ago=_ago(_.left_on))
    there = _each_day(stays).filter(_.back > 0, _.entered_ago >= _.back, _.left_ago.isnull() | (_.left_ago < _.back))
    # Days after the day looked from: a deal closed so many days before as_of was closed back - ago days ahead.
    later = _.back - _.closed_ago
    is_won = (_.outcome == "won") & (later > asked("first", "int64")) & (later <= asked("last", "int64"))
    told = there.mutate(
        weeks=_.is_entry_known.ifelse(_weeks(_.entered_ago - _.back), ibis.null("int64")),
        is_won=is_won.fill_null(False).ifelse(1, 0),
    )
    return told.select("deal_id", "number", "back", "stage_id", "segment_id", "kind", "weeks", "is_won")


@lru_cache(maxsize=64)
def _open(narrowing: Narrowing, dialect: str) -> Statement:
    here = (_.entered_on <= _as_of()) & (_.left_on.isnull() | (_.left_on > _as_of()))
    stays = STAYS.table.filter(here, IS_OPEN, *narrowing.conditions(by_columns()))
    columns = ["deal_id", "client_id", "rep_id", "funnel_id", "stage_id", "segment_id", "kind"]
    age = _.is_entry_known.ifelse(_ago(_.entered_on), ibis.null("int64"))
    stays = stays.select(*columns, "number", age=age)
    held = PIPELINE.table.filter(_.since_on <= _as_of(), _.until_on.isnull() | (_.until_on > _as_of()))
    worth = held.select("deal_id", "number", "value_amount")
    latest = DEALS.table.select("deal_id", latest_amount=_.value_amount)
    joined = stays.left_join(worth, ["deal_id", "number"]).left_join(latest, "deal_id")
    told = [*columns, "age", "value_amount", "latest_amount"]
    return compiled(joined.select(*told).order_by(*told), dialect)


@lru_cache(maxsize=64)
def _won(narrowing: Narrowing, dialect: str) -> Statement:
    own = by_columns({Dimension.REP: "winner_id", Dimension.TEAM: "winner_team_id"})
    won = DEALS.table.filter(_.won_on.notnull(), _.won_on <= _as_of(), *narrowing.conditions(own))
    told = won.group_by(ago=_ago(_.won_on)).agg(deals=_.count(), **_sums(_.won_amount))
    return compiled(told.order_by("ago"), dialect)


@lru_cache(maxsize=8)
def _latest(dialect: str) -> Statement:
    """The amounts of the deals that were won last: a few hundred tell how they scatter."""
    won = DEALS.table.filter(_.won_on <= _as_of(), _.won_amount.notnull())
    chosen = won.select("won_on", "deal_id", "won_amount").order_by(ibis.desc("won_on"), "deal_id").limit(_LATEST)
    return compiled(chosen.select("won_amount", "won_on", "deal_id").order_by("won_amount", "deal_id"), dialect)


def _as_of_each(rows: ibis.Table) -> ibis.Table:
    """What was known at the end of each day: the whole weeks seen until then, and the end where it had come."""
    past = _each_day(rows).filter(_.entered_ago >= _.back, _.entered_ago < _.back + _DAYS)
    past = past.mutate(seen=_weeks(_.entered_ago - _.back))
    until = _weeks(ibis.greatest(_.entered_ago - _.closed_ago - 1, 0))
    past = past.mutate(until=until, is_over=_is_past(_.closed_ago) & _.outcome.isin(["won", "lost"]))
    # A week that is not over yet would tell of those alone that ended in it.
    past = past.mutate(is_told=(_.is_over & (_.until < _.seen)).fill_null(False))
    return past.mutate(weeks=_.is_told.ifelse(_.until, _.seen), ended=_.is_told.ifelse(_.outcome, ibis.literal("")))


def _each_day(rows: ibis.Table) -> ibis.Table:
    return rows.mutate(entered_ago=_ago(_.entered_on), closed_ago=_ago(_.closed_on)).cross_join(_days())


def _days() -> ibis.Table:
    return asked("back", "array<int64>").unnest().name("back").as_table()


def _sums(amount: Deferred) -> dict[str, Deferred]:
    """How many of some amounts are known, their sum, and that of the squares of their thousands."""
    # Whole numbers are alike on every engine, and the squares of minor units would soon be too large for them.
    thousands = (amount - amount % 1_000) // 1_000
    square = (thousands * thousands).sum().fill_null(0)
    return {"valued": amount.count(), "amount": amount.sum().fill_null(0), "square": square}


def _counted(rows: ibis.Table, *by: str) -> ibis.Table:
    columns = ["back", *by]
    return rows.group_by(*columns).agg(deals=_.count()).order_by(*columns)


def _ago(on: Deferred) -> Deferred:
    """How many days before the day asked of; below zero for what came later."""
    return -on.delta(_as_of(), unit="day")


def _weeks(days: Deferred) -> Deferred:
    return (days - days % 7) // 7


def _is_past(ago: Deferred) -> Deferred:
    return (ago >= _.back).fill_null(False)


def _as_of() -> ibis.Value:
    return asked("as_of", "date")
