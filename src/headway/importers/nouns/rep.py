"""A row is a rep."""

from collections.abc import Iterable, Iterator
from typing import Final

from headway.engine.text import gettext_noop
from headway.importers.cells import Unreadable
from headway.importers.lens import Lens
from headway.importers.records import ImportedRep, Problem
from headway.importers.row import Row
from headway.importers.sifting import sift

FIELDS: Final = ("rep", "email", "team", "head")
REQUIRED: Final = ("rep",)
TELLING: Final = ("team", "head")

_NO_REP: Final = gettext_noop("The row names no rep: fill in the name, or map the column that holds it.")


def convert(rows: Iterable[Row | Problem], lens: Lens) -> Iterator[ImportedRep | Problem]:
    """Give a rep for each row."""
    return sift(rows, lambda row: _rep(row, lens))


def _rep(row: Row, lens: Lens) -> Iterator[ImportedRep]:
    name = lens.person(row, "rep")
    if name is None:
        raise Unreadable(_NO_REP)
    yield ImportedRep(name, lens.text(row, "email"), lens.text(row, "team"), lens.text(row, "head"))
