"""The page of the audit trail: of everything for who sees all, of one record for whoever sees that."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render

from headway.web.page import PageRequest, page_of, signed_in
from headway.web.trails import told, trail_of


@signed_in
def trail(request: PageRequest, noun: str = "", noun_id: int | None = None) -> HttpResponse:
    try:
        entries = trail_of(request.user, noun or request.GET.get("noun", ""), noun_id)
    except ObjectDoesNotExist as nothing:
        raise Http404 from nothing
    page = page_of(entries, request)
    return render(
        request, "trail/trail.html", {"page": page, "entries": told(request.user, page.object_list), "noun": noun}
    )
