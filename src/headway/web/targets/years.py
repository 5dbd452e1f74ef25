"""A year of targets: who bears them, month by month, with what was reached, and whether they add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Target, TargetState
from headway.web.targets.access import may_approve_target, may_propose_target, targets_for
from headway.web.targets.adding import adds_up_over_months, adds_up_over_people
from headway.web.targets.approved import months_of
from headway.web.targets.bearers import Named, bearers_for
from headway.web.targets.reached import Reached, reached_in


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A month of a bearer, or its year: what is approved, what a draft beside it says, and what was reached so far.

    None is unknown: no target, or a number that is not known or not shown to the reader.
    """

    month: date | None = None
    draft: Decimal | None = None
    approved: Decimal | None = None
    reached: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """What will hold once all drafts are approved."""
        return self.approved if self.draft is None else self.draft


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A bearer's target beside the sum of its parts' in a month, or in all months (None) that have both.

    ``missing`` are the parts that have no target there.
    """

    month: date | None
    whole: Decimal
    together: Decimal
    missing: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal:
        """By how much the parts are more than the whole; below zero: short of it."""
        return self.together - self.whole


@dataclass(frozen=True, kw_only=True)
class Row:
    """A bearer's year; ``gaps`` by month where its parts have targets too, ``gap`` of these months together."""

    named: Named
    depth: int
    cells: tuple[Cell, ...]
    whole: Cell
    may_propose: bool
    may_approve: bool
    gaps: tuple[Gap, ...] = ()
    gap: Gap | None = None

    @property
    def bearer(self) -> Bearer:
        """Whose year it is."""
        return self.named.bearer

    def gap_in(self, month: date) -> Gap | None:
        """Return the gap of a month."""
        return next((each for each in self.gaps if each.month == month), None)


@dataclass(frozen=True, kw_only=True)
class Year:
    """The targets of a metric in a fiscal year, as one may see them."""

    metric: Metric
    period: Period
    months: tuple[date, ...]
    rows: tuple[Row, ...]
    drafts: tuple[Target, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the whole is the sum of its parts."""
        return adds_up_over_people(self.metric)

    def row_of(self, bearer: Bearer) -> Row | None:
        """Return the year of a bearer, if it is shown."""
        return next((each for each in self.rows if each.bearer == bearer), None)


def year_of(asker: Asker, metric: Metric, period: Period) -> Year:
    """Return the targets of a metric in the months of a period, with what was reached."""
    seen = targets_for(asker.user).filter(metric=metric.name, month__gte=period.start, month__lt=period.end)
    found = list(seen.select_related("set_by", "team", "user").order_by("month", "pk"))
    months = tuple(months_of(period))
    known = {(Bearer.bearing(each), each.month, each.state): each.value for each in found}
    tops = bearers_for(asker.user)
    reached = reached_in(asker, metric, period, [each.bearer for top in tops for each in top.all])
    cells = {
        each.bearer: tuple(_cell(each.bearer, month, known, reached) for month in months)
        for top in tops
        for each in top.all
    }
    whole = {each.bearer: reached.get((each.bearer, None)) for top in tops for each in top.all}
    rows = [
        _row(asker, metric, named, cells, depth=depth, reached=whole[named.bearer])
        for top in tops
        for named, depth in _with_depth(top)
    ]
    drafts = tuple(each for each in found if each.state == TargetState.DRAFT)
    return Year(metric=metric, period=period, months=months, rows=tuple(rows), drafts=drafts)


def _cell(bearer: Bearer, month: date, known: Mapping[tuple[Bearer, date, str], Decimal], reached: Reached) -> Cell:
    draft, approved = (known.get((bearer, month, state)) for state in (TargetState.DRAFT, TargetState.APPROVED))
    return Cell(month=month, draft=draft, approved=approved, reached=reached.get((bearer, month)))


def _with_depth(named: Named, depth: int = 0) -> list[tuple[Named, int]]:
    return [(named, depth), *(each for part in named.parts for each in _with_depth(part, depth + 1))]


_Cells = Mapping[Bearer, tuple[Cell, ...]]


def _row(asker: Asker, metric: Metric, named: Named, cells: _Cells, *, depth: int, reached: Decimal | None) -> Row:
    bearer = named.bearer
    ids = (bearer.team_id, bearer.user_id)
    gaps = _gaps(named, cells) if adds_up_over_people(metric) else ()
    return Row(
        named=named,
        depth=depth,
        cells=cells[bearer],
        whole=_whole(metric, cells[bearer], reached),
        may_propose=may_propose_target(asker.user, *ids),
        may_approve=may_approve_target(asker.user, *ids),
        gaps=gaps,
        gap=_together(metric, gaps),
    )


def _whole(metric: Metric, cells: Sequence[Cell], reached: Decimal | None) -> Cell:
    values = [each.value for each in cells if each.value is not None]
    if not values or not adds_up_over_months(metric):
        is_same = len(values) == len(cells) and len(set(values)) == 1
        return Cell(approved=values[0] if is_same else None, reached=reached)
    return Cell(approved=sum(values, Decimal(0)), reached=reached)


def _gaps(named: Named, cells: _Cells) -> tuple[Gap, ...]:
    """Set a bearer's months beside those of its parts, where both have targets."""
    gaps = []
    for place, own in enumerate(cells[named.bearer]):
        parts = [(each.name, cells[each.bearer][place].value) for each in named.parts]
        known = [value for _name, value in parts if value is not None]
        if own.value is not None and known:
            missing = tuple(name for name, value in parts if value is None)
            gaps.append(Gap(month=own.month, whole=own.value, together=sum(known, Decimal(0)), missing=missing))
    return tuple(gaps)


def _together(metric: Metric, gaps: Sequence[Gap]) -> Gap | None:
    if not gaps or not adds_up_over_months(metric):
        return None
    return Gap(
        month=None,
        whole=sum((each.whole for each in gaps), Decimal(0)),
        together=sum((each.together for each in gaps), Decimal(0)),
        missing=tuple(dict.fromkeys(name for each in gaps for name in each.missing)),
    )
