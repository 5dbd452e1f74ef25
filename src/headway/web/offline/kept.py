"""What a phone keeps of the clients: those its user is likely to speak to next, with their open deals."""

from datetime import date, timedelta
from typing import Any

from headway.web.access import clients_for, contacts_for, deals_for
from headway.web.models import Client, Funnel, Role, User
from headway.web.recent import open_deals
from headway.web.road import fresh_road

MOST = 2_000
_LATELY = timedelta(days=366)
_CONTACTS_LOOKED_AT = 5_000
_DEALS_EACH = 6


def kept_clients(user: User, today: date) -> list[dict[str, Any]]:
    """Return them as the phone stores them, whoever was spoken to last first."""
    ids = _ids(user, today)
    clients = {client.pk: client for client in clients_for(user, ids)}
    deals: dict[int, list[dict[str, Any]]] = {}
    for deal in open_deals(user).filter(client__in=ids):
        of_client = deals.setdefault(deal.client_id, [])
        if len(of_client) < _DEALS_EACH:
            stage = deal.milestones.stage
            of_client.append({"id": deal.pk, "name": deal.name, "funnel": stage.funnel_id, "stage": stage.pk})
    return [_kept(clients[id_], deals.get(id_, [])) for id_ in ids if id_ in clients]


def kept_funnels() -> list[dict[str, Any]]:
    """Return the funnels, the default one first, with their stages in order."""
    return [_funnel(funnel) for funnel in Funnel.objects.order_by("-is_default", "name")]


def _kept(client: Client, deals: list[dict[str, Any]]) -> dict[str, Any]:
    # The phone finds it as we do: by any part of its name, e-mail or phone.
    return {"id": client.pk, "name": client.name, "key": client.search_key, "deals": deals}


def _funnel(funnel: Funnel) -> dict[str, Any]:
    road = fresh_road(funnel)
    return {
        "id": funnel.pk,
        "name": funnel.name,
        "stages": [{"id": step.stage.pk, "name": step.stage.name, "is_won": step.is_won} for step in road.steps],
        "lost": {"id": road.lost.pk, "name": road.lost.name} if road.lost else None,
    }


def _ids(user: User, today: date) -> list[int]:
    """Whom the user spoke to within a year, then those of their deals, then their own; a leader's team's after that."""
    contacts = contacts_for(user).filter(happened_on__gte=today - _LATELY).order_by("-happened_on", "-happened_at")
    sources = [
        contacts.filter(rep=user).values_list("client_id", flat=True)[:_CONTACTS_LOOKED_AT],
        deals_for(user).filter(owner=user, milestones__outcome="open").values_list("client_id", flat=True)[:MOST],
        clients_for(user).filter(owner=user).order_by("-created_at").values_list("pk", flat=True)[:MOST],
    ]
    if user.role != Role.REP:
        sources.append(contacts.values_list("client_id", flat=True)[:_CONTACTS_LOOKED_AT])
    found: dict[int, None] = {}
    for source in sources:
        if len(found) < MOST:
            found |= dict.fromkeys(source)
    return list(found)[:MOST]
