"""The page on which many contacts are corrected: choose, look at what would come of it, do it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from headway.web.access import Verb, deals_for, require
from headway.web.clock import now
from headway.web.corrections.forms import CorrectionForm, Looked
from headway.web.log import LogProblem
from headway.web.log.corrections import Preview, correct_contacts, merge_contacts, preview_correction, preview_merge
from headway.web.models import Contact, Deal
from headway.web.page import PageRequest, period_of, signed_in

_SHOWN = 100
_DEALS_OFFERED = 200


@signed_in
def corrections(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.CORRECT)
    if request.method != "POST":
        return _show(request, CorrectionForm(request.user))
    form = CorrectionForm(request.user, request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        if "do" not in request.POST:
            return _show(request, form, preview=_previewed(request, form))
        done = _done(request, form)
    except LogProblem as problem:
        form.add_error(None, str(problem))
        return _show(request, form, status=422)
    messages.info(request, _said(form, done))
    return redirect(request.get_full_path())


def _previewed(request: PageRequest, form: CorrectionForm) -> Preview:
    contacts = form.cleaned_data["contacts"]
    if form.is_merge:
        return preview_merge(*_in_order(contacts), by=request.user, now=now())
    return preview_correction(contacts, form.correction, by=request.user, now=now())


def _done(request: PageRequest, form: CorrectionForm) -> int:
    contacts = form.cleaned_data["contacts"]
    if form.is_merge:
        merge_contacts(*_in_order(contacts), by=request.user, now=now())
        return len(contacts)
    return correct_contacts(contacts, form.correction, by=request.user, now=now())


def _said(form: CorrectionForm, done: int) -> str:
    if form.is_deletion:
        return ngettext("Deleted %(n)s contact.", "Deleted %(n)s contacts.", done) % {"n": done}
    return ngettext("Corrected %(n)s contact.", "Corrected %(n)s contacts.", done) % {"n": done}


def _in_order(contacts: list[Contact]) -> list[Contact]:
    """The first one written is kept."""
    return sorted(contacts, key=lambda contact: (contact.written_at, contact.pk))


def _show(
    request: PageRequest, form: CorrectionForm, preview: Preview | None = None, status: int = 200
) -> HttpResponse:
    period, name = period_of(request, "this week")
    looked = Looked(request.user, request.GET)
    days = looked.contacts().filter(happened_on__gte=period.start, happened_on__lt=period.end)
    shown = _shown(days)
    context: dict[str, Any] = {
        "form": form,
        "looked": looked,
        "period": period,
        "name": name,
        "preview": preview,
        "contacts": shown,
        "is_cut": len(shown) == _SHOWN,
        "chosen": {contact.pk for contact in form.cleaned_data.get("contacts") or []} if form.is_bound else set(),
        "deals": _deals_offered(request, shown),
    }
    return render(request, "corrections/corrections.html", context, status=status)


def _shown(contacts: QuerySet[Contact]) -> list[Contact]:
    named = contacts.select_related("client", "deal", "rep", "stage", "stage_before")
    return list(named.order_by("-happened_at", "-position", "-pk")[:_SHOWN])


def _deals_offered(request: PageRequest, shown: list[Contact]) -> list[Deal]:
    """The deals of the clients on the page, which are the likely ones; any other can be written by its name."""
    clients = {contact.client_id for contact in shown}
    deals = deals_for(request.user).filter(client__in=clients).select_related("client")
    return list(deals.order_by("client__search_key", "-entered_at")[:_DEALS_OFFERED])
