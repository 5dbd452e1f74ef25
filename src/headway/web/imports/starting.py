"""What whoever brings a file in can decide: start it, go on with it, cancel it, or throw it away."""

from django.db import transaction
from django.utils.translation import gettext as _

from headway.importers import AMBIGUOUS, load_mapping
from headway.web.imports.files import drop_files
from headway.web.imports.prepare import inspection_of, reading_of
from headway.web.imports.problem import ImportProblem
from headway.web.imports.tables import records
from headway.web.models import Client, Deal, ImportRun, ImportState, User

# Kinds of columns whose cells can be read in more than one way.
_DATED, _NUMBER = frozenset({"date", "moment"}), "number"
_TO_START = (ImportState.PREPARED, ImportState.FAILED)
_TO_CANCEL = (ImportState.WAITING, ImportState.RUNNING, ImportState.FAILED)


def start(run: ImportRun, *, by: User | None) -> None:
    """Let a prepared run, or one that failed, wait for its turn; raise Refusal for a mapping that cannot be used."""
    load_mapping(run.mapping)
    reading_of(run)
    changed = ImportRun.objects.filter(pk=run.pk, state__in=_TO_START).update(
        state=ImportState.WAITING, started_by=by or run.started_by, error="", finished_at=None, alive_at=None, done=0
    )
    if not changed:
        raise ImportProblem(_("This import was started already."))
    run.refresh_from_db()


def unanswered(run: ImportRun) -> list[str]:
    """Return what has to be said of a prepared file before it can be brought in."""
    reading, mapping = reading_of(run), load_mapping(run.mapping)
    mapped = {column for columns in mapping.columns.values() for column in columns}
    kinds = {column.kind for column in inspection_of(run).columns if column.name in mapped}
    asked = []
    if kinds & _DATED and reading.time_zone is None and mapping.time_zone is None:
        asked.append(_("The file does not say its time zone: choose it under “How it is read”."))
    if kinds & _DATED and reading.date_order == AMBIGUOUS:
        asked.append(
            _("Every date can be read in two ways: say under “How it is read” what comes first, the day or the month.")
        )
    if _NUMBER in kinds and reading.decimal_sign == AMBIGUOUS:
        asked.append(_("Every amount can be read in two ways: choose the decimal sign under “How it is read”."))
    return asked


def reopen(run: ImportRun) -> None:
    """Let a run that failed before it wrote anything be prepared anew."""
    written = any(records(model).filter(import_run=run).exists() for model in (Deal, Client))
    failed = ImportRun.objects.filter(pk=run.pk, state=ImportState.FAILED)
    if written or not failed.update(state=ImportState.PREPARED, error="", finished_at=None, alive_at=None, counts={}):
        raise ImportProblem(_("This import has written something already: go on with it, or give it up."))
    run.refresh_from_db()


def cancel(run: ImportRun) -> None:
    """Stop a run for good; whoever works on it finds out with its next batch, and what it wrote is deleted."""
    with transaction.atomic():
        running = ImportRun.objects.filter(pk=run.pk, state__in=_TO_CANCEL)
        if not running.update(state=ImportState.CANCELLED, finished_at=None, error=""):
            raise ImportProblem(_("This import has come to its end already. If it is done, it can be taken back."))
    run.refresh_from_db()


def discard(run: ImportRun) -> None:
    """Forget a run that was never started."""
    deleted, _by_model = ImportRun.objects.filter(pk=run.pk, state=ImportState.PREPARED).delete()
    if not deleted:
        raise ImportProblem(_("This import was started already."))
    drop_files(run)
