"""Daily upkeep: what has served its time leaves the database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Max, Min, QuerySet

from headway.web.facts import get_store
from headway.web.jobs.schedule import daily, kind_of
from headway.web.models import Change, JobRun

CHANGES_KEPT = timedelta(days=7)
RUNS_KEPT = timedelta(days=90)
# Few enough that nobody who logs a contact waits.
_AT_ONCE = 5_000


@daily()
def prune_changes(day: date, now: datetime) -> dict[str, int]:
    """Drop change numbers of a week ago; they bear no time, so each run notes the latest for that of a week later."""
    with get_store().reading():
        # The copy of the facts has now taken every change, however long it lay still.
        pass
    marks = JobRun.objects.filter(kind=kind_of(prune_changes), finished_at__lte=now - CHANGES_KEPT)
    mark = marks.order_by("-finished_at").first()
    dropped = sum(part.delete()[0] for part in _parts(mark.outcome["latest"])) if mark else 0
    return {"latest": Change.objects.aggregate(latest=Max("pk"))["latest"] or 0, "dropped": dropped}


@daily()
def drop_expired_sessions(day: date, now: datetime) -> dict[str, int]:
    """Drop the sessions of those who have not come back in time."""
    return {"dropped": Session.objects.filter(expire_date__lt=now).delete()[0]}


@daily()
def prune_ledger(day: date, now: datetime) -> dict[str, int]:
    """Drop old rows of the ledger itself."""
    return {"dropped": JobRun.objects.filter(started_at__lt=now - RUNS_KEPT).delete()[0]}


def _parts(latest: int) -> Iterator[QuerySet[Change]]:
    """Cut the changes up to a number into parts that are quick to delete."""
    first = Change.objects.filter(pk__lte=latest).aggregate(first=Min("pk"))["first"]
    for start in range(first, latest + 1, _AT_ONCE) if first is not None else ():
        yield Change.objects.filter(pk__gte=start, pk__lte=min(start + _AT_ONCE - 1, latest))
