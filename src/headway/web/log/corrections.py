"""Correcting many contacts in one step, merging two, and seeing beforehand what either would do to the numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.contacts import correct_contact, delete_contact
from headway.web.log.context import replay_context
from headway.web.log.locks import lock_contact, lock_deals
from headway.web.log.problem import LogProblem
from headway.web.models import Contact, ContactComment, Deal, NextStep, Stage, User

MOST = 500
# What the kept one of two takes from the other where it says nothing itself.
_FILLED = ("deal", "stage_after", "loss_reason", "duration_seconds", "outcome", "noted_at")


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What to do with some contacts; what is not given stays.

    ``deal`` takes them to another deal, and with it to its client; ``is_stage_dropped`` says that they moved no stage
    there. ``days`` moves them later, or earlier below zero, at the same time of the day.
    """

    deal: Deal | None = None
    is_stage_dropped: bool = False
    rep: User | None = None
    kind: str = ""
    days: int = 0
    is_deletion: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether nothing would be changed by it."""
        return self == Correction()


@dataclass(frozen=True)
class Effect:
    """What a contact does to its deal as the log stands."""

    deal: Deal | None
    stage_before: Stage | None
    stage: Stage | None
    advance: str
    is_effective: bool
    is_new_ground: bool

    @property
    def stage_before_id(self) -> int | None:
        """The stage before, by its id."""
        return self.stage_before.pk if self.stage_before else None

    @property
    def stage_id(self) -> int | None:
        """The stage after, by its id."""
        return self.stage.pk if self.stage else None


@dataclass(frozen=True)
class Outcome:
    """A contact before and after a correction, which is None where it is gone, or why it cannot be corrected."""

    contact: Contact
    before: Effect
    after: Effect | None
    problem: str = ""


@dataclass(frozen=True)
class Preview:
    """What would come of a correction: of the chosen contacts, and of others on the same deals that count otherwise."""

    chosen: tuple[Outcome, ...]
    others: tuple[Outcome, ...]

    @property
    def problems(self) -> int:
        """How many of the chosen cannot be corrected so."""
        return sum(1 for outcome in self.chosen if outcome.problem)

    @property
    def effective_before(self) -> int:
        """Effective contacts as the log stands, among all that are shown."""
        return sum(outcome.before.is_effective for outcome in (*self.chosen, *self.others))

    @property
    def effective_after(self) -> int:
        """Effective contacts afterwards, among all that are shown."""
        return sum(bool(outcome.after and outcome.after.is_effective) for outcome in (*self.chosen, *self.others))


def correct_contacts(contacts: Iterable[Contact], correction: Correction, *, by: User | None, now: datetime) -> int:
    """Correct contacts, all of them or none, and return how many.

    Raises LogProblem with a sentence that names the contact that is in the way.
    """
    ordered = _ordered(contacts)
    with transaction.atomic():
        _lock(ordered, correction)
        for contact in ordered:
            try:
                _correct(contact, correction, by=by, now=now)
            except LogProblem as problem:
                raise LogProblem(f"{contact.client.name}: {problem}") from problem
    return len(ordered)


def preview_correction(
    contacts: Iterable[Contact], correction: Correction, *, by: User | None, now: datetime
) -> Preview:
    """Return what ``correct_contacts`` would do; nothing is kept of it."""
    ordered = _ordered(contacts)
    problems: dict[int, str] = {}

    def correct() -> None:
        for contact in ordered:
            try:
                with transaction.atomic():
                    _correct(contact, correction, by=by, now=now)
            except LogProblem as problem:
                problems[contact.pk] = str(problem)

    with transaction.atomic():
        _lock(ordered, correction)
        return _previewed(ordered, correct, {correction.deal.pk} if correction.deal else set(), problems)


def merge_contacts(kept: Contact, gone: Contact, *, by: User | None, now: datetime) -> Contact:
    """Make one of two entries of the same communication, and return it.

    What ``kept`` says stays; what it lacks is taken from ``gone``: stage, duration, outcome, persons, note, comments
    and next step. The rep of ``gone`` took part beside that of ``kept``. Raises LogProblem where they are of two
    clients.
    """
    if kept.pk == gone.pk:
        raise LogProblem(_("Choose two contacts to be made one."))
    if kept.client_id != gone.client_id:
        raise LogProblem(_("Contacts with two clients are not one. Move one of them to the other's deal first."))
    with transaction.atomic():
        lock_deals([kept.deal, gone.deal])
        for contact in sorted((kept, gone), key=lambda contact: contact.pk):
            lock_contact(contact)
        changes = _united(kept, gone)
        audit.record(by, "merge", kept, now, after={"uid": gone.uid, "contact": gone.pk})
        ContactComment.objects.filter(contact=gone).update(contact=kept)
        NextStep.objects.filter(kept_by=gone).update(kept_by=kept)
        if not NextStep.objects.filter(set_by=kept).exists():
            NextStep.objects.filter(set_by=gone).update(set_by=kept)
        delete_contact(gone, by=by, now=now)
        return correct_contact(kept, changes, by=by, now=now)


def preview_merge(kept: Contact, gone: Contact, *, by: User | None, now: datetime) -> Preview:
    """Return what ``merge_contacts`` would do; nothing is kept of it. Raises LogProblem as it does."""
    two = _ordered((kept, gone))
    first, second = (_again(contact) for contact in (kept, gone))
    with transaction.atomic():
        return _previewed(two, lambda: merge_contacts(first, second, by=by, now=now), set(), {})


def _previewed(
    contacts: Sequence[Contact], work: Callable[[], object], deals: set[int], problems: dict[int, str]
) -> Preview:
    """Do the work in the transaction at hand, look at what came of it, and undo it."""
    touched = deals | {contact.deal_id for contact in contacts if contact.deal_id is not None}
    ids = {contact.pk for contact in contacts}
    before = _effects(touched, ids)
    point = transaction.savepoint()
    try:
        work()
        after = _effects(touched, ids)
    finally:
        transaction.savepoint_rollback(point)
    others = {id_ for id_ in before if id_ not in ids and _counts(before[id_]) != _counts(after.get(id_))}
    told = Contact.objects.select_related("client", "rep").filter(pk__in=others).order_by("happened_at", "pk")
    return Preview(
        tuple(_outcome(contact, before, after, problems) for contact in contacts),
        tuple(_outcome(contact, before, after, {}) for contact in told),
    )


def _outcome(
    contact: Contact, before: dict[int, Effect], after: dict[int, Effect], problems: dict[int, str]
) -> Outcome:
    return Outcome(contact, before[contact.pk], after.get(contact.pk), problems.get(contact.pk, ""))


def _effects(deals: set[int], contacts: set[int]) -> dict[int, Effect]:
    fields = Contact.objects.select_related("deal", "stage_before", "stage")
    found = [*fields.filter(deal__in=deals), *fields.filter(pk__in=contacts)]
    return {
        each.pk: Effect(each.deal, each.stage_before, each.stage, each.advance, each.is_effective, each.is_new_ground)
        for each in found
    }


def _counts(effect: Effect | None) -> tuple[bool, bool] | None:
    return None if effect is None else (effect.is_effective, effect.is_new_ground)


def _ordered(contacts: Iterable[Contact]) -> list[Contact]:
    """Read the contacts as they stand, in the order of the log. Raises LogProblem where they are too many."""
    ids = {contact.pk for contact in contacts}
    if len(ids) > MOST:
        raise LogProblem(_("Correct %(most)s contacts at a time at most.") % {"most": MOST})
    known = Contact.objects.select_related("client", "deal", "rep").filter(pk__in=ids)
    return list(known.order_by("happened_at", "position", "pk"))


def _again(contact: Contact) -> Contact:
    return Contact.objects.select_related("client", "deal", "rep").get(pk=contact.pk)


def _lock(contacts: Sequence[Contact], correction: Correction) -> None:
    """Hold all deals at once, in their order, before the contacts are taken one by one."""
    lock_deals([correction.deal, *(contact.deal for contact in contacts)])


def _correct(contact: Contact, correction: Correction, *, by: User | None, now: datetime) -> None:
    # Told before the other contact of its meeting may have taken it along.
    changes = _changes(contact, correction)
    # A copy, because a correction that is refused leaves its record half changed.
    contact = _again(contact)
    if correction.is_deletion:
        delete_contact(contact, by=by, now=now)
    else:
        correct_contact(contact, changes, by=by, now=now)


def _changes(contact: Contact, correction: Correction) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if correction.deal is not None:
        changes |= {"deal": correction.deal, "client": correction.deal.client}
    if correction.is_stage_dropped:
        changes |= {"stage_after": None, "loss_reason": None}
    if correction.rep is not None:
        changes["rep"] = correction.rep
    if correction.kind:
        changes["kind"] = correction.kind
    if correction.days:
        # In the rep's zone, so that ten o'clock stays ten o'clock over a change of summer time.
        there = contact.happened_at.astimezone(replay_context().zone_of(contact.rep))
        changes["happened_at"] = there + timedelta(days=correction.days)
    return changes


def _united(kept: Contact, gone: Contact) -> dict[str, Any]:
    changes = {name: getattr(gone, name) for name in _FILLED if getattr(kept, name) in (None, "")}
    if gone.note and gone.note not in kept.note:
        changes["note"] = "\n".join(filter(None, (kept.note, gone.note)))
    others = {user.pk: user for user in (*kept.others.all(), *gone.others.all(), gone.rep)}
    others.pop(kept.rep_id, None)
    persons = {person.pk: person for person in (*kept.persons.all(), *gone.persons.all())}
    return changes | {"persons": tuple(persons.values()), "others": tuple(others.values())}
