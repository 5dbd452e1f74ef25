"""The finder: a page of its own without scripts, a sheet over any page with them."""

from django.http import HttpResponse
from django.shortcuts import render

from headway.web.access import Verb, may
from headway.web.finder.hits import actions, answers, clients, deals, pages
from headway.web.lookup import look_up
from headway.web.page import PageRequest, signed_in, today_of
from headway.web.recent import clients_at_hand, recent_clients

_CLIENTS = 6
_LONGEST = 100


@signed_in
def find(request: PageRequest) -> HttpResponse:
    text, today = request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST], today_of(request)
    may_log = may(request.user, Verb.LOG)
    if text:
        meant = look_up(request.user, text, _CLIENTS, first=clients_at_hand(request.user, today)).mine
    else:
        meant = [recent.client for recent in recent_clients(request.user, today, _CLIENTS)]
    hits = [
        *answers(request, text),
        *clients(meant, may_log=may_log),
        *deals(request.user, text, meant),
        *actions(text, may_log=may_log),
        *pages(request, text),
    ]
    context = {"text": text, "hits": hits}
    return render(request, "finder/found.html" if request.htmx.target == "found-here" else "finder/find.html", context)
