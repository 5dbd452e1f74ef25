"""Deals that went forward and back, or back and forward again, within some days: each a question, not a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import ibis
from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.facts import CONTACTS, MOVES
from headway.engine.figure import MICROSECONDS_A_DAY
from headway.engine.names import Names
from headway.engine.narrow import Narrowing, bound, by_columns
from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.engine.statement import Statement, asked, compiled
from headway.engine.store import FactStore

_ORDER = ("happened_at", "position", "id")
_BESIDE = ("deal_id", "advance", "happened_at", "happened_on", "rep_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBack:
    """A step back beside a step forward: when it was, and whose contact (or whose deal, of a move) it was."""

    rep_id: int | None
    rep: str
    at: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A step forward with a step back right before it, right after it, or both, each within the set number of days.

    ``rep`` brought the deal forward. ``contact_id`` is the contact that did, and so earned an effective contact; None
    where a move did, which earns nobody anything. ``is_new_ground``: the contact took it further than ever.
    """

    contact_id: int | None
    deal_id: int
    client_id: int
    rep_id: int | None
    rep: str
    forward_at: int
    forward_on: date
    is_new_ground: bool
    back_before: StepBack | None
    back_after: StepBack | None

    @property
    def is_regained(self) -> bool:
        """Whether a contact, right after a step back, only brought the deal to where it had been."""
        return self.contact_id is not None and self.back_before is not None and not self.is_new_ground


def bounces_of_deals(store: FactStore, deal_ids: Iterable[int], bounce_days: int) -> tuple[Bounce, ...]:
    """Return all bounces of some deals, in the order of their steps forward."""
    values = {"deals": sorted(deal_ids), "within": bounce_days * MICROSECONDS_A_DAY}
    if not values["deals"]:
        return ()
    with store.reading() as facts:
        rows = _of_deals(store.dialect).run(facts, values)
        names = Names.read(facts, store.dialect, [Dimension.REP] if rows else [])
    return tuple(bounce_of(row, names) for row in rows)


def bounces_of_period(store: FactStore, period: Period, scope: Scope, bounce_days: int) -> tuple[Bounce, ...]:
    """Return the bounces that a review of a period tells of, without the review, in the order of their steps."""
    values = {**bound(Filters(), scope), **days_around(period, bounce_days), "start": period.start, "end": period.end}
    with store.reading() as facts:
        rows = _of_period(Narrowing.of(Filters(), scope), store.dialect).run(facts, values)
        names = Names.read(facts, store.dialect, [Dimension.REP] if rows else [])
    return tuple(bounce_of(row, names) for row in rows)


def bounces_of_days(narrowing: Narrowing) -> ibis.Table:
    """Return the bounces of which a step lies in the period, of the reps who brought the deal forward.

    Values: start, end, since, until (see ``days_around``), within (microseconds).
    """
    in_period = _between("start", "end")
    near = _between("since", "until")(_.happened_on)
    touched = _touched(in_period(_.happened_on))
    paired = _paired(_steps().filter(near, _.deal_id.isin(touched["deal_id"])))
    is_of_days = in_period(_.happened_on) | _flagged("before", in_period) | _flagged("after", in_period)
    return _told(paired.filter(is_of_days, *narrowing.conditions(by_columns())))


def days_around(period: Period, bounce_days: int) -> dict[str, object]:
    """Bind the days around a period in which the other steps of a bounce may lie.

    A step forward may lie that many days outside the period, and a step back that many days further; a day more each
    time, because days are local.
    """
    around = 2 * timedelta(days=bounce_days + 1)
    return {
        "since": period.start - min(around, period.start - date.min),
        "until": period.end + min(around, date.max - period.end),
        "within": bounce_days * MICROSECONDS_A_DAY,
    }


def bounce_of(row: Mapping[str, Any], names: Names) -> Bounce:
    """Return a bounce from a row of ``bounces_of_days``."""
    return Bounce(
        contact_id=row["id"] if row["is_contact"] else None,
        deal_id=row["deal_id"],
        client_id=row["client_id"],
        rep_id=row["rep_id"],
        rep=names.label(Dimension.REP, row["rep_id"]),
        forward_at=row["happened_at"],
        forward_on=row["happened_on"],
        is_new_ground=bool(row["is_new_ground"]),
        back_before=_step_back(row, "before", names),
        back_after=_step_back(row, "after", names),
    )


