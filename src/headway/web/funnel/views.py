"""Pages of the funnel, and of the deals behind each of its numbers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headway.web.asking import funnel_of
from headway.web.beginning import first_steps, is_blank
from headway.web.funnel.asked import entries_select, funnel_select, narrows_of, question_of, split_select, tabs_of
from headway.web.funnel.picture import picture_of, small_pictures
from headway.web.funnel.rows import HEADS, StageDeals, stay_cells
from headway.web.funnel.sides import Sides, beside_selects
from headway.web.listing import Listing, RowsPage, csv_file
from headway.web.narrowing import asked_of, chips_of, kept_of, understood
from headway.web.page import PageRequest, signed_in


@signed_in
@understood
def funnel(request: PageRequest) -> HttpResponse:
    asked = asked_of(request, period="this year")
    if is_blank(request.user):
        return first_steps(request, _("Funnel"))
    question = question_of(request, asked, split=request.GET.get("split", ""))
    report = funnel_of(asked.asker, question)
    narrows = narrows_of(request.user, asked)
    selects = [
        *funnel_select(request.user, question),
        split_select(question, narrows),
        *narrows,
        entries_select(question),
    ]
    besides = beside_selects(request.user, asked, question, narrows)
    context = {
        "asked": asked,
        "tabs": tabs_of(request, "funnel"),
        "report": report,
        "picture": picture_of(report),
        "groups": small_pictures(report),
        "selects": selects,
        "kept": kept_of(request, selects),
        "sides": Sides.of(request.user, question),
        "besides": besides,
        "kept_beside": kept_of(request, besides),
    }
    return render(request, "funnel/funnel.html", context)


@signed_in
@understood
def funnel_rows(request: PageRequest) -> HttpResponse:
    asked = asked_of(request, period="this year")
    wish = {name: request.GET[name] for name in ("outcome", "to", "timed") if request.GET.get(name)}
    behind = StageDeals.of(asked.asker, question_of(request, asked), request.GET.get("at", ""), **wish)
    if request.GET.get("format") == "csv":
        return csv_file(f"funnel-{behind.outcome}", HEADS, stay_cells(request.user, behind.rows()))
    page = RowsPage.of(request, behind.count)
    cells = stay_cells(request.user, behind.rows(page.size, page.offset))
    context = {
        "asked": asked,
        "behind": behind,
        "outcome": behind.words,
        "chips": chips_of(request.user, behind.question.filters),
        "page": page,
        "listing": Listing(HEADS, tuple(cells)),
    }
    return render(request, "funnel/rows.html", context)
