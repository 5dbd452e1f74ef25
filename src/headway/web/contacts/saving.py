"""Writes what the contact form says, all or nothing: the contact, with a new client and deal where they are named."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web.contacts.also import discussed_in
from headway.web.contacts.draft import Draft
from headway.web.contacts.step_fields import step_of
from headway.web.log import (
    Discussed,
    NewContact,
    add_person,
    correct_contact,
    log_contact,
    log_meeting,
    open_client,
    open_deal,
)
from headway.web.log.undo import uid_beside
from headway.web.models import Client, Contact, Deal, Person, User


def save_contact(draft: Draft, said: dict[str, Any], *, by: User, now: datetime) -> Contact:
    """Log the contact and return it; sent twice, it counts once. Raises LogProblem with a sentence for the user."""
    rep = said.get("rep") or by
    happened_at = said["when"] or now
    with transaction.atomic():
        client = draft.client or _new_client(draft, said, rep, by=by, now=now)
        new = NewContact(
            uid=said["uid"],
            client=client,
            deal=draft.deal or (_new_deal(draft, client, said, rep, by=by, now=now) if draft.is_new_deal else None),
            kind=said["kind"],
            rep=rep,
            happened_at=happened_at,
            stage_after=said["stage"],
            loss_reason=said["loss_reason"],
            # What was written without a connection brings its own.
            noted_at=said.get("noted_at"),
            position=said.get("position"),
            next_step=step_of(said),
            keeps=said["keeps"],
            persons=_persons(said, client, said["uid"], by=by, now=now),
            **_details(said),
        )
        return _log(new, discussed_in(draft.also, said), by=by, now=now)


def _log(new: NewContact, also: list[Discussed], *, by: User, now: datetime) -> Contact:
    """Log a contact, or a meeting about several deals, of which the first counts."""
    if not also or new.deal is None:
        return log_contact(new, by=by, now=now)
    first = Discussed(deal=new.deal, stage_after=new.stage_after, loss_reason=new.loss_reason)
    return log_meeting(new, [first, *also], by=by, now=now)[0]


def save_correction(contact: Contact, draft: Draft, said: dict[str, Any], *, by: User, now: datetime) -> Contact:
    """Correct the contact as the form says and return it. Raises LogProblem with a sentence for the user."""
    changes = {
        "kind": said["kind"],
        "deal": draft.deal,
        "stage_after": said["stage"],
        "loss_reason": said["loss_reason"],
        "happened_at": said["when"] or contact.happened_at,
        "rep": said.get("rep") or contact.rep,
        **_details(said),
    }
    with transaction.atomic():
        persons = _persons(said, contact.client, contact.uid, by=by, now=now)
        return correct_contact(contact, changes | {"persons": persons}, by=by, now=now)


def toast(contact: Contact) -> str:
    """Say in one line what a contact did: 'Pump Ltd: Need → Offer — effective'."""
    if contact.deal is None or contact.stage is None:
        return f"{contact.client.name}: {contact.get_kind_display()}"
    if contact.stage_before_id == contact.stage_id:
        return f"{contact.client.name}: {contact.stage.name}"
    before = contact.stage_before.name if contact.stage_before else ""
    way = f"{contact.client.name}: {before} → {contact.stage.name}"
    return _("%(way)s — effective") % {"way": way} if contact.is_effective else way


def _details(said: dict[str, Any]) -> dict[str, Any]:
    minutes = said["minutes"]
    return {
        "is_inbound": said["is_inbound"],
        "is_cold": said["is_cold"],
        "duration_seconds": minutes * 60 if minutes is not None else None,
        "note": said["note"],
        "outcome": said["outcome"],
        "others": tuple(said["others"]),
    }


def _persons(said: dict[str, Any], client: Client, uid: UUID, *, by: User, now: datetime) -> tuple[Person, ...]:
    """Return who was there, with somebody new written down; a form sent twice writes nobody down twice."""
    persons, name = tuple(said["persons"]), " ".join(said["person_name"].split())
    if not name:
        return persons
    return (*persons, add_person(client, name, by=by, now=now, uid=uid_beside(f"person {name}", uid)))


def _new_client(draft: Draft, said: dict[str, Any], rep: User, *, by: User, now: datetime) -> Client:
    return open_client(
        draft.client_name,
        by=by,
        now=now,
        uid=uid_beside("client", said["uid"]),
        owner=rep,
        phone=said["phone"],
        segment=said["segment"],
        source=said["source"],
    )


def _new_deal(draft: Draft, client: Client, said: dict[str, Any], rep: User, *, by: User, now: datetime) -> Deal:
    return open_deal(
        client,
        name=said["deal_name"],
        by=by,
        now=now,
        uid=uid_beside("deal", said["uid"]),
        owner=rep,
        funnel=draft.funnel,
        source=said["source"],
        entered_at=said["when"] or now,
    )
