"""Pages of the programme: its weeks, beginning and ending it, writing it, and calling a week done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.engine.calendar import Step, first_day, walk
from headway.web.access import Verb, may, require
from headway.web.asking import Asker
from headway.web.clock import now
from headway.web.models import Programme
from headway.web.naming import NotUnderstood
from headway.web.page import PageRequest, signed_in
from headway.web.plan_pages import plan_tabs
from headway.web.programme.forms import NameForm, StartForm, WeekForms, outline_of_forms
from headway.web.programmes.files import outline_read, outline_written, shipped
from headway.web.programmes.following import followed, outline_of, running
from headway.web.programmes.keeping import call_done, call_undone, end_programme, start_programme, write_programme
from headway.web.programmes.telling import effect_words
from headway.web.still import still_facts


@signed_in
def programme(request: PageRequest) -> HttpResponse:
    return render(request, "programme/programme.html", _context(_asker(request)))


@signed_in
@require_POST
def start(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    asker, form = _asker(request), StartForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            outline = outline_read(given.read()) if given else None
            start_programme(asker, outline=outline, on=form.cleaned_data["on"])
        except NotUnderstood as trouble:
            form.add_error(trouble.field if trouble.field in form.fields else None, str(trouble))
        else:
            return redirect("programme")
    return render(request, "programme/programme.html", _context(asker, form), status=422)


@signed_in
@require_POST
def end(request: PageRequest) -> HttpResponse:
    end_programme(_asker(request), _running())
    messages.info(request, _("The programme has ended. What was done stays in the audit trail."))
    return redirect("programme")


@signed_in
def write(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    known = running()
    outline = outline_of(known) if known is not None else shipped()
    told = request.POST if request.method == "POST" else None
    name = NameForm(told, initial={"name": outline.name})
    weeks = WeekForms(told, initial=[each.plain() for each in outline.tasks], prefix="week")
    trouble = ""
    if request.method == "POST" and name.is_valid() and weeks.is_valid():
        try:
            written = outline_of_forms(name, weeks)
            if known is not None:
                write_programme(_asker(request), known, written)
            else:
                start_programme(_asker(request), outline=written)
        except NotUnderstood as refusal:
            trouble = str(refusal)
        else:
            messages.info(request, _("The programme is written. It is your company's own now."))
            return redirect("programme")
    has_errors = bool(trouble or name.errors or weeks.total_error_count())
    context = {"tabs": plan_tabs("programme"), "name": name, "weeks": weeks, "trouble": trouble, "known": known}
    return render(request, "programme/write.html", context, status=422 if has_errors else 200)


@signed_in
def file(request: PageRequest) -> HttpResponse:
    known = running()
    text = outline_written(outline_of(known) if known is not None else shipped())
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="programme.toml"'
    return response


@signed_in
@require_POST
def done(request: PageRequest, number: int) -> HttpResponse:
    try:
        call_done(_asker(request), _running(), number, request.POST.get("note", ""))
    except NotUnderstood as trouble:
        messages.info(request, str(trouble))
    return redirect("programme")


@signed_in
@require_POST
def undone(request: PageRequest, number: int) -> HttpResponse:
    call_undone(_asker(request), _running(), number)
    return redirect("programme")


def _asker(request: PageRequest) -> Asker:
    return Asker(request.user, request.company, now())


def _running() -> Programme:
    found = running()
    if found is None:
        raise Http404
    return found


def _context(asker: Asker, form: StartForm | None = None) -> dict[str, Any]:
    known = running()
    this_week = first_day(asker.today, Step.WEEK, asker.week_start)
    # Whoever reads it in the middle of a week begins with the next one.
    begins = this_week if asker.today == this_week else walk(this_week, Step.WEEK, 1)
    context: dict[str, Any] = {
        "tabs": plan_tabs("programme"),
        "may_write": may(asker.user, Verb.ADMINISTER),
        "may_call_done": may(asker.user, Verb.COMMENT),
        "form": form or StartForm(initial={"on": begins}),
        "outline": shipped(),
    }
    if known is None:
        return context
    with still_facts() as facts:
        found = followed(asker, known, facts)
    weeks = [{"week": each, "effect": effect_words(each.effect, asker.company)} for each in found.weeks]
    since = [{"effect": each, "words": effect_words(each, asker.company)} for each in found.since]
    return {**context, "followed": found, "week": found.now, "weeks": weeks, "since": since, "outline": found.outline}
