"""Writing, correcting and deleting contacts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.web import audit
from headway.web.log.arriving import Arrival, place, take_in
from headway.web.log.changes import note_changes
from headway.web.log.checking import Lists, check_contact, check_lists, told
from headway.web.log.context import ReplayContext, replay_context
from headway.web.log.deleted import remember_deleted
from headway.web.log.derive import replay_deals
from headway.web.log.following import followed_changes
from headway.web.log.keeping import kept_by_rule, release, settle_correction
from headway.web.log.locks import keep_from_merging, lock_contact, lock_deals
from headway.web.log.new_contact import NewContact
from headway.web.log.plausible import check_rep
from headway.web.log.problem import LogProblem
from headway.web.log.times import check_age
from headway.web.log.together import check_once_a_deal, deals_of, pass_count_on, rest_of, shared
from headway.web.models import Contact, FactNoun, User

# These are kept in tables of their own.
_LISTS = ("persons", "others")
# What the local day and the team follow from. A rep's zone may have changed since: other corrections leave both alone.
_PLACING = ("rep", "happened_at")


def log_contact(new: NewContact, *, by: User | None, now: datetime) -> Contact:
    """Write a contact, replay its deal and return it; the one already written where ``uid`` is known.

    Raises LogProblem with a sentence for the writer where the contact cannot be, DeletedSince where it was and is
    deleted.
    """
    with transaction.atomic():
        (written,) = take_in([Arrival(new, by, now)])
    if isinstance(written, LogProblem):
        raise written
    return written


def correct_contact(contact: Contact, changes: Mapping[str, Any], *, by: User | None, now: datetime) -> Contact:
    """Change some fields of a contact and replay every deal it touched; the audit trail keeps what it was.

    What a meeting about several deals has in common is corrected in all of its contacts.

    ``persons`` and ``others`` are sequences of records, the other changes values of fields.
    """
    with transaction.atomic():
        if "client" in changes and changes.get("deal") is None:
            keep_from_merging([changes["client"]])
        lock_deals([*deals_of(contact), changes.get("deal")])
        lock_contact(contact)
        # Somebody may have moved it to another deal while we waited.
        lock_deals([contact.deal])
        lists, changes = _lists_of(contact), followed_changes(contact, changes)
        before, ruled, happened_at = told(contact, lists), kept_by_rule(contact), contact.happened_at
        for name in changes.keys() - set(_LISTS):
            setattr(contact, name, changes[name])
        _check_corrected(contact, happened_at, now)
        check_once_a_deal(contact)
        lists = _still_there(contact, lists) | {name: tuple(changes[name]) for name in _LISTS if name in changes}
        check_lists(contact, lists)
        after = told(contact, lists)
        if after == before:
            return contact
        context = replay_context()
        if any(after[name] != before[name] for name in _PLACING):
            place(contact, context)
            check_rep(contact)
        _save(contact, {name: lists[name] for name in _LISTS if after.get(name) != before.get(name)})
        audit.record(by, "correct", contact, now, before=before, after=after)
        _derive(contact, context, before["deal"], contact.deal_id)
        settle_correction(contact, ruled=ruled, before=before, after=after, by=by, now=now)
        for other in rest_of(contact):
            correct_contact(other, shared(changes, contact, other), by=by, now=now)
    contact.refresh_from_db()
    return contact


def _check_corrected(contact: Contact, happened_at: datetime, now: datetime) -> None:
    """Raise LogProblem where a contact cannot be as corrected; one that an import dated long ago may stay there."""
    check_contact(contact, now=now)
    if contact.happened_at != happened_at:
        check_age(contact.happened_at, now)


def delete_contact(contact: Contact, *, by: User | None, now: datetime) -> None:
    """Take a contact out of the log and replay its deal; the audit trail keeps what it was."""
    with transaction.atomic():
        lock_deals(deals_of(contact))
        lock_contact(contact)
        lock_deals([contact.deal])
        audit.record(by, "delete", contact, now, before=told(contact, _lists_of(contact)) | {"uid": contact.uid})
        release(contact, by=by, now=now)
        pass_count_on(contact)
        remember_deleted(contact, now)
        id_, deal_id = contact.pk, contact.deal_id
        contact.delete()
        note_changes(FactNoun.CONTACT, [id_])
        replay_deals([deal_id] if deal_id else [])


def _lists_of(contact: Contact) -> Lists:
    return {name: tuple(getattr(contact, name).all()) for name in _LISTS}


def _still_there(contact: Contact, lists: Lists) -> Lists:
    """Leave out the persons of another client, and the rep: a contact may have come to another client or rep."""
    persons = (person for person in lists["persons"] if person.client_id == contact.client_id)
    others = (other for other in lists["others"] if other.pk != contact.rep_id)
    return {"persons": tuple(persons), "others": tuple(others)}


def _save(contact: Contact, lists: Lists) -> None:
    if contact.deal_id is None:
        contact.stage_before = contact.stage = None
        contact.advance, contact.is_effective, contact.is_new_ground = "none", False, False
    contact.save()
    for name, records in lists.items():
        getattr(contact, name).set(records)


def _derive(contact: Contact, context: ReplayContext, *deal_ids: Any) -> None:
    replay_deals((id_ for id_ in deal_ids if id_ is not None), context)
    if None in deal_ids:
        note_changes(FactNoun.CONTACT, [contact.pk])
