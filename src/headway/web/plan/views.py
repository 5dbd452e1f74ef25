"""Pages of planning backwards: the wish, the answer, and the plans that are in force."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web import figures
from headway.web.asking import Asker
from headway.web.beginning import first_steps, is_blank
from headway.web.clock import now
from headway.web.models import Plan
from headway.web.naming import NotUnderstood
from headway.web.page import PageRequest, signed_in
from headway.web.plan.kept import kept_of
from headway.web.plan.shown import Shown
from headway.web.plan.wished import WishForm, form_of
from headway.web.plan_pages import plan_tabs
from headway.web.plans.asked import as_of, draft_told, meant
from headway.web.plans.bearers import bearers_for
from headway.web.plans.before import begins_on
from headway.web.plans.keeping import adopt, drop, plans_for
from headway.web.plans.making import Draft
from headway.web.plans.wishes import WORDS


@signed_in
def plan(request: PageRequest) -> HttpResponse:
    if is_blank(request.user):
        return first_steps(request, _("Plan"))
    asker = Asker(request.user, request.company, now())
    return _answer(request, asker, request.GET)


@signed_in
@require_POST
def adopt_plan(request: PageRequest) -> HttpResponse:
    asker = Asker(request.user, request.company, now())
    try:
        draft = draft_told(asker, _words(request.POST))
        wanted = {name: name in request.POST for name in ("as_target", "is_spread")}
        plan = adopt(asker, draft, **wanted)
    except NotUnderstood as trouble:
        return _answer(request, asker, request.POST, refused=str(trouble))
    messages.info(request, _adopted(asker, plan, draft))
    return redirect(f"{reverse('plan')}?{urlencode(_words(request.POST))}")


@signed_in
@require_POST
def drop_plan(request: PageRequest, plan_id: int) -> HttpResponse:
    asker = Asker(request.user, request.company, now())
    drop(asker, get_object_or_404(plans_for(request.user), pk=plan_id))
    messages.info(request, _("The plan is no longer in force."))
    return redirect("plan")


def _answer(request: PageRequest, asker: Asker, told: Mapping[str, str], refused: str = "") -> HttpResponse:
    words, shown, sentence = _words(told), None, refused
    form: WishForm = form_of(asker, words)
    if words.get("amount"):
        try:
            words = meant(as_of(asker, words.get("as_of", "")), words)
            form = form_of(asker, words)
            shown = Shown.of(asker, draft_told(asker, {**words, "norm": told.get("norm", "")}), words)
        except NotUnderstood as trouble:
            sentence = _refusal(asker, words, trouble)
    context = {"tabs": plan_tabs("plan"), "form": form, "shown": shown, "sentence": sentence, "words": words}
    return render(request, "plan/plan.html", {**context, "kept": kept_of(asker)}, status=422 if sentence else 200)


def _refusal(asker: Asker, words: Mapping[str, str], trouble: NotUnderstood) -> str:
    """Say why there is no answer; for whom there are plans by their plain names, as the form has them."""
    if trouble.field != "for":
        return str(trouble)
    names = ", ".join(each.label for each in bearers_for(asker.user))
    whom = words.get("for", "").partition(":")[2] or words.get("for", "")
    return _("Nobody called '%(name)s' has plans here that you may see. There are plans for: %(names)s.") % {
        "name": whom,
        "names": names,
    }


def _adopted(asker: Asker, plan: Plan, draft: Draft) -> str:
    """Say from when on a plan stands on the page Today."""
    if plan.starts_on <= asker.today:
        return _("Adopted. From now on it stands on each rep's Today.")
    day = {"day": figures.day(begins_on(draft) or plan.starts_on)}
    return _("Adopted. Its first working day is %(day)s; from then on it stands on each rep's Today.") % day


def _words(told: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name in WORDS if (text := told.get(name, "").strip())}
