"""Taking a contact back right after it was logged, with what was opened for it alone."""

import uuid
from datetime import datetime

from django.db import transaction

from headway.web import audit
from headway.web.log.changes import note_changes
from headway.web.log.contacts import delete_contact
from headway.web.log.locks import lock_deals
from headway.web.log.meetings import contacts_of_meeting
from headway.web.log.persons import remove_person
from headway.web.models import (
    AuditEntry,
    Client,
    Contact,
    Deal,
    DecisionMaker,
    FactNoun,
    NextStep,
    Person,
    Sale,
    StageMove,
    User,
)


def uid_beside(noun: str, uid: uuid.UUID) -> uuid.UUID:
    """Return the id of what is opened with a contact, made from its own: a form sent twice opens nothing twice."""
    return uuid.uuid5(uid, noun)


def undo_contact(contact: Contact, *, by: User | None, now: datetime) -> None:
    """Delete a contact with all of its meeting, and what was written with it, while nothing else hangs on that.

    The audit trail keeps what they were. What somebody has changed since stays.
    """
    with transaction.atomic():
        client, deal = contact.client, contact.deal
        steps = NextStep.objects.filter(uid=uid_beside("step", contact.uid), kept_by=None)
        named = [each for each in contact.persons.all() if each.uid == uid_beside(f"person {each.name}", contact.uid)]
        for other in contacts_of_meeting(contact):
            if other != contact:
                delete_contact(other, by=by, now=now)
        delete_contact(contact, by=by, now=now)
        for step in steps.filter(end="dropped"):
            _discard(step, by=by, now=now)
        for person in named:
            remove_person(person, by=by, now=now)
        if deal is not None and deal.uid == uid_beside("deal", contact.uid):
            _discard_deal(deal, by=by, now=now)
        if client.uid == uid_beside("client", contact.uid):
            _discard_client(client, by=by, now=now)


def _discard_deal(deal: Deal, *, by: User | None, now: datetime) -> None:
    lock_deals([deal])
    hangs = (Contact, StageMove, Sale, NextStep, DecisionMaker)
    if _was_changed(deal) or any(model.objects.filter(deal=deal).exists() for model in hangs):
        return
    id_ = deal.pk
    _discard(deal, by=by, now=now)
    note_changes(FactNoun.DEAL, [id_])


def _discard_client(client: Client, *, by: User | None, now: datetime) -> None:
    hangs = (Contact, Deal, Sale, NextStep, Person)
    if not _was_changed(client) and not any(model.objects.filter(client=client).exists() for model in hangs):
        _discard(client, by=by, now=now)


def _was_changed(record: Client | Deal) -> bool:
    """Whether anybody did more with it than opening it."""
    entries = AuditEntry.objects.filter(noun=record._meta.model_name, noun_id=record.pk)
    return entries.exclude(verb="open").exists()


def _discard(record: Client | Deal | NextStep, *, by: User | None, now: datetime) -> None:
    audit.record(by, "undo", record, now, before={"uid": record.uid, "name": str(record)})
    record.delete()
