"""Contacts that were taken out of the log: a phone that sends one again does not bring it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from headway.web.log.problem import LogProblem
from headway.web.models import Contact, DeletedContact
from headway.web.stencil import Stencil

_PART = 900


class DeletedSince(LogProblem):
    """The contact was logged and has been deleted since."""


def remember_deleted(contact: Contact, now: datetime) -> None:
    """Keep the id of a contact that is about to be deleted."""
    DeletedContact.objects.create(uid=contact.uid, rep=contact.rep, deleted_at=now)


def refuse_deleted(uid: UUID) -> None:
    """Raise DeletedSince where a contact of this id was taken out of the log."""
    if _DELETED.first(uid) is not None:
        raise DeletedSince(_("This contact was deleted since, and stays deleted. Log it anew if it did happen."))


_DELETED = Stencil(lambda uid: DeletedContact.objects.filter(pk=uid).values_list("pk", flat=True), UUID)


def deleted_among(uids: Sequence[UUID]) -> set[UUID]:
    """Return those of the ids whose contacts were taken out of the log."""
    found: set[UUID] = set()
    for start in range(0, len(uids), _PART):
        deleted = DeletedContact.objects.filter(uid__in=uids[start : start + _PART])
        found.update(deleted.values_list("uid", flat=True))
    return found
