"""Contacts: the log itself."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.access import Verb, contacts_for, may_correct, require, steps_for
from headway.web.api.drafts import ContactChange, ContactDraft, DiscussedDraft, step_told
from headway.web.api.finding import (
    ClientId,
    Paging,
    PathId,
    found_by_uid,
    found_client,
    found_deal,
    named,
    page_of,
    rep_named,
    the_named,
)
from headway.web.api.once import write_once
from headway.web.api.problem import Problem, Refusal
from headway.web.api.records import ContactOut, Page
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.behind import Sight
from headway.web.clock import now
from headway.web.log import Discussed, NewContact, correct_contact, delete_contact, log_contact, log_meeting
from headway.web.log.checking import funnel_id_at
from headway.web.log.context import replay_context
from headway.web.models import Client, Contact, ContactKind, Deal, LossReason, Person, Stage, User
from headway.web.naming import one_named

router = Router()
# The fields that the log takes as they are sent.
_PLAIN = {"uid", "kind", "is_inbound", "is_cold", "duration_seconds", "note", "position", "noted_at"}


class ContactsAsked(Schema):
    """Which contacts."""

    client: ClientId | None = None
    deal: PathId | None = None
    rep: PathId | None = None
    kind: ContactKind | None = None
    meeting: UUID | None = Field(None, description="All contacts of one meeting about several deals.")
    is_effective: bool | None = None
    since: date | None = Field(None, description="The first day, of the rep.")
    until: date | None = Field(None, description="The first day that no longer belongs.")


@router.get("/contacts", response=Page[ContactOut], auth=READING, operation_id="contacts")
def contacts(request: ApiRequest, asked: Query[ContactsAsked], page: Query[Paging]) -> Any:
    """Return the contacts that exist for the user, the latest first."""
    columns = {"since": "happened_on__gte", "until": "happened_on__lt", "meeting": "meeting_uid"}
    chosen = {columns.get(name, name): value for name, value in asked.dict(exclude_none=True).items()}
    log = _contacts(request.user).filter(**chosen).order_by("-happened_at", "-position", "-pk")
    return page_of(log, page, lambda found: ContactOut.list_of(request.user, found))


@router.get("/contacts/{uid}", response=ContactOut, auth=READING, operation_id="contact")
def contact(request: ApiRequest, uid: UUID) -> Any:
    """Return one contact by the id that its sender made."""
    return _shaped(request, uid)


@router.post(
    "/contacts",
    response={201: ContactOut, 200: ContactOut, 410: Problem},
    auth=LOGGING,
    operation_id="log_contact",
    summary="Log a contact",
)
def log(request: ApiRequest, payload: ContactDraft) -> Any:
    """Log a contact; the same `uid` again gives the one already logged, with 200, or 410 where it was deleted since.

    A meeting about several deals names them in `deals`; what comes back is the contact that counts. The stage before
    is taken from the log. A contact is effective when the stage after is later than the stage before.
    """
    require(request.user, Verb.LOG)
    new = _new_contact(request, payload)
    discussed = [_discussed(request.user, each, new.happened_at) for each in payload.deals]

    def write(at: datetime) -> Contact:
        if discussed:
            return log_meeting(new, discussed, by=request.user, now=at)[0]
        return log_contact(new, by=request.user, now=at)

    status, written = write_once(Contact.objects.all(), payload.uid, Q(rep=new.rep), write)
    if status == 200 or discussed or new.persons or new.others:
        return Status(status, _shaped(request, written.uid))
    return Status(status, _as_written(written))


@router.patch(
    "/contacts/{uid}",
    response=ContactOut,
    auth=LOGGING,
    operation_id="correct_contact",
    summary="Correct a contact",
)
def correct(request: ApiRequest, uid: UUID, payload: ContactChange) -> Any:
    """Correct a contact: only what is sent is changed, and its deals are told anew from the log."""
    known = _correctable(request.user, uid)
    correct_contact(known, _changes(request.user, known, payload), by=request.user, now=now())
    return _shaped(request, uid)


@router.delete(
    "/contacts/{uid}",
    response={204: None},
    auth=LOGGING,
    operation_id="delete_contact",
    summary="Delete a contact",
)
def delete(request: ApiRequest, uid: UUID) -> Any:
    """Take a contact out of the log; the audit trail keeps what it was."""
    delete_contact(_correctable(request.user, uid), by=request.user, now=now())
    return Status(204, None)


_SHOWN = ("client", "rep", "loss_reason", "stage_before", "stage")


def _contacts(user: User) -> QuerySet[Contact]:
    return contacts_for(user).select_related(*_SHOWN).prefetch_related("persons", "others")


def _as_written(contact: Contact) -> ContactOut:
    """Shape a contact that was just written, alone, on a deal that was found for its writer; nothing is read again."""
    deals = {} if contact.deal is None else {contact.deal.pk: contact.deal}
    return ContactOut.of(contact, Sight({}, deals), is_alone=True)


def _shaped(request: ApiRequest, uid: UUID) -> ContactOut:
    return ContactOut.list_of(request.user, [found_by_uid(_contacts(request.user), uid, "contact")])[0]


def _correctable(user: User, uid: UUID) -> Contact:
    known = found_by_uid(contacts_for(user).select_related("client", "deal", "rep"), uid, "contact")
    if not may_correct(user, known):
        raise PermissionDenied
    return known


def _new_contact(request: ApiRequest, payload: ContactDraft) -> NewContact:
    fields = payload.dict(include=_PLAIN)
    deal = found_deal(request.user, payload.deal) if payload.deal is not None else None
    at = payload.happened_at or now()
    client = found_client(request.user, payload.client)
    return NewContact(
        client=client,
        deal=deal,
        rep=rep_named(request.user, payload.rep),
        happened_at=at,
        stage_after=_stage(deal, payload.stage_after, at),
        loss_reason=named(LossReason.objects.all(), payload.loss_reason, "loss_reason"),
        outcome=str(payload.outcome),
        persons=_persons(client, payload.persons),
        others=_others(payload.others),
        next_step=step_told(payload.next_step) if payload.next_step else None,
        keeps=found_by_uid(steps_for(request.user), payload.keeps, "step") if payload.keeps else None,
        **fields,
    )


def _discussed(user: User, told: DiscussedDraft, at: datetime) -> Discussed:
    deal = found_deal(user, told.deal)
    reason = named(LossReason.objects.all(), told.loss_reason, "loss_reason")
    return Discussed(deal=deal, stage_after=_stage(deal, told.stage_after, at), loss_reason=reason)


def _changes(user: User, known: Contact, payload: ContactChange) -> dict[str, Any]:
    changes = payload.dict(exclude_unset=True)
    if "happened_at" in changes and changes["happened_at"] is None:
        raise Refusal(422, _("A contact has a time. Leave the field out to keep it."), "happened_at")
    if "deal" in changes:
        id_ = changes["deal"]
        changes["deal"] = None if id_ is None else found_deal(user, id_)
    if "stage_after" in changes:
        at = changes.get("happened_at", known.happened_at)
        changes["stage_after"] = _stage(changes.get("deal", known.deal), changes["stage_after"], at)
    if "loss_reason" in changes:
        changes["loss_reason"] = named(LossReason.objects.all(), changes["loss_reason"], "loss_reason")
    if "persons" in changes:
        changes["persons"] = _persons(known.client, changes["persons"])
    if "others" in changes:
        changes["others"] = _others(changes["others"])
    return changes


def _persons(client: Client, told: Sequence[int | str]) -> tuple[Person, ...]:
    return tuple(the_named(client.persons.all(), each, "person") for each in told)


def _others(told: Sequence[int | str]) -> tuple[User, ...]:
    return tuple(the_named(User.objects.filter(is_active=True), each, "rep") for each in told)


def _stage(deal: Deal | None, told: int | str | None, at: datetime) -> Stage | None:
    """Return the stage of the funnel the deal was on; without a deal, any, so that the log can say what is wrong."""
    if told is None:
        return None
    funnel_id = None if deal is None else funnel_id_at(deal, at)
    stages = {id_: stage for id_, stage in replay_context().stages.items() if funnel_id in (None, stage.funnel_id)}
    return stages[one_named(((id_, stage.name) for id_, stage in stages.items()), str(told), "stage_after")]
