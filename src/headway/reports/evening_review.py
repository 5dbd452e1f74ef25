"""The evening review: each rep's contacts beside the effective ones, and what each of them did to its deal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from headway.engine.dimension import Dimension
from headway.engine.names import Names
from headway.engine.narrow import Narrowing, bound
from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.engine.statement import Reader, Statement
from headway.engine.store import FactStore
from headway.reports.bounces import Bounce, bounce_of, days_around
from headway.reports.review_steps import Only, review_statements

_MICROSECONDS_AN_HOUR = 3_600_000_000
_COUNTS = ("contacts", "records", "effective", "new_ground", "seconds", "untimed", "late")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepDay:
    """A rep's contacts of the period; a meeting about several deals counts once in ``contacts`` and ``kinds``.

    ``records`` counts it on each deal, as ``effective`` and ``new_ground`` do: the share is effective / records.
    ``seconds`` is the time on contacts; ``untimed`` contacts have no duration, ``late`` ones were written down late.
    """

    rep_id: int | None
    name: str
    kinds: Mapping[str, int]
    contacts: int
    records: int
    effective: int
    new_ground: int
    seconds: int
    untimed: int
    late: int
    deals: int

    @property
    def share(self) -> Decimal | None:
        """The share of contacts that were effective; to be shown beside their number, never alone."""
        return Decimal(self.effective) / Decimal(self.records) if self.records else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a contact or move did: stages by id and name, before and after."""

    rep_id: int | None
    rep: str
    client_id: int
    deal_id: int | None
    happened_at: int
    happened_on: date
    stage_before_id: int | None
    stage_before: str
    stage_id: int | None
    stage: str
    advance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactStep(Step):
    """A contact of the period; one of ``volume`` 0 is a further row of a meeting about several deals.

    ``delay`` is how many microseconds later it was written down, None where an import brought it.
    """

    contact_id: int
    kind: str
    is_inbound: bool
    is_cold: bool
    is_late: bool
    delay: int | None
    duration_seconds: int | None
    volume: int
    is_effective: bool
    is_new_ground: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStep(Step):
    """A move without a contact, with its cause; it earns nobody anything."""

    move_id: int
    cause: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Which part of the contacts and moves is listed: without a limit, all of them."""

    limit: int | None = None
    offset: int = 0
    only: Only = Only.ALL
    moves: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The reps by name, all of them together, and in the order of the log contacts, moves and bounces.

    ``entries`` and ``moves`` are the part that was asked for, of ``entries_count`` and ``moves_count``.
    """

    period: Period
    bounce_days: int
    reps: tuple[RepDay, ...]
    total: RepDay
    entries: tuple[ContactStep, ...]
    entries_count: int
    moves: tuple[MoveStep, ...]
    moves_count: int
    bounces: tuple[Bounce, ...]


def review(
    store: FactStore,
    period: Period | date,
    scope: Scope | None = None,
    filters: Filters | None = None,
    *,
    bounce_days: int = 7,
    late_hours: int = 24,
    listed: Listed | None = None,
) -> Review:
    """Return the review of a day or a period.

    Filters by kind and stage narrow the contacts; with one of kind there are no moves, because moves have none. A deal
    bounces within ``bounce_days``; a contact is late that was written down more than ``late_hours`` after it happened.
    """
    days = period if isinstance(period, Period) else Period.day(period)
    scope, filters, listed = scope or Scope(), filters or Filters(), listed or Listed()
    of_deals = replace(filters, kind=None, stage=None)
    narrowings = (Narrowing.of(filters, scope), Narrowing.of(of_deals, scope))
    statements = review_statements(*narrowings, listed.only, store.dialect)
    values = {**bound(filters, scope), **_days(days, late_hours), **days_around(days, bounce_days)}
    has_moves = filters.kind is None
    with store.reading() as facts:
        names = Names.read(facts, store.dialect, [Dimension.REP, Dimension.STAGE])
        kinds = statements.kinds.run(facts, values)
        deals = {row["rep_id"]: row["deals"] for row in statements.deals.run(facts, values)}
        [together] = statements.all_deals.run(facts, values)
        contacts = _part(statements.contacts, facts, values, limit=listed.limit, offset=listed.offset)
        moves = _part(statements.moves, facts, values, limit=listed.moves) if has_moves else []
        [moved] = statements.moves_count.run(facts, values) if has_moves else [{"moves": 0}]
        bounces = statements.bounces.run(facts, values)
    total = _counted(None, "", kinds, together["deals"])
    return Review(
        period=days,
        bounce_days=bounce_days,
        reps=tuple(_reps(kinds, deals, names)),
        total=total,
        entries=tuple(ContactStep(**row, **_named(row, names)) for row in contacts),
        entries_count=_listed_count(total, listed.only),
        moves=tuple(MoveStep(**row, **_named(row, names)) for row in moves),
        moves_count=moved["moves"],
        bounces=tuple(bounce_of(row, names) for row in bounces),
    )


def _days(period: Period, late_hours: int) -> dict[str, object]:
    return {"start": period.start, "end": period.end, "late_after": late_hours * _MICROSECONDS_AN_HOUR}


def _part(
    statement: Statement, facts: Reader, values: Mapping[str, object], *, limit: int | None, offset: int = 0
) -> list[dict[str, Any]]:
    if limit is None:
        return statement.run(facts, values)
    return statement.paged().run(facts, {**values, "limit": limit, "offset": offset}) if limit else []


def _listed_count(total: RepDay, only: Only) -> int:
    timed = total.contacts - total.untimed
    return {Only.ALL: total.records, Only.LATE: total.late, Only.TIMED: timed, Only.UNTIMED: total.untimed}[only]


def _reps(kinds: list[dict[str, Any]], deals: Mapping[int | None, int], names: Names) -> Iterable[RepDay]:
    by_rep: dict[int | None, list[dict[str, Any]]] = {}
    for row in kinds:
        by_rep.setdefault(row["rep_id"], []).append(row)
    for rep_id in sorted(by_rep, key=lambda rep_id: (rep_id is None, names.label(Dimension.REP, rep_id), rep_id)):
        yield _counted(rep_id, names.label(Dimension.REP, rep_id), by_rep[rep_id], deals[rep_id])


def _counted(rep_id: int | None, name: str, rows: list[dict[str, Any]], deals: int) -> RepDay:
    kinds: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: str(row["kind"])):
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + row["contacts"]
    counts = {name: sum(row[name] for row in rows) for name in _COUNTS}
    return RepDay(rep_id=rep_id, name=name, kinds=kinds, deals=deals, **counts)


def _named(row: Mapping[str, Any], names: Names) -> dict[str, Any]:
    return {
        "rep": names.label(Dimension.REP, row["rep_id"]),
        "stage_before": _stage(row["stage_before_id"], names),
        "stage": _stage(row["stage_id"], names),
    }


def _stage(stage_id: int | None, names: Names) -> str:
    """A contact about no deal stands on no stage."""
    return "" if stage_id is None else names.of(Dimension.STAGE, stage_id).name
