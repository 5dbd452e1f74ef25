"""Pages of the evening review, and of the deals that a day's contacts touched."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.dimension import Dimension
from headway.web.asking import review_of
from headway.web.beginning import first_steps, is_blank
from headway.web.listing import RowsPage, csv_file
from headway.web.narrowing import Asked, asked_of, kept_of, selects_for, understood
from headway.web.page import PageRequest, signed_in
from headway.web.parts import Tab
from headway.web.review.day import Day
from headway.web.review.deals import deals_touched

# A longer time is what the numbers are for.
_DAYS_AT_MOST = 62
_ENTRIES_A_PAGE = 200
_NARROWS = (Dimension.TEAM, Dimension.REP)
_SPANS = {
    "today": gettext_lazy("Today"),
    "yesterday": gettext_lazy("Yesterday"),
    "this week": gettext_lazy("This week"),
    "last week": gettext_lazy("Last week"),
}


@signed_in
@understood
def review(request: PageRequest) -> HttpResponse:
    if is_blank(request.user):
        return first_steps(request, _("Evening review"))
    asked = _asked(request)
    selects = selects_for(request.user, _NARROWS, asked.words.filters)
    context = {
        "asked": asked,
        "is_day": asked.period.days == 1,
        **_neighbours(asked),
        "is_live": asked.period.contains(asked.asker.today),
        "tabs": _tabs(asked),
        "selects": selects,
        "kept": kept_of(request, selects),
    }
    if asked.period.days > _DAYS_AT_MOST:
        return render(request, "review/too_long.html", context)
    found = review_of(asked.asker, asked.words)
    page = RowsPage.of(request, len(found.entries), _ENTRIES_A_PAGE)
    day = Day(asked.asker, asked.words, found, found.entries[page.offset : page.end_index])
    fragment = render_to_string("review/day.html", context | {"day": day, "page": page}, request)
    etag = f'"{blake2b(fragment.encode(), digest_size=12).hexdigest()}"'
    if request.headers.get("X-Live"):
        return _live(request, fragment, etag)
    return render(request, "review/review.html", context | {"fragment": fragment, "etag": etag})


@signed_in
@understood
def review_deals(request: PageRequest) -> HttpResponse:
    asked = _asked(request)
    listing = deals_touched(request.user, review_of(asked.asker, asked.words))
    if request.GET.get("format") == "csv":
        return csv_file("deals-touched", listing.heads, listing.rows)
    page = RowsPage.of(request, len(listing.rows))
    context = {
        "asked": asked,
        "page": page,
        "listing": replace(listing, rows=listing.rows[page.offset : page.end_index]),
        "selects": selects_for(request.user, _NARROWS, asked.words.filters),
    }
    return render(request, "review/deals.html", context)


def _asked(request: PageRequest) -> Asked:
    """Read the address; ``?day=`` names a day (or any other period), today where it says nothing."""
    asked = asked_of(request, period="today")
    day = request.GET.get("day")
    if not day:
        return asked
    return replace(asked, period=asked.asker.period(day, "day"), name=day, words=replace(asked.words, period=day))


def _neighbours(asked: Asked) -> dict[str, date]:
    """Return the latest day of the period, and the days before and after it as far as they are worth a look."""
    period = asked.period
    if period.is_all:
        return {}
    day = timedelta(days=1)
    return {
        "first": period.start,
        "latest": period.end - day,
        **({"before": period.start - day} if period.start > date.min else {}),
        **({"after": period.end} if period.end <= asked.asker.today else {}),
    }


def _live(request: PageRequest, fragment: str, etag: str) -> HttpResponse:
    """Answer a page that asks whether anything has changed."""
    is_known = request.headers.get("If-None-Match") == etag
    response = HttpResponse(status=304) if is_known else HttpResponse(fragment)
    response.headers["ETag"] = etag
    patch_vary_headers(response, ("X-Live",))
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _tabs(asked: Asked) -> list[Tab]:
    kept = [(name, text) for name, texts in asked.words.filters.items() for text in texts]
    return [
        Tab(str(label), f"?{urlencode([*kept, ('day', name)])}", asked.asker.period(name) == asked.period)
        for name, label in _SPANS.items()
    ]
