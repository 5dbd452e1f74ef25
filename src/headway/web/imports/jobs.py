"""Imports that the worker runs."""

from datetime import datetime

from headway.web.clock import now
from headway.web.imports.preparing.preview import preview
from headway.web.imports.running.course import Busy
from headway.web.imports.running.work import go_on, go_on_with_all, unfinished
from headway.web.jobs import enqueue, every_minute, job
from headway.web.models import ImportRun


@job
def run_import(run_id: int) -> None:
    """Go on with a run, and then with those that waited for it."""
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        return
    try:
        go_on(run)
    except Busy:
        return
    go_on_with_all(now())


@job
def preview_import(run_id: int) -> None:
    """Find out what a prepared import would bring."""
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is not None:
        preview(run)


@every_minute
def resume(moment: datetime) -> None:
    """Go on with what a process left behind that is gone."""
    for run in unfinished(moment)[:1]:
        enqueue(run_import, run.pk)
