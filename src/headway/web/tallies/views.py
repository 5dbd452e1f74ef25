"""The page that counts by taps, and the kinds that the company counts."""

from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web.access import Verb, may, require, tallies_for
from headway.web.clock import now
from headway.web.log import LogProblem, add_tally_kind, change_tally_kind, correct_tally, count_tally, undo_tally
from headway.web.models import TallyKind
from headway.web.page import PageRequest, signed_in, today_of
from headway.web.tallied import tallied
from headway.web.tallies.forms import CorrectionForm, KindForm, NewKindForm, TapForm


@signed_in
def tally(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.LOG)
    return _show(request)


@signed_in
@require_POST
def count(request: PageRequest, kind_id: int) -> HttpResponse:
    require(request.user, Verb.LOG)
    kind = get_object_or_404(TallyKind, pk=kind_id)
    form = TapForm(request.POST)
    if not form.is_valid():
        return _show(request, status=422)
    try:
        count_tally(
            kind, form.cleaned_data["count"] or 1, rep=request.user, by=request.user, now=now(),
            uid=form.cleaned_data["uid"],
        )  # fmt: skip
    except LogProblem as problem:
        return _show(request, str(problem), status=422)
    return _show(request) if request.htmx else redirect("tally")


@signed_in
@require_POST
def undo(request: PageRequest, uid: UUID) -> HttpResponse:
    require(request.user, Verb.LOG)
    known = get_object_or_404(tallies_for(request.user).filter(rep=request.user).select_related("kind", "rep"), uid=uid)
    try:
        undo_tally(known, by=request.user, now=now())
    except LogProblem as problem:
        return _show(request, str(problem), status=422)
    return _show(request) if request.htmx else redirect("tally")


@signed_in
@require_POST
def correct(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.LOG)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _show(request, form=form, status=422)
    said = form.cleaned_data
    try:
        correct_tally(
            said["kind"], said["total"], rep=request.user, counted_on=said["day"], by=request.user, now=now(),
            uid=said["uid"],
        )  # fmt: skip
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return _show(request, form=form, status=422)
    words = {"kind": said["kind"].name, "total": said["total"]}
    messages.info(request, _("%(kind)s: %(total)s on that day.") % words)
    return redirect("tally")


@signed_in
def kinds(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    form = NewKindForm(request.POST or None)
    if form.is_valid():
        try:
            add_tally_kind(form.cleaned_data["name"], by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("tally_kinds")
    context = {"kinds": TallyKind.objects.all(), "form": form}
    return render(request, "tallies/kinds.html", context, status=422 if form.errors else 200)


@signed_in
def kind(request: PageRequest, kind_id: int) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    known = get_object_or_404(TallyKind, pk=kind_id)
    form = KindForm(request.POST or None, initial={"name": known.name, "is_retired": known.retired_at is not None})
    if form.is_valid():
        try:
            change_tally_kind(known, form.cleaned_data, by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("tally_kinds")
    return render(request, "tallies/kind.html", {"kind": known, "form": form}, status=422 if form.errors else 200)


def _show(
    request: PageRequest, problem: str = "", form: CorrectionForm | None = None, status: int = 200
) -> HttpResponse:
    today: date = today_of(request)
    context = {
        "tallied": tallied(request.user, today),
        "uid": uuid4(),
        "problem": problem,
        "form": form or CorrectionForm(initial={"day": today}),
        "is_open": form is not None,
        "may_administer": may(request.user, Verb.ADMINISTER),
    }
    template = "tallies/counters.html" if request.htmx else "tallies/tally.html"
    return render(request, template, context, status=status)
