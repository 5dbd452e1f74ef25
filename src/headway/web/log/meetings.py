"""One meeting about several deals: a contact on each of them, linked, of which the first counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web.log.contacts import log_contact
from headway.web.log.locks import lock_deals
from headway.web.log.new_contact import NewContact
from headway.web.log.problem import LogProblem
from headway.web.models import Contact, Deal, LossReason, Stage, User


@dataclass(frozen=True, kw_only=True)
class Discussed:
    """A deal that a meeting was about, and where it stands afterwards; ``stage_after`` None says that it stayed."""

    deal: Deal
    stage_after: Stage | None = None
    loss_reason: LossReason | None = None


def log_meeting(
    new: NewContact, discussed: Sequence[Discussed], *, by: User | None, now: datetime
) -> tuple[Contact, ...]:
    """Write a contact on each of the deals and return them in their order; those already written where it is known.

    ``new`` says what they have in common, its ``uid`` names the meeting, and what it says of a deal is left aside.
    Volumes and time count the meeting once, on the first deal, which is also where its next step is set. Raises what
    `log_contact` raises, and LogProblem where a deal is named twice or none is.
    """
    if not discussed:
        raise LogProblem(_("Name the deals that the meeting was about."))
    if len({each.deal.pk for each in discussed}) < len(discussed):
        raise LogProblem(_("A meeting is about each deal once. Take the second one out."))
    with transaction.atomic():
        lock_deals(each.deal for each in discussed)
        known = Contact.objects.filter(uid=new.uid).first()
        if known is not None:
            return _known(known, new)
        return tuple(log_contact(_part(new, number, discussed), by=by, now=now) for number in range(len(discussed)))


def contacts_of_meeting(contact: Contact) -> tuple[Contact, ...]:
    """Return all contacts of the meeting that a contact belongs to, the counted one first; itself where it is alone."""
    if contact.meeting_uid is None:
        return (contact,)
    linked = Contact.objects.filter(meeting_uid=contact.meeting_uid).select_related("deal", "client", "rep")
    return tuple(linked.order_by("-is_counted", "pk"))


def _known(known: Contact, new: NewContact) -> tuple[Contact, ...]:
    if known.rep_id != new.rep.pk:
        raise LogProblem(_("Another contact has this id already. Send it with a new one."))
    return contacts_of_meeting(known)


def _part(new: NewContact, number: int, discussed: Sequence[Discussed]) -> NewContact:
    """Return the contact on one of the deals; its id follows from the meeting's, so that sending twice counts once."""
    each = discussed[number]
    part = replace(new, deal=each.deal, stage_after=each.stage_after, loss_reason=each.loss_reason)
    if len(discussed) == 1:
        return part
    if number == 0:
        return replace(part, meeting_uid=new.uid)
    uid = _uid_of(new.uid, each.deal)
    return replace(part, meeting_uid=new.uid, uid=uid, is_counted=False, next_step=None, keeps=None)


def _uid_of(meeting: UUID, deal: Deal) -> UUID:
    return uuid5(meeting, f"deal {deal.uid}")
