"""The audit trail: written where a change is made, in the same transaction, and never changed afterwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from headway.web.inserting import insert_unnumbered
from headway.web.models import AuditEntry, User


def record(
    actor: User | None,
    verb: str,
    subject: models.Model,
    now: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write who did what to a record, with the fields as they were and as they are."""
    record_all([entry(actor, verb, subject, now, before=before, after=after)])


def entry(
    actor: User | None,
    verb: str,
    subject: models.Model,
    now: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Return a line of the trail that is still to be written."""
    return AuditEntry(
        at=now,
        actor_id=None if actor is None else actor.pk,
        verb=verb,
        noun=subject._meta.model_name or "",
        noun_id=subject.pk,
        before=_plain(before),
        after=_plain(after),
    )


def record_all(entries: Sequence[AuditEntry]) -> None:
    """Write several lines of the trail."""
    insert_unnumbered(entries)


def snapshot(subject: models.Model, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return the stored values of some fields, foreign keys by id."""
    return {name: getattr(subject, subject._meta.get_field(name).attname) for name in fields}  # type: ignore[union-attr]


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return _ENCODER.default(value)


_ENCODER = DjangoJSONEncoder()
