"""The client of a row, whatever the row itself is about."""

from headway.engine.text import gettext_noop
from headway.importers.cells import Unreadable
from headway.importers.lens import Lens
from headway.importers.records import ImportedClient
from headway.importers.row import Row

CLIENT_FIELDS = ("client", "client_key", "client_kind", "segment", "phone", "email", "tax_number")
CLIENT_KINDS = ("organisation", "person")
NO_CLIENT = gettext_noop("The row names no client: fill in its name, or map the column that holds it.")
_NO_DEAL = gettext_noop("The row names no deal: fill in its id, or map the column that holds it.")


def client_of(row: Row, lens: Lens) -> ImportedClient | None:
    """Give the client that a row names, or ``None``; without an id of its own a client is known by its name."""
    name = lens.text(row, "client")
    key = lens.text(row, "client_key") or name
    if key is None:
        return None
    return ImportedClient(
        key,
        name or key,
        kind=lens.one_of(row, "client_kind", CLIENT_KINDS) or "organisation",
        segment=lens.text(row, "segment"),
        phone=lens.text(row, "phone"),
        email=lens.text(row, "email"),
        tax_number=lens.text(row, "tax_number"),
    )


def client_with_origin(row: Row, lens: Lens) -> ImportedClient | None:
    """Give the client of a row that is about no deal: where it comes from and whose it is are said of the client."""
    client = client_of(row, lens)
    if client is None:
        return None
    source, referrer = lens.text(row, "source"), lens.text(row, "referrer")
    return client._replace(source=source, referrer=referrer, owner=lens.person(row, "owner"))


def deal_of(row: Row, lens: Lens) -> str:
    """Give the key of the deal that a row is about."""
    key = lens.text(row, "deal")
    if key is None:
        raise Unreadable(_NO_DEAL)
    return key
