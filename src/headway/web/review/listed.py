"""The contacts that a review counts apart: those with a duration, those without, those written down late."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.rows import Row, RowSet
from headway.reports.evening_review import ContactStep
from headway.reports.review_steps import Only
from headway.web import figures
from headway.web.asking import Asker
from headway.web.behind import named_rows
from headway.web.clock import zone_of
from headway.web.listing import Cell, Head, Listing
from headway.web.models import User
from headway.web.models.fields import from_microseconds
from headway.web.records import client_cell, day_cell, deal_cell
from headway.web.wording import KIND_NAMES

_HEADS = (
    Head(gettext_lazy("Day")),
    Head(pgettext_lazy("of day", "Time")),
    Head(gettext_lazy("Rep")),
    Head(gettext_lazy("Client")),
    Head(gettext_lazy("Kind")),
    Head(gettext_lazy("Deal")),
)
_DURATION = Head(gettext_lazy("Duration"), is_number=True)
_DELAY = Head(gettext_lazy("Written down after"), is_number=True)


def title_of(only: Only) -> str:
    """Say which contacts are listed."""
    return {
        Only.ALL: _("Contacts"),
        Only.LATE: _("Contacts written down late"),
        Only.TIMED: _("Time on contacts"),
        Only.UNTIMED: _("Contacts without a duration"),
    }[only]


def contacts_listed(asker: Asker, entries: Sequence[ContactStep], only: Only) -> Listing:
    """Return contacts with their duration, or with how late they were written down."""
    rows = tuple(Row((each.contact_id,), each.client_id, each.deal_id, each.happened_on, 1) for each in entries)
    reps = {user.pk: user for user in User.objects.filter(pk__in={each.rep_id for each in entries})}
    cells = []
    for named, entry in zip(named_rows(asker.user, RowSet("contacts", ("contact_id",), rows)), entries, strict=True):
        zone = zone_of(reps.get(entry.rep_id or 0), asker.company)
        at = from_microseconds(entry.happened_at).astimezone(zone)
        cells.append(
            (
                day_cell(entry.happened_on),
                Cell(figures.clock(at, zone), plain=f"{at:%H:%M}"),
                Cell(entry.rep if entry.rep_id is not None else _("not given")),
                client_cell(named),
                Cell(str(KIND_NAMES[entry.kind])),
                deal_cell(named),
                _delay_cell(entry) if only is Only.LATE else _duration_cell(entry),
            )
        )
    return Listing((*_HEADS, _DELAY if only is Only.LATE else _DURATION), tuple(cells))


def _duration_cell(entry: ContactStep) -> Cell:
    seconds = entry.duration_seconds
    return Cell("", is_number=True) if seconds is None else _seconds_cell(seconds)


def _delay_cell(entry: ContactStep) -> Cell:
    return _seconds_cell((entry.delay or 0) // 1_000_000)


def _seconds_cell(seconds: int) -> Cell:
    return Cell(figures.duration(seconds), plain=str(seconds), is_number=True)
