"""The list of clients, and the page of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from headway.web.access import Verb, clients_for, contacts_for, deals_for, may, moves_for, require
from headway.web.clients.forms import ClientForm
from headway.web.clock import now
from headway.web.history import history_of
from headway.web.log import LogProblem, change_client
from headway.web.lookup import look_up
from headway.web.merged import kept_id
from headway.web.page import PageRequest, page_of, signed_in
from headway.web.recent import with_deals
from headway.web.same_clients import likely_same

# Whoever finds so many types another letter.
_FOUND = 200


@signed_in
def clients(request: PageRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    found = look_up(request.user, text, _FOUND, foreign=5)
    everybody = clients_for(request.user).select_related("owner", "segment").order_by("search_key", "pk")
    page = page_of(found.mine if text else everybody, request)
    context = {
        "text": text,
        "page": page,
        "clients": with_deals(request.user, page.object_list),
        "foreign": found.foreign,
        "may_log": may(request.user, Verb.LOG),
    }
    return render(request, "clients/list.html" if request.htmx.target == "found" else "clients/clients.html", context)


@signed_in
def client(request: PageRequest, client_id: int) -> HttpResponse:
    known = clients_for(request.user, [client_id]).select_related("owner", "segment", "source", "referrer")
    found = known.filter(pk=client_id).first()
    if found is None:
        return redirect("client", get_object_or_404(clients_for(request.user), pk=_moved_to(client_id)).pk)
    deals = deals_for(request.user).filter(client=found).select_related("milestones__stage", "owner", "currency")
    history = history_of(
        contacts_for(request.user).filter(client=found), moves_for(request.user).filter(deal__client=found)
    )
    context = {
        "client": found,
        "persons": found.persons.all(),
        "deals": deals.order_by("-entered_at"),
        "page": page_of(history, request),
        "may_log": may(request.user, Verb.LOG),
        "merged": list(found.merged.select_related("merged_by").order_by("merged_at")),
        "just_merged": request.GET.get("merged", ""),
        "likely": likely_same(request.user, found) if may(request.user, Verb.CHANGE) else [],
    }
    return render(request, "clients/client.html", context)


def _moved_to(client_id: int) -> int:
    """Return where a client is that was merged into another. Raises Http404 for one that was not."""
    kept = kept_id(client_id)
    if kept == client_id:
        raise Http404
    return kept


@signed_in
def client_edit(request: PageRequest, client_id: int) -> HttpResponse:
    found = get_object_or_404(clients_for(request.user, [client_id]), pk=client_id)
    require(request.user, Verb.CHANGE)
    form = ClientForm(request.user, request.POST or None, instance=found)
    if form.is_valid():
        try:
            change_client(found, form.cleaned_data, by=request.user, now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("client", found.pk)
    return render(request, "clients/edit.html", {"form": form, "client": found}, status=422 if form.errors else 200)
