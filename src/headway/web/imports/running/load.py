"""Running an import: read, write in small transactions that nobody sees, and publish at the end."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from headway.importers import load_mapping
from headway.importers.reading import Reading
from headway.importers.records import Problem
from headway.importers.refusals import Refusal
from headway.web.clock import now
from headway.web.imports.preparing.files import path_of
from headway.web.imports.problem import ImportProblem
from headway.web.imports.publishing.publish import publish, publish_again
from headway.web.imports.reading.frame import Frame, Job
from headway.web.imports.reading.stream import ReaderDied, frames
from headway.web.imports.running.again import same_before
from headway.web.imports.running.course import Lost, claim, renew
from headway.web.imports.running.pace import in_bulk, let_it_be_planned
from headway.web.imports.running.tally import Tally
from headway.web.imports.running.troubles import Troubles
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.writer import write_batch
from headway.web.log.changes import note_names
from headway.web.models import ImportRun, ImportState
from headway.web.spoken import spoken

_log = logging.getLogger(__name__)


Watch = Callable[[ImportRun], None]


def load(run: ImportRun, watch: Watch | None = None) -> None:
    """Run an import to its end, or go on with one that was interrupted: what is written already is found again.

    ``watch`` is shown the run after every batch. Raises Busy or Lost where it is not ours to run. What goes wrong is
    written on the run.
    """
    claim(run, ImportState.RUNNING, now())
    try:
        _load(run, watch)
    except Refusal as refusal:
        _fail(run, spoken(refusal.sentence))
    except ImportProblem as problem:
        _fail(run, str(problem))
    except ReaderDied:
        _fail(run, _("The reading of the file was stopped from outside. Go on with the import."))
    except Lost:
        raise
    except Exception:
        _log.exception("The import %s failed.", run.pk)
        _fail(
            run,
            _("Something went wrong that Headway did not expect; its log tells what. Nothing of the file is visible."),
        )
        raise


def job_of(run: ImportRun) -> Job:
    """Return what it takes to read the file of a run."""
    return Job(path_of(run), Reading(**run.reading), load_mapping(run.mapping))


def _load(run: ImportRun, watch: Watch | None) -> None:
    before = same_before(run)
    if before:
        publish_again(run, before)
        return
    job = job_of(run)
    desk, tally = Desk(run, job.mapping), Tally()
    with Troubles(run) as troubles, in_bulk():
        for frame in frames(job):
            _take(frame, desk, tally, troubles)
            if watch:
                watch(run)
            if frame.refusal:
                raise ImportProblem(spoken(frame.refusal))
    let_it_be_planned()
    publish(desk, tally, troubles)


def _take(frame: Frame, desk: Desk, tally: Tally, troubles: Troubles) -> None:
    """Write what a frame holds, and how far the run is now."""
    problems = [record for record in frame.records if isinstance(record, Problem)]
    records = [record for record in frame.records if not isinstance(record, Problem)]
    tally.add(records)
    with transaction.atomic():
        made_before = desk.names.made_count
        write_batch(desk, records)
        if desk.names.made_count != made_before:
            note_names()
        problems += desk.take_problems()
        troubles.add(problems)
        renew(desk.run, now(), done=frame.done, total=frame.total, counts=counts_of(desk, tally, troubles))


def counts_of(desk: Desk, tally: Tally, troubles: Troubles) -> dict[str, object]:
    """Return what a run has to tell of itself so far."""
    return {"in_file": tally.counts(), **troubles.counts, "problems": troubles.shown, "made": dict(desk.names.made)}


def _fail(run: ImportRun, sentence: str) -> None:
    """Note why a run stopped; what it wrote stays hidden until it goes on or is given up."""
    renew(run, now(), state=ImportState.FAILED, error=sentence, finished_at=now())
