"""Clients that are due or were spoken to lately, each with the deal that a next contact is most likely about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from headway.web.access import clients_for, contacts_for, deals_for
from headway.web.listed import listed
from headway.web.models import Client, Deal, NextStep, Role, User
from headway.web.open_steps import STILL_OPEN

# Whoever was not spoken to for a quarter of a year is found by searching.
_LATELY = timedelta(days=92)
_CONTACTS_LOOKED_AT = 400
_STEPS_LOOKED_AT = 100
_DEALS_LOOKED_AT = 400


@dataclass(frozen=True)
class RecentClient:
    """A client, the open deal that moved latest, and the next step that is due; the deal is the step's where it is."""

    client: Client
    deal: Deal | None
    step: NextStep | None = None


def recent_clients(user: User, today: date, count: int) -> list[RecentClient]:
    """Return the clients that are due and those of a user's latest contacts; new clients where there are none yet."""
    due = due_steps(user, today)
    ids = clients_at_hand(user, today)[:count]
    if not ids:
        return with_deals(user, clients_for(user).order_by("-created_at")[:count])
    clients = clients_for(user, ids).in_bulk(ids)
    return with_deals(user, [clients[id_] for id_ in ids if id_ in clients], due)


def clients_at_hand(user: User, today: date) -> list[int]:
    """Return the ids of clients that a user most likely means: those that are due, then the latest spoken to."""
    contacts = contacts_for(user).filter(happened_on__gte=today - _LATELY)
    own = contacts.filter(rep=user)
    if not own.exists():
        own = contacts.filter(deal__in=_latest_deals(user)) if user.role == Role.REP else contacts
    latest = own.order_by("-happened_on", "-happened_at")
    spoken_to = latest.values_list("client_id", flat=True)[:_CONTACTS_LOOKED_AT]
    return list(dict.fromkeys([*due_steps(user, today), *spoken_to]))


def _latest_deals(user: User) -> RawSQL:
    """Return a rep's latest deals: by them their contacts are found without looking through everybody's."""
    return listed(deals_for(user).order_by("-pk").values_list("pk", flat=True)[:_DEALS_LOOKED_AT])


def due_steps(user: User, today: date) -> dict[int, NextStep]:
    """Return a user's own open next steps of today and before, one for each client, those of an hour first."""
    steps: dict[int, NextStep] = {}
    due = NextStep.objects.filter(STILL_OPEN, rep=user, due_on__lte=today)
    for step in due.order_by("-due_on", F("due_at").asc(nulls_last=True), "pk")[:_STEPS_LOOKED_AT]:
        steps.setdefault(step.client_id, step)
    return steps


def with_deals(user: User, clients: Iterable[Client], due: Mapping[int, NextStep] | None = None) -> list[RecentClient]:
    """Set beside each client the open deal that moved latest, or the one of the step that is due."""
    found, steps = list(clients), due or {}
    deals: dict[int, Deal] = {}
    for deal in open_deals(user).filter(client__in=found):
        step = steps.get(deal.client_id)
        if deal.client_id not in deals or (step and step.deal_id == deal.pk):
            deals[deal.client_id] = deal
    return [RecentClient(client, deals.get(client.pk), steps.get(client.pk)) for client in found]


def open_deals(user: User) -> QuerySet[Deal]:
    """Return the open deals that exist for a user, the one that moved latest first."""
    deals = deals_for(user).filter(milestones__outcome="open").select_related("milestones__stage", "client", "funnel")
    return deals.order_by(Coalesce("milestones__latest_contact_at", "entered_at").desc(), "-pk")
