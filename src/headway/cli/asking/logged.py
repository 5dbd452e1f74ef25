"""Logs a contact from words: finds the client, the deal, the stage and the time that they mean."""

import uuid
from argparse import Namespace
from datetime import date, datetime, time
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from headway.cli.problem import CommandProblem
from headway.web.access import Verb, clients_for, deals_for, require
from headway.web.asking import Asker
from headway.web.log import Discussed, NewContact, NewStep, log_contact, log_meeting
from headway.web.merged import kept_id
from headway.web.models import Client, Contact, ContactKind, ContactOutcome, Deal, LossReason, Stage, User
from headway.web.naming import NOBODY, one_named
from headway.web.road import road_of
from headway.web.search import fold, search_clients

_Record = TypeVar("_Record", bound=Model)
_NEAR = 5


def log(asker: Asker, arguments: Namespace) -> None:
    """Log the contact and say what it did. Raises CommandProblem, NotUnderstood or LogProblem."""
    require(asker.user, Verb.LOG)
    client = client_told(asker.user, arguments.client)
    deal = deal_told(asker.user, client, arguments.deal)
    at = _moment(arguments.at, asker)
    new = NewContact(
        uid=uuid.uuid4(),
        client=client,
        deal=deal,
        rep=asker.user,
        kind=kind_told(arguments.kind),
        happened_at=at,
        stage_after=_stage(deal, arguments.stage, at),
        is_inbound=arguments.inbound,
        is_cold=arguments.cold,
        duration_seconds=None if arguments.minutes is None else arguments.minutes * 60,
        note=arguments.note,
        outcome=_outcome(arguments.outcome),
        persons=tuple(_the(client.persons.all(), name, "person") for name in arguments.person),
        others=tuple(_the(User.objects.filter(is_active=True), name, "rep") for name in arguments.others),
        loss_reason=_named(LossReason.objects.all(), arguments.loss_reason, "loss_reason"),
        next_step=_next_step(arguments),
    )
    if not arguments.also:
        print(_said(log_contact(new, by=asker.user, now=asker.now)))
        return
    discussed = [_first(new), *(_also(asker.user, client, told, at) for told in arguments.also)]
    for contact in log_meeting(new, discussed, by=asker.user, now=asker.now):
        print(f"{contact.deal}: {_said(contact)}")


def _first(new: NewContact) -> Discussed:
    if new.deal is None:
        raise CommandProblem(_("Name the first deal of the meeting by --deal."))
    return Discussed(deal=new.deal, stage_after=new.stage_after, loss_reason=new.loss_reason)


def _also(user: User, client: Client, told: str, at: datetime) -> Discussed:
    """Read DEAL or DEAL=STAGE; a name may hold the sign itself."""
    name, _sign, stage = told.rpartition("=")
    known = deals_for(user).filter(client=client).order_by("-entered_at", "-pk")
    is_whole_name = not name or fold(told) in {fold(each) for each in known.values_list("name", flat=True)}
    deal = _named(known, told if is_whole_name else name, "deal")
    assert deal is not None  # noqa: S101 - a name that fits nothing has been refused
    return Discussed(deal=deal, stage_after=None if is_whole_name else _stage(deal, stage, at))


def client_told(user: User, text: str) -> Client:
    clients = clients_for(user)
    called = clients.filter(pk=kept_id(int(text))) if text.isdecimal() else search_clients(clients, text)
    found = list(called.order_by("name"))
    exact = [client for client in found if fold(client.name) == fold(text)] or found
    if len(exact) == 1:
        return exact[0]
    if not exact:
        said = _(
            "There is no client '%(name)s' that you can see. A new one is made on the page Log a contact, or comes "
            "with 'headway import'."
        )
        raise CommandProblem(said % {"name": text})
    names = ", ".join(f"{client.name} ({client.pk})" for client in exact[:_NEAR])
    raise CommandProblem(_("Several clients fit '%(name)s': %(names)s. Give the id.") % {"name": text, "names": names})


def deal_told(user: User, client: Client, text: str) -> Deal | None:
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


def kind_told(text: str) -> str:
    """Return the kind that a word means, whether it is written as programs or as people do."""
    known = {fold(word): kind.value for kind in ContactKind for word in (kind.value, str(kind.label))}
    if fold(text) not in known:
        kinds = {"text": text, "kinds": ", ".join(ContactKind.values)}
        raise CommandProblem(_("%(text)s is no kind of contact. There are: %(kinds)s.") % kinds)
    return known[fold(text)]


def _outcome(text: str) -> str:
    """Return the outcome that a word means, written as programs or as people do; none where nothing is told."""
    known = {fold(word): outcome.value for outcome in ContactOutcome for word in (outcome.value, str(outcome.label))}
    if text and fold(text) not in known:
        told = {"text": text, "outcomes": ", ".join(ContactOutcome.values)}
        raise CommandProblem(_("%(text)s is no outcome of a contact. There are: %(outcomes)s.") % told)
    return known.get(fold(text), "")


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


def when_told(text: str) -> tuple[date, datetime | None]:
    """Read the day of a next step, and its time where one was agreed. Raises CommandProblem."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        said = _("'%(text)s' is not a day. Write 2024-05-20, or 2024-05-20T14:30 with a time.") % {"text": text}
        raise CommandProblem(said) from None
    if len(text) <= len("2024-05-20"):
        return at.date(), None
    return at.date(), at if at.tzinfo else at.replace(tzinfo=get_current_timezone())


def _next_step(arguments: Namespace) -> NewStep | None:
    if not arguments.next:
        return None
    kind, when = arguments.next
    return NewStep(uuid.uuid4(), kind_told(kind), *when_told(when), arguments.next_what)


def _the(records: QuerySet[_Record], text: str, field: str) -> _Record:
    return records.get(pk=one_named(records.values_list("pk", "name"), text, field))


def _named(records: QuerySet[_Record], text: str, field: str) -> _Record | None:
    return _the(records, text, field) if text else None


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
