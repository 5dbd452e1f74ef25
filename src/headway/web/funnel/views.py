"""Pages of the funnel, and of the deals behind each of its numbers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headway.engine.dimension import Dimension
from headway.reports.funnel import FunnelQuestion
from headway.web.asking import funnel_of, funnel_question_of
from headway.web.beginning import first_steps, is_blank
from headway.web.columns import OUTCOMES
from headway.web.funnel.picture import picture_of, small_pictures
from headway.web.funnel.rows import HEADS, StageDeals, stay_cells
from headway.web.funnel.words import ENTRIES, SPLITS
from headway.web.listing import Listing, RowsPage, csv_file
from headway.web.models import User
from headway.web.naming import funnels_for
from headway.web.narrowing import Asked, Select, asked_of, chips_of, kept_of, options_of, selects_for, understood
from headway.web.page import PageRequest, signed_in

_NARROWS = (Dimension.TEAM, Dimension.REP, Dimension.SOURCE, Dimension.SEGMENT, Dimension.KIND)


@signed_in
@understood
def funnel(request: PageRequest) -> HttpResponse:
    asked = asked_of(request, period="this year")
    if is_blank(request.user):
        return first_steps(request, _("Funnel"))
    question = _question(request, asked, split=request.GET.get("split", ""))
    report = funnel_of(asked.asker, question)
    selects = _selects(request.user, asked, question)
    context = {
        "asked": asked,
        "report": report,
        "picture": picture_of(report),
        "groups": small_pictures(report),
        "selects": selects,
        "kept": kept_of(request, selects),
    }
    return render(request, "funnel/funnel.html", context)


@signed_in
@understood
def funnel_rows(request: PageRequest) -> HttpResponse:
    asked = asked_of(request, period="this year")
    question = _question(request, asked)
    behind = StageDeals.of(asked.asker, question, request.GET.get("at", ""), request.GET.get("outcome", "entered"))
    if request.GET.get("format") == "csv":
        return csv_file(f"funnel-{behind.outcome}", HEADS, stay_cells(request.user, behind.rows()))
    page = RowsPage.of(request, behind.count)
    cells = stay_cells(request.user, behind.rows(page.size, page.offset))
    context = {
        "asked": asked,
        "behind": behind,
        "outcome": OUTCOMES[behind.outcome],
        "chips": chips_of(request.user, question.filters),
        "page": page,
        "listing": Listing(HEADS, tuple(cells)),
    }
    return render(request, "funnel/rows.html", context)


def _question(request: PageRequest, asked: Asked, split: str = "") -> FunnelQuestion:
    wish = request.GET
    return funnel_question_of(
        asked.asker, asked.words, name=wish.get("funnel", ""), split=split, entries=wish.get("entries", "")
    )


def _selects(user: User, asked: Asked, question: FunnelQuestion) -> list[Select]:
    filters = asked.words.filters
    narrows = selects_for(user, _NARROWS, filters)
    has = {each.name for each in narrows}
    splits = [(value, label) for value, label in SPLITS if not value or value in has]
    funnels = [(str(pk), name) for pk, name in funnels_for(user).values_list("pk", "name")]
    return [
        *([options_of("funnel", _("Funnel"), funnels, str(question.funnel_id))] if len(funnels) > 1 else []),
        options_of("split", _("Split"), splits, question.split or ""),
        asked.compare,
        *narrows,
        options_of("entries", _("Count"), ENTRIES, question.entries),
    ]
