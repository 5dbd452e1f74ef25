"""Rows that tell of a deal piece by piece, gathered so that each deal is handed over once and whole."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from headway.importers.cells import Unreadable
from headway.importers.lens import Lens
from headway.importers.parties import client_of
from headway.importers.records import ImportedContact, ImportedDeal, ImportedSale, Problem
from headway.importers.row import Row


@dataclass(slots=True)
class Bundle:
    """What the rows of one deal have told so far; the first of them speaks for the deal itself."""

    key: str
    row: Row
    contacts: list[ImportedContact] = field(default_factory=list)
    sales: list[ImportedSale] = field(default_factory=list)


class Bundles:
    """The deals of a file, in the order in which they first appear."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._bundles: dict[str, Bundle] = {}

    def at(self, key: str, row: Row) -> Bundle:
        """Return the bundle of a deal, beginning it with this row if it is the first."""
        return self._bundles.setdefault(key, Bundle(key, row))

    def collect(self, rows: Iterable[Row | Problem], add: Callable[[Row], None]) -> Iterator[ImportedDeal | Problem]:
        """Add each row, telling at once of those that cannot be read, and then hand over the deals."""
        for row in rows:
            if isinstance(row, Problem):
                yield row
                continue
            try:
                add(row)
            except Unreadable as trouble:
                yield Problem(row.line, trouble.sentence, row.raw)
        for bundle in self._bundles.values():
            yield self._deal(bundle)

    def _deal(self, bundle: Bundle) -> ImportedDeal:
        row, lens = bundle.row, self._lens
        return ImportedDeal(
            bundle.key,
            lens.text(row, "deal_name"),
            client_of(row, lens),
            None,
            lens.person(row, "owner"),
            lens.text(row, "source"),
            None,
            None,
            None,
            None,
            None,
            None,
            contacts=tuple(bundle.contacts),
            sales=tuple(bundle.sales),
            line=row.line,
            referrer=lens.text(row, "referrer"),
        )
