"""The pages of imports: the list, one on its way, what came of it, and what its owner decides."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from headway.importers import Refusal
from headway.web.access import Verb, imports_for, require
from headway.web.clock import now
from headway.web.imports.jobs import run_import
from headway.web.imports.pages.forms import UploadForm
from headway.web.imports.pages.outcome import outcome_of
from headway.web.imports.pages.reaching import run_of, show_preparing
from headway.web.imports.pages.telling import counted, unanswered
from headway.web.imports.preparing.files import doubts_path, rejects_path
from headway.web.imports.preparing.mappings import mapping_named
from headway.web.imports.preparing.prepare import prepare
from headway.web.imports.problem import ImportProblem
from headway.web.imports.running.course import Busy, is_dead
from headway.web.imports.running.starting import cancel, discard, reopen, start
from headway.web.imports.undoing.take_back import take_back
from headway.web.jobs import enqueue
from headway.web.models import ImportRun, ImportState
from headway.web.page import PageRequest, page_of, signed_in
from headway.web.spoken import spoken

_ON_ITS_WAY = (ImportState.WAITING, ImportState.RUNNING, ImportState.TAKING_BACK)


@signed_in
def imports(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.IMPORT)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        named = form.cleaned_data["mapping"]
        file = form.cleaned_data["file"]
        try:
            mapping = mapping_named(named) if named else None
            run = prepare(file, file.name, by=request.user, now=now(), mapping=mapping)
            return redirect("import_run", run.pk)
        except Refusal as refusal:
            form.add_error("file", spoken(refusal.sentence))
    page = page_of(imports_for(request.user).select_related("started_by").order_by("-pk"), request)
    return render(request, "imports/imports.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@signed_in
def import_run(request: PageRequest, run_id: int) -> HttpResponse:
    run = run_of(request, run_id)
    if run.state == ImportState.PREPARED:
        return show_preparing(request, run)
    if is_on_its_way(run):
        return render(request, "imports/on_its_way.html", _progress(run))
    return render(request, "imports/outcome.html", outcome_of(run, request.user))


@signed_in
@require_GET
def import_progress(request: PageRequest, run_id: int) -> HttpResponse:
    """The part of the page that asks again every second; at the end, the whole page is fetched anew."""
    run = run_of(request, run_id)
    etag = f'"{run.state}-{run.done}-{run.alive_at and run.alive_at.timestamp()}-{is_dead(run, now())}"'
    if request.headers.get("If-None-Match") == etag and is_on_its_way(run):
        return HttpResponse(status=304)
    response = render(request, "imports/progress.html", _progress(run))
    if not is_on_its_way(run):
        response["HX-Refresh"] = "true"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


@signed_in
@require_POST
def import_start(request: PageRequest, run_id: int) -> HttpResponse:
    """Start a prepared import, or go on with one that failed."""
    run = run_of(request, run_id)
    try:
        asked = unanswered(run) if run.state == ImportState.PREPARED else []
        if asked:
            return show_preparing(request, run, error=" ".join(asked))
        start(run, by=request.user)
    except Refusal as refusal:
        return show_preparing(request, run, error=spoken(refusal.sentence))
    except ImportProblem as problem:
        messages.warning(request, str(problem))
    enqueue(run_import, run.pk)
    return redirect("import_run", run.pk)


@signed_in
@require_POST
def import_cancel(request: PageRequest, run_id: int) -> HttpResponse:
    run = run_of(request, run_id)
    try:
        cancel(run)
        enqueue(run_import, run.pk)
    except ImportProblem as problem:
        messages.warning(request, str(problem))
    return redirect("import_run", run.pk)


@signed_in
@require_POST
def import_reopen(request: PageRequest, run_id: int) -> HttpResponse:
    run = run_of(request, run_id)
    try:
        reopen(run)
    except ImportProblem as problem:
        messages.warning(request, str(problem))
    return redirect("import_run", run.pk)


@signed_in
@require_POST
def import_discard(request: PageRequest, run_id: int) -> HttpResponse:
    run = run_of(request, run_id)
    try:
        discard(run)
    except ImportProblem as problem:
        messages.warning(request, str(problem))
        return redirect("import_run", run.pk)
    messages.info(request, _("%(file)s is forgotten.") % {"file": run.file_name})
    return redirect("imports")


@signed_in
@require_POST
def import_take_back(request: PageRequest, run_id: int) -> HttpResponse:
    run = run_of(request, run_id)
    try:
        take_back(run, by=request.user, now=now())
        enqueue(run_import, run.pk)
    except ImportProblem as problem:
        messages.warning(request, str(problem))
    except Busy:
        messages.warning(request, _("Another import is in work. Wait until it is done."))
    return redirect("import_run", run.pk)


@signed_in
@require_GET
def import_rows(request: PageRequest, run_id: int, which: str) -> HttpResponse:
    """The rows that were left out, or that are doubtful, as a file."""
    run = run_of(request, run_id)
    paths = {"rejects": rejects_path, "doubts": doubts_path}
    if which not in paths or not paths[which](run).exists():
        raise Http404
    name = f"{run.file_name.partition('.')[0]}-{which}.csv"
    headers = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}"}
    return HttpResponse(paths[which](run).read_bytes(), content_type="text/csv; charset=utf-8", headers=headers)


def is_on_its_way(run: ImportRun) -> bool:
    """Whether there is something to wait for."""
    return run.state in _ON_ITS_WAY or (run.state == ImportState.CANCELLED and run.finished_at is None)


def _progress(run: ImportRun) -> dict[str, object]:
    part = min(run.done / run.total, 1) if run.total else 0
    return {
        "run": run,
        "part": part,
        "percent": 100 * part,
        "words": counted(run.counts.get("in_file", {})),
        "is_dead": is_dead(run, now()),
        "may_cancel": run.state in {ImportState.WAITING, ImportState.RUNNING},
    }
