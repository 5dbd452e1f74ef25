"""The pages that say that two clients are the same, and that take it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web.access import Verb, clients_for, require
from headway.web.clock import now
from headway.web.log import LogProblem, merge_clients, part_client
from headway.web.lookup import look_up
from headway.web.models import Client
from headway.web.page import PageRequest, signed_in
from headway.web.same_clients import beside, likely_same

_FOUND = 20


@signed_in
def client_merge(request: PageRequest, client_id: int) -> HttpResponse:
    client = _client(request, client_id)
    require(request.user, Verb.CHANGE)
    named = request.POST.get("other", "") if request.method == "POST" else request.GET.get("other", "")
    if not named:
        return _choice(request, client)
    other = _client(request, int(named) if named.isdecimal() else 0)
    problem = ""
    if request.method == "POST":
        try:
            merge_clients(client, other, by=request.user, now=now())
        except LogProblem as refused:
            problem = str(refused)
        else:
            return redirect(f"{reverse('client', args=[client.pk])}?merged={other.pk}")
    context = {"client": client, "beside": beside(request.user, client, other), "problem": problem}
    return render(request, "clients/merge.html", context, status=422 if problem else 200)


@signed_in
@require_POST
def client_part(request: PageRequest, client_id: int) -> HttpResponse:
    client = _client(request, client_id)
    require(request.user, Verb.CHANGE)
    merged_id = request.POST.get("merged", "")
    merged = get_object_or_404(client.merged, pk=int(merged_id) if merged_id.isdecimal() else 0)
    try:
        part_client(merged, by=request.user, now=now())
    except LogProblem as problem:
        messages.error(request, str(problem))
    else:
        told = {"merged": merged.name, "kept": client.name}
        messages.info(request, _("%(merged)s and %(kept)s are two clients again.") % told)
    return redirect("client", client.pk)


def _choice(request: PageRequest, client: Client) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    found = [each for each in look_up(request.user, text, _FOUND).mine if each != client]
    context = {"client": client, "text": text, "found": found, "likely": likely_same(request.user, client)}
    return render(request, "clients/merge_choice.html", context)


def _client(request: PageRequest, client_id: int) -> Client:
    known = clients_for(request.user, [client_id]).select_related("owner", "segment", "source", "referrer")
    return get_object_or_404(known, pk=client_id)
