"""Contacts that arrive, one or many at a time: checked, replayed and written together, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from headway import replay
from headway.web import audit
from headway.web.clock import day_of
from headway.web.inserting import ids_later, insert_all
from headway.web.log.changes import note_changes
from headway.web.log.checking import Funnels, Lists, check_contact, check_lists, check_time, same, told
from headway.web.log.context import ReplayContext
from headway.web.log.deleted import deleted_since
from headway.web.log.derive import replayed, store_replayed
from headway.web.log.following import followed
from headway.web.log.keeping import keep_nearest, lock_steps, open_steps_later
from headway.web.log.known_before import KnownBefore, known_later
from headway.web.log.locks import keep_from_merging, lock_deals
from headway.web.log.new_contact import NewContact
from headway.web.log.next_steps import keep_if_open, set_step
from headway.web.log.plausible import check_rep
from headway.web.log.problem import LogProblem
from headway.web.log.stored import STAY, StoredLog, logs_later
from headway.web.log.times import check_age
from headway.web.models import AuditEntry, Contact, FactNoun, NextStep, User
from headway.web.models.fields import to_microseconds
from headway.web.statements import in_one_go

# Of contacts of one instant and position the earlier written comes first, and what is to be written has no id yet.
_NOT_YET = 2**62
_Logs = Mapping[int, StoredLog]
_Steps = Mapping[int, Sequence[NextStep]]
_ENTERED_AT, _FUNNEL = STAY.index("entered_at"), STAY.index("funnel")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A contact that somebody reports, and when it reached us."""

    new: NewContact
    by: User | None
    now: datetime


@dataclass(frozen=True, slots=True)
class _Taken:
    """A contact that can be, on its way into the log."""

    arrival: Arrival
    contact: Contact
    lists: Lists


def take_in(arrivals: Sequence[Arrival]) -> list[Contact | LogProblem]:
    """Write contacts and replay their deals; return for each the contact, or why it cannot be.

    For a ``uid`` that is known it is the contact already written; no two of the arrivals bear the same. One that cannot
    be stops none of the others. The caller holds the transaction. A next step that cannot be raises LogProblem: what
    says one of its own arrives alone.
    """
    if not arrivals:
        return []
    # In one order for everybody, so that no two transactions wait for each other's ids in a circle.
    ordered = sorted(arrivals, key=lambda arrival: arrival.new.uid)
    deals = {arrival.new.deal.pk for arrival in ordered if arrival.new.deal is not None}
    with in_one_go():
        keep_from_merging(arrival.new.client for arrival in ordered if arrival.new.deal is None)
        lock_deals(arrival.new.deal for arrival in ordered)
        clients = {arrival.new.client.pk for arrival in ordered}
        known_told = known_later([arrival.new.uid for arrival in ordered], clients)
        logs_told, ids = logs_later(sorted(deals)), ids_later(Contact, len(ordered))
    before = known_told()
    logs = logs_told(before.hidden)
    if before.merged or any(_is_elsewhere(arrival.new, logs) for arrival in ordered):
        ordered = [replace(arrival, new=followed(arrival.new)) for arrival in ordered]
    judged = {arrival.new.uid: _judged(arrival, before, logs) for arrival in ordered}
    taken = [each for each in judged.values() if isinstance(each, _Taken)]
    _settle_steps(taken, _write(taken, logs, before.context, ids()[: len(taken)]))
    results = (judged[arrival.new.uid] for arrival in arrivals)
    return [result.contact if isinstance(result, _Taken) else result for result in results]


def _is_elsewhere(new: NewContact, logs: _Logs) -> bool:
    """Whether the deal has come to another client since the writer looked it up."""
    return new.deal is not None and logs[new.deal.pk].client_id != new.deal.client_id


def _judged(arrival: Arrival, before: KnownBefore, logs: _Logs) -> _Taken | Contact | LogProblem:
    """Return a contact as it will be written, one that is there already, or why it cannot be."""
    new, now = arrival.new, arrival.now
    try:
        if new.uid in before.known:
            return same(Contact.objects.get(uid=new.uid), new)
        if new.uid in before.gone:
            raise deleted_since()
        check_time(new.happened_at, now)
        check_age(new.happened_at, now)
        contact = _built(arrival, before.context)
        check_contact(contact, now=now, funnels=_funnels(new, logs))
        check_rep(contact)
        lists: Lists = {"persons": new.persons, "others": new.others}
        check_lists(contact, lists)
    except LogProblem as problem:
        return problem
    return _Taken(arrival, contact, lists)


def _funnels(new: NewContact, logs: _Logs) -> Funnels | None:
    if new.deal is None or new.stage_after is None:
        return None
    return [(stay[_ENTERED_AT], stay[_FUNNEL]) for stay in logs[new.deal.pk].stays]


