"""Which contact keeps which next step, without anybody saying so; and what follows when a contact is corrected.

A contact keeps a step by itself when it is of the same kind, with the same client, about the step's deal (or the step
is about none), not before the step was set, and no more than a week early: an appointment held a day early is kept, a
call today does not keep the call agreed for next month, and a call never keeps a meeting. Nobody reached and postponed
keep nothing. A colleague's contact keeps it where the step's rep took part, or where it is about the same deal on the
very day. A contact keeps one step, the nearest in time, so that appointments kept never outnumber meetings.

Everything else is for people to say: `keep_step` ends a step by any contact with the client.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from headway.web.log.locks import lock_step
from headway.web.log.step_ends import change_step, end_step, note_appointments, open_again
from headway.web.models import Contact, ContactOutcome, Deal, NextStep, StepEnd, User
from headway.web.open_steps import set_at
from headway.web.published import unpublished_runs
from headway.web.stencil import Stencil

EARLY = timedelta(days=7)
_HELD_NOTHING = (ContactOutcome.NO_ANSWER, ContactOutcome.POSTPONED)
# What the rule looks at: other corrections of a contact leave the steps alone.
_FOLLOWED = ("client", "deal", "rep", "kind", "happened_at", "outcome", "others")


def keeps_by_itself(step: NextStep, contact: Contact) -> bool:
    """Return whether a contact keeps a step by the rule above, whether or not the step is open."""
    return (
        step.kind == contact.kind
        and step.client_id == contact.client_id
        and step.deal_id in (None, contact.deal_id)
        and step.set_by_id != contact.pk
        and contact.outcome not in _HELD_NOTHING
        and set_at(step) <= contact.happened_at
        and step.due_on - EARLY <= contact.happened_on
        and _is_by_its_rep(step, contact)
    )


def keep_in_order(steps: Iterable[NextStep], contacts: Iterable[Contact], keeping: Collection[int | None] = ()) -> None:
    """Let the contacts of a deal keep its open steps as if each had been logged when it happened; nothing is written.

    ``keeping`` are contacts that keep a step already. A step whose day passed while the log of the deal went on was not
    held, and is dropped.
    """
    open_ = [step for step in steps if step.end is None]
    in_order = sorted(contacts, key=attrgetter("happened_at", "position", "pk"))
    for contact in in_order if open_ else ():
        fits = [] if contact.pk in keeping else [step for step in open_ if keeps_by_itself(step, contact)]
        if fits:
            nearest = min(fits, key=lambda step: _distance(step, contact))
            nearest.kept_by, nearest.end, nearest.ended_at = contact, StepEnd.KEPT, contact.happened_at
            open_.remove(nearest)
    for step in open_ if in_order else ():
        latest = in_order[-1]
        if step.due_on < latest.happened_on:
            step.end, step.ended_at = StepEnd.DROPPED, latest.happened_at


def keep_nearest(
    contact: Contact, *, by: User | None, now: datetime, among: Sequence[NextStep] | None = None
) -> NextStep | None:
    """Let a contact that keeps no step yet keep the nearest that it keeps by itself.

    ``among`` are the open steps that it could be, as `open_steps` gives them.
    """
    open_ = open_steps([contact]).get(contact.pk, ()) if among is None else among
    candidates = [step for step in open_ if keeps_by_itself(step, contact)]
    for step in sorted(candidates, key=lambda step: _distance(step, contact)):
        lock_step(step)
        # Somebody may have ended or moved it while we waited.
        if step.end is None and keeps_by_itself(step, contact):
            end_step(step, StepEnd.KEPT, by=by, now=now, kept_by=contact)
            return step
    return None


def claim(step: NextStep, *, by: User | None, now: datetime, without: Contact | None = None) -> None:
    """Let an open step that the caller holds be kept by a contact that was logged already, the nearest that does."""
    contacts = [contact for contact in _contacts_for(step) if contact != without and keeps_by_itself(step, contact)]
    if contacts:
        nearest = min(contacts, key=lambda contact: _distance(step, contact))
        end_step(step, StepEnd.KEPT, by=by, now=now, kept_by=nearest)


def kept_by_rule(contact: Contact) -> list[int]:
    """Return the steps that a contact keeps and that nobody had to say so of."""
    return [step.pk for step in contact.kept_steps.select_related("set_by") if keeps_by_itself(step, contact)]


def settle_correction(
    contact: Contact,
    *,
    ruled: Iterable[int],
    before: dict[str, Any],
    after: dict[str, Any],
    by: User | None,
    now: datetime,
) -> None:
    """Put right the steps that a corrected contact kept or set; ``ruled`` is what `kept_by_rule` gave before it."""
    if all(before.get(name) == after.get(name) for name in _FOLLOWED):
        return
    follow(contact, old_rep_id=before["rep"], by=by, now=now)
    note_appointments(contact.kept_steps.select_related("set_by"))
    for step in _held(contact.kept_steps.all()):
        is_wrong = step.pk in ruled and not keeps_by_itself(step, contact)
        if is_wrong or step.client_id != contact.client_id:
            open_again(step, by=by, now=now)
            claim(step, by=by, now=now, without=contact)
    if not contact.kept_steps.exists():
        keep_nearest(contact, by=by, now=now)


def follow(contact: Contact, *, old_rep_id: int, by: User | None, now: datetime) -> None:
    """Let the step that a contact set go with it to another client, deal or rep."""
    for step in _held(NextStep.objects.filter(set_by=contact)):
        rep = contact.rep if step.rep_id == old_rep_id else step.rep
        places = {"client": contact.client, "deal": contact.deal, "merged_from": contact.merged_from}
        change_step(step, by=by, now=now, **places, rep=rep)
        if step.kept_by is not None and step.kept_by.client_id != step.client_id:
            open_again(step, by=by, now=now)
            claim(step, by=by, now=now)


def release(contact: Contact, *, by: User | None, now: datetime) -> None:
    """Before a contact is deleted: open the steps that it kept, and drop the one that it set, if it is open."""
    for step in _held(contact.kept_steps.all()):
        open_again(step, by=by, now=now)
        claim(step, by=by, now=now, without=contact)
    for step in _held(NextStep.objects.filter(set_by=contact, end=None)):
        end_step(step, StepEnd.DROPPED, by=by, now=now)


def hand_over(deal: Deal, former_id: int | None, *, by: User | None, now: datetime) -> None:
    """Let the open steps of a deal's former owner be those of the new one."""
    for step in _held(NextStep.objects.filter(deal=deal, rep=former_id, end=None)):
        if step.end is None:
            change_step(step, by=by, now=now, rep=deal.owner)


