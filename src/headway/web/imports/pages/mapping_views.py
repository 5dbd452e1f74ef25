"""What is done with a file before it is brought in: its reading corrected, its mapping made, the dry run."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.importers import Refusal, dump_mapping, load_mapping, propose
from headway.web.imports.jobs import preview_import
from headway.web.imports.pages.forms import ReadingForm
from headway.web.imports.pages.mapping_form import MappingForm
from headway.web.imports.pages.reaching import run_of, show_preparing
from headway.web.imports.preparing.mappings import mapping_named, save_mapping
from headway.web.imports.preparing.prepare import inspection_of, proposal_for, reading_of, set_reading
from headway.web.imports.preparing.preview import preview
from headway.web.imports.problem import ImportProblem
from headway.web.jobs import enqueue
from headway.web.models import ImportRun, ImportState
from headway.web.page import PageRequest, signed_in
from headway.web.spoken import spoken

# A file of up to so many bytes is looked through while the page waits.
_SMALL = 1 << 20


@signed_in
@require_POST
def import_reading(request: PageRequest, run_id: int) -> HttpResponse:
    """Correct how a file is read; a mapping that nobody has touched is proposed anew."""
    run = run_of(request, run_id, ImportState.PREPARED)
    form = ReadingForm(reading_of(run), request.POST)
    if not form.is_valid():
        return show_preparing(request, run, error=_("Look at how the file is read."), reading_form=form)
    was_proposed = run.mapping == proposal_for(run)
    before = run.reading
    set_reading(run, **form.cleaned_data)
    try:
        if was_proposed:
            run.mapping = proposal_for(run)
        inspection_of(run)
    except Refusal as refusal:
        run.reading = before
        return show_preparing(request, run, error=spoken(refusal.sentence), reading_form=form)
    run.save(update_fields=["reading", "mapping", "counts"])
    return redirect("import_run", run.pk)


@signed_in
@require_POST
def import_mapping(request: PageRequest, run_id: int) -> HttpResponse:
    """Take a mapping from the form."""
    run = run_of(request, run_id, ImportState.PREPARED)
    inspection = inspection_of(run)
    try:
        known = load_mapping(run.mapping)
    except Refusal:
        known = propose(inspection)
    form = MappingForm(known, inspection)
    noun = request.POST.get("noun", "")
    filled_in = (form.for_noun(noun) if noun in form.nouns else form).filled_in(request.POST)
    try:
        return _take(run, dump_mapping(filled_in))
    except Refusal as refusal:
        return show_preparing(request, run, error=spoken(refusal.sentence), mapping=filled_in)


@signed_in
@require_POST
def import_mapping_text(request: PageRequest, run_id: int) -> HttpResponse:
    """Take a mapping from its text."""
    run = run_of(request, run_id, ImportState.PREPARED)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        return _take(run, text)
    except Refusal as refusal:
        return show_preparing(request, run, error=spoken(refusal.sentence), text=text)


@signed_in
@require_POST
def import_mapping_load(request: PageRequest, run_id: int) -> HttpResponse:
    """Take a mapping that was saved, or one that comes with Headway."""
    run = run_of(request, run_id, ImportState.PREPARED)
    name = request.POST.get("name", "")
    try:
        return _take(run, mapping_named(name) if name else proposal_for(run))
    except Refusal as refusal:
        return show_preparing(request, run, error=spoken(refusal.sentence))
    except ImportProblem as problem:
        return show_preparing(request, run, error=str(problem))


@signed_in
@require_POST
def import_mapping_save(request: PageRequest, run_id: int) -> HttpResponse:
    """Keep the mapping of a run under a name."""
    run = run_of(request, run_id)
    try:
        name = save_mapping(request.POST.get("name", ""), run.mapping)
        messages.info(request, _("The mapping is kept as “%(name)s”.") % {"name": name})
    except Refusal as refusal:
        messages.warning(request, spoken(refusal.sentence))
    except ImportProblem as problem:
        messages.warning(request, str(problem))
    return redirect("import_run", run.pk)


@signed_in
@require_POST
def import_look(request: PageRequest, run_id: int) -> HttpResponse:
    """Find out what the file would bring in, without bringing it in."""
    run = run_of(request, run_id, ImportState.PREPARED)
    try:
        load_mapping(run.mapping)
    except Refusal as refusal:
        return show_preparing(request, run, error=spoken(refusal.sentence))
    if run.size <= _SMALL:
        preview(run)
    else:
        run.counts = {"preview": {"is_looking": True}}
        run.save(update_fields=["counts"])
        enqueue(preview_import, run.pk)
    return redirect("import_run", run.pk)


def _take(run: ImportRun, text: str) -> HttpResponse:
    """Keep a mapping that can be used; what was found with the one before no longer holds."""
    load_mapping(text)
    run.mapping, run.counts = text, {}
    run.save(update_fields=["mapping", "counts"])
    return redirect("import_run", run.pk)
