"""How a next step begins, ends and is opened again: each change with its line in the audit trail."""

from collections.abc import Iterable
from datetime import datetime

from headway.web import audit
from headway.web.log.changes import note_changes
from headway.web.models import Contact, ContactKind, FactNoun, NextStep, StepEnd, User

# What the audit trail keeps of a next step.
FIELDS = ("client", "deal", "rep", "kind", "what", "due_on", "due_at", "set_by", "kept_by", "end")


def end_step(step: NextStep, end: StepEnd, *, by: User | None, now: datetime, kept_by: Contact | None = None) -> None:
    """End an open step that the caller holds."""
    _write(step, str(end), by=by, now=now, end=end, ended_at=now, kept_by=kept_by)


def open_again(step: NextStep, *, by: User | None, now: datetime) -> None:
    """Let a step that the caller holds be open as if it had never ended."""
    _write(step, "reopened", by=by, now=now, end=None, ended_at=None, kept_by=None)


def change_step(step: NextStep, *, by: User | None, now: datetime, **values: object) -> None:
    """Change fields of a step that the caller holds; nothing is written where they stand so already."""
    if any(getattr(step, name) != value for name, value in values.items()):
        _write(step, "correct", by=by, now=now, **values)


def note_appointments(steps: Iterable[NextStep]) -> None:
    """Note that the facts about the appointments among some steps must be copied again: with what their contact did."""
    setters = [step.set_by for step in steps if step.kind == ContactKind.MEETING and step.set_by is not None]
    note_changes(FactNoun.DEAL, {setter.deal_id for setter in setters if setter.deal_id is not None})
    note_changes(FactNoun.CONTACT, {setter.pk for setter in setters if setter.deal_id is None})


def _write(step: NextStep, verb: str, *, by: User | None, now: datetime, **values: object) -> None:
    before = audit.snapshot(step, FIELDS)
    for name, value in values.items():
        setattr(step, name, value)
    step.save(update_fields=list(values))
    audit.record(by, verb, step, now, before=before, after=audit.snapshot(step, FIELDS))
    note_appointments([step])
