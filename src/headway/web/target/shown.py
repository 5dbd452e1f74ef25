"""A year of targets as its page shows it: a line for everybody, a field for every month, what was reached below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.calendar import Step, walk
from headway.engine.metric import Metric, Unit
from headway.engine.period import Period
from headway.web import figures
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Currency, Target
from headway.web.page import rows_url
from headway.web.targets.telling import gap_words
from headway.web.targets.written import value_written
from headway.web.targets.years import Cell, Gap, Row, Year
from headway.web.wording import value_words

_FROM = 10_000_00


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """A month of a line: its field with the value that it ``was`` shown with, what is approved, what was reached."""

    name: str
    label: str
    value: str
    was: str
    words: str | None
    approved: str | None
    reached: str | None
    reached_url: str
    part: float | None
    is_draft: bool
    is_met: bool | None
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class ShownGap:
    """A month's difference between the parts and their whole."""

    words: str
    is_even: bool
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A line of the page; ``gaps`` stands below it, one for each month, where the parts have targets too."""

    key: str
    name: str
    depth: int
    cells: tuple[ShownCell, ...]
    whole: str | None
    reached: str | None
    may_propose: bool
    gaps: tuple[ShownGap | None, ...]
    gap: ShownGap | None


@dataclass(frozen=True, kw_only=True)
class ShownMonth:
    """The head of a column."""

    label: str
    long: str
    first: date
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class ShownDrafts:
    """What somebody's drafts would change, for whoever is to approve them."""

    key: str
    name: str
    lines: tuple[str, ...]
    may_approve: bool


def drafts_shown(asker: Asker, year: Year) -> list[ShownDrafts]:
    """Return the drafts of a year by whose they are, in the order of the page."""
    found = []
    for row in year.rows:
        mine = [each for each in year.drafts if Bearer.bearing(each) == row.bearer]
        if mine:
            lines = tuple(_draft_words(asker, year.metric, row, each) for each in mine)
            found.append(ShownDrafts(key=row.bearer.key, name=row.named.name, lines=lines, may_approve=row.may_approve))
    return found


def months_shown(year: Year, chosen: date) -> list[ShownMonth]:
    """Return the heads of the columns; the chosen one is the only month of a narrow screen."""
    return [
        ShownMonth(label=figures.short_month(each), long=figures.month(each), first=each, is_now=each == chosen)
        for each in year.months
    ]


def rows_shown(asker: Asker, year: Year, chosen: date, typed: Mapping[str, str] | None = None) -> list[ShownRow]:
    """Return the lines of a year; what was ``typed`` and could not be kept stands in its fields."""
    rows = [_row(asker, year, each, chosen) for each in year.rows]
    return rows if typed is None else [replace(each, cells=tuple(_typed(each.cells, typed))) for each in rows]


def field_name(bearer: Bearer, month: date) -> str:
    """Return the name of a month's field."""
    return f"{bearer.key}/{month:%Y-%m}"


def values_shown(asker: Asker, year: Year) -> Mapping[str, str]:
    """Return the value of every field as it is written."""
    return {
        field_name(row.bearer, cell.month): _written(asker, year.metric, cell)
        for row in year.rows
        for cell in row.cells
        if cell.month is not None
    }


def page_url(year_number: int, metric: Metric, month: date | None = None) -> str:
    """Return the address of a year's page."""
    told = {"metric": metric.name, "year": year_number} | ({"month": f"{month:%Y-%m}"} if month else {})
    return f"{reverse('targets')}?{urlencode(told)}"


def _row(asker: Asker, year: Year, row: Row, chosen: date) -> ShownRow:
    metric, currency = year.metric, asker.company.currency if asker.company else None
    has_gaps = any(each.difference for each in row.gaps)
    return ShownRow(
        key=row.bearer.key,
        name=row.named.name,
        depth=row.depth,
        cells=tuple(_cell(asker, metric, row, cell, chosen) for cell in row.cells),
        whole=_short(metric, row.whole.value, currency),
        reached=_short(metric, row.whole.reached, currency),
        may_propose=row.may_propose,
        gaps=tuple(_gap(metric, row.gap_in(month), currency, chosen) for month in year.months) if has_gaps else (),
        gap=_gap(metric, row.gap, currency, chosen) if has_gaps else None,
    )


