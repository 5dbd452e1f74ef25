"""Setting, moving, keeping and dropping next steps."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.clock import day_of
from headway.web.log.context import replay_context
from headway.web.log.keeping import claim
from headway.web.log.locks import lock_client, lock_client_of, lock_contact, lock_deals, lock_step
from headway.web.log.problem import LogProblem
from headway.web.log.step_ends import FIELDS, end_step, note_appointments, open_again
from headway.web.models import Client, Contact, ContactKind, Deal, NextStep, StepEnd, User
from headway.web.open_steps import lost_with_deal_at

_FURTHEST = timedelta(days=5 * 366)
_LONGEST = 200


@dataclass(frozen=True)
class NewStep:
    """A next step as somebody sets it; ``uid`` is made there, so that sending twice counts once.

    ``due_on`` is the day in the rep's zone; where ``due_at`` gives a time, the day follows from it.
    """

    uid: UUID
    kind: str
    due_on: date
    due_at: datetime | None = None
    what: str = ""


def set_step(
    new: NewStep,
    *,
    client: Client,
    deal: Deal | None,
    rep: User,
    set_by: Contact | None = None,
    by: User | None,
    now: datetime,
) -> NextStep:
    """Write a next step and return it; the one already written where ``uid`` is known.

    A contact sets one step at most. Where it is logged late, and what it agreed was held and logged already, the step
    is kept at once. Raises LogProblem with a sentence for the writer.
    """
    with transaction.atomic():
        known = NextStep.objects.filter(uid=new.uid).first()
        if known is not None:
            return _same(known, rep)
        if set_by is None:
            client = lock_client_of(client, deal)
        new = _placed(new, rep)
        _check(new, client=client, deal=deal, set_by=set_by, now=now)
        if set_by is not None and NextStep.objects.filter(set_by=set_by).exists():
            raise LogProblem(_("This contact has set a next step already. Move that one to another day."))
        step = _write(new, NextStep(client=client, deal=deal, rep=rep, set_by=set_by), by=by, now=now)
        if set_by is not None:
            claim(step, by=by, now=now)
    return step


def move_step(step: NextStep, new: NewStep, *, by: User | None, now: datetime, rep: User | None = None) -> NextStep:
    """End a step as moved and return the one that stands in its place, for the same rep or for another.

    What set the first sets the second, so that an appointment that was moved twice was set once. The same ``uid``
    gives what the step was moved to already. Raises LogProblem where the step has ended.
    """
    with transaction.atomic():
        # Else the new one would be left behind by a merge that waits for the old one.
        lock_client(step.client)
        lock_step(step)
        rep = rep or step.rep
        known = NextStep.objects.filter(uid=new.uid).first()
        if known is not None:
            return _same(known, rep)
        _require_open(step)
        new, set_by = _placed(new, rep), step.set_by
        _check(new, client=step.client, deal=step.deal, set_by=set_by, now=now)
        step.set_by = None
        step.save(update_fields=["set_by"])
        end_step(step, StepEnd.MOVED, by=by, now=now)
        place = NextStep(client=step.client, deal=step.deal, merged_from=step.merged_from, rep=rep, set_by=set_by)
        return _write(new, place, by=by, now=now, moved_from=step.pk)


def drop_step(step: NextStep, *, by: User | None, now: datetime) -> NextStep:
    """End a step that will not be held. Raises LogProblem where it has ended."""
    with transaction.atomic():
        lock_step(step)
        _require_open(step)
        end_step(step, StepEnd.DROPPED, by=by, now=now)
    return step


def keep_step(step: NextStep, contact: Contact, *, by: User | None, now: datetime) -> NextStep:
    """End a step by a contact with its client, of whatever kind; the same contact may be told twice.

    Raises LogProblem where the step has ended otherwise, or where the contact is with another client.
    """
    with transaction.atomic():
        # In the order of whoever corrects the contact, so that neither waits for the other in a circle.
        lock_deals([contact.deal])
        lock_contact(contact)
        lock_step(step)
        if step.kept_by_id == contact.pk:
            return step
        _require_not_ended(step)
        if step.client_id != contact.client_id:
            raise LogProblem(_("This contact is with another client. Choose one with the client of the next step."))
        end_step(step, StepEnd.KEPT, by=by, now=now, kept_by=contact)
    return step


def keep_if_open(step: NextStep, contact: Contact, *, by: User | None, now: datetime) -> None:
    """Let a contact being logged keep a step that its rep named; one that has ended meanwhile is left as it is."""
    lock_step(step)
    if step.client_id != contact.client_id:
        raise LogProblem(_("This contact is with another client. Choose one with the client of the next step."))
    if step.end is None:
        end_step(step, StepEnd.KEPT, by=by, now=now, kept_by=contact)


def reopen_step(step: NextStep, *, by: User | None, now: datetime) -> NextStep:
    """Open a step again that was kept or dropped by mistake; raises LogProblem where another stands in its place."""
    with transaction.atomic():
        lock_step(step)
        if step.end == StepEnd.MOVED:
            raise LogProblem(_("This next step was moved to another day. Change the one that stands there."))
        if step.end is not None:
            open_again(step, by=by, now=now)
    return step


def _placed(new: NewStep, rep: User) -> NewStep:
    if new.due_at is None:
        return new
    return replace(new, due_on=day_of(new.due_at, replay_context().zone_of(rep)))


def _check(new: NewStep, *, client: Client, deal: Deal | None, set_by: Contact | None, now: datetime) -> None:
    if new.kind not in ContactKind.values:
        raise LogProblem(_("%(kind)s is no kind of contact.") % {"kind": new.kind})
    if deal is not None and deal.client_id != client.pk:
        raise LogProblem(_("This deal belongs to another client."))
    if len(new.what) > _LONGEST:
        raise LogProblem(_("What is to be done takes 200 characters at most. Shorten it."))
    if set_by is not None and new.due_on < set_by.happened_on:
        raise LogProblem(_("This next step lies before the contact that sets it. Choose a later day."))
    if new.due_on > (now + _FURTHEST).date():
        raise LogProblem(_("This next step lies more than five years ahead. Check its day."))


def _require_open(step: NextStep) -> None:
    _require_not_ended(step)
    if lost_with_deal_at(step) is not None:
        raise LogProblem(_("This next step ended when its deal was lost. Set another one."))


def _require_not_ended(step: NextStep) -> None:
    if step.end == StepEnd.KEPT:
        raise LogProblem(_("This next step was kept already. Set another one."))
    if step.end == StepEnd.MOVED:
        raise LogProblem(_("This next step was moved to another day. Change the one that stands there."))
    if step.end == StepEnd.DROPPED:
        raise LogProblem(_("This next step was dropped already. Set another one."))


def _write(new: NewStep, step: NextStep, *, by: User | None, now: datetime, moved_from: int | None = None) -> NextStep:
    step.uid, step.kind, step.due_on, step.due_at = new.uid, new.kind, new.due_on, new.due_at
    step.what = " ".join(new.what.split())
    step.written_at, step.written_by = now, by
    step.save(force_insert=True)
    after = audit.snapshot(step, FIELDS) | ({"moved_from": moved_from} if moved_from else {})
    audit.record(by, "set", step, now, after=after)
    note_appointments([step])
    return step


def _same(known: NextStep, rep: User) -> NextStep:
    if known.rep_id != rep.pk:
        raise LogProblem(_("Another next step has this id already. Send it with a new one."))
    return known
