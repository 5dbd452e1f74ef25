"""Taking a file in: kept, read through once, with a mapping proposed for it; nothing of it is in the log yet."""

import re
from dataclasses import asdict, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from headway.importers import Inspection, detect, dump_mapping, inspect, load_mapping, propose
from headway.importers.reading import WRITTEN, Reading
from headway.importers.refusals import Refusal
from headway.web.imports.preparing.files import drop_files, keep, path_of
from headway.web.imports.preparing.own_words import in_own_words
from headway.web.imports.writing.road import own_name
from headway.web.models import Company, ImportRun, ImportState, User

_STARTED = (ImportState.WAITING, ImportState.RUNNING, ImportState.FAILED)
_NUMBERS = re.compile(r"[\W_\d]+")


def prepare(
    source: BinaryIO, file_name: str, *, by: User | None, now: datetime, mapping: str | None = None
) -> ImportRun:
    """Keep a file and find out how it is to be read; raise Refusal for one that is no table.

    ``mapping`` is the text of one to use; without it, one is proposed.
    """
    run = ImportRun(file_name=Path(file_name).name[:255], started_by=by, created_at=now)
    keep(source, run)
    try:
        _read_through(run, mapping)
    except Refusal:
        drop_files(run)
        raise
    run.save(force_insert=True)
    return run


def twin_of(run: ImportRun) -> ImportRun | None:
    """Return a run of the same file, read and mapped in the same way, that was started and has not come to its end."""
    same = ImportRun.objects.filter(digest=run.digest, mapping=run.mapping, state__in=_STARTED).exclude(pk=run.pk)
    return next((twin for twin in same if twin.reading == run.reading), None)


def reading_of(run: ImportRun) -> Reading:
    """Return how the file of a run is to be read."""
    return Reading(**run.reading)


def set_reading(run: ImportRun, **facts: Any) -> None:
    """Correct how the file of a prepared run is to be read."""
    run.reading = asdict(replace(reading_of(run), **facts))
    run.counts = {}


def inspection_of(run: ImportRun) -> Inspection:
    """Return what is in the file of a run, read as it is to be read."""
    first, reading = first_inspection_of(run), replace(reading_of(run), home_zone=None)
    return first if first.reading == reading else _inspection(path_of(run), reading)


def first_inspection_of(run: ImportRun) -> Inspection:
    """Return what was found in the file of a run before anybody corrected how it is read."""
    return _inspection(path_of(run), None)


def proposal_for(run: ImportRun) -> str:
    """Return the text of a mapping proposed for the file of a run."""
    origin = " ".join(_NUMBERS.sub(" ", run.file_name.partition(".")[0]).split())
    mapping = replace(in_own_words(propose(inspection_of(run))), origin=origin or None)
    return dump_mapping(replace(mapping, funnel=mapping.funnel and own_name(mapping.funnel, origin)))


def _read_through(run: ImportRun, mapping: str | None) -> None:
    """Read the whole file to find out what it does not say itself; an event log says all."""
    reading = detect(path_of(run))
    if mapping is None or reading.time_zone != WRITTEN:
        reading = _inspection(path_of(run), None).reading
    run.reading = asdict(replace(reading, home_zone=_home_zone()))
    if mapping is not None:
        load_mapping(mapping)
    run.mapping = proposal_for(run) if mapping is None else mapping


def _home_zone() -> str:
    company = Company.objects.first()
    return company.time_zone if company else settings.ENVIRONMENT.time_zone


@lru_cache(maxsize=8)
def _inspection(path: Path, reading: Reading | None) -> Inspection:
    """Kept for the few files that somebody has open: to look through a large one takes seconds."""
    return inspect(path, reading)
