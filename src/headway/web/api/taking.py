"""Takes plain contacts in, one or many at once: who sends them, what they may see, the log, and the answers."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import DatabaseError, transaction
from django.utils import timezone
from ninja.responses import NinjaJSONEncoder

from headway.web.access import Verb, may
from headway.web.api.drafts import ContactDraft
from headway.web.api.finding import clients_of, deals_with_clients
from headway.web.api.records import contact_told
from headway.web.api.tokens import Scope, tokens_told_later
from headway.web.behind import Sight
from headway.web.clock import zone_of
from headway.web.log import NewContact
from headway.web.log.arriving import Arrival, take_in
from headway.web.log.context import context_of
from headway.web.models import ApiToken, Client, Company, Contact, Deal, Stage, User
from headway.web.published import looking_once, unpublished_runs_later
from headway.web.search import fold
from headway.web.spoken_here import this_company_later
from headway.web.statements import in_one_go, keep_plans, reach_database

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A plain contact as somebody with a token sent it."""

    token: str
    draft: ContactDraft
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer to one that was logged."""

    body: str
    company: Company | None


def take(several: Sequence[Asked]) -> list[Taken | None]:
    """Log contacts in one transaction and return the answers, once they are safe; None for what is not to be logged.

    Where anything goes wrong none of them is logged, and all are None.
    """
    try:
        reach_database()
        with transaction.atomic():
            return _taken(several)
    except DatabaseError:
        # Such as the same contact sent to another process at this moment.
        return [None] * len(several)
    except Exception:
        _LOGGER.exception("Contacts could not be logged together; each is tried by itself.")
        return [None] * len(several)


def _taken(several: Sequence[Asked]) -> list[Taken | None]:
    with in_one_go():
        keep_plans()
        company_told, hidden = this_company_later(), unpublished_runs_later()
        tokens = tokens_told_later([asked.token for asked in several], several[-1].at)
    company, users = company_told(), dict(_users(tokens()))
    with looking_once(hidden()):
        arrivals = _arrivals(several, users, company)
    written = take_in(list(arrivals.values()))
    answers: list[Taken | None] = [None] * len(several)
    for (number, arrival), contact in zip(arrivals.items(), written, strict=True):
        # Of one that was known already the rep was read anew.
        if isinstance(contact, Contact) and contact.rep is arrival.new.rep:
            answers[number] = Taken(_told(contact, company), company)
    return answers


def _arrivals(several: Sequence[Asked], users: Mapping[int, User], company: Company | None) -> dict[int, Arrival]:
    """Return, by their numbers, the contacts that somebody may log about what exists for them."""
    places = _places(several, users)
    arrivals: dict[int, Arrival] = {}
    uids = set()
    for number, (client, deal) in places.items():
        asked, user = several[number], users[number]
        new = _new(asked, user, client, deal, company)
        # Of one that is sent twice at once the second comes too late for this round.
        if new is not None and new.uid not in uids:
            uids.add(new.uid)
            arrivals[number] = Arrival(new, user, asked.at)
    return arrivals


def _users(tokens: Sequence[ApiToken | None]) -> Iterator[tuple[int, User]]:
    """Return whoever has a token that allows it, and a role that does, with the number of what they ask."""
    for number, token in enumerate(tokens):
        if token is not None and Scope.LOG in token.scopes and may(token.user, Verb.LOG):
            yield number, token.user


def _places(several: Sequence[Asked], users: Mapping[int, User]) -> dict[int, tuple[Client, Deal | None]]:
    """Return the client and the deal of each, where they exist for its user and belong together."""
    drafts = {number: several[number].draft for number in users}
    at_deals = {number: draft.deal for number, draft in drafts.items() if draft.deal is not None}
    at_clients = [number for number, draft in drafts.items() if draft.deal is None]
    deals = deals_with_clients([(users[number], id_) for number, id_ in at_deals.items()])
    clients = clients_of([(users[number], drafts[number].client) for number in at_clients])
    found: dict[int, tuple[Client, Deal | None]] = {
        number: (client, None) for number, client in zip(at_clients, clients, strict=True) if client is not None
    }
    for number, deal in zip(at_deals, deals, strict=True):
        if deal is not None and deal.client_id == drafts[number].client:
            found[number] = deal.client, deal
    return found


def _new(asked: Asked, user: User, client: Client, deal: Deal | None, company: Company | None) -> NewContact | None:
    draft = asked.draft
    stage = None
    if draft.stage_after is not None:
        stage = _stage_named(0 if company is None else company.setup_stamp, str(draft.stage_after))
        if stage is None:
            return None
    return NewContact(
        uid=draft.uid,
        client=client,
        deal=deal,
        rep=user,
        kind=draft.kind,
        happened_at=draft.happened_at or asked.at,
        stage_after=stage,
        is_inbound=draft.is_inbound,
        is_cold=draft.is_cold,
        duration_seconds=draft.duration_seconds,
        note=draft.note,
        outcome=draft.outcome,
        noted_at=draft.noted_at,
        position=draft.position,
    )


@lru_cache(maxsize=512)
def _stage_named(stamp: int, told: str) -> Stage | None:
    """Return the one stage of all funnels that a name or an id stands for; the log says whether the deal has it.

    A setup without a stamp is kept by nobody.
    """
    if stamp == 0:
        return None
    stages = context_of(stamp).stages
    if told.isdecimal():
        return stages.get(int(told))
    named = [stage for stage in stages.values() if fold(stage.name) == fold(told)]
    return named[0] if len(named) == 1 else None


def _told(contact: Contact, company: Company | None) -> str:
    """Return the answer, with the times of whoever sent it; nothing is read again."""
    deals = {} if contact.deal is None else {contact.deal.pk: contact.deal}
    with timezone.override(zone_of(contact.rep, company)):
        return json.dumps(contact_told(contact, Sight({}, deals), is_alone=True), cls=NinjaJSONEncoder)
