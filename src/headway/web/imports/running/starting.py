"""What whoever brings a file in can decide: start it, go on with it, cancel it, or throw it away."""

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web.imports.preparing.files import drop_files
from headway.web.imports.preparing.readiness import require_ready
from headway.web.imports.problem import ImportProblem
from headway.web.imports.tables import records
from headway.web.models import Client, Deal, ImportRun, ImportState, User

_TO_START = (ImportState.PREPARED, ImportState.FAILED)
_TO_CANCEL = (ImportState.WAITING, ImportState.RUNNING, ImportState.FAILED)


def start(run: ImportRun, *, by: User | None) -> None:
    """Let a prepared run, or one that failed, wait for its turn.

    Raises Refusal or ImportProblem for a mapping that cannot be used, and for a run that was started already.
    """
    if run.state == ImportState.PREPARED:
        require_ready(run)
    changed = ImportRun.objects.filter(pk=run.pk, state__in=_TO_START).update(
        state=ImportState.WAITING, started_by=by or run.started_by, error="", finished_at=None, alive_at=None, done=0
    )
    if not changed:
        raise ImportProblem(_("This import was started already."))
    run.refresh_from_db()


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


def forget_unstarted(run: ImportRun) -> None:
    """Throw away what commands that were killed have left of the same file: taken in before it, and never started."""
    for left in ImportRun.objects.filter(
        state=ImportState.PREPARED, digest=run.digest, started_by=None, created_at__lt=run.created_at
    ):
        discard(left)
