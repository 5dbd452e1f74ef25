"""Writing once what may be sent twice: a sender that heard no answer sends again, under the id that it made."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from headway.web.api.problem import Refusal
from headway.web.clock import now
from headway.web.models import (
    Absence,
    Client,
    Contact,
    ContactComment,
    Cost,
    Deal,
    NextStep,
    Sale,
    StageMove,
    Tally,
    TimeEntry,
)
from headway.web.stencil import Stencil

Record = TypeVar(
    "Record", Absence, Client, Contact, ContactComment, Cost, Deal, NextStep, Sale, StageMove, Tally, TimeEntry
)


def write_once(
    records: QuerySet[Record], uid: UUID | None, own: Q, write: Callable[[datetime], Record]
) -> tuple[int, Record]:
    """Write a record and return 201 with it, or 200 with the one already written under its id.

    ``write`` takes the moment of writing. Raises Refusal where the id stands for a record that is not among the
    sender's ``own``.
    """
    # Nearly always nothing has it, which a query that is written already tells sooner.
    if uid is not None and _known(records.model).first(uid) and records.filter(uid=uid).exclude(own).exists():
        raise Refusal(409, _("Something else has this id already. Send it with a new one."), "uid")
    moment = now()
    try:
        written = write(moment)
    except IntegrityError:
        # The same was sent twice at the same time, and the other was first.
        if uid is None or not records.filter(uid=uid).exists():
            raise
        written = write(moment)
    return 201 if _written_at(written) == moment else 200, written


@cache
def _known(model: type[Record]) -> Stencil[int]:
    return Stencil(lambda uid: model.objects.filter(uid=uid).values_list("pk", flat=True), UUID)


def _written_at(
    record: Absence | Client | Contact | ContactComment | Cost | Deal | NextStep | Sale | StageMove | Tally | TimeEntry,
) -> datetime:
    """Two senders never write at the same microsecond: what bears another moment was written by another request."""
    return record.created_at if isinstance(record, Client | Deal) else record.written_at
