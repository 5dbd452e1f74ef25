"""The page of working days: a year at a glance, and absences written down and taken out."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web import figures
from headway.web.access import Verb, absences_for, may, may_arrange, may_be_away, reps_for, require
from headway.web.clock import now
from headway.web.days.forms import AbsenceForm, DayForm, OwnWeekForm, WeekForm, people_of
from headway.web.days.shown import year_of
from headway.web.log import LogProblem
from headway.web.models import Absence, OverruledDay, OwnWeek, Role, User
from headway.web.page import PageRequest, signed_in, today_of
from headway.web.plan_pages import plan_tabs
from headway.web.working_days.writing import enter_absence, remove_absence

_FIRST_YEAR, _LATEST_YEAR = 2000, 2100


@signed_in
def working_days(request: PageRequest) -> HttpResponse:
    return show(request)


@signed_in
@require_POST
def absence(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.LOG)
    form = AbsenceForm(request.user, request.POST)
    if not form.is_valid():
        return show(request, absence=form)
    said = form.cleaned_data
    if not may_be_away(request.user, said["user"]):
        raise PermissionDenied
    try:
        written = enter_absence(
            said["user"], said["first"], said["latest"], kind=said["kind"], is_half=said["is_half"],
            by=request.user, now=now(), uid=said["uid"],
        )  # fmt: skip
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return show(request, absence=form)
    return redirect(address_of(written.starts_on.year, said["user"]))


@signed_in
@require_POST
def remove(request: PageRequest, uid: UUID) -> HttpResponse:
    known = get_object_or_404(absences_for(request.user).select_related("user"), uid=uid)
    if not may_be_away(request.user, known.user):
        raise PermissionDenied
    remove_absence(known, by=request.user, now=now())
    return redirect(address_of(known.starts_on.year, known.user))


def show(request: PageRequest, person: User | None = None, **forms: Any) -> HttpResponse:
    """Show the page, with what was wrong in the form that was sent."""
    person = person or _person(request)
    today = today_of(request)
    year = _year(request, today)
    context = {
        "tabs": plan_tabs("working_days"),
        "year": year_of(year, request.company, person, today),
        "years": (year - 1, year + 1),
        "person": person,
        "who": person.pk if person else "company",
        "people": reps_for(request.user).filter(is_active=True).exclude(role=Role.ANALYST).order_by("name"),
        **_absences(request, person, year, forms),
        **_settled(request, person, year, forms),
        "country": figures.reader().territories.get(request.company.country) if request.company else "",
    }
    return render(request, "days/days.html", context, status=422 if forms else 200)


def address_of(year: int, person: User | None = None) -> str:
    """Return the address of a year, of the company or of a person."""
    return f"{reverse('working_days')}?year={year}&who={person.pk if person else 'company'}"


def _absences(request: PageRequest, person: User | None, year: int, forms: dict[str, Any]) -> dict[str, Any]:
    in_year = absences_for(request.user).filter(starts_on__lt=date(year + 1, 1, 1), ends_on__gt=date(year, 1, 1))
    shown = in_year.filter(user=person) if person else in_year
    may_enter = people_of(request.user).exists()
    fresh = AbsenceForm(request.user, initial={"uid": uuid4(), "user": person or request.user})
    return {
        "absences": [_row(request.user, each) for each in shown.select_related("user")],
        "is_absence_open": "absence" in forms,
        "absence_form": (forms.get("absence") or fresh) if may_enter else None,
    }


def _settled(request: PageRequest, person: User | None, year: int, forms: dict[str, Any]) -> dict[str, Any]:
    is_owner = may(request.user, Verb.ADMINISTER)
    may_week = person is not None and may_arrange(request.user, person)
    day = {"day": request.GET.get("day", "")}
    return {
        "ruled": OverruledDay.objects.filter(day__year=year),
        "day_form": (forms.get("day") or DayForm(initial=day)) if is_owner else None,
        "is_day_open": bool(day["day"] or "day" in forms),
        "week_form": (forms.get("week") or WeekForm(request.company)) if is_owner and request.company else None,
        "is_week_open": "week" in forms,
        "own_weeks": [(each, _shares(each)) for each in OwnWeek.objects.filter(user=person)] if person else [],
        "own_week_form": (forms.get("own_week") or OwnWeekForm()) if may_week else None,
        "is_own_week_open": "own_week" in forms,
    }


def _row(user: User, absence: Absence) -> dict[str, Any]:
    latest = date.fromordinal(absence.ends_on.toordinal() - 1)
    days = figures.days_from(absence.starts_on, latest) if latest > absence.starts_on else figures.day(latest)
    return {"absence": absence, "days": days, "may_remove": may_be_away(user, absence.user)}


def _shares(week: OwnWeek) -> str:
    if week.percents is None:
        return _("the company's week")
    return " · ".join(str(percent) for percent in week.percents)


def _person(request: PageRequest) -> User | None:
    told = request.GET.get("who", "")
    if not told and request.user.role == Role.REP:
        return request.user
    if not told.isdecimal():
        return None
    return get_object_or_404(reps_for(request.user), pk=int(told))


def _year(request: PageRequest, today: date) -> int:
    told = request.GET.get("year") or str(today.year)
    if not told.isdecimal() or not _FIRST_YEAR <= int(told) <= _LATEST_YEAR:
        raise Http404
    return int(told)
