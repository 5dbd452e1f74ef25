"""Reaching an import through what the user may see, and the page of one that is being prepared."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from headway.importers import Mapping, MappingError, load_mapping, propose
from headway.web.access import imports_for
from headway.web.imports.pages.forms import ReadingForm
from headway.web.imports.pages.mapping_form import MappingForm
from headway.web.imports.pages.telling import counted, linked_words, reading_facts, unanswered
from headway.web.imports.preparing.mappings import saved_mappings
from headway.web.imports.preparing.prepare import first_inspection_of, inspection_of, reading_of
from headway.web.imports.writing.road import mapped_funnel
from headway.web.models import ImportRun, ImportState
from headway.web.naming import funnels_for
from headway.web.page import PageRequest
from headway.web.spoken import spoken

_ROWS_SHOWN = 5


def run_of(request: PageRequest, run_id: int, *states: ImportState) -> ImportRun:
    """Return an import that exists for the user, in one of some states where they are given; else 404."""
    runs = imports_for(request.user)
    return get_object_or_404(runs.filter(state__in=states) if states else runs, pk=run_id)


def show_preparing(
    request: PageRequest, run: ImportRun, *, error: str = "", mapping: Mapping | None = None, **shown: Any
) -> HttpResponse:
    """Show how a file is read and what its words mean; with an error, the page says so and keeps what was filled in."""
    inspection = inspection_of(run)
    found, trouble = _mapping_of(run)
    form = MappingForm(mapping or found or propose(inspection), inspection)
    noun = request.GET.get("noun", "")
    form = form.for_noun(noun) if noun in form.nouns else form
    funnel = mapped_funnel(int(chosen)) if (chosen := request.GET.get("funnel", "")).isdecimal() else None
    zone = request.company.time_zone if request.company else "UTC"
    context = {
        "run": run,
        "inspection": inspection,
        "file_trouble": spoken(inspection.trouble) if inspection.trouble else "",
        "samples": inspection.sample_rows[:_ROWS_SHOWN],
        "evidence": [spoken(sentence) for sentence in first_inspection_of(run).evidence],
        "facts": list(reading_facts(reading_of(run), found.time_zone if found else None)),
        "reading_form": ReadingForm(reading_of(run), zone=zone),
        "form": form.for_funnel(funnel) if funnel else form,
        "funnels": funnels_for(request.user),
        "saved": saved_mappings(),
        "error": error or (spoken(trouble.sentence) if trouble else ""),
        "asked": unanswered(run) if found else [],
        "look": _look(run),
    }
    return render(request, "imports/preparing.html", context | shown, status=422 if error else 200)


def _mapping_of(run: ImportRun) -> tuple[Mapping | None, MappingError | None]:
    try:
        return load_mapping(run.mapping), None
    except MappingError as trouble:
        return None, trouble


def _look(run: ImportRun) -> dict[str, Any] | None:
    """Return what the dry run found, in words."""
    found: dict[str, Any] | None = run.counts.get("preview")
    if not found:
        return None
    linked = found.get("linked", 0)
    return found | {
        "words": counted(found.get("in_file", {})),
        "known_words": counted(found.get("known", {})),
        "linked_words": linked_words(linked) if linked else "",
    }
