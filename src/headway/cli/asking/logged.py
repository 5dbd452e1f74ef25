"""Logs a contact from words: finds the client, the deal, the stage and the time that they mean."""

import uuid
from argparse import Namespace
from datetime import datetime, time
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from headway.cli.problem import CommandProblem
from headway.web.access import Verb, clients_for, deals_for, require
from headway.web.asking import Asker
from headway.web.log import NewContact, log_contact
from headway.web.models import Client, Contact, ContactKind, Deal, LossReason, Stage, User
from headway.web.naming import NOBODY, one_named
from headway.web.road import road_of
from headway.web.search import fold, search_clients

_Record = TypeVar("_Record", bound=Model)
_NEAR = 5


def log(asker: Asker, arguments: Namespace) -> None:
    """Log the contact and say what it did. Raises CommandProblem, NotUnderstood or LogProblem."""
    require(asker.user, Verb.LOG)
    client = _client(asker.user, arguments.client)
    deal = _deal(asker.user, client, arguments.deal)
    at = _moment(arguments.at, asker)
    new = NewContact(
        uid=uuid.uuid4(),
        client=client,
        deal=deal,
        rep=asker.user,
        kind=_kind(arguments.kind),
        happened_at=at,
        stage_after=_stage(deal, arguments.stage, at),
        is_inbound=arguments.inbound,
        is_cold=arguments.cold,
        duration_seconds=None if arguments.minutes is None else arguments.minutes * 60,
        note=arguments.note,
        loss_reason=_named(LossReason.objects.all(), arguments.loss_reason, "loss_reason"),
    )
    print(_said(log_contact(new, by=asker.user, now=asker.now)))


def _client(user: User, text: str) -> Client:
    clients = clients_for(user)
    found = list(clients.filter(pk=int(text)) if text.isdecimal() else search_clients(clients, text).order_by("name"))
    exact = [client for client in found if fold(client.name) == fold(text)] or found
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise CommandProblem(_("There is no client '%(name)s' that you can see.") % {"name": text})
    names = ", ".join(f"{client.name} ({client.pk})" for client in exact[:_NEAR])
    raise CommandProblem(_("Several clients fit '%(name)s': %(names)s. Give the id.") % {"name": text, "names": names})


def _deal(user: User, client: Client, text: str) -> Deal | None:
    """Return the deal that is named, or the client's latest open one."""
    if text == NOBODY:
        return None
    deals = deals_for(user).filter(client=client).order_by("-entered_at", "-pk")
    return _named(deals, text, "deal") if text else deals.filter(milestones__outcome="open").first()


def _stage(deal: Deal | None, text: str, at: datetime) -> Stage | None:
    if not text:
        return None
    if deal is None:
        raise CommandProblem(_("Only a contact about a deal can move a stage. Name the deal by --deal."))
    stages = {stage.pk: stage for stage in road_of(deal, at).stages}
    return stages[one_named([(pk, stage.name) for pk, stage in stages.items()], text, "stage")]


def _kind(text: str) -> str:
    """Return the kind that a word means, whether it is written as programs or as people do."""
    known = {fold(word): kind.value for kind in ContactKind for word in (kind.value, str(kind.label))}
    if fold(text) not in known:
        kinds = {"text": text, "kinds": ", ".join(ContactKind.values)}
        raise CommandProblem(_("%(text)s is no kind of contact. There are: %(kinds)s.") % kinds)
    return known[fold(text)]


def _moment(text: str, asker: Asker) -> datetime:
    if not text:
        return asker.now
    try:
        told = (
            datetime.combine(asker.today, time.fromisoformat(text)) if "-" not in text else datetime.fromisoformat(text)
        )
    except ValueError:
        raise CommandProblem(_("'%(text)s' is not a time. Write 14:30 or 2024-05-15T14:30.") % {"text": text}) from None
    return told if told.tzinfo else told.replace(tzinfo=get_current_timezone())


def _named(records: QuerySet[_Record], text: str, field: str) -> _Record | None:
    return records.get(pk=one_named(records.values_list("pk", "name"), text, field)) if text else None


def _said(contact: Contact) -> str:
    if contact.stage is None:
        return _("%(client)s: logged, about no deal.") % {"client": contact.client.name}
    before = contact.stage_before.name if contact.stage_before else ""
    said = {"client": contact.client.name, "before": before, "after": contact.stage.name}
    if contact.is_effective:
        return _("%(client)s: %(before)s -> %(after)s, effective.") % said
    if contact.stage == contact.stage_before:
        return _("%(client)s: logged, still on %(after)s.") % said
    return _("%(client)s: %(before)s -> %(after)s.") % said
