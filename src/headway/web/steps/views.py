"""Pages of next steps: the lists, a step of one's own, and what is done about one."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from headway.web import figures
from headway.web.access import Verb, clients_for, deals_for, may, may_settle, reps_for, require, steps_for
from headway.web.agenda import LISTS, Agenda, AgendaCounts, seen_steps
from headway.web.clock import now
from headway.web.log import LogProblem, drop_step, move_step, reopen_step, set_step
from headway.web.merged import kept_id
from headway.web.models import Client, Deal, NextStep, User
from headway.web.open_steps import lost_with_deal_at
from headway.web.page import PageRequest, next_url, page_of, signed_in, today_of
from headway.web.parts import Tab
from headway.web.step_cards import cards_of, days_to_move_to
from headway.web.steps.forms import StepForm, same_on, shown_of


@signed_in
def steps(request: PageRequest) -> HttpResponse:
    user, today = request.user, today_of(request)
    agenda = Agenda(user, today, _rep_asked(request))
    counts, leads = agenda.counts(), _leads(user)
    which = _list_asked(request, counts)
    listed: Any = agenda.missing() if which == "missing" else agenda.steps(which)
    page: Any = page_of(listed, request, count=getattr(counts, which))
    context = {
        "which": which,
        "tabs": _tabs(counts, which, agenda.rep),
        "page": page,
        "cards": [] if which == "missing" else cards_of(user, seen_steps(user, page.object_list), today),
        "days": days_to_move_to(today, request.company),
        "rep": agenda.rep,
        "by_rep": Agenda(user, today).by_rep() if leads else [],
        "is_of_many": leads and agenda.rep is None,
        "may_log": may(user, Verb.LOG),
    }
    return render(request, "steps/steps.html", context)


@signed_in
def step_new(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.LOG)
    client, deal = _about(request)
    form = StepForm(request.user, request.POST or None, initial=_fresh(request))
    if form.is_valid():
        rep = form.cleaned_data.get("rep") or request.user
        try:
            set_step(form.new_step, client=client, deal=deal, rep=rep, by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.info(request, _("Agreed with %(client)s.") % {"client": client.name})
            return redirect(next_url(request, reverse("steps")))
    context = {"form": form, "client": client, "deal": deal, "next": next_url(request, "")}
    return render(request, "steps/new.html", context, status=422 if form.errors else 200)


@signed_in
def step(request: PageRequest, step_id: int) -> HttpResponse:
    known = _step(request, step_id)
    is_changing = request.method == "POST"
    if is_changing:
        _require_own(request.user, known)
    form = StepForm(request.user, request.POST or None, initial=shown_of(known))
    if is_changing and form.is_valid():
        try:
            moved = move_step(known, form.new_step, rep=form.cleaned_data.get("rep"), by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            _tell_moved(request, moved)
            return redirect(next_url(request, reverse("steps")))
    (card,) = cards_of(request.user, seen_steps(request.user, [known]), today_of(request))
    lost_at = lost_with_deal_at(known)
    context = {"step": known, "card": card, "form": form, "lost_at": lost_at, "next": next_url(request, "")}
    return render(request, "steps/step.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def step_move(request: PageRequest, step_id: int) -> HttpResponse:
    """Move a step to another day by one tap."""
    known = _step(request, step_id)
    _require_own(request.user, known)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return redirect("step", known.pk)
    try:
        moved = move_step(known, same_on(known, day, uuid4()), by=request.user, now=now())
    except LogProblem as problem:
        messages.warning(request, str(problem))
    else:
        _tell_moved(request, moved)
    return redirect(next_url(request, reverse("steps")))


@signed_in
@require_POST
def step_drop(request: PageRequest, step_id: int) -> HttpResponse:
    known = _step(request, step_id)
    _require_own(request.user, known)
    try:
        drop_step(known, by=request.user, now=now())
    except LogProblem as problem:
        messages.warning(request, str(problem))
    else:
        messages.info(request, _("Dropped: the next step with %(client)s.") % {"client": known.client.name})
    return redirect(next_url(request, reverse("steps")))


@signed_in
@require_POST
def step_reopen(request: PageRequest, step_id: int) -> HttpResponse:
    """Take back that a step was kept or dropped."""
    known = _step(request, step_id)
    _require_own(request.user, known)
    try:
        reopen_step(known, by=request.user, now=now())
    except LogProblem as problem:
        messages.warning(request, str(problem))
    return redirect("step", known.pk)


def _step(request: PageRequest, step_id: int) -> NextStep:
    return get_object_or_404(steps_for(request.user).select_related("rep", "client", "deal"), pk=step_id)


def _require_own(user: User, known: NextStep) -> None:
    if not may_settle(user, known):
        raise PermissionDenied


def _tell_moved(request: PageRequest, moved: NextStep) -> None:
    told = {"client": moved.client.name, "day": figures.day(moved.due_on)}
    messages.info(request, _("Next step with %(client)s: %(day)s.") % told)


def _about(request: PageRequest) -> tuple[Client, Deal | None]:
    """Return the client and the deal that the address or the form names."""
    asked = request.POST or request.GET
    deal_id, client_id = asked.get("deal", ""), asked.get("client", "")
    deal = get_object_or_404(deals_for(request.user), pk=deal_id) if deal_id.isdecimal() else None
    wanted = deal.client_id if deal else kept_id(int(client_id)) if client_id.isdecimal() else None
    return get_object_or_404(clients_for(request.user), pk=wanted), deal


def _fresh(request: PageRequest) -> dict[str, object]:
    tomorrow = days_to_move_to(today_of(request), request.company)[0].day
    return {"uid": uuid4(), "kind": "call", "day": tomorrow, "rep": request.user.pk}


def _leads(user: User) -> bool:
    return user.role != "rep"


def _rep_asked(request: PageRequest) -> User | None:
    """Return whose list is asked for: one's own for a rep, and for who leads others a rep or everybody."""
    if not _leads(request.user):
        return request.user
    asked = request.GET.get("rep", "")
    return get_object_or_404(reps_for(request.user), pk=asked) if asked.isdecimal() else None


def _list_asked(request: PageRequest, counts: AgendaCounts) -> str:
    asked = request.GET.get("list", "")
    if asked in LISTS:
        return asked
    return next((which for which in ("today", "overdue", "coming") if getattr(counts, which)), "today")


def _tabs(counts: AgendaCounts, which: str, rep: User | None) -> list[Tab]:
    labels = {
        "today": pgettext("next steps", "Today"),
        "overdue": pgettext("next steps", "Overdue"),
        "coming": pgettext("next steps", "Coming"),
        "missing": pgettext("next steps", "Missing"),
    }
    kept = {"rep": rep.pk} if rep else {}
    return [
        Tab(label, f"?{urlencode({'list': name, **kept})}", name == which, getattr(counts, name))
        for name, label in labels.items()
    ]
