"""The lists behind norms: the won deals that one rests on, and the open deals beside theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.rows import Row, RowSet
from headway.reports.norm_deals import NormMeasure
from headway.reports.norm_standing import OpenDeal
from headway.reports.norms import WonDeal
from headway.web import figures
from headway.web.access import deals_for
from headway.web.against_norms import MEASURES, Bar, bars_of
from headway.web.behind import clients_behind, named_rows
from headway.web.listing import Cell, Head
from headway.web.models import Client, Deal, Stage, User
from headway.web.records import client_cell, day_cell, deal_cell

_AT_ONCE = 500
_MEASURE_HEADS = tuple(Head(MEASURES[measure], is_number=True) for measure in NormMeasure)
WON_HEADS = (
    Head(gettext_lazy("Won on")),
    Head(gettext_lazy("Client")),
    Head(gettext_lazy("Deal")),
    Head(gettext_lazy("Won by")),
    *_MEASURE_HEADS,
)
OPEN_HEADS = (
    Head(gettext_lazy("Client")),
    Head(gettext_lazy("Deal")),
    Head(pgettext_lazy("deal", "Owner")),
    Head(gettext_lazy("Stage")),
    *(
        head
        for measure in NormMeasure
        for head in (Head(MEASURES[measure], is_number=True), Head(gettext_lazy("percentile"), is_number=True))
    ),
    Head(gettext_lazy("Past the norm in")),
)


@dataclass(frozen=True)
class OpenRow:
    """An open deal beside its norm, with as much of it as exists for the reader."""

    open: OpenDeal
    deal: Deal | None
    client: Client | None
    owner: User | None
    stage: str
    bars: list[Bar]


def won_cells(user: User, found: Sequence[WonDeal]) -> Iterator[tuple[Cell, ...]]:
    """Return won deals with what a user may know of them; names are fetched for hundreds at once."""
    for start in range(0, len(found), _AT_ONCE):
        part = found[start : start + _AT_ONCE]
        rows = tuple(Row((each.deal_id,), each.client_id, each.deal_id, each.won_on, 1) for each in part)
        winners = deals_for(user).select_related("milestones__winner").in_bulk([each.deal_id for each in part])
        for each, named in zip(part, named_rows(user, RowSet("deals", ("deal_id",), rows)), strict=True):
            won = winners.get(each.deal_id)
            winner = won.milestones.winner if won else None
            numbers = (each.contacts, each.meetings, each.days)
            opening = (day_cell(each.won_on), client_cell(named), deal_cell(named), Cell(winner.name if winner else ""))
            yield (*opening, *map(_number_cell, numbers))


def open_rows(user: User, found: Iterable[OpenDeal]) -> list[OpenRow]:
    """Return open deals with their names."""
    known = list(found)
    deals: Mapping[int, Deal] = deals_for(user).in_bulk([each.deal_id for each in known])
    clients: Mapping[int, Client] = clients_behind(user, (each.client_id for each in known))
    owners = User.objects.in_bulk({each.rep_id for each in known if each.rep_id is not None})
    stages = Stage.objects.in_bulk({each.stage_id for each in known})
    return [
        OpenRow(
            open=each,
            deal=deals.get(each.deal_id),
            client=clients.get(each.client_id),
            owner=owners.get(each.rep_id) if each.rep_id is not None else None,
            stage=stages[each.stage_id].name if each.stage_id in stages else "",
            bars=bars_of(each),
        )
        for each in known
    ]


def open_cells(user: User, found: Sequence[OpenDeal]) -> Iterator[tuple[Cell, ...]]:
    """Return open deals as a file writes them."""
    for start in range(0, len(found), _AT_ONCE):
        for row in open_rows(user, found[start : start + _AT_ONCE]):
            yield (
                Cell(row.client.name if row.client else ""),
                Cell(row.deal.name if row.deal else ""),
                Cell(row.owner.name if row.owner else ""),
                Cell(row.stage),
                *(cell for bar in row.bars for cell in (_number_cell(bar.so_far), _number_cell(bar.percent))),
                Cell(", ".join(str(MEASURES[measure]) for measure in row.open.past)),
            )


def _number_cell(number: int | None) -> Cell:
    return Cell("" if number is None else figures.number(number), plain="" if number is None else str(number))
