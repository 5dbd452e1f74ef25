"""Puts names to what stands behind a number: the clients and deals of its rows, as far as they exist for the reader."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from headway.engine.rows import Row, RowSet
from headway.web.access import clients_for, deals_for
from headway.web.listed import listed
from headway.web.merged import all_taken_in, kept_ids
from headway.web.models import Client, Deal, User


@dataclass(frozen=True, slots=True)
class Sight:
    """The clients and deals that exist for a reader, out of those asked for."""

    clients: dict[int, Client]
    deals: dict[int, Deal]

    @classmethod
    def of(cls, user: User, client_ids: Iterable[int | None], deal_ids: Iterable[int | None]) -> "Sight":
        """Look up what a user may see of these, in two queries."""
        wanted = {id_ for id_ in deal_ids if id_ is not None}
        clients = clients_behind(user, (id_ for id_ in client_ids if id_ is not None))
        return cls(clients, deals_for(user).in_bulk(wanted))

    def client(self, client_id: int | None) -> Client | None:
        """Return a client, or None where there is none or it does not exist for the reader."""
        return None if client_id is None else self.clients.get(client_id)

    def deal(self, deal_id: int | None) -> Deal | None:
        """Return a deal, or None where there is none or it does not exist for the reader."""
        return None if deal_id is None else self.deals.get(deal_id)


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row with its client and deal; None where they do not exist for the reader, or the row is about none."""

    row: Row
    client: Client | None
    deal: Deal | None


def named_rows(user: User, found: RowSet) -> Iterator[NamedRow]:
    """Return the rows with what a user may know about them."""
    sight = Sight.of(user, (row.client_id for row in found.rows), (row.deal_id for row in found.rows))
    for row in found.rows:
        yield NamedRow(row, sight.client(row.client_id), sight.deal(row.deal_id))


def clients_behind(user: User, ids: Iterable[int]) -> dict[int, Client]:
    """Return by id the clients that exist for a user, and in place of one that was merged the one that is kept."""
    asked = set(ids)
    found = {client.pk: client for client in clients_for(user, listed(asked))}
    kept = kept_ids(asked - found.keys()) if asked - found.keys() else {}
    if kept:
        there = {client.pk: client for client in clients_for(user, listed(set(kept.values())))}
        found |= {id_: there[further] for id_, further in kept.items() if further in there}
    return found


def clients_ever(user: User) -> QuerySet[Client]:
    """The clients that exist for a user, and those that were merged into them: they are named in what was written."""
    mine = clients_for(user).values("pk")
    return Client.objects.filter(Q(pk__in=mine) | Q(pk__in=all_taken_in(mine)))
