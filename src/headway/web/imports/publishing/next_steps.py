"""Setting the next steps of a file when its import is published: they end as if the log had been written in order.

Steps that somebody has set, moved or ended by hand are theirs: a file does not change them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from headway.web.imports.tables import records
from headway.web.imports.writing.by_hand import IMPORTED, changed_by_hand
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.ids import take_ids
from headway.web.imports.writing.pending import NotedStep
from headway.web.log.changes import note_changes
from headway.web.log.keeping import keep_in_order
from headway.web.models import AuditEntry, Contact, Deal, FactNoun, ImportRun, NextStep
from headway.web.models.fields import from_microseconds, to_microseconds
from headway.web.published import unpublished_runs

_AT_ONCE = 900


def set_steps(desk: Desk, added_to: Collection[int]) -> int:
    """Write the steps that were noted, and return how many are new; what changes of others is noted as pending.

    ``added_to`` are deals with new contacts, which may keep the steps that earlier imports have set.
    """
    noted: dict[int, list[NotedStep]] = defaultdict(list)
    for step in desk.pending.steps:
        noted[step.deal_id].append(step)
    deals, count = sorted({*noted, *added_to}), 0
    for start in range(0, len(deals), _AT_ONCE):
        part = deals[start : start + _AT_ONCE]
        count += _Part(desk, part, {id_: noted[id_] for id_ in part if id_ in noted}).write()
    return count


def steps_of(run: ImportRun) -> "QuerySet[NextStep]":
    """Return the steps that a run has set, or that its contacts set, and nobody has touched since."""
    touched = AuditEntry.objects.filter(noun="nextstep", noun_id=OuterRef("pk")).exclude(verb=IMPORTED)
    # What an import writes bears the moment of its start; the contact may have come with an earlier one.
    imported = Q(written_at__in=ImportRun.objects.exclude(started_at=None).values("started_at"))
    of_run = Q(written_at=run.started_at or run.created_at) | Q(set_by__import_run=run)
    return NextStep.objects.filter(imported & of_run & ~Exists(touched))


def withdraw_steps(run: ImportRun) -> None:
    """Delete such steps of a run that is taken back."""
    ids = list(steps_of(run).values_list("pk", flat=True))
    note_changes(FactNoun.DEAL, set(steps_of(run).exclude(deal=None).values_list("deal_id", flat=True)))
    for start in range(0, len(ids), _AT_ONCE):
        NextStep.objects.filter(pk__in=ids[start : start + _AT_ONCE]).delete()


class _Part:
    """Some deals with the steps that a file tells of them, those that stand there, and their contacts."""

    def __init__(self, desk: Desk, deal_ids: list[int], noted: Mapping[int, list[NotedStep]]) -> None:
        self._desk, self._deal_ids, self._noted = desk, deal_ids, noted
        held = records(NextStep).filter(deal__in=deal_ids).order_by("pk").select_for_update(no_key=True)
        self._stored = list(held)
        theirs = changed_by_hand("nextstep", [step.pk for step in self._stored])
        self._ours = [step for step in self._stored if step.pk not in theirs]

    def write(self) -> int:
        """Insert what is new, note what differs, and return how many are new."""
        if not self._noted and all(step.end for step in self._ours):
            return 0
        before = {step.pk: _values(step) for step in self._ours}
        contacts = self._contacts()
        fresh = list(self._fresh({str(each.uid.hex): each for some in contacts.values() for each in some}))
        for step, id_ in zip(fresh, take_ids(NextStep, len(fresh)), strict=True):
            step.pk = id_
        self._end([*self._ours, *fresh], contacts)
        NextStep.objects.bulk_create(fresh)
        changed = {step.pk: _differing(before[step.pk], _values(step)) for step in self._ours}
        self._desk.pending.changes[NextStep].update({id_: values for id_, values in changed.items() if values})
        note_changes(FactNoun.DEAL, {step.deal_id for step in fresh if step.deal_id is not None})
        return len(fresh)

    def _contacts(self) -> dict[int, list[Contact]]:
        hidden = set(unpublished_runs()) - {self._desk.run_id}
        found: dict[int, list[Contact]] = defaultdict(list)
        for contact in records(Contact).filter(deal__in=self._deal_ids).exclude(import_run__in=hidden):
            found[contact.deal_id or 0].append(contact)
        return found

    def _fresh(self, contacts: Mapping[str, Contact]) -> Iterator[NextStep]:
        """Give the steps that are not there yet; those that are take what the file says of them now."""
        known = {step.uid.hex: step for step in self._stored}
        ours, setters = {step.pk for step in self._ours}, {step.set_by_id for step in self._stored}
        clients = dict(records(Deal).filter(pk__in=self._noted).values_list("pk", "client_id"))
        for step in (each for some in self._noted.values() for each in some):
            contact = contacts.get(step.contact_uid) if step.contact_uid else None
            if step.uid in known:
                if known[step.uid].pk in ours:
                    _tell(known[step.uid], step)
            elif step.contact_uid is None or (contact is not None and contact.pk not in setters):
                yield self._new(step, clients[step.deal_id], contact)

    def _new(self, told: NotedStep, client_id: int, contact: Contact | None) -> NextStep:
        step = NextStep(uid=UUID(told.uid), client_id=client_id, deal_id=told.deal_id, set_by=contact)
        step.written_at, step.written_by_id = from_microseconds(self._desk.started_at), self._desk.started_by_id
        _tell(step, told)
        return step

    def _end(self, steps: Iterable[NextStep], contacts: Mapping[int, list[Contact]]) -> None:
        """Let contacts keep the steps of their deals, but those contacts that keep one already."""
        keeping = {step.kept_by_id for step in self._stored}
        by_deal: dict[int, list[NextStep]] = defaultdict(list)
        setters = {each.pk: each for some in contacts.values() for each in some}
        for step in steps:
            if step.set_by_id in setters:
                # Else it would be asked for one by one.
                step.set_by = setters[step.set_by_id]
            by_deal[step.deal_id or 0].append(step)
        for deal_id, some in by_deal.items():
            keep_in_order(some, contacts[deal_id], keeping)


def _tell(step: NextStep, told: NotedStep) -> None:
    """Let a step be what a file says; one that is another now may end otherwise."""
    due_at = None if told.due_at is None else from_microseconds(told.due_at)
    says = {"rep_id": told.rep_id, "kind": told.kind, "what": told.what, "due_on": told.due_on, "due_at": due_at}
    if any(getattr(step, name) != value for name, value in says.items()):
        for name, value in (says | {"end": None, "ended_at": None, "kept_by": None}).items():
            setattr(step, name, value)


def _values(step: NextStep) -> dict[str, Any]:
    """Return a step as its table holds it."""
    at, ended_at = (None if each is None else to_microseconds(each) for each in (step.due_at, step.ended_at))
    told = {"rep": step.rep_id, "kind": step.kind, "what": step.what, "due_on": step.due_on, "due_at": at}
    return told | {"kept_by": step.kept_by_id, "end": None if step.end is None else str(step.end), "ended_at": ended_at}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if before[name] != value}
