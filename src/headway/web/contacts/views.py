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

from headway.web.access import Verb, contacts_for, may_correct, require
from headway.web.clock import now
from headway.web.contacts.draft import Draft, draft_for, draft_of
from headway.web.contacts.forms import QUICK_MINUTES, ContactForm
from headway.web.contacts.saving import save_contact, save_correction, toast
from headway.web.log import LogProblem, delete_contact, undo_contact
from headway.web.lookup import look_up
from headway.web.models import Contact, ContactKind
from headway.web.page import PageRequest, next_url, signed_in, today_of
from headway.web.recent import clients_at_hand, due_steps, recent_clients, with_deals
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
    form = ContactForm(draft, request.user, request.POST or None, initial=_begun(request))
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
    form = ContactForm(draft, request.user, request.POST or None, initial=_written(contact) | _asked(request))
    if form.is_valid():
        try:
            save_correction(contact, draft, form.cleaned_data, by=request.user, now=now())
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
    # The toast takes back all that was opened with the contact; whoever corrects the log takes out the contact alone.
    take_out = undo_contact if "all" in request.POST else delete_contact
    name = contact.client.name
    take_out(contact, by=request.user, now=now())
    messages.info(request, _("Taken out of the log: %(client)s.") % {"client": name})
    return redirect(next_url(request, "today"))


def _correctable(request: PageRequest, contact_id: int) -> Contact:
    known = contacts_for(request.user).select_related("client", "deal", "rep", "stage", "stage_before")
    contact = get_object_or_404(known, pk=contact_id)
    if not may_correct(request.user, contact):
        raise PermissionDenied
    return contact


def _choose_client(request: PageRequest) -> HttpResponse:
    """Show who is due and whom one spoke to lately, or who matches what is typed; of colleagues' clients the name."""
    text, today = request.GET.get("q", "").strip(), today_of(request)
    context: dict[str, Any] = {
        "text": text,
        "today": today,
        "is_card": "card" in request.GET,
        # On the start page what is due stands beside, with all that can be done about it.
        "is_day": "card" in request.GET and not text,
        "next": next_url(request, ""),
        "quick_kinds": [(kind.value, kind.label) for kind in _QUICK_KINDS],
    }
    if text:
        found = look_up(request.user, text, _FOUND, first=clients_at_hand(request.user, today), foreign=3)
        context["clients"] = with_deals(request.user, found.mine, due_steps(request.user, today))
        context["foreign"] = found.foreign
    else:
        context["clients"] = recent_clients(request.user, today, _RECENT)
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


def _begun(request: PageRequest) -> dict[str, Any]:
    """Return what the form of a new contact begins with."""
    return {"uid": uuid4(), **_asked(request)}


def _asked(request: PageRequest) -> dict[str, Any]:
    """Return what the address says of a contact; the form shows it, and nothing is written yet."""
    lists = {name: [id_ for id_ in request.GET.getlist(name) if id_.isdecimal()] for name in ("persons", "others")}
    return request.GET.dict() | {name: ids for name, ids in lists.items() if name in request.GET}


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
        "outcome": contact.outcome,
        "persons": [person.pk for person in contact.persons.all()],
        "others": [other.pk for other in contact.others.all()],
        "rep": contact.rep_id,
    }
