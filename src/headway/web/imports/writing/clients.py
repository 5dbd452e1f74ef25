"""Writing the clients of a file."""

from collections.abc import Iterable
from typing import Any

from headway.importers.records import ImportedClient, ImportedDeal
from headway.web.imports.writing.by_hand import changed_by_hand
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.ids import take_ids
from headway.web.imports.writing.rows import CLIENT, trimmed
from headway.web.imports.writing.stored import stored_ids
from headway.web.imports.writing.taking_over import take_over
from headway.web.log.bulk import insert_rows, read_rows
from headway.web.merged import kept_ids
from headway.web.models import Client, ClientKind
from headway.web.search import search_key_of

_KINDS = frozenset(ClientKind.values)
_COMPARED = ("name", "segment", "source", "referrer", "owner", "phone", "email", "tax_number")


def write_clients(desk: Desk, clients: Iterable[ImportedClient]) -> None:
    """Insert the clients that are new, and note what is new about the others; their ids are then on the desk by key."""
    asked = [client for client in dict.fromkeys(clients) if client not in desk.heard]
    desk.heard.update(asked)
    _meet(desk, asked)
    fresh: dict[str, ImportedClient] = {}
    for client in asked:
        if client.key not in desk.clients:
            fresh.setdefault(client.key, client)
    ids = take_ids(Client, len(fresh))
    insert_rows(Client, CLIENT, [_row(desk, id_, client) for id_, client in zip(ids, fresh.values(), strict=True)])
    desk.clients.update(zip(fresh, ids, strict=True))
    met = [client for client in asked if fresh.get(client.key) is not client and client.key not in desk.merged]
    _compare(desk, [client for client in met if _says_more(client)])


def client_of(deal: ImportedDeal) -> ImportedClient:
    """Return the client of a deal; without one in the file, a client of its own that is called like the deal."""
    return deal.client or ImportedClient(f"deal {deal.key}", deal.name or deal.key)


def _meet(desk: Desk, clients: Iterable[ImportedClient]) -> None:
    """Find the clients that are stored already."""
    if desk.began_without(Client):
        return
    unmet = {desk.identity.of("client", client.key): client.key for client in clients if client.key not in desk.clients}
    found = {unmet[uid]: id_ for uid, id_ in stored_ids(Client, list(unmet)).items()}
    take_over(desk, Client, found.values())
    kept = kept_ids(found.values())
    desk.clients.update({key: kept.get(id_, id_) for key, id_ in found.items()})
    desk.merged.update(key for key, id_ in found.items() if id_ in kept)


def _row(desk: Desk, id_: int, client: ImportedClient) -> tuple[Any, ...]:
    given = _given(desk, client)
    name, (email, phone, tax_number) = given["name"], (given[field] or "" for field in ("email", "phone", "tax_number"))
    return (
        id_,
        desk.identity.of("client", client.key),
        name,
        search_key_of(name, email, phone, tax_number),
        client.kind if client.kind in _KINDS else ClientKind.ORGANISATION.value,
        given["segment"],
        given["source"],
        given["referrer"],
        given["owner"],
        phone,
        email,
        tax_number,
        desk.started_at,
        desk.run_id,
    )


def _given(desk: Desk, client: ImportedClient) -> dict[str, Any]:
    return {
        "name": trimmed(client.name, 200) or trimmed(client.key, 200) or "?",
        "segment": desk.names.segment(client.segment),
        "source": desk.names.source(client.source),
        "referrer": desk.names.referrer(client.referrer),
        "owner": desk.names.rep(client.owner),
        "phone": trimmed(client.phone, 40) or None,
        "email": trimmed(client.email, 254) or None,
        "tax_number": trimmed(client.tax_number, 40) or None,
    }


def _says_more(client: ImportedClient) -> bool:
    """Whether a client comes with more than the name that a deal is filed under."""
    further = (client.segment, client.source, client.referrer, client.owner)
    return any((*further, client.phone, client.email, client.tax_number)) or client.name != client.key


def _compare(desk: Desk, clients: list[ImportedClient]) -> None:
    ids = [desk.clients[client.key] for client in clients]
    stored = {
        row[0]: dict(zip(_COMPARED, row[1:], strict=True))
        for row in read_rows(Client, ("id", *_COMPARED), key="id", ids=ids)
    }
    kept = changed_by_hand("client", ids)
    for id_, client in zip(ids, clients, strict=True):
        if id_ not in kept:
            desk.pending.compare(Client, id_, stored[id_], _given(desk, client))
