"""How an import goes from one state to the next, so that of two processes only one goes on with it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from headway.web.models import ImportRun, ImportState

# A process that works on a run renews it far more often.
_DEAD_AFTER = timedelta(seconds=15)
_IN_WORK = (ImportState.RUNNING, ImportState.TAKING_BACK)
# Any number will do, so long as nothing else in the database takes it.
_TURN = 7_341_962


class Lost(Exception):
    """The run was cancelled, or another process has taken it over."""


class Busy(Exception):
    """Another import is in work: this one waits until that is done."""


def claim(run: ImportRun, state: ImportState, now: datetime) -> None:
    """Take a run into a state of work.

    Raises Lost where somebody has taken it first, and Busy where another import is in work: files of one origin speak
    of the same clients, so there is one at a time.
    """
    with transaction.atomic():
        _take_turn()
        is_cleaning = Q(state=ImportState.CANCELLED, finished_at=None)
        others = ImportRun.objects.filter(Q(state__in=_IN_WORK) | is_cleaning, alive_at__gt=now - _DEAD_AFTER)
        if others.exclude(pk=run.pk).exists() or (run.state in _IN_WORK and not is_quiet(run, now)):
            raise Busy
        renew(run, now, state=state, started_at=run.started_at or now, finished_at=None, error="")


def renew(run: ImportRun, now: datetime, **fields: Any) -> None:
    """Write that somebody works on a run and how far it is; raise Lost where it is no longer ours."""
    ours = ImportRun.objects.filter(pk=run.pk, state=run.state, alive_at=run.alive_at)
    if not ours.update(alive_at=now, **fields):
        raise Lost
    run.alive_at = now
    for name, value in fields.items():
        setattr(run, name, value)


def is_dead(run: ImportRun, now: datetime) -> bool:
    """Whether a run is marked as in work and nobody works on it."""
    return run.state in _IN_WORK and is_quiet(run, now)


def is_quiet(run: ImportRun, now: datetime) -> bool:
    """Whether nobody has given a sign of working on a run lately."""
    return run.alive_at is None or now - run.alive_at > _DEAD_AFTER


def _take_turn() -> None:
    """Let one process at a time look who is in work; on SQLite the transaction itself sees to that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