def _held(steps: Iterable[NextStep]) -> Iterable[NextStep]:
    for step in sorted(steps, key=lambda step: step.pk):
        lock_step(step)
        yield step


def _is_by_its_rep(step: NextStep, contact: Contact) -> bool:
    if step.rep_id == contact.rep_id:
        return True
    is_on_the_day = step.deal_id is not None and step.due_on == contact.happened_on
    return is_on_the_day or contact.others.filter(pk=step.rep_id).exists()


def open_steps(contacts: Iterable[Contact]) -> dict[int, list[NextStep]]:
    """Return, by the id of each contact, the open steps that it may keep by itself."""
    return open_steps_later(contacts)()


def open_steps_later(contacts: Iterable[Contact]) -> Callable[[], dict[int, list[NextStep]]]:
    """Ask the same among statements in one go, and return what gives them after the last of them."""
    asked = [contact for contact in contacts if contact.outcome not in _HELD_NOTHING]
    # A contact about no deal keeps what is about none; no deal has the id 0.
    values = [(each.client_id, each.kind, each.happened_on + EARLY, each.deal_id or 0) for each in asked]
    found = _OPEN_STEPS.each_later(values)
    return lambda: {contact.pk: steps for contact, steps in zip(asked, found(), strict=True) if steps}


def lock_steps(steps: Iterable[NextStep]) -> None:
    """Hold next steps until the transaction ends, in the order of their ids."""
    for _step in _held({step.pk: step for step in steps}.values()):
        pass


def _open_steps(client_id: int, kind: str, latest: date, deal_id: int) -> QuerySet[NextStep]:
    steps = NextStep.objects.filter(end=None, client=client_id, kind=kind, due_on__lte=latest)
    return steps.filter(Q(deal=None) | Q(deal=deal_id)).select_related("set_by")


_OPEN_STEPS = Stencil(_open_steps, int, str, date, int)


def _contacts_for(step: NextStep) -> Iterable[Contact]:
    """Return what could have kept a step and keeps no other; one that is being corrected settles that by itself."""
    contacts = Contact.objects.filter(
        ~Exists(NextStep.objects.filter(kept_by=OuterRef("pk"))),
        client=step.client_id,
        kind=step.kind,
        happened_at__gte=set_at(step),
        happened_on__gte=step.due_on - EARLY,
    ).exclude(import_run__in=unpublished_runs())
    if step.deal_id is not None:
        contacts = contacts.filter(deal=step.deal_id)
    return contacts.select_for_update(no_key=True, skip_locked=True)


def _distance(step: NextStep, contact: Contact) -> tuple[bool, timedelta, int, int]:
    """Order pairs of steps and contacts: those of one rep first, then the nearest in time."""
    if step.due_at is not None:
        apart = abs(step.due_at - contact.happened_at)
    else:
        apart = abs(step.due_on - contact.happened_on)
    return step.rep_id != contact.rep_id, apart, step.pk, contact.pk
