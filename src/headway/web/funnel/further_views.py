"""Pages of what a funnel tells beside its picture: where deals went next, their times, and their cohorts."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headway.reports.funnel import FunnelQuestion
from headway.web.asking_funnel import Ask, both, cohorts_of, flow_of, times_of
from headway.web.beginning import first_steps, is_blank
from headway.web.funnel.asked import entries_select, funnel_select, narrows_of, question_of, tabs_of
from headway.web.funnel.cohort_deals import DEAL_HEADS, CohortDeals, deal_cells
from headway.web.funnel.matrix import matrix_of
from headway.web.funnel.river import river_of
from headway.web.funnel.sides import Sides, beside_selects
from headway.web.funnel.table_of_times import lines_of
from headway.web.funnel.triangle import triangle_of
from headway.web.funnel.words import ENDS
from headway.web.listing import Listing, RowsPage, csv_file
from headway.web.narrowing import Asked, Select, asked_of, chips_of, kept_of, options_of, understood
from headway.web.page import PageRequest, signed_in

_Report = TypeVar("_Report")


@signed_in
@understood
def flow(request: PageRequest) -> HttpResponse:
    return _of_entries(
        request, "flow", flow_of, lambda report: {"matrix": matrix_of(report), "river": river_of(report)}
    )


@signed_in
@understood
def times(request: PageRequest) -> HttpResponse:
    return _of_entries(request, "times", times_of, lambda each: {"lines": lines_of(each)})


def _of_entries(
    request: PageRequest,
    tab: str,
    ask: Ask[_Report],
    drawn: Callable[[_Report], dict[str, Any]],
) -> HttpResponse:
    """Show what became of the entries of a period: the page of a tab, its report, and what is drawn of it."""
    asked = asked_of(request, period="this year")
    if is_blank(request.user):
        return first_steps(request, _("Funnel"))
    question = question_of(request, asked)
    narrows = narrows_of(request.user, asked)
    selects = [*funnel_select(request.user, question), *narrows, entries_select(question)]
    context = {"selects": selects, **_beside(request, asked, question, narrows)}
    context["reports"] = [{"report": each, **drawn(each)} for each in both(ask, asked.asker, question)]
    return _shown(request, asked, tab, context)


def _beside(
    request: PageRequest, asked: Asked, question: FunnelQuestion, narrows: Sequence[Select]
) -> dict[str, object]:
    besides = beside_selects(request.user, asked, question, narrows)
    return {"sides": Sides.of(request.user, question), "besides": besides, "kept_beside": kept_of(request, besides)}


def _shown(request: PageRequest, asked: Asked, tab: str, context: dict[str, Any]) -> HttpResponse:
    told = {"asked": asked, "tabs": tabs_of(request, f"funnel_{tab}"), "kept": kept_of(request, context["selects"])}
    return render(request, f"funnel/{tab}.html", told | context)


@signed_in
@understood
def cohorts(request: PageRequest) -> HttpResponse:
    asked = asked_of(request, period="last 12 months")
    if is_blank(request.user):
        return first_steps(request, _("Funnel"))
    question = question_of(request, asked)
    end = request.GET.get("end") if request.GET.get("end") in dict(ENDS) else ENDS[0][0]
    narrows = narrows_of(request.user, asked)
    selects = [*funnel_select(request.user, question), options_of("end", _("Share"), ENDS, str(end)), *narrows]
    context = {"selects": selects, **_beside(request, asked, question, narrows)}
    reports = both(cohorts_of, asked.asker, question)
    context["reports"] = [{"triangle": triangle_of(each, str(end))} for each in reports]
    return _shown(request, asked, "cohorts", context)


@signed_in
@understood
def cohort_rows(request: PageRequest) -> HttpResponse:
    asked = asked_of(request, period="last 12 months")
    question = question_of(request, asked)
    wish = {name: request.GET.get(name, "") for name in ("month", "end")}
    behind = CohortDeals.of(asked.asker, question, **wish, months=request.GET.get("months", "0"))
    if request.GET.get("format") == "csv":
        return csv_file("cohort", DEAL_HEADS, deal_cells(request.user, request.company, behind.rows()))
    page = RowsPage.of(request, behind.count)
    found = behind.rows(page.size, page.offset)
    context = {
        "asked": asked,
        "words": behind.words,
        "chips": chips_of(request.user, question.filters),
        "page": page,
        "listing": Listing(DEAL_HEADS, tuple(deal_cells(request.user, request.company, found))),
    }
    return render(request, "funnel/cohort_rows.html", context)
