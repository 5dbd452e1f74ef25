"""Persons at clients."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status

from headway.web.access import Verb, persons_for, require
from headway.web.api.decided import PersonChange, PersonDraft, PersonOut
from headway.web.api.finding import ClientId, Paging, PathId, found, found_client, page_of
from headway.web.api.problem import Refusal
from headway.web.api.records import Page
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.clock import now
from headway.web.log import add_person, bring_back_person, change_person, remove_person
from headway.web.models import Person, User

router = Router()


class PersonsAsked(Schema):
    """Which persons."""

    client: ClientId | None = None
    has_left: bool | None = None


@router.get("/persons", response=Page[PersonOut], auth=READING, operation_id="persons")
def persons(request: ApiRequest, asked: Query[PersonsAsked], page: Query[Paging]) -> Any:
    """Return the persons at the clients that exist for the user, by name."""
    chosen = _persons(request.user)
    if asked.client is not None:
        chosen = chosen.filter(client=asked.client)
    if asked.has_left is not None:
        chosen = chosen.filter(left_at__isnull=not asked.has_left)
    return page_of(chosen.order_by("name", "pk"), page, _shaped)


@router.get("/persons/{person_id}", response=PersonOut, auth=READING, operation_id="person")
def person(request: ApiRequest, person_id: PathId) -> Any:
    """Return one person."""
    return PersonOut.of(found(_persons(request.user), person_id, "person"))


@router.post(
    "/persons",
    response={201: PersonOut, 200: PersonOut},
    auth=LOGGING,
    operation_id="add_person",
    summary="Write down a person",
)
def add(request: ApiRequest, payload: PersonDraft) -> Any:
    """Write down somebody at a client; the same `uid` again gives the one already written, with 200."""
    require(request.user, Verb.CHANGE)
    client = found_client(request.user, payload.client)
    known = Person.objects.filter(uid=payload.uid).first() if payload.uid else None
    if known is not None and known.client_id != client.pk:
        raise Refusal(409, _("Something else has this id already. Send it with a new one."), "uid")
    fields = payload.dict(include={"uid", "job_title", "phone", "email"})
    written = add_person(client, payload.name, by=request.user, now=now(), **fields)
    return Status(200 if known else 201, PersonOut.of(written))


@router.patch(
    "/persons/{person_id}",
    response=PersonOut,
    auth=LOGGING,
    operation_id="change_person",
    summary="Change a person",
)
def change(request: ApiRequest, person_id: PathId, payload: PersonChange) -> Any:
    """Change a person: only what is sent is changed."""
    known = _changeable(request.user, person_id)
    changes = payload.dict(exclude_unset=True, exclude_none=True)
    has_left = changes.pop("has_left", None)
    change_person(known, changes, by=request.user, now=now())
    if has_left:
        remove_person(known, by=request.user, now=now(), keeps=True)
    elif has_left is False:
        bring_back_person(known, by=request.user, now=now())
    return PersonOut.of(known)


@router.delete(
    "/persons/{person_id}",
    response={204: None, 200: PersonOut},
    auth=LOGGING,
    operation_id="remove_person",
    summary="Let a person go",
)
def remove(request: ApiRequest, person_id: PathId) -> Any:
    """Let a person go. Whom a contact or a committee names is kept as having left, and comes back with 200."""
    kept = remove_person(_changeable(request.user, person_id), by=request.user, now=now())
    return Status(204, None) if kept is None else Status(200, PersonOut.of(kept))


def _persons(user: User) -> QuerySet[Person]:
    return persons_for(user).select_related("client")


def _changeable(user: User, person_id: int) -> Person:
    known = found(_persons(user), person_id, "person")
    require(user, Verb.CHANGE)
    return known


def _shaped(records: Iterable[Person]) -> list[PersonOut]:
    return [PersonOut.of(each) for each in records]