@lru_cache(maxsize=4)
def _of_deals(dialect: str) -> Statement:
    members = asked("deals", "array<int64>").unnest().name("member").as_table()
    return compiled(_told(_paired(_steps().filter(_.deal_id.isin(members["member"])))), dialect)


@lru_cache(maxsize=16)
def _of_period(narrowing: Narrowing, dialect: str) -> Statement:
    return compiled(bounces_of_days(narrowing), dialect)


def _steps() -> ibis.Table:
    """The steps forward and back, and all others that change a stage: one in between parts them."""
    columns = ["id", "is_contact", "deal_id", "client_id", "rep_id", "team_id", "source_id", "segment_id", "funnel_id"]
    columns += ["happened_at", "happened_on", "position", "advance", "is_new_ground"]
    contacts = CONTACTS.table.mutate(id=_.contact_id, is_contact=ibis.literal(value=True))
    # A move always has a deal, a contact may have none: to stand below each other they need one type.
    moves = MOVES.table.mutate(id=_.move_id, is_contact=ibis.literal(value=False), deal_id=_.deal_id.cast("int64"))
    moves = moves.mutate(is_new_ground=ibis.literal(value=False, type="!boolean"))
    return contacts[columns].union(moves[columns]).filter(_.deal_id.notnull(), _.advance != "none")


def _touched(condition: Deferred) -> ibis.Table:
    """The deals with a step forward or back, read narrowly: ``_steps`` for two readers would be kept whole."""
    is_step = _.advance.isin(["forward", "back"])
    contacts, moves = (each.table.filter(condition, is_step) for each in (CONTACTS, MOVES))
    return contacts.select("deal_id").union(moves.select(deal_id=_.deal_id.cast("int64")))


def _paired(steps: ibis.Table) -> ibis.Table:
    """Set the steps right before and after beside each step forward, where one of them is a step back near enough."""
    beside = {f"{name}_before": _beside(_[name].lag()) for name in _BESIDE}
    beside |= {f"{name}_after": _beside(_[name].lead()) for name in _BESIDE}
    return (
        steps.mutate(**beside)
        .filter(_.advance == "forward")
        .mutate(
            is_back_before=_is_back("before", _.happened_at - _.happened_at_before),
            is_back_after=_is_back("after", _.happened_at_after - _.happened_at),
        )
        .filter(_.is_back_before | _.is_back_after)
    )


def _beside(value: Deferred) -> Deferred:
    """One window over all deals in a row is several times quicker than one for each of many small deals."""
    return value.over(order_by=["deal_id", *_ORDER])


def _is_back(side: str, apart: Deferred) -> Deferred:
    is_same = _[f"deal_id_{side}"] == _.deal_id
    is_near = apart <= asked("within", "int64")
    return (is_same & (_[f"advance_{side}"] == "back") & is_near).fill_null(ibis.literal(value=False))


def _flagged(side: str, in_period: Any) -> Deferred:
    return _[f"is_back_{side}"] & in_period(_[f"happened_on_{side}"])


def _between(start: str, end: str) -> Any:
    return lambda on: (on >= asked(start, "date")) & (on < asked(end, "date"))


def _told(bounces: ibis.Table) -> ibis.Table:
    own = ("id", "is_contact", "deal_id", "client_id", "rep_id", "happened_at", "happened_on", "is_new_ground")
    beside = ("is_back", "happened_at", "happened_on", "rep_id")
    sides = [f"{name}_{side}" for side in ("before", "after") for name in beside]
    return bounces.select(*own, *sides).order_by("happened_at", "deal_id", "id")


def _step_back(row: Mapping[str, Any], side: str, names: Names) -> StepBack | None:
    if not row[f"is_back_{side}"]:
        return None
    rep_id = row[f"rep_id_{side}"]
    return StepBack(
        rep_id=rep_id,
        rep=names.label(Dimension.REP, rep_id),
        at=row[f"happened_at_{side}"],
        on=row[f"happened_on_{side}"],
    )
