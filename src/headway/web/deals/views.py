"""The list of deals, the page of one, and its changes by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web.access import Verb, contacts_for, deals_for, may, moves_for, require
from headway.web.clock import now
from headway.web.deals.filters import DealFilters, owners_to_choose, stages_to_choose
from headway.web.deals.forms import MoveForm, OwnerForm, ValueForm
from headway.web.deals.standing import stage_times
from headway.web.history import history_of
from headway.web.log import LogProblem, assign_deal, move_deal, value_deal
from headway.web.models import Deal
from headway.web.page import PageRequest, page_of, signed_in
from headway.web.road import road_of


@signed_in
def deals(request: PageRequest) -> HttpResponse:
    filters = DealFilters.of(request.GET.dict())
    context = {
        "filters": filters,
        "tabs": filters.tabs(),
        "page": page_of(filters.deals(request.user), request),
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


def _deal(request: PageRequest, deal_id: int) -> Deal:
    known = deals_for(request.user).select_related(
        "client", "owner", "currency", "source", "funnel", "milestones__stage"
    )
    return get_object_or_404(known, pk=deal_id)


def _show(request: PageRequest, known: Deal, **forms: MoveForm | OwnerForm | ValueForm) -> HttpResponse:
    user, road = request.user, road_of(known)
    home = request.company.currency if request.company else None
    context = {
        "deal": known,
        "road": road,
        "times": stage_times(known, now()),
        "owners": known.owners.select_related("owner").order_by("-starts_at"),
        "values": known.values.select_related("currency").order_by("-starts_at"),
        "page": page_of(history_of(contacts_for(user).filter(deal=known), moves_for(user).filter(deal=known)), request),
        "may_log": may(user, Verb.LOG),
        "may_change": may(user, Verb.CHANGE),
        "may_move": may(user, Verb.MOVE),
        "move_form": MoveForm(road),
        "owner_form": OwnerForm(user, initial={"owner": known.owner_id}),
        "value_form": ValueForm.of(known, home),
        "opened": next(iter(forms), ""),
        **forms,
    }
    return render(request, "deals/deal.html", context, status=422 if forms else 200)
