"""The evening review: each rep's contacts beside the effective ones, and what each of them did to its deal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from headway.engine.dimension import Dimension
from headway.engine.figure import MICROSECONDS_A_DAY
from headway.engine.names import Names
from headway.engine.narrow import Narrowing, bound
from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.engine.store import FactStore
from headway.reports.review_steps import review_statements


@dataclass(frozen=True, slots=True, kw_only=True)
class RepDay:
    """A rep's contacts of the period; a meeting about several deals counts once in ``contacts`` and ``kinds``.

    ``records`` counts it on each deal, as ``effective`` and ``new_ground`` do: the share is effective / records.
    """

    rep_id: int | None
    name: str
    kinds: Mapping[str, int]
    contacts: int
    records: int
    effective: int
    new_ground: int
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
    """A contact of the period; one of ``volume`` 0 is a further row of a meeting about several deals."""

    contact_id: int
    kind: str
    is_inbound: bool
    is_cold: bool
    is_late: bool
    duration_seconds: int | None
    volume: int
    is_effective: bool
    is_new_ground: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStep(Step):
    """A move without a contact, with its cause; it earns nobody anything."""

    move_id: int
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A deal that went forward, brought by ``rep``, and back within the set number of days."""

    deal_id: int
    client_id: int
    rep_id: int | None
    rep: str
    forward_at: int
    forward_on: date
    back_at: int
    back_on: date


@dataclass(frozen=True, slots=True)
class Review:
    """The reps by name, the contacts and moves in the order of the log, and the deals that bounced."""

    period: Period
    bounce_days: int
    reps: tuple[RepDay, ...]
    entries: tuple[ContactStep, ...]
    moves: tuple[MoveStep, ...]
    bounces: tuple[Bounce, ...]


def review(
    store: FactStore,
    period: Period | date,
    scope: Scope | None = None,
    filters: Filters | None = None,
    *,
    bounce_days: int = 7,
) -> Review:
    """Return the review of a day or a period.

    Filters by kind and stage narrow the contacts; with one of kind there are no moves, because moves have none.
    """
    days = period if isinstance(period, Period) else Period.day(period)
    scope, filters = scope or Scope(), filters or Filters()
    of_deals = replace(filters, kind=None, stage=None)
    narrowings = (Narrowing.of(filters, scope), Narrowing.of(of_deals, scope))
    statements = review_statements(*narrowings, store.dialect)
    values = {**bound(filters, scope), **_days(days, bounce_days)}
    with store.reading() as facts:
        names = Names.read(facts, store.dialect, [Dimension.REP, Dimension.STAGE])
        kinds = statements.kinds.run(facts, values)
        deals = {row["rep_id"]: row["deals"] for row in statements.deals.run(facts, values)}
        contacts = statements.contacts.run(facts, values)
        moves = [] if filters.kind is not None else statements.moves.run(facts, values)
        bounces = statements.bounces.run(facts, values)
    return Review(
        period=days,
        bounce_days=bounce_days,
        reps=tuple(_reps(kinds, deals, names)),
        entries=tuple(ContactStep(**_step(ContactStep, row, names)) for row in contacts),
        moves=tuple(MoveStep(**_step(MoveStep, row, names)) for row in moves),
        bounces=tuple(_bounce(row, names) for row in bounces),
    )


def _days(period: Period, bounce_days: int) -> dict[str, object]:
    """Bind the days, and those around them in which the other half of a bounce may lie."""
    around = timedelta(days=bounce_days + 1)
    return {
        "start": period.start,
        "end": period.end,
        "since": period.start - min(around, period.start - date.min),
        "until": period.end + min(around, date.max - period.end),
        "within": bounce_days * MICROSECONDS_A_DAY,
    }


def _reps(kinds: list[dict[str, Any]], deals: Mapping[int | None, int], names: Names) -> Iterable[RepDay]:
    by_rep: dict[int | None, list[dict[str, Any]]] = {}
    for row in sorted(kinds, key=lambda row: str(row["kind"])):
        by_rep.setdefault(row["rep_id"], []).append(row)
    for rep_id in sorted(by_rep, key=lambda rep_id: (rep_id is None, names.label(Dimension.REP, rep_id), rep_id)):
        rows = by_rep[rep_id]
        counts = {name: sum(row[name] for row in rows) for name in ("contacts", "records", "effective", "new_ground")}
        yield RepDay(
            rep_id=rep_id,
            name=names.label(Dimension.REP, rep_id),
            kinds={row["kind"]: row["contacts"] for row in rows},
            deals=deals[rep_id],
            **counts,
        )


def _step(kind: type[Step], row: Mapping[str, Any], names: Names) -> dict[str, Any]:
    named = {
        "rep": names.label(Dimension.REP, row["rep_id"]),
        "stage_before": _stage(row["stage_before_id"], names),
        "stage": _stage(row["stage_id"], names),
    }
    return {each.name: named.get(each.name, row.get(each.name)) for each in fields(kind)}


def _stage(stage_id: int | None, names: Names) -> str:
    """A contact about no deal stands on no stage."""
    return "" if stage_id is None else names.of(Dimension.STAGE, stage_id).name


def _bounce(row: Mapping[str, Any], names: Names) -> Bounce:
    rep_id = row["forward_rep_id"]
    return Bounce(
        deal_id=row["deal_id"],
        client_id=row["client_id"],
        rep_id=rep_id,
        rep=names.label(Dimension.REP, rep_id),
        forward_at=row["forward_at"],
        forward_on=row["forward_on"],
        back_at=row["back_at"],
        back_on=row["back_on"],
    )
