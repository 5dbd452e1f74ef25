"""Clients that somebody spoke to lately, each with the deal that a next contact is most likely about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from headway.web.access import clients_for, contacts_for, deals_for
from headway.web.models import Client, Deal, User

# Whoever was not spoken to for a quarter of a year is found by searching.
_LATELY = timedelta(days=92)
_CONTACTS_LOOKED_AT = 400


@dataclass(frozen=True)
class RecentClient:
    """A client, and the open deal that moved latest."""

    client: Client
    deal: Deal | None


def recent_clients(user: User, today: date, count: int) -> list[RecentClient]:
    """Return the clients of a user's latest contacts, the latest first; new clients where there is no contact yet."""
    contacts = contacts_for(user).filter(happened_on__gte=today - _LATELY)
    own = contacts.filter(rep=user)
    latest = (own if own.exists() else contacts).order_by("-happened_on", "-happened_at")
    ids = list(dict.fromkeys(latest.values_list("client_id", flat=True)[:_CONTACTS_LOOKED_AT]))[:count]
    if not ids:
        return with_deals(user, clients_for(user).order_by("-created_at")[:count])
    clients = clients_for(user).in_bulk(ids)
    return with_deals(user, [clients[id_] for id_ in ids if id_ in clients])


def with_deals(user: User, clients: Iterable[Client]) -> list[RecentClient]:
    """Set beside each client the open deal that moved latest."""
    found = list(clients)
    deals: dict[int, Deal] = {}
    for deal in open_deals(user).filter(client__in=found):
        deals.setdefault(deal.client_id, deal)
    return [RecentClient(client, deals.get(client.pk)) for client in found]


def open_deals(user: User) -> QuerySet[Deal]:
    """Return the open deals that exist for a user, the one that moved latest first."""
    deals = deals_for(user).filter(milestones__outcome="open").select_related("milestones__stage", "client", "funnel")
    return deals.order_by(Coalesce("milestones__latest_contact_at", "entered_at").desc(), "-pk")
