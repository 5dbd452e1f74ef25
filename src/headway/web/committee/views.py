"""The page of a buying committee, and its changes by a tap."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from headway.reports.committee import Committee, Seat
from headway.web.access import Verb, contacts_for, deals_for, may, require
from headway.web.clock import now
from headway.web.committee.drawing import drawing_of
from headway.web.committee.forms import AddForm, PlaceForm
from headway.web.committees import committee_of
from headway.web.log import (
    LogProblem,
    add_decision_maker,
    add_person,
    change_decision_maker,
    remove_decision_maker,
)
from headway.web.models import Contact, Deal, DecisionMaker, Person, Position
from headway.web.page import PageRequest, signed_in

_SHOWN = 20


@signed_in
def committee(request: PageRequest, deal_id: int) -> HttpResponse:
    deal = _deal(request, deal_id)
    who = request.GET.get("who", "")
    return _show(request, deal, int(who) if who.isdecimal() else None)


@signed_in
@require_POST
def committee_add(request: PageRequest, deal_id: int) -> HttpResponse:
    deal = _deal(request, deal_id)
    require(request.user, Verb.CHANGE)
    form = AddForm(committee_of(request.user, deal), deal.client_id, request.POST)
    if not form.is_valid():
        return _show(request, deal, add_form=form)
    told = form.cleaned_data
    try:
        # Nobody new is left behind where the rest is refused.
        with transaction.atomic():
            person = told.get("person") or _known_or_new(request, deal, told)
            place = {"level": told["level"], "reports_to": told.get("reports_to")}
            add_decision_maker(deal, person, by=request.user, now=now(), **place)
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return _show(request, deal, add_form=form)
    return _done(request, deal, person.pk)


@signed_in
@require_POST
def committee_change(request: PageRequest, deal_id: int, person_id: int) -> HttpResponse:
    deal, seat = _deal_and_seat(request, deal_id, person_id)
    form = PlaceForm(committee_of(request.user, deal), request.POST, person_id=person_id)
    if not form.is_valid():
        return _show(request, deal, person_id, place_form=form)
    try:
        change_decision_maker(seat, form.cleaned_data, by=request.user, now=now())
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return _show(request, deal, person_id, place_form=form)
    return _done(request, deal, person_id)


@signed_in
@require_POST
def committee_position(request: PageRequest, deal_id: int, person_id: int) -> HttpResponse:
    deal, seat = _deal_and_seat(request, deal_id, person_id)
    position = request.POST.get("position", "")
    if position not in Position.values:
        return _show(request, deal, person_id, status=422)
    change_decision_maker(seat, {"position": position}, by=request.user, now=now())
    return _done(request, deal, person_id)


@signed_in
@require_POST
def committee_remove(request: PageRequest, deal_id: int, person_id: int) -> HttpResponse:
    deal, seat = _deal_and_seat(request, deal_id, person_id)
    remove_decision_maker(seat, by=request.user, now=now())
    return _done(request, deal, None)


def _deal(request: PageRequest, deal_id: int) -> Deal:
    known = deals_for(request.user).select_related("client", "owner", "milestones__stage")
    return get_object_or_404(known, pk=deal_id)


def _deal_and_seat(request: PageRequest, deal_id: int, person_id: int) -> tuple[Deal, DecisionMaker]:
    deal = _deal(request, deal_id)
    require(request.user, Verb.CHANGE)
    seats = DecisionMaker.objects.select_related("deal", "person")
    return deal, get_object_or_404(seats, deal=deal, person=person_id)


def _known_or_new(request: PageRequest, deal: Deal, told: dict[str, Any]) -> Person:
    """Return the person of that name who works there already, so that a form sent twice writes nobody down twice."""
    known = Person.objects.filter(client=deal.client_id, name=told["name"], left_at=None).first()
    titled = {"job_title": told["job_title"]}
    return known or add_person(deal.client, told["name"], by=request.user, now=now(), **titled)


def _done(request: PageRequest, deal: Deal, person_id: int | None) -> HttpResponse:
    """Show the map as it is now: as a part of the page, or by going back to the page."""
    if request.htmx:
        return _show(request, deal, person_id)
    page = reverse("committee", args=[deal.pk])
    return redirect(f"{page}?who={person_id}#who" if person_id else page)


def _show(
    request: PageRequest,
    deal: Deal,
    person_id: int | None = None,
    status: int = 200,
    **forms: PlaceForm,
) -> HttpResponse:
    told, may_change = committee_of(request.user, deal), may(request.user, Verb.CHANGE)
    chosen = told.seat_of(person_id)
    context = {
        "deal": deal,
        "committee": told,
        "drawing": drawing_of(told),
        "chosen": chosen,
        "person": Person.objects.get(pk=chosen.person_id) if chosen else None,
        "contacts": _contacts(request, deal, chosen) if chosen else (),
        "positions": Position.choices,
        "may_change": may_change,
        "may_log": may(request.user, Verb.LOG),
        "add_form": _add_form(request, told, deal),
        "place_form": _place_form(told, person_id),
        "is_adding": "add_form" in forms or not told,
        **forms,
    }
    page = "committee/whole.html" if request.htmx else "committee/committee.html"
    return render(request, page, context, status=422 if forms else status)


def _contacts(request: PageRequest, deal: Deal, seat: Seat) -> QuerySet[Contact]:
    """Return the latest contacts that were spent on somebody."""
    spent = contacts_for(request.user).filter(deal=deal, persons=seat.person_id)
    named = spent.select_related("client", "rep", "stage", "stage_before")
    return named.order_by("-happened_at", "-position")[:_SHOWN]


def _add_form(request: PageRequest, told: Committee, deal: Deal) -> AddForm:
    return AddForm(told, deal.client_id, initial={"level": 2 if told else 1})


def _place_form(told: Committee, person_id: int | None) -> PlaceForm:
    seat = told.seat_of(person_id)
    place = {"level": seat.level, "reports_to": seat.reports_to_id} if seat else {}
    return PlaceForm(told, initial=place, person_id=person_id)
