"""What holds for all contacts of one meeting about several deals: they are linked, and one of them counts."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.web.log.changes import note_changes
from headway.web.log.problem import LogProblem
from headway.web.models import Contact, Deal, FactNoun

# The deal, its stage and why it was lost are each contact's own.
_SHARED = frozenset(
    {
        "rep", "kind", "is_inbound", "is_cold", "happened_at", "duration_seconds", "note", "outcome", "noted_at",
        "persons", "others",
    }
)  # fmt: skip


def deals_of(contact: Contact) -> list[Deal | None]:
    """Return the deal of a contact, and those of the other contacts of its meeting, to be locked together."""
    return [contact.deal, *(other.deal for other in rest_of(contact))]


def rest_of(contact: Contact) -> QuerySet[Contact]:
    """Return the other contacts of the same meeting, the counted one first."""
    if contact.meeting_uid is None:
        return Contact.objects.none()
    linked = Contact.objects.filter(meeting_uid=contact.meeting_uid).exclude(pk=contact.pk)
    return linked.select_related("deal", "client", "rep").order_by("-is_counted", "pk")


def shared(changes: Mapping[str, Any], contact: Contact, other: Contact) -> dict[str, Any]:
    """Return those of a contact's changes that hold for another contact of its meeting as well."""
    # One of them may have been moved to a deal of another client, whose persons are others.
    own = {"persons"} if other.client_id != contact.client_id else set()
    return {name: value for name, value in changes.items() if name in _SHARED - own}


def check_once_a_deal(contact: Contact) -> None:
    """Raise LogProblem where another contact of the same meeting is about the same deal."""
    if contact.deal_id is not None and rest_of(contact).filter(deal=contact.deal_id).exists():
        raise LogProblem(_("This meeting was about that deal already. Delete one of the two contacts instead."))


def pass_count_on(contact: Contact) -> None:
    """Let another contact of the meeting count in place of one that is about to be deleted."""
    heir = rest_of(contact).first() if contact.is_counted else None
    if heir is None:
        return
    Contact.objects.filter(pk=heir.pk).update(is_counted=True)
    note_changes(*((FactNoun.CONTACT, [heir.pk]) if heir.deal_id is None else (FactNoun.DEAL, [heir.deal_id])))