def _cell(asker: Asker, metric: Metric, row: Row, cell: Cell, chosen: date) -> ShownCell:
    if cell.month is None:
        raise ValueError("A field is of a month: hand in a cell that has one.")
    currency = asker.company.currency if asker.company else None
    is_over = walk(cell.month, Step.MONTH, 1) <= asker.today
    return ShownCell(
        name=field_name(row.bearer, cell.month),
        label=f"{row.named.name}, {figures.month(cell.month)}",
        value=_written(asker, metric, cell),
        was=_written(asker, metric, cell),
        words=_short(metric, cell.value, currency),
        approved=_short(metric, cell.approved, currency) if cell.draft is not None else None,
        reached=_short(metric, cell.reached, currency) if cell.month <= asker.today else None,
        reached_url=_rows(metric, row.bearer, cell.month),
        part=_part(cell),
        is_draft=cell.draft is not None,
        is_met=_is_met(metric, cell) if is_over else None,
        is_now=cell.month == chosen,
    )


def _typed(cells: Sequence[ShownCell], typed: Mapping[str, str]) -> Iterator[ShownCell]:
    for each in cells:
        yield replace(each, value=typed.get(each.name, each.value), was=typed.get(f"was:{each.name}", each.was))


def _draft_words(asker: Asker, metric: Metric, row: Row, draft: Target) -> str:
    currency = asker.company.currency if asker.company else None
    before = next((each.approved for each in row.cells if each.month == draft.month), None)
    told = {
        "month": figures.month(draft.month),
        "value": value_words(metric.unit, draft.value, currency),
        "before": value_words(metric.unit, before, currency),
        "who": draft.set_by.name if draft.set_by else _("Headway itself"),
        "day": figures.short_day(draft.set_at),
    }
    if before is None:
        return _("%(month)s: %(value)s, proposed by %(who)s on %(day)s") % told
    return _("%(month)s: %(value)s instead of %(before)s, proposed by %(who)s on %(day)s") % told


def _gap(metric: Metric, gap: Gap | None, currency: Currency | None, chosen: date) -> ShownGap | None:
    if gap is None:
        return None
    words = gap_words(metric, gap, currency)
    return ShownGap(words=words, is_even=not gap.difference, is_now=gap.month == chosen)


def _written(asker: Asker, metric: Metric, cell: Cell) -> str:
    return "" if cell.value is None else value_written(asker.company, metric, cell.value)


def _short(metric: Metric, value: Decimal | None, currency: Currency | None) -> str | None:
    """Write a value so that it fits below a field: large sums as people say them."""
    if value is not None and metric.unit is Unit.MONEY and currency is not None and abs(value) >= _FROM:
        return figures.short_money(int(value), currency.code, currency.digits)
    return value_words(metric.unit, value, currency)


def _part(cell: Cell) -> float | None:
    if not cell.approved or cell.reached is None:
        return None
    return min(100.0, max(0.0, float(cell.reached / cell.approved * 100)))


def _is_met(metric: Metric, cell: Cell) -> bool | None:
    if cell.approved is None or cell.reached is None:
        return None
    return cell.reached <= cell.approved if metric.better == "lower" else cell.reached >= cell.approved


def _rows(metric: Metric, bearer: Bearer, month: date) -> str:
    whose = {"rep": bearer.user_id, "team": bearer.team_id}
    narrowed = {name: id_ for name, id_ in whose.items() if id_ is not None}
    return rows_url(metric.name, Period(month, walk(month, Step.MONTH, 1)), **narrowed)
