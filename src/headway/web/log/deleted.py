"""Contacts that were taken out of the log: a phone that sends one again does not bring it back."""

from datetime import datetime

from django.utils.translation import gettext as _

from headway.web.log.problem import LogProblem
from headway.web.models import Contact, DeletedContact


class DeletedSince(LogProblem):
    """The contact was logged and has been deleted since."""


def remember_deleted(contact: Contact, now: datetime) -> None:
    """Keep the id of a contact that is about to be deleted."""
    DeletedContact.objects.create(uid=contact.uid, rep=contact.rep, deleted_at=now)


def deleted_since() -> DeletedSince:
    """Return what to raise where a contact of an id was taken out of the log."""
    return DeletedSince(_("This contact was deleted since, and stays deleted. Log it anew if it did happen."))
