"""Pages of the levers, of the scenarios side by side, and the forms that keep and drop them."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.engine.dimension import Dimension
from headway.planning.levers import Lever, Raises
from headway.web.asking import Asker, Words
from headway.web.asking_levers import levers_asked, levers_of
from headway.web.beginning import first_steps, is_blank
from headway.web.clock import now
from headway.web.kept_names import may_share
from headway.web.levers.asked import LeversAsked, address_of
from headway.web.levers.shown import LeversShown, scenario_columns
from headway.web.naming import NotUnderstood
from headway.web.narrowing import kept_of, selects_for, understood
from headway.web.page import PageRequest, next_url, signed_in
from headway.web.plan_pages import plan_tabs
from headway.web.scenarios import (
    drop_scenario,
    keep_scenario,
    may_settle_efforts,
    raises_told,
    scenario_named,
    scenarios_for,
    settle_efforts,
)

_NARROWS = (Dimension.TEAM, Dimension.REP, Dimension.SOURCE, Dimension.SEGMENT)


@signed_in
@understood
def levers(request: PageRequest) -> HttpResponse:
    if is_blank(request.user):
        return first_steps(request, _("Levers"))
    named = request.GET.get("scenario", "")
    scenario = scenario_named(request.user, named) if named else None
    if scenario and not any(lever in request.GET for lever in Lever):
        return redirect(address_of(scenario))
    asked = LeversAsked.of(request)
    selects = [*selects_for(request.user, _NARROWS, asked.asked.words.filters), asked.asked.compare]
    context = {
        "tabs": plan_tabs("levers"),
        "asked": asked,
        "scenario": scenario,
        "shown": LeversShown.of(levers_of(asked.levers), asked.troubles),
        "scenarios": scenarios_for(request.user),
        "may_share": may_share(request.user),
        "may_settle": may_settle_efforts(request.user),
        "selects": selects,
        "kept": kept_of(request, selects),
        "here": request.get_full_path(),
    }
    return render(request, "levers/levers.html", context, status=422 if asked.troubles else 200)


@signed_in
@require_POST
def keep(request: PageRequest) -> HttpResponse:
    asker = Asker(request.user, request.company, now())
    try:
        asked = levers_asked(asker, Words.of(QueryDict(request.POST.get("words", ""))), _raises(request.POST))
        kept = keep_scenario(
            request.POST.get("name", ""),
            question=asked.questions[0],
            raises=asked.raises,
            is_shared=bool(request.POST.get("shared")),
            by=request.user,
            now=asker.now,
        )
    except NotUnderstood as trouble:
        messages.info(request, str(trouble))
        return redirect(next_url(request, "levers"))
    messages.info(request, _("Kept as '%(name)s'.") % {"name": kept.name})
    return redirect(address_of(kept))


@signed_in
@require_POST
def efforts(request: PageRequest) -> HttpResponse:
    told = {lever.value: request.POST[lever.value] for lever in Lever if lever.value in request.POST}
    try:
        settle_efforts(told, by=request.user, now=now())
    except NotUnderstood as trouble:
        messages.info(request, str(trouble))
    else:
        messages.info(request, _("What a per cent of each lever costs is kept."))
    return redirect(next_url(request, "levers"))


@signed_in
@understood
def scenarios(request: PageRequest) -> HttpResponse:
    asker = Asker(request.user, request.company, now())
    context = {"tabs": plan_tabs("levers"), "columns": scenario_columns(asker, scenarios_for(request.user))}
    return render(request, "levers/scenarios.html", context)


@signed_in
@require_POST
def drop(request: PageRequest, scenario_id: int) -> HttpResponse:
    known = get_object_or_404(scenarios_for(request.user), pk=scenario_id)
    drop_scenario(known, by=request.user, now=now())
    messages.info(request, _("'%(name)s' is kept no longer.") % {"name": known.name})
    return redirect("scenarios")


def _raises(told: QueryDict) -> Raises:
    return raises_told({lever.value: told.get(lever.value, "") for lever in Lever})
