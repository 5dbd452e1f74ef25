"""The start page."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.web.access import Verb, contacts_for, may, reps_for, scope_for
from headway.web.figures import number
from headway.web.page import PageRequest, page_of, signed_in, today_of, week_start_of
from headway.web.today.week import tiles


@signed_in
def today(request: PageRequest) -> HttpResponse:
    day = today_of(request)
    contacts = contacts_for(request.user).filter(happened_on=day, rep__in=reps_for(request.user))
    counts = contacts.aggregate(
        rows=Count("pk"),
        contacts=Count("pk", filter=Q(is_counted=True)),
        effective=Count("pk", filter=Q(is_effective=True)),
    )
    latest = contacts.select_related(*_SHOWN).order_by("-happened_at", "-position")
    context = {
        "day": day,
        "sentence": _sentence(counts["contacts"], counts["effective"]),
        "tiles": tiles(scope_for(request.user), day, week_start_of(request)),
        "page": page_of(latest, request, count=counts["rows"]),
        "may_log": may(request.user, Verb.LOG),
        "is_of_many": request.user.role != "rep",
    }
    return render(request, "today/today.html", context)


_SHOWN = ("client", "rep", "deal", "stage", "stage_before")


def _sentence(contacts: int, effective: int) -> str:
    """Say in plain words how the day went so far."""
    if not contacts:
        return _("Nothing is logged yet.")
    counted = ngettext("%(count)s contact so far.", "%(count)s contacts so far.", contacts) % {
        "count": number(contacts)
    }
    if not effective:
        still = _("None of them has moved a deal forward yet.")
        return f"{counted} {still}"
    moved = ngettext(
        "%(count)s of them moved a deal forward.", "%(count)s of them moved a deal forward.", effective
    ) % {"count": number(effective)}
    return f"{counted} {moved}"
