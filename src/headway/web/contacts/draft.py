"""A contact that is being written: whom it is with, which deal it is about, and what the form offers for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import is_naive, make_aware

from headway.web.access import clients_for, deals_for
from headway.web.contacts.also import Also, also_among
from headway.web.merged import kept_id
from headway.web.models import Client, Contact, Deal, Funnel, User
from headway.web.recent import open_deals
from headway.web.road import Road, fresh_road, road_of

NEW, NONE = "new", "none"
_DEALS_OFFERED = 6
_CLOSED_OFFERED = 2


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is known of the contact before the form is filled in."""

    client: Client | None = None
    client_name: str = ""
    deal: Deal | None = None
    is_new_deal: bool = False
    deals: list[Deal] = field(default_factory=list)
    funnel: Funnel | None = None
    funnels: list[Funnel] = field(default_factory=list)
    road: Road | None = None
    also: tuple[Also, ...] = ()

    @property
    def is_about_somebody(self) -> bool:
        """Whether a client is chosen, or a new one named."""
        return self.client is not None or bool(self.client_name)

    @property
    def deal_choice(self) -> str:
        """The deal as the address of the form names it."""
        return NEW if self.is_new_deal else str(self.deal.pk) if self.deal else NONE


def draft_of(user: User, asked: Mapping[str, str]) -> Draft:
    """Return the draft that an address or a form asks for; raise Http404 for what does not exist for the user."""
    client = _client(user, asked.get("client", ""))
    client_name = "" if client else asked.get("client_name", "").strip()
    if not (client or client_name):
        return Draft()
    deals = list(open_deals(user).filter(client=client)[:_DEALS_OFFERED]) if client else []
    choice = asked.get("deal", "") or (str(deals[0].pk) if deals else NONE)
    if client and not deals:
        deals = _closed_deals(user, client)
    if choice == NEW:
        return _with_new_deal(asked, client, client_name, deals)
    deal = None if choice == NONE else _deal(user, choice, client)
    if deal and deal not in deals:
        deals.insert(0, deal)
    at = moment_of(asked.get("when", ""))
    road = road_of(deal, at) if deal else None
    also = also_among(deals, deal, at)
    return Draft(client=client, client_name=client_name, deal=deal, deals=deals, road=road, also=also)


def draft_for(contact: Contact, user: User, asked: Mapping[str, str]) -> Draft:
    """Return the draft of a correction: the contact as it is written, with another deal where the form asks for one."""
    choice = asked.get("deal") or str(contact.deal_id or NONE)
    deals = list(open_deals(user).filter(client=contact.client)[:_DEALS_OFFERED])
    if contact.deal and contact.deal not in deals:
        deals.insert(0, contact.deal)
    deal = next((each for each in deals if str(each.pk) == choice), None)
    road = road_of(deal, moment_of(asked.get("when", "")) or contact.happened_at) if deal else None
    if road and deal == contact.deal:
        road = road.standing_on(contact.stage_before)
    return Draft(client=contact.client, deal=deal, deals=deals, road=road)


def moment_of(text: str) -> datetime | None:
    """Return the moment that a field of date and time holds, in the reader's zone; None where it holds none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return make_aware(moment) if is_naive(moment) else moment


def _with_new_deal(asked: Mapping[str, str], client: Client | None, client_name: str, deals: list[Deal]) -> Draft:
    funnels = list(Funnel.objects.order_by("-is_default", "name"))
    funnel = next((each for each in funnels if str(each.pk) == asked.get("funnel")), funnels[0] if funnels else None)
    return Draft(
        client=client,
        client_name=client_name,
        is_new_deal=True,
        deals=deals,
        funnel=funnel,
        funnels=funnels,
        road=fresh_road(funnel) if funnel else None,
    )


def _closed_deals(user: User, client: Client) -> list[Deal]:
    """Return the deals that closed latest: a client may call about what is won, or think better of a loss."""
    closed = deals_for(user).filter(client=client, milestones__outcome__in=("won", "lost"))
    latest = closed.order_by(Coalesce("milestones__won_at", "milestones__lost_at").desc(), "-pk")
    return list(latest.select_related("milestones__stage")[:_CLOSED_OFFERED])


def _client(user: User, text: str) -> Client | None:
    if not text:
        return None
    id_ = kept_id(_id(text))
    return get_object_or_404(clients_for(user, [id_]), pk=id_)


def _deal(user: User, text: str, client: Client | None) -> Deal:
    return get_object_or_404(deals_for(user).select_related("milestones", "funnel"), pk=_id(text), client=client)


def _id(text: str) -> int:
    if not text.isdecimal():
        raise Http404
    return int(text)
