"""Contacts that were taken out of the log: a phone that sends one again does not bring it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from headway.web.log.problem import LogProblem
from headway.web.models import Contact, DeletedContact

_PART = 900


class DeletedSince(LogProblem):
    """The contact was logged and has been deleted since."""


def remember_deleted(contact: Contact, now: datetime) -> None:
    """Keep the id of a contact that is about to be deleted."""
    DeletedContact.objects.create(uid=contact.uid, rep=contact.rep, deleted_at=now)


def deleted_since() -> DeletedSince:
    """Return what to raise where a contact of an id was taken out of the log."""
    return DeletedSince(_("This contact was deleted since, and stays deleted. Log it anew if it did happen."))


def deleted_among(uids: Sequence[UUID]) -> set[UUID]:
    """Return those of the ids whose contacts were taken out of the log."""
    found: set[UUID] = set()
    for start in range(0, len(uids), _PART):
        deleted = DeletedContact.objects.filter(uid__in=uids[start : start + _PART])
        found.update(deleted.values_list("uid", flat=True))
    return found
