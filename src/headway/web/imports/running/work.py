"""Going on with imports: whatever a run is in the middle of, until nothing is left to do."""

from datetime import datetime

from headway.web.imports.running.course import Busy, Lost, is_quiet
from headway.web.imports.running.load import Watch, load
from headway.web.imports.undoing.cleaning import clean_up
from headway.web.models import ImportRun, ImportState

_LOADING = (ImportState.WAITING, ImportState.RUNNING)
_CLEANING = (ImportState.TAKING_BACK, ImportState.CANCELLED)


def go_on(run: ImportRun, watch: Watch | None = None) -> None:
    """Do what is to be done with a run: bring it in, or delete what it wrote; raise Busy while another is in work."""
    try:
        if run.state in _LOADING:
            load(run, watch)
        elif run.state in _CLEANING and run.finished_at is None:
            clean_up(run)
    except Lost:
        run.refresh_from_db()
        if run.state == ImportState.CANCELLED and run.finished_at is None:
            clean_up(run)


def unfinished(now: datetime) -> list[ImportRun]:
    """Return the runs that wait, and those whose process is gone, oldest first."""
    runs = ImportRun.objects.filter(state__in=(*_LOADING, *_CLEANING), finished_at=None).order_by("pk")
    return [run for run in runs if is_quiet(run, now)]


def go_on_with_all(now: datetime) -> None:
    """Go on with every run that waits or was interrupted, one after another."""
    for run in unfinished(now):
        try:
            go_on(run)
        except Busy:
            return
