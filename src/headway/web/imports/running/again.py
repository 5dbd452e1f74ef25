"""The same file once more: known by its digest, and by nothing having changed since by which it could do anything."""

import json
from typing import Any

from headway import __version__
from headway.importers import load_mapping
from headway.web.imports.preparing.files import left_behind_path
from headway.web.imports.tables import records
from headway.web.models import Client, Company, Contact, Deal, ImportRun, ImportState, Sale, StageMove

_KEPT = ("in_file", "rejected", "doubtful", "problems")
_COUNTED = (Client, Deal, Contact, StageMove, Sale)


def same_before(run: ImportRun) -> ImportRun | None:
    """Return the import before, where it was of the same file, read and mapped in the same way, and all still stands.

    What people change by hand stays theirs when a file comes again, and is no reason to read it. Where a row was left
    out or doubtful, a record deleted, a name or a rate changed, another import done or one taken back, it is read.
    """
    before = ImportRun.objects.exclude(pk=run.pk).exclude(started_at=None).order_by("-started_at", "-pk").first()
    if before is None or before.state != ImportState.DONE:
        return None
    is_same = (before.digest, before.mapping) == (run.digest, run.mapping) and _reading(before) == _reading(run)
    return before if is_same and _kept(before) == left_behind() else None


def left_behind() -> dict[str, Any]:
    """Return what tells whether an import would find all as the one before has left it."""
    imported = (records(model).filter(import_run__isnull=False).count() for model in _COUNTED)
    return {
        "version": __version__,
        "setup": Company.objects.values_list("setup_stamp", flat=True).first(),
        "records": list(imported),
        "taken_back": ImportRun.objects.filter(state=ImportState.TAKEN_BACK).count(),
    }


def keep_left_behind(run: ImportRun, left: dict[str, Any]) -> None:
    """Keep beside the file of an import how it left all, if it took every row: else the file is read once more."""
    if run.counts["rejected"] or run.counts["doubtful"]:
        return
    path = left_behind_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(left), encoding="utf-8")


def counts_again(before: ImportRun) -> dict[str, Any]:
    """Return the counts of a run that finds nothing new."""
    nothing = dict.fromkeys(before.counts["new"], 0)
    return {**{name: before.counts[name] for name in _KEPT}, "new": nothing, "changed": 0, "made": {}}


def _reading(run: ImportRun) -> dict[str, Any]:
    """Return how a file is read; the zone of the company is none of it where the mapping names one."""
    is_zoned = bool(load_mapping(run.mapping).time_zone)
    return {fact: value for fact, value in run.reading.items() if not (is_zoned and fact == "home_zone")}


def _kept(run: ImportRun) -> object:
    try:
        return json.loads(left_behind_path(run).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
