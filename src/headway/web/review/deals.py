"""The deals that the contacts of a review were about, with how many there were about each."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.rows import RowSet
from headway.web import figures
from headway.web.access import deals_for
from headway.web.behind import named_rows
from headway.web.listing import Cell, Head, Listing
from headway.web.models import User
from headway.web.records import client_cell, deal_cell

_HEADS = (
    Head(gettext_lazy("Client")),
    Head(gettext_lazy("Deal")),
    Head(pgettext_lazy("deal", "Owner")),
    Head(gettext_lazy("Stage now")),
    Head(gettext_lazy("Contacts"), is_number=True),
)


def deals_listed(user: User, found: RowSet) -> Listing:
    """Return deals with who owns them and where they stand, as far as they exist for the reader."""
    ids = [row.deal_id for row in found.rows if row.deal_id is not None]
    deals = deals_for(user).select_related("owner", "milestones__stage").in_bulk(ids)
    rows = []
    for each in named_rows(user, found):
        deal = deals.get(each.row.deal_id or 0)
        owner = Cell(deal.owner.name if deal and deal.owner else "")
        stage = Cell(deal.milestones.stage.name if deal else "")
        count = Cell(figures.number(each.row.contribution), plain=str(each.row.contribution), is_number=True)
        rows.append((client_cell(each), deal_cell(each), owner, stage, count))
    return Listing(_HEADS, tuple(rows))
