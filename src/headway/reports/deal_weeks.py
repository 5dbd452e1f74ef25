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
# Of how many days ago something happened: later than the day asked of, or not at all.
_NEVER = -1
_ALIKE = ("stage_id", "segment_id", "kind")
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
    values |= bound(Filters(), Scope()) | {
        f"back_{place}": back for place, back in enumerate(sorted(question.back, reverse=True))
    }
    return DealWeeks(
        stays=_stays(len(question.back), dialect).run(facts, values),
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
def _stays(days: int, dialect: str) -> Statement:
    """Count the stays as of each of so many days.

    Most were over by nearly all of several days, and are the same on each: they are counted once and then told of each.
    """
    stays = STAYS.table.filter(IS_OPEN, _.is_entry_known, _.entered_on <= _as_of())
    # Who came and went on one day is never seen standing at the end of it.
    seen = _with_over(stays.filter(_.left_on.isnull() | (_.left_on > _.entered_on)))
    going = _as_of_each(seen, _.over_ago if days > 1 else None).mutate(
        stood=(_.left_ago >= _.back).ifelse(_.days_stood, _.seen), deals=ibis.literal(1, "int64")
    )
    told = [going.select("back", *_ALIKE, "stood", "weeks", "ended", "deals")]
    if days > 1:
        gone = _with_over(stays.filter(_.left_on > _.entered_on, _.left_on <= _as_of(), _.outcome != "open"))
        within = {"after": _last_back(_.entered_ago - _DAYS, days), "up_to": _last_back(_.over_ago, days)}
        alike = gone.group_by(*_ALIKE, stood=_.days_stood, weeks=_.until, ended=_.outcome, **within)
        told.append(_each_day(alike.agg(deals=_.count()), _.after, _.up_to).select(*told[0].columns))
    return compiled(_added(ibis.union(*told), "stood", "weeks"), dialect)


@lru_cache(maxsize=64)
def _entries(narrowing: Narrowing, dialect: str) -> Statement:
    known = DEALS.table.filter(_.is_entry_known, *narrowing.conditions(by_columns()))
    # However many deals there are, they came and went on so many days.
    alike = known.group_by("entered_on", "closed_on", "outcome").agg(deals=_.count())
    past = _as_of_each(_with_end(alike)).mutate(began=_.seen)
    return compiled(_added(past.select("back", "began", "weeks", "ended", "deals"), "began", "weeks"), dialect)


@lru_cache(maxsize=8)
def _standing(dialect: str) -> Statement:
    held = PIPELINE.table.mutate(since_ago=_ago(_.since_on), until_ago=_ago(_.until_on).fill_null(_NEVER))
    held = _each_day(held, _.until_ago, _.since_ago)
    stay = ["deal_id", "number", "back"]
    told = _there().left_join(held.group_by(*stay).agg(worth=_.value_amount.max()), stay)
    columns = ["back", *_ALIKE, "weeks"]
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
    stays = STAYS.table.filter(IS_OPEN).mutate(
        entered_ago=_ago(_.entered_on), left_ago=_ago(_.left_on).fill_null(_NEVER), closed_ago=_ago(_.closed_on)
    )
    there = _each_day(stays, _.left_ago, _.entered_ago).filter(_.back > 0)
    # Days after the day looked from: a deal closed so many days before as_of was closed back - ago days ahead.
    later = _.back - _.closed_ago
    is_won = (_.outcome == "won") & (later > asked("first", "int64")) & (later <= asked("last", "int64"))
    told = there.mutate(
        weeks=_.is_entry_known.ifelse(_weeks(_.entered_ago - _.back), ibis.null("int64")),
        is_won=is_won.fill_null(False).ifelse(1, 0),
    )
    return told.select("deal_id", "number", "back", *_ALIKE, "weeks", "is_won")


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


def _with_end(rows: ibis.Table) -> ibis.Table:
    """How long ago each began, how many days of whole weeks after that it was won or lost, and since when that is told.

    A week that is not over yet would tell of those alone that ended in it.
    """
    rows = rows.mutate(entered_ago=_ago(_.entered_on), closed_ago=_ago(_.closed_on))
    rows = rows.mutate(until=_whole_weeks(ibis.greatest(_.entered_ago - _.closed_ago - 1, 0)))
    told_ago = _.outcome.isin(["won", "lost"]).ifelse(_.entered_ago - _.until - 7, _NEVER)
    return rows.mutate(told_ago=told_ago.fill_null(_NEVER))


def _with_over(stays: ibis.Table) -> ibis.Table:
    """How many days of whole weeks each stood, and how long ago both the stay and the deal were over, and that told."""
    stays = _with_end(stays.mutate(left_ago=_ago(_.left_on).fill_null(_NEVER)))
    over_ago = ibis.least(_.told_ago, _.left_ago)
    return stays.mutate(days_stood=_whole_weeks(_.entered_ago - _.left_ago - 1), over_ago=over_ago)


def _as_of_each(rows: ibis.Table, over_ago: Deferred | None = None) -> ibis.Table:
    """What was known at the end of each day: the whole weeks seen until then, and the end where it had come.

    Of each row after the day on which it was over alone.
    """
    after = _.entered_ago - _DAYS
    past = _each_day(rows, after if over_ago is None else ibis.greatest(after, over_ago), _.entered_ago)
    past = past.mutate(seen=_whole_weeks(_.entered_ago - _.back), is_told=_.told_ago >= _.back)
    return past.mutate(weeks=_.is_told.ifelse(_.until, _.seen), ended=_.is_told.ifelse(_.outcome, ibis.literal("")))


def _each_day(rows: ibis.Table, after: Deferred, up_to: Deferred) -> ibis.Table:
    """Each row as often as there are days ``back`` after a number, up to another."""
    rows, days = rows.mutate(after=after, up_to=up_to), _days()
    return rows.inner_join(days, [rows["after"] < days["back"], rows["up_to"] >= days["back"]])


def _days() -> ibis.Table:
    return asked("back", "array<int64>").unnest().name("back").as_table()


def _last_back(up_to: Deferred, days: int) -> Deferred:
    """The last of so many days back that is no later than a number."""
    back = [asked(f"back_{place}", "int64") for place in range(days)]
    return ibis.cases(*((up_to >= each, each) for each in back), else_=_NEVER)


def _sums(amount: Deferred) -> dict[str, Deferred]:
    """How many of some amounts are known, their sum, and that of the squares of their thousands."""
    # Whole numbers are alike on every engine, and the squares of minor units would soon be too large for them.
    thousands = (amount - amount % 1_000) // 1_000
    square = (thousands * thousands).sum().fill_null(0)
    return {"valued": amount.count(), "amount": amount.sum().fill_null(0), "square": square}


def _added(rows: ibis.Table, *weeks: str) -> ibis.Table:
    """Add up the deals of rows that are otherwise the same, and tell days of whole weeks as weeks."""
    columns = [name for name in rows.columns if name != "deals"]
    told = rows.group_by(*columns).agg(deals=_.deals.sum())
    return told.mutate(**{name: _[name] // 7 for name in weeks}).order_by(*columns)


def _ago(on: Deferred) -> Deferred:
    """How many days before the day asked of; below zero for what came later."""
    return -on.delta(_as_of(), unit="day")


def _weeks(days: Deferred) -> Deferred:
    return _whole_weeks(days) // 7


def _whole_weeks(days: Deferred) -> Deferred:
    """The days of whole weeks: to divide takes longer, and can wait until few numbers are left."""
    return days - days % 7


def _as_of() -> ibis.Value:
    return asked("as_of", "date")
