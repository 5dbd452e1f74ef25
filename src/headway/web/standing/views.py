"""Pages of where we stand: aims, the indicators one keeps up, and who is told once a week."""

from typing import Any

from babel.dates import get_day_names
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web import figures
from headway.web.access import Verb, may, require, sees_all
from headway.web.aims.from_plans import offered_by_plans
from headway.web.aims.indicators import indicator_named
from headway.web.aims.keeping import end_aim, send_standing, set_aim
from headway.web.aims.ladder import ladder_of, may_take, take_next
from headway.web.aims.told import ToldAim, aim_for, told_aims
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.clock import now
from headway.web.models import Aim, StandingMail
from headway.web.naming import NotUnderstood
from headway.web.page import PageRequest, rows_url, signed_in
from headway.web.plan_pages import plan_tabs
from headway.web.plans.beside import marks_beside
from headway.web.programmes.following import followed, running
from headway.web.standing.forms import AimForm
from headway.web.still import still_facts

_WEEKDAYS = 7
# What an address may fill the form of an aim with.
_ASKED = ("indicator", "value", "since", "by")


@signed_in
def standing(request: PageRequest) -> HttpResponse:
    asker = _asker(request)
    if request.method == "POST":
        require(request.user, Verb.ADMINISTER)
    asked = {name: request.GET[name] for name in _ASKED if name in request.GET}
    form = AimForm(asker, request.POST or None, initial=asked) if may(request.user, Verb.ADMINISTER) else None
    if form is not None and request.method == "POST" and form.is_valid():
        former = Aim.objects.filter(indicator=form.cleaned_data["indicator"], ended_at=None).first()
        try:
            set_aim(asker, **form.cleaned_data)
        except NotUnderstood as trouble:
            form.refuse(trouble)
        else:
            messages.info(request, _set(asker, former))
            return redirect("standing")
    has_errors = form is not None and bool(form.errors)
    return render(request, "standing/standing.html", _context(asker, form), status=422 if has_errors else 200)


@signed_in
def first(request: PageRequest) -> HttpResponse:
    asker = _asker(request)
    with still_facts() as facts:
        ladder = ladder_of(asker, facts)
    return render(request, "standing/begun.html", {"ladder": ladder, "may_take": False})


@signed_in
@require_POST
def end(request: PageRequest, aim_id: int) -> HttpResponse:
    asker = _asker(request)
    try:
        aim = aim_for(asker, aim_id)
    except Aim.DoesNotExist:
        raise Http404 from None
    end_aim(asker, aim)
    messages.info(request, _("This aim is closed. The audit trail keeps it."))
    return redirect("standing")


@signed_in
@require_POST
def take(request: PageRequest, name: str) -> HttpResponse:
    asker = _asker(request)
    try:
        with still_facts() as facts:
            take_next(asker, name, facts)
    except NotUnderstood as trouble:
        messages.info(request, str(trouble))
    return redirect("standing")


@signed_in
@require_POST
def mail(request: PageRequest) -> HttpResponse:
    text = request.POST.get("weekday", "")
    is_day = text.isdecimal() and int(text) < _WEEKDAYS
    send_standing(_asker(request), int(text) if is_day else None)
    messages.info(
        request, _("You will be told once a week.") if is_day else _("You will no longer be told once a week.")
    )
    return redirect("standing")


def _set(asker: Asker, former: Aim | None) -> str:
    """Say that an aim is set, and which one it replaced."""
    if former is None:
        return _("The aim is set. What was before is kept as it stands today.")
    words = {"aim": indicator_named(former.indicator).told(former.value, asker.company)}
    words["day"] = figures.day(former.due_on)
    return _("The aim is set. It replaced %(aim)s by %(day)s; the audit trail keeps it.") % words


def _asker(request: PageRequest) -> Asker:
    return Asker(request.user, request.company, now())


def _context(asker: Asker, form: AimForm | None) -> dict[str, Any]:
    with still_facts() as facts:
        aims, ladder = told_aims(asker, facts), ladder_of(asker, facts)
        programme = running()
        week = followed(asker, programme, facts).now if programme is not None else None
    kept = StandingMail.objects.filter(user=asker.user).first()
    return {
        "tabs": plan_tabs("standing"),
        "aims": [_aim(asker, each) for each in aims],
        "offered": offered_by_plans(asker, aims) if form else [],
        "sees_aims": sees_all(asker.user),
        "form": form,
        "ladder": ladder,
        "may_take": may_take(asker.user, ladder),
        "week": week,
        "weekday": None if kept is None else kept.weekday,
        "weekdays": _weekdays(),
    }


def _aim(asker: Asker, told: ToldAim) -> dict[str, Any]:
    standing = told.standing
    rows = rows_url(standing.indicator.of, standing.span)
    marks = [] if standing.indicator.per else marks_beside(asker, standing.indicator.of, standing.span, Bearer())
    return {"told": told, "url": rows, "marks": marks}


def _weekdays() -> list[str]:
    names = get_day_names(locale=figures.reader())
    return [names[day].capitalize() for day in range(_WEEKDAYS)]
