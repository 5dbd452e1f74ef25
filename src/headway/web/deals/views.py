"""The list of deals, the page of one, and its changes by hand."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web.access import Verb, contacts_for, deals_for, may, moves_for, require
from headway.web.asking import Asker
from headway.web.asking_norms import past_norm_ids
from headway.web.clock import now
from headway.web.committees import CommitteeState, agreements_of, committee_of
from headway.web.deals.filters import DealFilters, owners_to_choose, stages_to_choose
from headway.web.deals.forms import ExpectedForm, MoveForm, NameForm, OwnerForm, ValueForm
from headway.web.deals.standing import is_overdue, stage_times, standings_or_why
from headway.web.history import history_of
from headway.web.log import LogProblem, assign_deal, expect_deal, move_deal, rename_deal, value_deal
from headway.web.models import Deal
from headway.web.page import PageRequest, page_of, signed_in
from headway.web.road import road_of


@signed_in
def deals(request: PageRequest) -> HttpResponse:
    filters, asker = DealFilters.of(request.GET.dict()), Asker(request.user, request.company, now())
    page = page_of(filters.deals(request.user, past_norm_ids(asker) if filters.is_past_norm else ()), request)
    standings, out_of_reach = standings_or_why(asker, [each.pk for each in page])
    context = {
        "filters": filters,
        "tabs": filters.tabs(),
        "page": page,
        "standings": standings,
        "out_of_reach": out_of_reach,
        "agreements": agreements_of(page),
        "committee_states": CommitteeState.choices,
        "overdue": {each.pk for each in page if is_overdue(each, asker.today)},
        "funnels": stages_to_choose(),
        "owners": owners_to_choose(request.user),
    }
    return render(request, "deals/deals.html", context)


@signed_in
def deal(request: PageRequest, deal_id: int) -> HttpResponse:
    return _show(request, _deal(request, deal_id))


@signed_in
@require_POST
def deal_move(request: PageRequest, deal_id: int) -> HttpResponse:
    known = _deal(request, deal_id)
    require(request.user, Verb.MOVE)
    form = MoveForm(road_of(known), request.POST)
    if not form.is_valid():
        return _show(request, known, move_form=form)
    try:
        move_deal(known, **form.cleaned_data, by=request.user, now=now())
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return _show(request, known, move_form=form)
    messages.info(
        request, _("%(deal)s stands on %(stage)s now.") % {"deal": known.name, "stage": form.cleaned_data["stage"]}
    )
    return redirect("deal", known.pk)


@signed_in
@require_POST
def deal_name(request: PageRequest, deal_id: int) -> HttpResponse:
    known = _deal(request, deal_id)
    require(request.user, Verb.CHANGE)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _show(request, known, name_form=form)
    rename_deal(known, form.cleaned_data["name"], by=request.user, now=now())
    return redirect("deal", known.pk)


@signed_in
@require_POST
def deal_owner(request: PageRequest, deal_id: int) -> HttpResponse:
    known = _deal(request, deal_id)
    require(request.user, Verb.MOVE)
    form = OwnerForm(request.user, request.POST)
    if not form.is_valid():
        return _show(request, known, owner_form=form)
    assign_deal(known, form.cleaned_data["owner"], by=request.user, now=now())
    return redirect("deal", known.pk)


@signed_in
@require_POST
def deal_value(request: PageRequest, deal_id: int) -> HttpResponse:
    known = _deal(request, deal_id)
    require(request.user, Verb.CHANGE)
    form = ValueForm(request.POST)
    if not form.is_valid():
        return _show(request, known, value_form=form)
    value_deal(known, form.minor_units, form.cleaned_data["currency"], by=request.user, now=now())
    return redirect("deal", known.pk)


@signed_in
@require_POST
def deal_expected(request: PageRequest, deal_id: int) -> HttpResponse:
    known = _deal(request, deal_id)
    require(request.user, Verb.CHANGE)
    form = ExpectedForm(request.POST)
    if not form.is_valid():
        return _show(request, known, expected_form=form)
    try:
        expect_deal(known, form.cleaned_data["expected_on"], by=request.user, now=now())
    except LogProblem as problem:
        form.add_error("expected_on", str(problem))
        return _show(request, known, expected_form=form)
    return redirect("deal", known.pk)


def _deal(request: PageRequest, deal_id: int) -> Deal:
    known = deals_for(request.user).select_related(
        "client__referrer",
        "merged_from__referrer",
        "owner",
        "currency",
        "source",
        "referrer",
        "funnel",
        "milestones__stage",
    )
    return get_object_or_404(known, pk=deal_id)


def _show(request: PageRequest, known: Deal, **forms: Form) -> HttpResponse:
    user, road, asker = request.user, road_of(known), Asker(request.user, request.company, now())
    home = request.company.currency if request.company else None
    standings, out_of_reach = standings_or_why(asker, [known.pk])
    context = {
        "deal": known,
        "road": road,
        "committee": committee_of(user, known),
        "times": stage_times(known, asker.now),
        "standing": standings.get(known.pk),
        "out_of_reach": out_of_reach,
        "owners": known.owners.select_related("owner").order_by("-starts_at"),
        "values": known.values.select_related("currency").order_by("-starts_at"),
        "expectations": known.expectations.order_by("-starts_at"),
        "is_overdue": is_overdue(known, asker.today),
        "page": page_of(history_of(contacts_for(user).filter(deal=known), moves_for(user).filter(deal=known)), request),
        "may_log": may(user, Verb.LOG),
        "may_change": may(user, Verb.CHANGE),
        "may_move": may(user, Verb.MOVE),
        "move_form": MoveForm(road),
        "name_form": NameForm(initial={"name": known.name}),
        "owner_form": OwnerForm(user, initial={"owner": known.owner_id}),
        "value_form": ValueForm.of(known, home),
        "expected_form": ExpectedForm(initial={"expected_on": known.expected_on}),
        "opened": next(iter(forms), ""),
        **forms,
    }
    return render(request, "deals/deal.html", context, status=422 if forms else 200)
