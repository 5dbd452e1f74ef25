"""What came of an import, for its page."""

from typing import Any

from django.db.models import Q, QuerySet

from headway.importers import MappingError, load_mapping
from headway.web.access import deals_for
from headway.web.imports.pages.telling import counted, reading_facts
from headway.web.imports.preparing.files import doubts_path, rejects_path
from headway.web.imports.preparing.prepare import reading_of
from headway.web.models import Deal, ImportRun, User

_DEALS_SHOWN = 50


def outcome_of(run: ImportRun, user: User) -> dict[str, Any]:
    """Return what the page of an import that came to its end shows to a user."""
    counts = run.counts
    return {
        "run": run,
        "facts": list(reading_facts(reading_of(run), _zone_of(run))),
        "new": counted(counts.get("new", {})),
        "in_file": counted(counts.get("in_file", {})),
        "has_costs": bool(counts.get("in_file", {}).get("costs")),
        "changed": counts.get("changed", 0),
        "rejected": counts.get("rejected", 0),
        "doubtful": counts.get("doubtful", 0),
        "problems": counts.get("problems", []),
        "stayed": counted(counts.get("stayed", {})),
        "has_rejects": bool(counts.get("rejected")) and rejects_path(run).exists(),
        "has_doubts": bool(counts.get("doubtful")) and doubts_path(run).exists(),
        "impossible": won_before_first_contact(run, deals_for(user))[:_DEALS_SHOWN],
        "funnel_id": next(iter(counts.get("made", {}).get("funnel", [])), None),
    }


def _zone_of(run: ImportRun) -> str | None:
    """Return the time zone that the mapping names; a run that was never started may have one that cannot be used."""
    try:
        return load_mapping(run.mapping).time_zone
    except MappingError:
        return None


def won_before_first_contact(run: ImportRun, deals: "QuerySet[Deal]") -> "QuerySet[Deal]":
    """Narrow deals to those that the import wrote to, and that were won before anybody spoke to the client."""
    theirs = Q(import_run=run) | Q(contacts__import_run=run) | Q(moves__import_run=run)
    impossible = deals.filter(theirs, milestones__is_won_before_first_contact=True)
    return impossible.select_related("client", "milestones").distinct()
