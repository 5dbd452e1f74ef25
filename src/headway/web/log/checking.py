"""What a contact must be to stand in the log, whoever writes or corrects it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.new_contact import NewContact
from headway.web.log.plausible import check_note
from headway.web.log.problem import LogProblem
from headway.web.log.times import check_reach, is_future
from headway.web.models import Contact, ContactKind, ContactOutcome, Deal, Phase, Stay
from headway.web.models.fields import to_microseconds
from headway.web.stencil import Stencil

_LONGEST = timedelta(days=1)
# What the audit trail keeps of a contact; the derived fields follow from these.
_FIELDS = (
    "client", "deal", "rep", "kind", "is_inbound", "is_cold", "happened_at", "duration_seconds",
    "stage_after", "loss_reason", "note", "outcome", "noted_at",
)  # fmt: skip
_KINDS = frozenset(ContactKind.values)
_OUTCOMES = frozenset(("", *ContactOutcome.values))
# The persons and the others of a contact, which are kept in tables of their own.
Lists = dict[str, tuple[Any, ...]]
# The moment from which a deal was on a funnel, in microseconds, and the funnel.
Funnels = Sequence[tuple[int, int]]


def check_contact(contact: Contact, *, now: datetime, funnels: Funnels | None = None) -> None:
    """Raise LogProblem where a contact cannot be as it is written.

    ``funnels`` are those of its deal in their order, for whoever has read them already.
    """
    if contact.kind not in _KINDS:
        raise LogProblem(_("%(kind)s is no kind of contact.") % {"kind": contact.kind})
    if contact.outcome not in _OUTCOMES:
        raise LogProblem(_("%(outcome)s is no outcome of a contact.") % {"outcome": contact.outcome})
    check_note(contact.note)
    check_time(contact.happened_at, now)
    if contact.duration_seconds is not None and timedelta(seconds=contact.duration_seconds) > _LONGEST:
        raise LogProblem(_("A contact lasts a day at the most. Check its duration."))
    _check_deal(contact, funnels)


def check_time(at: datetime, now: datetime) -> None:
    """Raise LogProblem where nothing can have happened at this moment."""
    check_reach(at)
    if is_future(at, now):
        raise LogProblem(_("This contact lies in the future. Log it when it has happened."))


def check_lists(contact: Contact, lists: Lists) -> None:
    """Raise LogProblem where those who took part cannot have."""
    for person in lists["persons"]:
        if person.client_id != contact.client_id:
            raise LogProblem(_("%(person)s is a person of another client.") % {"person": person.name})
    if any(other.pk == contact.rep_id for other in lists["others"]):
        raise LogProblem(_("The rep who held a contact is not among the others who took part."))


def same(known: Contact, new: NewContact) -> Contact:
    """Return a contact that is written already. Raises LogProblem where it is somebody else's."""
    if known.rep_id != new.rep.pk:
        raise LogProblem(_("Another contact has this id already. Send it with a new one."))
    return known


def told(contact: Contact, lists: Lists) -> dict[str, Any]:
    """Return what the audit trail keeps of a contact."""
    ids = {name: sorted(record.pk for record in records) for name, records in lists.items()}
    return audit.snapshot(contact, _FIELDS) | {name: some for name, some in ids.items() if some}


def funnel_id_at(deal: Deal, at: datetime) -> int:
    """Return the funnel that a deal was on at a moment; before its entry, the one that it entered."""
    return _funnel_id_at(deal, at, _funnels(deal))


def _check_deal(contact: Contact, funnels: Funnels | None) -> None:
    deal, stage = contact.deal, contact.stage_after
    if deal is None:
        if stage is not None:
            raise LogProblem(_("Only a contact about a deal can move a stage. Choose the deal."))
        return
    if deal.client_id != contact.client_id:
        raise LogProblem(_("This deal belongs to another client."))
    if stage is not None:
        known = _funnels(deal) if funnels is None else funnels
        if stage.funnel_id != _funnel_id_at(deal, contact.happened_at, known):
            raise LogProblem(_("The stage %(stage)s is not in the funnel of this deal.") % {"stage": stage.name})
    if contact.loss_reason_id is not None and (stage is None or stage.phase != Phase.LOST):
        contact.loss_reason = None


def _funnel_id_at(deal: Deal, at: datetime, funnels: Funnels) -> int:
    moment = to_microseconds(at)
    entered = (funnel_id for entered_at, funnel_id in reversed(funnels) if entered_at <= moment)
    return next(entered, funnels[0][1] if funnels else deal.funnel_id)


def _funnels(deal: Deal) -> Funnels:
    return [(to_microseconds(entered_at), funnel_id) for entered_at, funnel_id in _FUNNELS.all(deal.pk)]


_FUNNELS = Stencil(
    lambda deal_id: Stay.objects.filter(deal=deal_id).order_by("number").values_list("entered_at", "funnel_id"), int
)
