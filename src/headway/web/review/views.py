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
from headway.reports.evening_review import Listed
from headway.reports.review_steps import Only
from headway.web.asking_review import review_of, touched_of
from headway.web.beginning import first_steps, is_blank
from headway.web.evening import Evening, evening_of
from headway.web.listing import ROWS_A_PAGE, Listing, RowsPage, csv_file, wished_page
from headway.web.narrowing import Asked, asked_of, kept_of, selects_for, understood
from headway.web.page import PageRequest, signed_in
from headway.web.parts import Tab
from headway.web.review.day import MOVES_AT_MOST, Day
from headway.web.review.deals import deals_listed
from headway.web.review.listed import contacts_listed, title_of

_ENTRIES_A_PAGE = 50
# On paper all of a day or a span stands on one page, up to as many as anybody would read.
_PRINTED_AT_MOST = 1000
_QUESTIONS_AT_MOST = 500
_NARROWS = (Dimension.TEAM, Dimension.REP, Dimension.KIND)
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
    selects = selects_for(request.user, _NARROWS, asked.words.filters, "contacts")
    is_printed = request.GET.get("print") == "yes"
    evening, page = _evening(request, asked, _PRINTED_AT_MOST if is_printed else _ENTRIES_A_PAGE)
    context = {
        "asked": asked,
        "is_day": asked.period.days == 1,
        **_neighbours(asked),
        "is_live": asked.period.contains(asked.asker.today) and not is_printed,
        "is_printed": is_printed,
        "tabs": _tabs(asked),
        "selects": selects,
        "kept": kept_of(request, selects),
        "day": Day(asked.asker, asked.words, evening),
        "page": page,
    }
    fragment = render_to_string("review/day.html", context, request)
    etag = f'"{blake2b(fragment.encode(), digest_size=12).hexdigest()}"'
    if request.headers.get("X-Live"):
        return _live(request, fragment, etag)
    return render(request, "review/review.html", context | {"fragment": fragment, "etag": etag})


@signed_in
@understood
def review_deals(request: PageRequest) -> HttpResponse:
    asked = _asked(request)
    if request.GET.get("format") == "csv":
        listing = deals_listed(request.user, touched_of(asked.asker, asked.words))
        return csv_file("deals-touched", listing.heads, listing.rows)
    count = review_of(asked.asker, asked.words, Listed(0, moves=0)).total.deals
    page = RowsPage.of(request, count)
    listing = deals_listed(request.user, touched_of(asked.asker, asked.words, page.size, page.offset))
    return render(request, "review/deals.html", _listed_context(request, asked, page, listing))


@signed_in
@understood
def review_contacts(request: PageRequest) -> HttpResponse:
    """List the contacts whose time was added up, those without a duration, or those written down late."""
    asked = _asked(request)
    only = next((each for each in Only if each.value == request.GET.get("only", "")), Only.ALL)
    is_file = request.GET.get("format") == "csv"
    number = wished_page(request)
    listed = Listed(only=only) if is_file else Listed(ROWS_A_PAGE, (number - 1) * ROWS_A_PAGE, only, moves=0)
    found = review_of(asked.asker, asked.words, listed)
    listing = contacts_listed(asked.asker, found.entries, only)
    if is_file:
        return csv_file("contacts", listing.heads, listing.rows)
    context = _listed_context(request, asked, RowsPage.of(request, found.entries_count), listing)
    return render(request, "review/contacts.html", context | {"title": title_of(only)})


@signed_in
@understood
def review_questions(request: PageRequest) -> HttpResponse:
    """List all questions of some days, the open ones first."""
    asked = _asked(request)
    evening = evening_of(asked.asker, asked.words, Listed(0, moves=0))
    day = Day(asked.asker, asked.words, evening, questions=_QUESTIONS_AT_MOST)
    return render(request, "review/questions.html", {"asked": asked, "day": day, "is_all": True})


def _evening(request: PageRequest, asked: Asked, size: int) -> tuple[Evening, RowsPage]:
    """Return the review with the page of contacts that the address names; the nearest one where there are fewer."""
    number = wished_page(request)
    while True:
        listed = Listed(size, (number - 1) * size, moves=MOVES_AT_MOST)
        evening = evening_of(asked.asker, asked.words, listed)
        page = RowsPage.of(request, evening.review.entries_count, size)
        if page.number == number:
            return evening, page
        number = page.number


def _listed_context(request: PageRequest, asked: Asked, page: RowsPage, listing: Listing) -> dict[str, object]:
    selects = selects_for(request.user, _NARROWS, asked.words.filters, "contacts")
    return {"asked": asked, "page": page, "listing": listing, "selects": selects}


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
