"""A row is what a source cost: on a day, from one day to another, or in a month."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from headway.engine.calendar import Step, walk
from headway.engine.text import gettext_noop
from headway.importers.cells import Unreadable
from headway.importers.identity import EventKeys
from headway.importers.lens import Lens, folded
from headway.importers.records import ImportedCost, Problem
from headway.importers.row import Row
from headway.importers.sifting import sift

FIELDS: Final = ("spent", "source", "spent_in", "spent_on", "spent_until", "spent_amount", "currency", "note")
REQUIRED: Final = ("source", "spent_amount")
TELLING: Final = ("spent_amount", "spent_in", "spent_until")

_NO_SOURCE: Final = gettext_noop("The cost names no source: fill it in, or map the column that holds it.")
_NO_AMOUNT: Final = gettext_noop("The cost has no amount: fill it in, or map the column that holds it.")
_NO_DAY: Final = gettext_noop("The cost has neither a day nor a month: fill one in, or map the column that holds it.")
_BELOW_ZERO: Final = gettext_noop("A cost is not below zero: %(amount)s. Take what was paid back off the cost itself.")
_BACKWARDS: Final = gettext_noop("The last day lies before the first. Give the days in their order.")


def convert(rows: Iterable[Row | Problem], lens: Lens) -> Iterator[ImportedCost | Problem]:
    """Give a cost for each row; one without an id is known by its source, its days and its note."""
    keys = EventKeys("")
    return sift(rows, lambda row: _cost(row, lens, keys))


def _cost(row: Row, lens: Lens, keys: EventKeys) -> Iterator[ImportedCost]:
    source, amount = lens.text(row, "source"), lens.amount(row, "spent_amount")
    if source is None:
        raise Unreadable(_NO_SOURCE)
    if amount is None:
        raise Unreadable(_NO_AMOUNT)
    if amount < 0:
        raise Unreadable(_BELOW_ZERO, amount=amount)
    start, end = _days(row, lens)
    note = lens.text(row, "note") or ""
    key = lens.text(row, "spent") or keys.key(folded(source), start, end, folded(note))
    yield ImportedCost(key, source, start, end, amount, lens.text(row, "currency") or "", note, row.line)


def _days(row: Row, lens: Lens) -> tuple[date, date]:
    """Return the first day, and the one after the last: those that are named, else those of the month."""
    first, last = lens.moment(row, "spent_on"), lens.moment(row, "spent_until")
    if first is not None:
        end = (last or first).on
        if end < first.on:
            raise Unreadable(_BACKWARDS)
        return first.on, end + timedelta(days=1)
    month = lens.month(row, "spent_in")
    if month is None:
        raise Unreadable(_NO_DAY)
    return month, walk(month, Step.MONTH, 1)
