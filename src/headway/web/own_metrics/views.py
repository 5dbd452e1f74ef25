"""Pages of the company's own metrics: the list, making one, how one is made, and what one would count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.engine.definition import Definition
from headway.engine.figure import Figure
from headway.engine.metric import Metric, Unit
from headway.engine.offered import GROUNDS
from headway.web.access import Verb, may, require
from headway.web.asking import Asker
from headway.web.clock import now
from headway.web.models import AuditEntry, Currency, OwnMetric
from headway.web.naming import NotUnderstood
from headway.web.own.keeping import add_metric, change_metric, remove_metric
from headway.web.own.known import metric_told, origin_of
from headway.web.own.preview import preview_of
from headway.web.own.reading import telling
from headway.web.own.saying import Names, formula_of
from headway.web.own.stored import restored_or_none
from headway.web.own.uses import uses_of
from headway.web.own_metrics.forms import NOTHING, OwnMetricForms
from headway.web.page import PageRequest, signed_in
from headway.web.parts import Tab
from headway.web.wording import contribution_unit, contribution_words, value_words


@dataclass(frozen=True)
class Change:
    """A time at which a metric was made or changed: who did it, and what it counted from then on."""

    at: datetime
    who: str
    formula: str


@signed_in
def metrics(request: PageRequest) -> HttpResponse:
    currency = request.company.currency if request.company else None
    kept, names = OwnMetric.objects.select_related("made_by", "changed_by").order_by("name"), Names()
    listed = [{"kept": each, "metric": metric_told(each, currency, names), "origin": origin_of(each)} for each in kept]
    context = {"listed": listed, "may_define": may(request.user, Verb.DEFINE)}
    return render(request, "own_metrics/list.html", context)


@signed_in
def new(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.DEFINE)
    forms = _forms(request)
    definition = forms.definition() if forms.is_bound else None
    if definition is not None:
        try:
            kept = add_metric(definition, by=request.user, now=now())
        except NotUnderstood as trouble:
            forms.refuse(trouble)
        else:
            messages.info(request, _("“%(label)s” stands among the numbers now.") % {"label": definition.label})
            return redirect("metric", kept.name)
    return _edited(request, forms, None)


@signed_in
def metric(request: PageRequest, name: str) -> HttpResponse:
    kept = _kept(name)
    if request.method == "POST":
        require(request.user, Verb.DEFINE)
    forms = _forms(request, kept)
    definition = forms.definition() if forms.is_bound else None
    if definition is not None:
        try:
            change_metric(kept, definition, by=request.user, now=now())
        except NotUnderstood as trouble:
            forms.refuse(trouble)
        else:
            messages.info(request, _("Changed. Past periods are counted so too."))
            return redirect("metric", kept.name)
    return _edited(request, forms, kept)


@signed_in
@require_POST
def preview(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.DEFINE)
    data = request.POST.copy()
    # What it counts can be seen before it has a name.
    data["label"] = data.get("label", "").strip() or "–"
    forms = _forms(request, data=data)
    context = {"forms": forms, **_previewed(request, forms, forms.definition())}
    return render(request, "own_metrics/preview.html", context)


@signed_in
@require_POST
def remove(request: PageRequest, name: str) -> HttpResponse:
    require(request.user, Verb.DEFINE)
    remove_metric(_kept(name), by=request.user, now=now())
    messages.info(request, _("Taken out of the numbers. The audit trail keeps what it was."))
    for sentence in uses_of(name).left:
        messages.info(request, sentence)
    return redirect("own_metrics")


def _kept(name: str) -> OwnMetric:
    return get_object_or_404(OwnMetric.objects.select_related("made_by", "changed_by"), name=name)


def _forms(request: PageRequest, kept: OwnMetric | None = None, *, data: QueryDict | None = None) -> OwnMetricForms:
    """Return the forms for the facts that the address names, or those of the metric that is changed."""
    asker = Asker(request.user, request.company, now())
    before = restored_or_none(kept.definition) if kept else None
    told = telling(asker, before) if before else {}
    of = request.GET.get("of") or (told["of"]["facts"] if told else "deals")
    per = request.GET.get("per") or (told["per"]["facts"] if told.get("per") else NOTHING)
    of = of if of in GROUNDS else "deals"
    return OwnMetricForms(asker, of, per, data=data or (request.POST if request.method == "POST" else None), told=told)


def _edited(request: PageRequest, forms: OwnMetricForms, kept: OwnMetric | None) -> HttpResponse:
    per = forms.per.facts if forms.per else NOTHING
    is_shown = forms.is_bound or kept is not None
    known = restored_or_none(kept.definition) if kept and not forms.has_errors else None
    context = {
        "forms": forms,
        "kept": kept,
        "may_define": may(request.user, Verb.DEFINE),
        "of_tabs": [_tab(_(GROUNDS[each].words), each, per, is_current=each == forms.of.facts) for each in GROUNDS],
        "per_tabs": [
            _tab(_("nothing"), forms.of.facts, NOTHING, is_current=forms.per is None),
            *(_tab(_(GROUNDS[each].words), forms.of.facts, each, is_current=each == per) for each in GROUNDS),
        ],
        "query": f"of={forms.of.facts}&per={per}",
        "changes": list(_changes(request, kept)) if kept else [],
        "uses": uses_of(kept.name).left if kept else [],
        **(_previewed(request, forms, known) if is_shown else {}),
    }
    return render(request, "own_metrics/edit.html", context, status=422 if forms.has_errors else 200)


def _tab(label: str, of: str, per: str, *, is_current: bool) -> Tab:
    return Tab(label, f"?of={of}&per={per}", is_current)


def _previewed(request: PageRequest, forms: OwnMetricForms, definition: Definition | None) -> dict[str, object]:
    """Return what a definition would count this month; nothing where it is not finished."""
    if definition is None:
        return {}
    shown = preview_of(forms.asker, definition, forms.asker.period("this month"))
    currency = request.company.currency if request.company else None
    metric, figure = shown.answer.metric, shown.answer.total
    counts = _counts(metric, figure, currency)
    return {
        "shown": shown,
        "value": value_words(metric.unit, figure.value, currency),
        "figure": figure,
        "counts": counts,
    }


def _counts(metric: Metric, figure: Figure, currency: Currency | None) -> tuple[str, str] | None:
    """Write what was divided, each in its own unit; by a mean, by how many rows."""
    if figure.of is None or figure.per is None:
        return None
    per = Unit.COUNT if metric.per is None else contribution_unit(metric, metric.per)
    of = contribution_words(contribution_unit(metric, metric.of), figure.of, currency)
    return of, contribution_words(per, figure.per, currency)


def _changes(request: PageRequest, kept: OwnMetric) -> Iterator[Change]:
    currency = request.company.currency if request.company else None
    names = Names()
    entries = AuditEntry.objects.filter(noun="ownmetric", noun_id=kept.pk).select_related("actor").order_by("-pk")
    for entry in entries:
        told = restored_or_none((entry.after or {}).get("definition") or {})
        formula = formula_of(told, currency, names) if told else _("It can no longer be counted.")
        yield Change(entry.at, entry.actor.name if entry.actor else "", formula)
