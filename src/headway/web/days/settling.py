"""What makes working days: the company's own days, its week, and the part of the week that a person works."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from headway.web.access import Verb, may_arrange, reps_for, require
from headway.web.clock import now
from headway.web.days.forms import CALENDAR, DayForm, OwnWeekForm, WeekForm
from headway.web.days.views import address_of, show
from headway.web.log import LogProblem
from headway.web.models import OwnWeek, User
from headway.web.page import PageRequest, signed_in, today_of
from headway.web.working_days.writing import (
    follow_calendar,
    overrule_day,
    remove_own_week,
    set_own_week,
    settle_week,
)


@signed_in
@require_POST
def day(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    form = DayForm(request.POST)
    if not form.is_valid():
        return show(request, day=form)
    said = form.cleaned_data
    try:
        if said["what"] == CALENDAR:
            follow_calendar(said["day"], by=request.user, now=now())
        else:
            overrule_day(
                said["day"], is_worked=said["what"] == "worked", why=said["why"], by=request.user, now=now()
            )  # fmt: skip
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return show(request, day=form)
    return redirect(address_of(said["day"].year))


@signed_in
@require_POST
def week(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.ADMINISTER)
    if request.company is None:
        raise Http404
    form = WeekForm(request.company, request.POST)
    if not form.is_valid():
        return show(request, week=form)
    said = form.cleaned_data
    try:
        settle_week(
            country=said["country"], region=said["region"], weekdays=said["weekdays"], by=request.user, now=now()
        )
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return show(request, week=form)
    return redirect(address_of(today_of(request).year))


@signed_in
@require_POST
def own_week(request: PageRequest, user_id: int) -> HttpResponse:
    person = _led(request, user_id)
    form = OwnWeekForm(request.POST)
    if not form.is_valid():
        return show(request, person, own_week=form)
    try:
        set_own_week(person, form.cleaned_data["starts_on"], form.percents, by=request.user, now=now())
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return show(request, person, own_week=form)
    return redirect(address_of(form.cleaned_data["starts_on"].year, person))


@signed_in
@require_POST
def remove_own(request: PageRequest, user_id: int, week_id: int) -> HttpResponse:
    person = _led(request, user_id)
    remove_own_week(get_object_or_404(OwnWeek, user=person, pk=week_id), by=request.user, now=now())
    return redirect(address_of(today_of(request).year, person))


def _led(request: PageRequest, user_id: int) -> User:
    person: User = get_object_or_404(reps_for(request.user), pk=user_id)
    if not may_arrange(request.user, person):
        raise PermissionDenied
    return person