def _built(arrival: Arrival, context: ReplayContext) -> Contact:
    new, now = arrival.new, arrival.now
    contact = Contact(
        uid=new.uid,
        client=new.client,
        deal=new.deal,
        rep=new.rep,
        kind=str(new.kind),
        is_inbound=new.is_inbound,
        is_cold=new.is_cold,
        happened_at=new.happened_at.astimezone(UTC),
        duration_seconds=new.duration_seconds,
        stage_after=new.stage_after,
        loss_reason=new.loss_reason,
        note=new.note.strip(),
        outcome=str(new.outcome),
        noted_at=new.noted_at,
        meeting_uid=new.meeting_uid,
        is_counted=new.is_counted,
        position=to_microseconds(now) if new.position is None else new.position,
        written_at=now,
        written_by=arrival.by,
    )
    place(contact, context)
    return contact


def place(contact: Contact, context: ReplayContext) -> None:
    """Set the local day and the team, which follow from the rep and the time."""
    contact.happened_on = day_of(contact.happened_at, context.zone_of(contact.rep))
    contact.team_id = context.team_of(contact.rep_id, contact.happened_on)


def _write(taken: Sequence[_Taken], logs: _Logs, context: ReplayContext, ids: Sequence[int]) -> _Steps:
    """Write contacts with what replaying says of them, their lines in the trail, and what follows for their deals.

    Return the next steps that each may keep by itself.
    """
    touched = {each.contact.deal_id: logs[each.contact.deal_id] for each in taken if each.contact.deal_id is not None}
    for number, each in enumerate(taken, start=_NOT_YET):
        _add(each.contact, number, touched)
    histories = replayed(touched, context)
    _take_over(taken, touched, histories, context)
    with in_one_go():
        insert_all([each.contact for each in taken], ids)
        store_replayed(touched, histories, context)
        note_changes(FactNoun.CONTACT, [each.contact.pk for each in taken if each.contact.deal_id is None])
        audit.record_all([_line(each) for each in taken])
        candidates = open_steps_later(each.contact for each in taken if each.arrival.new.keeps is None)
    for each in taken:
        for name, records in each.lists.items():
            if records:
                getattr(each.contact, name).set(records)
    return candidates()


def _add(contact: Contact, number: int, logs: _Logs) -> None:
    """Add a contact to the log of its deal as it was read, under a number in place of the id that it will get."""
    if contact.deal_id is None:
        return
    at = to_microseconds(contact.happened_at)
    touch = replay.Touch(number, at, contact.happened_on, contact.position, contact.stage_after_id, True, contact.kind)
    log = logs[contact.deal_id]
    log.touches.append(touch)
    if contact.loss_reason_id is not None:
        log.loss_reasons[True, number] = contact.loss_reason_id


def _take_over(
    taken: Sequence[_Taken], logs: _Logs, histories: Mapping[int, replay.History], context: ReplayContext
) -> None:
    """Give the contacts what was derived for them."""
    contacts = dict(enumerate((each.contact for each in taken), start=_NOT_YET))
    for deal_id, history in histories.items():
        for step in history.steps:
            contact = contacts.get(step.touch.id) if step.touch.is_contact else None
            if contact is None:
                continue
            contact.stage_before = context.stages[step.stage_before_id]
            contact.stage = context.stages[step.stage_after_id]
            contact.advance = str(step.advance)
            contact.is_effective, contact.is_new_ground = step.is_effective, step.is_new_ground
            logs[deal_id].fresh.add(step.touch.id)


def _line(taken: _Taken) -> AuditEntry:
    after = told(taken.contact, taken.lists)
    return audit.entry(taken.arrival.by, "log", taken.contact, taken.arrival.now, after=after)


def _settle_steps(taken: Sequence[_Taken], candidates: _Steps) -> None:
    """Let contacts keep the next steps that they kept, and set those that they agreed."""
    if len(taken) > 1:
        # In one order for everybody, as above.
        lock_steps(step for steps in candidates.values() for step in steps)
    for each in taken:
        _settle(each, candidates.get(each.contact.pk, ()))


def _settle(taken: _Taken, candidates: Sequence[NextStep]) -> None:
    contact, new, by, now = taken.contact, taken.arrival.new, taken.arrival.by, taken.arrival.now
    if new.keeps is not None:
        keep_if_open(new.keeps, contact, by=by, now=now)
    elif candidates:
        keep_nearest(contact, by=by, now=now, among=candidates)
    if new.next_step is not None:
        set_step(
            new.next_step, client=contact.client, deal=contact.deal, rep=contact.rep, set_by=contact, by=by, now=now
        )
