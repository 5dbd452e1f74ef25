"""The deals that the contacts of a day were about, with how many there were about each."""

from collections import Counter

from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.rows import Row, RowSet
from headway.reports.evening_review import Review
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


def deals_touched(user: User, review: Review) -> Listing:
    """Return the deals in the order of their first contact in the review."""
    about = [entry for entry in review.entries if entry.deal_id is not None]
    contacts = Counter(entry.deal_id for entry in about)
    first = {entry.deal_id: entry for entry in reversed(about)}
    wanted = sorted(first.values(), key=lambda entry: (entry.happened_at, entry.contact_id))
    found = tuple(
        Row((entry.contact_id,), entry.client_id, entry.deal_id, entry.happened_on, contacts[entry.deal_id])
        for entry in wanted
    )
    deals = deals_for(user).select_related("owner", "milestones__stage").in_bulk(first)
    rows = []
    for each in named_rows(user, RowSet("contacts", ("contact_id",), found)):
        deal = deals.get(each.row.deal_id or 0)
        owner = Cell(deal.owner.name if deal and deal.owner else "")
        stage = Cell(deal.milestones.stage.name if deal else "")
        count = Cell(figures.number(each.row.contribution), plain=str(each.row.contribution), is_number=True)
        rows.append((client_cell(each), deal_cell(each), owner, stage, count))
    return Listing(_HEADS, tuple(rows))
