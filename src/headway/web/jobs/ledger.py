"""The ledger of recurring jobs: a period's job runs once, whoever comes first, and again where it was cut off."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from headway.web.facts import forget_readings
from headway.web.models import JobRun

Outcome = Mapping[str, Any] | None
# A run that is older and not finished is taken for dead, since its worker may have been killed.
LEASE = timedelta(minutes=30)
ATTEMPTS = 3


def run_once(kind: str, period: str, work: Callable[[], Outcome], now: Callable[[], datetime]) -> bool:
    """Do the work of a period unless it was done or is being done; return whether it was this call that did it.

    What the work returns is kept as its outcome. What it raises is kept too, and raised again; the period is tried
    anew when its lease is over, three times at the most.
    """
    run = _claim(kind, period, now())
    if run is None:
        return False
    # How old the facts were that another run has read says nothing of this one's.
    forget_readings()
    try:
        run.outcome = dict(work() or {})
    except Exception as problem:
        run.error = f"{type(problem).__name__}: {problem}"
        run.save(update_fields=["error"])
        raise
    run.finished_at = now()
    run.save(update_fields=["finished_at", "outcome"])
    return True


def _claim(kind: str, period: str, now: datetime) -> JobRun | None:
    """Write the row that says it is ours, or take it over from a run that is dead."""
    run, is_new = JobRun.objects.get_or_create(kind=kind, period=period, defaults={"started_at": now})
    if is_new:
        return run
    if run.finished_at is not None or run.attempts >= ATTEMPTS or run.started_at > now - LEASE:
        return None
    dead = JobRun.objects.filter(pk=run.pk, started_at=run.started_at, finished_at=None)
    is_ours = dead.update(started_at=now, attempts=F("attempts") + 1, error="") == 1
    return JobRun.objects.get(pk=run.pk) if is_ours else None
