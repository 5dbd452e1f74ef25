"""A row is a client."""

from collections.abc import Iterable, Iterator
from typing import Final

from headway.importers.cells import Unreadable
from headway.importers.lens import Lens
from headway.importers.parties import CLIENT_FIELDS, NO_CLIENT, client_with_origin
from headway.importers.records import ImportedClient, Problem
from headway.importers.row import Row
from headway.importers.sifting import sift

FIELDS: Final = (*CLIENT_FIELDS, "source", "referrer", "owner")
REQUIRED: Final = ("client",)
TELLING: Final = ("segment", "phone", "email", "tax_number")


def convert(rows: Iterable[Row | Problem], lens: Lens) -> Iterator[ImportedClient | Problem]:
    """Give a client for each row."""
    return sift(rows, lambda row: _client(row, lens))


def _client(row: Row, lens: Lens) -> Iterator[ImportedClient]:
    client = client_with_origin(row, lens)
    if client is None:
        raise Unreadable(NO_CLIENT)
    yield client
