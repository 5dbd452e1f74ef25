"""A row is a client."""

from collections.abc import Iterable, Iterator
from typing import Final

from headway.engine.text import gettext_noop
from headway.importers.cells import Unreadable
from headway.importers.lens import Lens
from headway.importers.parties import CLIENT_FIELDS, client_of
from headway.importers.records import ImportedClient, Problem
from headway.importers.row import Row
from headway.importers.sifting import sift

FIELDS: Final = (*CLIENT_FIELDS, "source", "referrer", "owner")
REQUIRED: Final = ("client",)
TELLING: Final = ("segment", "phone", "email", "tax_number")

_NO_CLIENT: Final = gettext_noop("The row names no client: fill in its name, or map the column that holds it.")


def convert(rows: Iterable[Row | Problem], lens: Lens) -> Iterator[ImportedClient | Problem]:
    """Give a client for each row."""
    return sift(rows, lambda row: _client(row, lens))


def _client(row: Row, lens: Lens) -> Iterator[ImportedClient]:
    client = client_of(row, lens)
    if client is None:
        raise Unreadable(_NO_CLIENT)
    source, referrer = lens.text(row, "source"), lens.text(row, "referrer")
    yield client._replace(source=source, referrer=referrer, owner=lens.person(row, "owner"))
