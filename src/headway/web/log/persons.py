"""The persons at a client: written down, changed, and let go without leaving a hole in the history."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.locks import lock_client
from headway.web.log.problem import LogProblem
from headway.web.models import Client, Contact, DecisionMaker, Person, User
from headway.web.search import search_key

_PERSON = ("client", "name", "job_title", "phone", "email", "left_at")


def add_person(
    client: Client, name: str, *, by: User | None, now: datetime, uid: uuid.UUID | None = None, **fields: str
) -> Person:
    """Write down somebody at a client; the same ``uid`` gives the one already written.

    ``fields`` are job title, phone and e-mail. Raises LogProblem without a name.
    """
    with transaction.atomic():
        # Two senders of one id follow each other, and so do two writers of the words that the client is found by.
        client = lock_client(client)
        known = Person.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return _same(known, client)
        person = Person(uid=uid or uuid.uuid4(), client=client, name=_checked(name), **_stripped(fields))
        person.save(force_insert=True)
        audit.record(by, "add", person, now, after=audit.snapshot(person, _PERSON))
        _let_find(client)
    return person


def change_person(person: Person, changes: Mapping[str, str], *, by: User | None, now: datetime) -> Person:
    """Change the name, job title, phone or e-mail of a person. Raises LogProblem without a name."""
    changes = _stripped(changes)
    if "name" in changes:
        changes["name"] = _checked(changes["name"])
    return _write(person, changes, "change", by=by, now=now)


def remove_person(person: Person, *, by: User | None, now: datetime, keeps: bool = False) -> Person | None:
    """Let a person go: whom a contact or a committee names is kept as having left; else nothing remains but the trail.

    With ``keeps``, whom nothing names is kept as well. Returns the person who is kept, or None.
    """
    with transaction.atomic():
        client = lock_client(person.client)
        person.refresh_from_db(from_queryset=Person.objects.select_for_update())
        if keeps or is_named(person):
            return _write(person, {"left_at": person.left_at or now}, "leave", by=by, now=now)
        before = audit.snapshot(person, _PERSON) | {"uid": person.uid}
        audit.record(by, "delete", person, now, before=before)
        person.delete()
        _let_find(client)
    return None


def bring_back_person(person: Person, *, by: User | None, now: datetime) -> Person:
    """Take back that a person has left."""
    return _write(person, {"left_at": None}, "return", by=by, now=now)


def is_named(person: Person) -> bool:
    """Return whether a contact or a committee names the person."""
    is_in_contact = Contact.persons.through.objects.filter(person=person).exists()
    return is_in_contact or DecisionMaker.objects.filter(person=person).exists()


def _write(person: Person, changes: Mapping[str, Any], verb: str, *, by: User | None, now: datetime) -> Person:
    with transaction.atomic():
        client = lock_client(person.client)
        person.refresh_from_db(from_queryset=Person.objects.select_for_update(no_key=True))
        before = audit.snapshot(person, _PERSON)
        for name, value in changes.items():
            setattr(person, name, value)
        after = audit.snapshot(person, _PERSON)
        if after == before:
            return person
        person.save()
        audit.record(by, verb, person, now, before=before, after=after)
        _let_find(client)
    return person


def _let_find(client: Client) -> None:
    """Let the client be found by its persons as they are now."""
    client.search_key = search_key(client)
    client.save(update_fields=["search_key"])


def _same(known: Person, client: Client) -> Person:
    if known.client_id != client.pk:
        raise LogProblem(_("Another person has this id already. Send it with a new one."))
    return known


def _checked(name: str) -> str:
    if not name.strip():
        raise LogProblem(_("A person needs a name."))
    return name.strip()


def _stripped(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in fields.items()}
