"""Writing, correcting and deleting contacts."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from headway.replay import History
from headway.web import audit
from headway.web.clock import day_of
from headway.web.inserting import insert
from headway.web.log.changes import note_changes
from headway.web.log.context import ReplayContext, replay_context
from headway.web.log.deleted import refuse_deleted, remember_deleted
from headway.web.log.derive import replay_deals
from headway.web.log.keeping import keep_nearest, kept_by_rule, release, settle_correction
from headway.web.log.locks import lock_contact, lock_deals
from headway.web.log.new_contact import NewContact
from headway.web.log.next_steps import keep_if_open, set_step
from headway.web.log.plausible import check_note, check_rep
from headway.web.log.problem import LogProblem
from headway.web.log.times import check_reach, is_future
from headway.web.log.together import check_once_a_deal, deals_of, pass_count_on, rest_of, shared
from headway.web.models import (
    Contact,
    ContactKind,
    ContactOutcome,
    Deal,
    FactNoun,
    Phase,
    Stay,
    User,
)
from headway.web.models.fields import to_microseconds
from headway.web.stencil import Stencil

_LONGEST = timedelta(days=1)
# What the audit trail keeps of a contact; the derived fields follow from these.
_FIELDS = (
    "client", "deal", "rep", "kind", "is_inbound", "is_cold", "happened_at", "duration_seconds",
    "stage_after", "loss_reason", "note", "outcome", "noted_at",
)  # fmt: skip
# These are kept in tables of their own.
_LISTS = ("persons", "others")
_Lists = dict[str, tuple[Any, ...]]
# What the local day and the team follow from. A rep's zone may have changed since: other corrections leave both alone.
_PLACING = ("rep", "happened_at")


def log_contact(new: NewContact, *, by: User | None, now: datetime) -> Contact:
    """Write a contact, replay its deal and return it; the one already written where ``uid`` is known.

    Raises LogProblem with a sentence for the writer where the contact cannot be, DeletedSince where it was and is
    deleted.
    """
    with transaction.atomic():
        lock_deals([new.deal])
        if _IS_LOGGED.first(new.uid) is not None:
            return _same(Contact.objects.get(uid=new.uid), by=by, new=new)
        refuse_deleted(new.uid)
        context = replay_context()
        contact = _build(new, context, by=by, now=now)
        check_contact(contact, now=now)
        check_rep(contact)
        lists = {"persons": new.persons, "others": new.others}
        _check_company(contact, lists)
        insert(contact)
        for name, records in lists.items():
            if records:
                getattr(contact, name).set(records)
        audit.record(by, "log", contact, now, after=_told(contact, lists))
        _take_over(contact, _derive(contact, context, contact.deal_id), context)
        _settle_steps(contact, new, by=by, now=now)
    return contact


_IS_LOGGED = Stencil(lambda uid: Contact.objects.filter(uid=uid).values_list("pk", flat=True), UUID)


def correct_contact(contact: Contact, changes: Mapping[str, Any], *, by: User | None, now: datetime) -> Contact:
    """Change some fields of a contact and replay every deal it touched; the audit trail keeps what it was.

    What a meeting about several deals has in common is corrected in all of its contacts.

    ``persons`` and ``others`` are sequences of records, the other changes values of fields.
    """
    fields = {name: value for name, value in changes.items() if name not in _LISTS}
    with transaction.atomic():
        lock_deals([*deals_of(contact), changes.get("deal")])
        lock_contact(contact)
        # Somebody may have moved it to another deal while we waited.
        lock_deals([contact.deal])
        lists = _lists_of(contact)
        before, ruled = _told(contact, lists), kept_by_rule(contact)
        for name, value in fields.items():
            setattr(contact, name, value)
        check_contact(contact, now=now)
        check_once_a_deal(contact)
        lists = _still_there(contact, lists) | {name: tuple(changes[name]) for name in _LISTS if name in changes}
        _check_company(contact, lists)
        after = _told(contact, lists)
        if after == before:
            return contact
        context = replay_context()
        if any(after[name] != before[name] for name in _PLACING):
            _place(contact, context)
            check_rep(contact)
        _save(contact, {name: lists[name] for name in _LISTS if after.get(name) != before.get(name)})
        audit.record(by, "correct", contact, now, before=before, after=after)
        _derive(contact, context, before["deal"], contact.deal_id)
        settle_correction(contact, ruled=ruled, before=before, after=after, by=by, now=now)
        for other in rest_of(contact):
            correct_contact(other, shared(changes, contact, other), by=by, now=now)
    contact.refresh_from_db()
    return contact


def delete_contact(contact: Contact, *, by: User | None, now: datetime) -> None:
    """Take a contact out of the log and replay its deal; the audit trail keeps what it was."""
    with transaction.atomic():
        lock_deals(deals_of(contact))
        lock_contact(contact)
        lock_deals([contact.deal])
        audit.record(by, "delete", contact, now, before=_told(contact, _lists_of(contact)) | {"uid": contact.uid})
        release(contact, by=by, now=now)
        pass_count_on(contact)
        remember_deleted(contact, now)
        id_, deal_id = contact.pk, contact.deal_id
        contact.delete()
        note_changes(FactNoun.CONTACT, [id_])
        replay_deals([deal_id] if deal_id else [])


def check_contact(contact: Contact, *, now: datetime) -> None:
    """Raise LogProblem where a contact cannot be as it is written."""
    if contact.kind not in ContactKind.values:
        raise LogProblem(_("%(kind)s is no kind of contact.") % {"kind": contact.kind})
    if contact.outcome not in ("", *ContactOutcome.values):
        raise LogProblem(_("%(outcome)s is no outcome of a contact.") % {"outcome": contact.outcome})
    check_note(contact.note)
    _check_time(contact.happened_at, now)
    if contact.duration_seconds is not None and timedelta(seconds=contact.duration_seconds) > _LONGEST:
        raise LogProblem(_("A contact lasts a day at the most. Check its duration."))
    _check_deal(contact)


def _check_time(at: datetime, now: datetime) -> None:
    check_reach(at)
    if is_future(at, now):
        raise LogProblem(_("This contact lies in the future. Log it when it has happened."))


def _lists_of(contact: Contact) -> _Lists:
    return {name: tuple(getattr(contact, name).all()) for name in _LISTS}


def _still_there(contact: Contact, lists: _Lists) -> _Lists:
    """Leave out the persons of another client, and the rep: a contact may have come to another client or rep."""
    persons = (person for person in lists["persons"] if person.client_id == contact.client_id)
    others = (other for other in lists["others"] if other.pk != contact.rep_id)
    return {"persons": tuple(persons), "others": tuple(others)}


def _save(contact: Contact, lists: _Lists) -> None:
    if contact.deal_id is None:
        contact.stage_before = contact.stage = None
        contact.advance, contact.is_effective, contact.is_new_ground = "none", False, False
    contact.save()
    for name, records in lists.items():
        getattr(contact, name).set(records)


def _told(contact: Contact, lists: _Lists) -> dict[str, Any]:
    """What the audit trail keeps of a contact."""
    ids = {name: sorted(record.pk for record in records) for name, records in lists.items()}
    return audit.snapshot(contact, _FIELDS) | {name: some for name, some in ids.items() if some}


def _check_company(contact: Contact, lists: _Lists) -> None:
    for person in lists["persons"]:
        if person.client_id != contact.client_id:
            raise LogProblem(_("%(person)s is a person of another client.") % {"person": person.name})
    if any(other.pk == contact.rep_id for other in lists["others"]):
        raise LogProblem(_("The rep who held a contact is not among the others who took part."))


def _check_deal(contact: Contact) -> None:
    deal, stage = contact.deal, contact.stage_after
    if deal is None:
        if stage is not None:
            raise LogProblem(_("Only a contact about a deal can move a stage. Choose the deal."))
        return
    if deal.client_id != contact.client_id:
        raise LogProblem(_("This deal belongs to another client."))
    if stage is not None and stage.funnel_id != funnel_id_at(deal, contact.happened_at):
        raise LogProblem(_("The stage %(stage)s is not in the funnel of this deal.") % {"stage": stage.name})
    if contact.loss_reason_id is not None and (stage is None or stage.phase != Phase.LOST):
        contact.loss_reason = None


def funnel_id_at(deal: Deal, at: datetime) -> int:
    """Return the funnel that a deal was on at a moment; before its entry, the one that it entered."""
    stays = _FUNNELS.all(deal.pk)
    entered = (funnel_id for entered_at, funnel_id in reversed(stays) if entered_at <= at)
    return next(entered, stays[0][1] if stays else deal.funnel_id)


_FUNNELS = Stencil(
    lambda deal_id: Stay.objects.filter(deal=deal_id).order_by("number").values_list("entered_at", "funnel_id"), int
)


def _build(new: NewContact, context: ReplayContext, *, by: User | None, now: datetime) -> Contact:
    _check_time(new.happened_at, now)
    contact = Contact(
        uid=new.uid,
        client=new.client,
        deal=new.deal,
        rep=new.rep,
        kind=new.kind,
        is_inbound=new.is_inbound,
        is_cold=new.is_cold,
        happened_at=new.happened_at.astimezone(UTC),
        duration_seconds=new.duration_seconds,
        stage_after=new.stage_after,
        loss_reason=new.loss_reason,
        note=new.note.strip(),
        outcome=new.outcome,
        noted_at=new.noted_at,
        meeting_uid=new.meeting_uid,
        is_counted=new.is_counted,
        position=to_microseconds(now) if new.position is None else new.position,
        written_at=now,
        written_by=by,
    )
    _place(contact, context)
    return contact


def _place(contact: Contact, context: ReplayContext) -> None:
    """Set the local day and the team, which follow from the rep and the time."""
    contact.happened_on = day_of(contact.happened_at, context.zone_of(contact.rep))
    contact.team_id = context.team_of(contact.rep_id, contact.happened_on)


def _same(known: Contact, *, by: User | None, new: NewContact) -> Contact:
    if known.rep_id != new.rep.pk:
        raise LogProblem(_("Another contact has this id already. Send it with a new one."))
    return known


def _settle_steps(contact: Contact, new: NewContact, *, by: User | None, now: datetime) -> None:
    if new.keeps is not None:
        keep_if_open(new.keeps, contact, by=by, now=now)
    else:
        keep_nearest(contact, by=by, now=now)
    if new.next_step is not None:
        set_step(
            new.next_step, client=contact.client, deal=contact.deal, rep=contact.rep, set_by=contact, by=by, now=now
        )


def _derive(contact: Contact, context: ReplayContext, *deal_ids: Any) -> dict[int, History]:
    histories = replay_deals((id_ for id_ in deal_ids if id_ is not None), context)
    if None in deal_ids:
        note_changes(FactNoun.CONTACT, [contact.pk])
    return histories


def _take_over(contact: Contact, histories: dict[int, History], context: ReplayContext) -> None:
    """Give a contact what was derived and stored for it, as if it had been read again."""
    if contact.deal_id is None:
        return
    steps = histories[contact.deal_id].steps
    step = next(step for step in reversed(steps) if step.touch.is_contact and step.touch.id == contact.pk)
    contact.stage_before, contact.stage = context.stages[step.stage_before_id], context.stages[step.stage_after_id]
    contact.advance = str(step.advance)
    contact.is_effective, contact.is_new_ground = step.is_effective, step.is_new_ground
