"""The contacts, deals, sales and all else behind a number, with as much of them as exists for whoever looks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.rows import Row, RowSet
from headway.web import figures
from headway.web.access import (
    contacts_for,
    costs_for,
    deals_for,
    moves_for,
    sales_for,
    steps_for,
    tallies_for,
)
from headway.web.behind import NamedRow, named_rows
from headway.web.clock import zone_of
from headway.web.listing import Cell, Head
from headway.web.models import (
    Company,
    Contact,
    CostDay,
    Deal,
    NextStep,
    Sale,
    Stage,
    StageMove,
    Stay,
    User,
)
from headway.web.timed import time_entries_for
from headway.web.wording import KIND_NAMES

_AT_ONCE = 500
_EMPTY = Cell("")

_DAY = Head(gettext_lazy("Day"))
_CLIENT = Head(gettext_lazy("Client"))
_DEAL = Head(gettext_lazy("Deal"))
_REP = Head(gettext_lazy("Rep"))
_KIND = Head(gettext_lazy("Kind"))
_CAUSE = Head(gettext_lazy("Cause"))
HEADS: Mapping[str, tuple[Head, ...]] = {
    "contacts": (_DAY, Head(pgettext_lazy("of day", "Time")), _REP, _CLIENT, _KIND, _DEAL, Head(gettext_lazy("Stage"))),
    "deals": (_DAY, _CLIENT, _DEAL, Head(pgettext_lazy("deal", "Owner")), Head(gettext_lazy("Stage now"))),
    "stays": (_DAY, _CLIENT, _DEAL, Head(pgettext_lazy("deal", "Owner")), Head(gettext_lazy("Stage"))),
    "pipeline": (_DAY, _CLIENT, _DEAL, Head(pgettext_lazy("deal", "Owner")), Head(gettext_lazy("Stage"))),
    "expectations": (
        Head(gettext_lazy("Expected on")),
        _CLIENT,
        _DEAL,
        Head(pgettext_lazy("deal", "Owner")),
        Head(gettext_lazy("Expected now")),
        Head(gettext_lazy("Stage now")),
    ),
    "moves": (_DAY, _CLIENT, _DEAL, Head(pgettext_lazy("deal", "Owner")), _CAUSE, Head(gettext_lazy("Stage"))),
    "sales": (_DAY, _CLIENT, _DEAL, _REP, _KIND, Head(gettext_lazy("Product"))),
    "appointments": (_DAY, _CLIENT, _DEAL, _REP, Head(gettext_lazy("Agreed on")), Head(gettext_lazy("Due on"))),
    "tallies": (_DAY, _REP, Head(gettext_lazy("Counter"))),
    "costs": (_DAY, Head(gettext_lazy("Source")), Head(gettext_lazy("Note"))),
    "time_entries": (_DAY, _REP, Head(gettext_lazy("Spent on"))),
}


def told_rows(user: User, company: Company | None, found: RowSet) -> Iterator[tuple[Row, tuple[Cell, ...]]]:
    """Return each row with its cells, below the ``HEADS`` of its fact table; names are fetched for hundreds at once."""
    tell = _TELLERS[found.facts]
    for start in range(0, len(found.rows), _AT_ONCE):
        part = replace(found, rows=found.rows[start : start + _AT_ONCE])
        named = list(named_rows(user, part))
        yield from zip(part.rows, tell(user, company, named), strict=True)


def day_cell(on: date) -> Cell:
    """Tell a day."""
    return Cell(figures.day(on), plain=on.isoformat())


def client_cell(named: NamedRow) -> Cell:
    """Tell a client with the way to its page; of a client of others, that it is one."""
    if named.client is None:
        return Cell(_("a client of others"))
    return Cell(named.client.name, reverse("client", args=[named.client.pk]))


def deal_cell(named: NamedRow) -> Cell:
    """Tell a deal with the way to its page; of a deal of others, that it is one."""
    if named.deal is None:
        return Cell(_("a deal of others")) if named.row.deal_id is not None else _EMPTY
    return Cell(named.deal.name, reverse("deal", args=[named.deal.pk]))


def way_words(before: Stage | None, after: Stage | None) -> str:
    """Tell a change of stage, or the stage where it stayed."""
    if after is None:
        return ""
    return after.name if before is None or before == after else f"{before.name} → {after.name}"


def _contacts(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    wanted = contacts_for(user).select_related("rep", "stage_before", "stage")
    contacts: Mapping[int, Contact] = wanted.in_bulk([each.row.id[0] for each in rows])
    for each in rows:
        contact = contacts.get(each.row.id[0])
        yield (
            day_cell(each.row.on),
            _time_cell(contact.happened_at, contact.rep, company) if contact else _EMPTY,
            Cell(contact.rep.name) if contact else _EMPTY,
            client_cell(each),
            _kind_cell(contact),
            deal_cell(each),
            Cell(way_words(contact.stage_before, contact.stage)) if contact else _EMPTY,
        )


def _deals(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    wanted = deals_for(user).select_related("owner", "milestones__stage")
    deals: Mapping[int, Deal] = wanted.in_bulk({each.row.deal_id for each in rows})
    for each in rows:
        deal = deals.get(each.row.deal_id or 0)
        yield (
            day_cell(each.row.on),
            client_cell(each),
            deal_cell(each),
            Cell(deal.owner.name if deal and deal.owner else ""),
            Cell(deal.milestones.stage.name if deal else ""),
        )


def _stays(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    deals: Mapping[int, Deal] = deals_for(user).select_related("owner").in_bulk({each.row.id[0] for each in rows})
    stays = Stay.objects.filter(deal__in=deals).select_related("stage")
    stages = {(stay.deal_id, stay.number): stay.stage.name for stay in stays}
    for each in rows:
        deal = deals.get(each.row.id[0])
        yield (
            day_cell(each.row.on),
            client_cell(each),
            deal_cell(each),
            Cell(deal.owner.name if deal and deal.owner else ""),
            Cell(stages.get((each.row.id[0], each.row.id[1]), "")),
        )


def _expectations(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    wanted = deals_for(user).select_related("owner", "milestones__stage")
    deals: Mapping[int, Deal] = wanted.in_bulk({each.row.deal_id for each in rows})
    for each in rows:
        deal = deals.get(each.row.deal_id or 0)
        yield (
            day_cell(each.row.on),
            client_cell(each),
            deal_cell(each),
            Cell(deal.owner.name if deal and deal.owner else ""),
            day_cell(deal.expected_on) if deal and deal.expected_on else _EMPTY,
            Cell(deal.milestones.stage.name if deal else ""),
        )


def _moves(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    wanted = moves_for(user).select_related("deal__owner", "stage_before", "stage_after")
    moves: Mapping[int, StageMove] = wanted.in_bulk([each.row.id[0] for each in rows])
    for each in rows:
        move = moves.get(each.row.id[0])
        yield (
            day_cell(each.row.on),
            client_cell(each),
            deal_cell(each),
            Cell(move.deal.owner.name if move and move.deal.owner else ""),
            Cell(move.get_cause_display() if move else ""),
            Cell(way_words(move.stage_before, move.stage_after) if move else ""),
        )


def _sales(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    sales: Mapping[int, Sale] = sales_for(user).select_related("rep").in_bulk([each.row.id[0] for each in rows])
    for each in rows:
        sale = sales.get(each.row.id[0])
        yield (
            day_cell(each.row.on),
            client_cell(each),
            deal_cell(each),
            Cell(sale.rep.name if sale and sale.rep else ""),
            _kind_cell(sale),
            Cell(sale.product if sale else ""),
        )


def _appointments(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    wanted = steps_for(user).select_related("rep", "set_by")
    steps: Mapping[int, NextStep] = wanted.in_bulk([each.row.id[0] for each in rows])
    for each in rows:
        step = steps.get(each.row.id[0])
        yield (
            day_cell(each.row.on),
            client_cell(each),
            deal_cell(each),
            Cell(step.rep.name) if step else _EMPTY,
            day_cell(step.set_by.happened_on) if step and step.set_by else _EMPTY,
            day_cell(step.due_on) if step else _EMPTY,
        )


def _tallies(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    return _by_rep(tallies_for(user), "kind", rows)


def _costs(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    wanted = CostDay.objects.filter(cost__in=costs_for(user)).select_related("cost__source")
    days: Mapping[int, CostDay] = wanted.in_bulk([each.row.id[0] for each in rows])
    for each in rows:
        day = days.get(each.row.id[0])
        source = day.cost.source if day else None
        yield (
            day_cell(each.row.on),
            Cell(source.name, reverse("source", args=[source.pk])) if source else _EMPTY,
            Cell(day.cost.note) if day else _EMPTY,
        )


def _time_entries(user: User, company: Company | None, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    return _by_rep(time_entries_for(user), "category", rows)


def _by_rep(seen: QuerySet[Any], of: str, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    """Tell what a rep wrote down on a day without a client, and of which kind."""
    records = seen.select_related("rep", of).in_bulk([each.row.id[0] for each in rows])
    for each in rows:
        record = records.get(each.row.id[0])
        yield (
            day_cell(each.row.on),
            Cell(record.rep.name) if record else _EMPTY,
            Cell(getattr(record, of).name) if record else _EMPTY,
        )


_Teller = Callable[[User, Company | None, Sequence[NamedRow]], Iterator[tuple[Cell, ...]]]
_TELLERS: Mapping[str, _Teller] = {
    "contacts": _contacts,
    "deals": _deals,
    "stays": _stays,
    # A part of a stay, known by the same two ids.
    "pipeline": _stays,
    "expectations": _expectations,
    "moves": _moves,
    "sales": _sales,
    "appointments": _appointments,
    "tallies": _tallies,
    "costs": _costs,
    "time_entries": _time_entries,
}


def _time_cell(at: datetime, rep: User, company: Company | None) -> Cell:
    """Tell the time where the rep was: the day beside it is the rep's own."""
    zone = zone_of(rep, company)
    return Cell(figures.clock(at, zone), plain=f"{at.astimezone(zone):%H:%M}")


def _kind_cell(record: Contact | Sale | None) -> Cell:
    return Cell(str(KIND_NAMES[record.kind])) if record else _EMPTY
