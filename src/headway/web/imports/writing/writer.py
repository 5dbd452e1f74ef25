"""Writing a batch of records to the log, hidden until their import is published."""

from collections.abc import Sequence
from typing import TypeVar

from headway.engine.text import Sentence, gettext_noop
from headway.importers.records import (
    ImportedClient,
    ImportedContact,
    ImportedCost,
    ImportedDeal,
    ImportedMove,
    ImportedRep,
    ImportedSale,
    Record,
)
from headway.web.imports.writing.clients import client_of, write_clients
from headway.web.imports.writing.costs import note_costs
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.fresh import write_fresh_deals
from headway.web.imports.writing.known import compare_known_deals
from headway.web.imports.writing.next_steps import note_steps
from headway.web.imports.writing.reps import write_reps
from headway.web.imports.writing.sales import Buyer, write_sales
from headway.web.imports.writing.stored import stored_ids
from headway.web.imports.writing.taking_over import take_over_deals
from headway.web.models import Deal

_Part = TypeVar("_Part", ImportedContact, ImportedMove, ImportedSale)
_REPEATED = gettext_noop(
    "The id “%(key)s” stands twice in one deal: the second row was left out. Give each row an id of its own."
)
_REPEATED_SALE = gettext_noop(
    "The id “%(key)s” stands twice with one client: the second row was left out. Give each row an id of its own."
)


def write_batch(desk: Desk, records: Sequence[Record]) -> None:
    """Write records in the transaction that the caller holds."""
    deals = [_without_repeats(desk, record) for record in records if isinstance(record, ImportedDeal)]
    note_costs(desk, (record for record in records if isinstance(record, ImportedCost)))
    write_reps(desk, (record for record in records if isinstance(record, ImportedRep)))
    ids = _known_ids(desk, deals)
    clients = [record for record in records if isinstance(record, ImportedClient)]
    named = (client_of(deal) for deal in deals if deal.client or deal.key not in ids)
    write_clients(desk, [*(client._replace(sales=()) for client in clients), *named])
    _write_deals(desk, deals, ids)
    _write_dealless(desk, [client for client in clients if client.sales])


def _write_deals(desk: Desk, deals: Sequence[ImportedDeal], ids: dict[str, int]) -> None:
    fresh = [(desk.identity.of("deal", deal.key), deal) for deal in deals if deal.key not in ids]
    known = [(ids[deal.key], deal) for deal in deals if deal.key in ids]
    homes = (write_fresh_deals(desk, fresh) if fresh else []) + (compare_known_deals(desk, known) if known else [])
    deals_in_order = [deal for _, deal in (*fresh, *known)]
    note_steps(desk, zip(homes, deals_in_order, strict=True))
    write_sales(desk, [(home, sale) for home, deal in zip(homes, deals_in_order, strict=True) for sale in deal.sales])


def _write_dealless(desk: Desk, clients: Sequence[ImportedClient]) -> None:
    """Book the sales that belong to no deal; their keys stand behind their client's, apart from those of deals."""
    buyers = [
        Buyer(f"client/{client.key}", desk.clients[client.key], desk.names.rep(client.owner)) for client in clients
    ]
    kept = [_unique(desk, client.sales, _REPEATED_SALE) for client in clients]
    write_sales(desk, [(buyer, sale) for buyer, sales in zip(buyers, kept, strict=True) for sale in sales])


def _known_ids(desk: Desk, deals: Sequence[ImportedDeal]) -> dict[str, int]:
    keys = {desk.identity.of("deal", deal.key): deal.key for deal in deals}
    asked = [uid for uid in keys if uid in desk.deals] if desk.began_without(Deal) else list(keys)
    desk.deals.update(keys)
    known = {keys[uid]: id_ for uid, id_ in stored_ids(Deal, asked).items()}
    take_over_deals(desk, known.values())
    return known


def _without_repeats(desk: Desk, deal: ImportedDeal) -> ImportedDeal:
    """Keep the first of several contacts, moves or sales that bear one id."""
    contacts, moves, sales = _unique(desk, deal.contacts), _unique(desk, deal.moves), _unique(desk, deal.sales)
    if len(contacts) + len(moves) + len(sales) == len(deal.contacts) + len(deal.moves) + len(deal.sales):
        return deal
    return deal._replace(contacts=contacts, moves=moves, sales=sales)


def _unique(desk: Desk, parts: tuple[_Part, ...], repeated: str = _REPEATED) -> tuple[_Part, ...]:
    if len({part.key for part in parts}) == len(parts):
        return parts
    first: dict[str, _Part] = {}
    for part in parts:
        if first.setdefault(part.key, part) is not part:
            desk.doubt(part.line, Sentence(repeated, key=part.key), is_kept=False)
    return tuple(first.values())
