"""Pages to log a contact, to correct it and to take it out again."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web.access import Verb, clients_for, contacts_for, foreign_clients_for, may_correct, require
from headway.web.clock import now
from headway.web.contacts.draft import Draft, draft_for, draft_of
from headway.web.contacts.forms import QUICK_MINUTES, ContactForm
from headway.web.contacts.saving import changes_of, save_contact, toast
from headway.web.log import LogProblem, correct_contact, delete_contact
from headway.web.models import Contact, ContactKind
from headway.web.page import PageRequest, next_url, signed_in, today_of
from headway.web.recent import recent_clients, with_deals
from headway.web.search import search_clients, search_known_by_name
from headway.web.templatetags.headway import UNDO

_RECENT = 8
_FOUND = 12
_QUICK_KINDS = (ContactKind.CALL, ContactKind.MEETING, ContactKind.EMAIL)


@signed_in
def contact_new(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.LOG)
    asked = request.POST or request.GET
    draft = draft_of(request.user, asked.dict())
    if not draft.is_about_somebody:
        return _choose_client(request)
    form = ContactForm(draft, request.user, request.POST or None, initial={"uid": uuid4(), **request.GET.dict()})
    if form.is_valid():
        try:
            contact = save_contact(draft, form.cleaned_data, by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.info(request, toast(contact), extra_tags=f"{UNDO}{contact.pk}")
            return redirect(next_url(request, "today"))
    return _show(request, draft, form)


@signed_in
def contact_edit(request: PageRequest, contact_id: int) -> HttpResponse:
    contact = _correctable(request, contact_id)
    draft = draft_for(contact, request.user, (request.POST or request.GET).dict())
    form = ContactForm(draft, request.user, request.POST or None, initial=_written(contact) | request.GET.dict())
    if form.is_valid():
        try:
            correct_contact(contact, changes_of(draft, form.cleaned_data, contact), by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.info(request, _("Corrected. %(way)s") % {"way": toast(contact)})
            return redirect(next_url(request, "today"))
    return _show(request, draft, form, contact=contact)


@signed_in
@require_POST
def contact_undo(request: PageRequest, contact_id: int) -> HttpResponse:
    contact = _correctable(request, contact_id)
    delete_contact(contact, by=request.user, now=now())
    messages.info(request, _("Taken out of the log: %(client)s.") % {"client": contact.client.name})
    return redirect(next_url(request, "today"))


def _correctable(request: PageRequest, contact_id: int) -> Contact:
    known = contacts_for(request.user).select_related("client", "deal", "rep", "stage", "stage_before")
    contact = get_object_or_404(known, pk=contact_id)
    if not may_correct(request.user, contact):
        raise PermissionDenied
    return contact


def _choose_client(request: PageRequest) -> HttpResponse:
    """Show whom one spoke to lately, or who matches what is typed; colleagues' clients only by name and owner."""
    text = request.GET.get("q", "").strip()
    context: dict[str, Any] = {
        "text": text,
        "is_card": "card" in request.GET,
        "next": next_url(request, ""),
        "quick_kinds": [(kind.value, kind.label) for kind in _QUICK_KINDS],
    }
    if text:
        found = search_clients(clients_for(request.user), text).order_by("search_key")[:_FOUND]
        context["clients"] = with_deals(request.user, found)
        context["foreign"] = search_known_by_name(foreign_clients_for(request.user), text, 3)
    else:
        context["clients"] = recent_clients(request.user, today_of(request), _RECENT)
    template = {"results": "contacts/results.html", "log": "contacts/choose.html"}.get(request.htmx.target or "")
    return render(request, template or "contacts/new.html", context)


def _show(request: PageRequest, draft: Draft, form: ContactForm, contact: Contact | None = None) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "contact": contact,
        "is_card": "card" in request.GET,
        "next": next_url(request, ""),
        "quick_minutes": QUICK_MINUTES,
    }
    template = "contacts/form.html" if request.htmx.target == "log" else "contacts/new.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _written(contact: Contact) -> dict[str, Any]:
    """Return what the form shows of a contact that is written already."""
    happened_at: datetime = contact.happened_at
    return {
        "uid": contact.uid,
        "kind": contact.kind,
        "stage": contact.stage_after_id,
        "loss_reason": contact.loss_reason_id,
        "when": happened_at,
        "minutes": None if contact.duration_seconds is None else contact.duration_seconds // 60,
        "is_inbound": contact.is_inbound,
        "is_cold": contact.is_cold,
        "note": contact.note,
        "rep": contact.rep_id,
    }
