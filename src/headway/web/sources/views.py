"""The list of sources, the page of one, and its costs."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.engine.period import Period
from headway.web.access import Verb, costs_for, may, require
from headway.web.clock import now
from headway.web.log import LogProblem, add_source, change_cost, change_source, enter_cost, remove_cost
from headway.web.models import Cost, CostDay, Source
from headway.web.page import PageRequest, page_of, signed_in, today_of
from headway.web.sources.forms import CostForm, SourceForm


@signed_in
def sources(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.REVIEW)
    form = SourceForm(request.POST or None)
    if request.method == "POST":
        require(request.user, Verb.SPEND)
        if form.is_valid():
            try:
                added = add_source(**form.cleaned_data, by=request.user, now=now())
            except LogProblem as problem:
                form.add_error(None, str(problem))
            else:
                return redirect("source", added.pk)
    context = {
        "sources": Source.objects.order_by("name"),
        "spent": _spent(request),
        "form": form,
        "may_spend": may(request.user, Verb.SPEND),
        "may_import": may(request.user, Verb.IMPORT),
    }
    return render(request, "sources/sources.html", context, status=422 if form.errors else 200)


@signed_in
def source(request: PageRequest, source_id: int) -> HttpResponse:
    require(request.user, Verb.REVIEW)
    known = get_object_or_404(Source, pk=source_id)
    form = SourceForm(request.POST or None, initial={"name": known.name, "kind": known.kind})
    if request.method == "POST":
        require(request.user, Verb.SPEND)
        if form.is_valid():
            try:
                change_source(known, **form.cleaned_data, by=request.user, now=now())
            except LogProblem as problem:
                form.add_error(None, str(problem))
            else:
                return redirect("source", known.pk)
    return _show(request, known, form=form) if form.errors else _show(request, known)


@signed_in
@require_POST
def cost_new(request: PageRequest, source_id: int) -> HttpResponse:
    require(request.user, Verb.SPEND)
    known = get_object_or_404(Source, pk=source_id)
    form = CostForm(request.POST)
    if form.is_valid():
        try:
            enter_cost(known, **form.told, uid=form.cleaned_data["uid"], by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.info(request, _("The cost of %(source)s is written down.") % {"source": known.name})
            return redirect("source", known.pk)
    return _show(request, known, cost_form=form)


@signed_in
def cost(request: PageRequest, source_id: int, cost_id: int) -> HttpResponse:
    require(request.user, Verb.SPEND)
    known = _cost(request, source_id, cost_id)
    form = CostForm(request.POST) if request.method == "POST" else CostForm.of(known)
    if form.is_bound and form.is_valid():
        try:
            change_cost(known, form.told, by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("source", source_id)
    return render(request, "sources/cost.html", {"cost": known, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def cost_remove(request: PageRequest, source_id: int, cost_id: int) -> HttpResponse:
    require(request.user, Verb.SPEND)
    remove_cost(_cost(request, source_id, cost_id), by=request.user, now=now())
    return redirect("source", source_id)


def _cost(request: PageRequest, source_id: int, cost_id: int) -> Cost:
    known = costs_for(request.user).select_related("source", "currency")
    return get_object_or_404(known, pk=cost_id, source=source_id)


def _show(request: PageRequest, known: Source, **forms: Any) -> HttpResponse:
    costs = costs_for(request.user).filter(source=known).select_related("currency")
    page = page_of(costs, request)
    context = {
        "source": known,
        "page": page,
        "latest_days": {cost.pk: cost.ends_on - timedelta(days=1) for cost in page.object_list},
        "form": SourceForm(initial={"name": known.name, "kind": known.kind}),
        "cost_form": CostForm.of_month(today_of(request), request.company.currency if request.company else None),
        "may_spend": may(request.user, Verb.SPEND),
        **forms,
    }
    return render(request, "sources/source.html", context, status=422 if forms else 200)


def _spent(request: PageRequest) -> dict[int, int]:
    """Return what each source cost in the year up to today; one without a cost is not in it."""
    year = Period.parse("last 365 days", today_of(request))
    within = Q(spent_on__gte=year.start, spent_on__lt=year.end, cost__in=costs_for(request.user))
    found = CostDay.objects.filter(within).values_list("cost__source")
    return {source_id: total for source_id, total, _days in found.annotate(Sum("company_amount"), Count("pk"))}
