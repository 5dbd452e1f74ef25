"""Pages of the catalogue, of one metric, and of the rows behind a figure."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.metric import Metric
from headway.engine.plan import NoSuchPart, Part, measure_of
from headway.web.asking import FILTERS, answer_to, keys_of, question_of
from headway.web.beginning import first_steps, is_blank
from headway.web.board.answers import answer_shown
from headway.web.board.card import card_of, cut_tabs, default_cut, example_of, tabs_of, told_by, within_selects
from headway.web.board.followed import beginning_of, first_shown
from headway.web.board.rows import Behind
from headway.web.board.tiles import groups_of
from headway.web.board.whose import whose_of
from headway.web.listing import RowsPage, csv_file
from headway.web.narrowing import asked_of, chips_of, kept_of, selects_for, understood
from headway.web.page import PageRequest, signed_in
from headway.web.still import still_facts

_NARROWS = (Dimension.TEAM, Dimension.REP, Dimension.SOURCE, Dimension.SEGMENT)


@signed_in
@understood
def board(request: PageRequest) -> HttpResponse:
    if is_blank(request.user):
        return first_steps(request, _("Numbers"))
    asked = asked_of(request, period="this month", compare="previous")
    is_volume = request.GET.get("tab") == "analysis"
    whose = whose_of(request, asked)
    with still_facts() as facts:
        groups = [] if whose.refusal else groups_of(asked, facts, is_volume=is_volume)
    narrows = [] if whose.is_team else selects_for(request.user, _NARROWS, asked.words.filters)
    selects = [*narrows, asked.compare]
    context = {
        "whose": whose,
        "asked": asked,
        "groups": groups,
        "tabs": tabs_of(request, is_volume=is_volume),
        "is_volume": is_volume,
        "selects": selects,
        "kept": kept_of(request, selects),
    }
    return render(request, "board/board.html", context)


@signed_in
@understood
def metric(request: PageRequest, name: str) -> HttpResponse:
    found = _known(name)
    asked = asked_of(request, period=first_shown(request, found), compare="previous")
    whose = whose_of(request, asked)
    by = asked.words.by or (() if whose.is_team else (default_cut(found, asked.period).value,))
    question = None if whose.refusal else question_of(asked.asker, name, replace(asked.words, by=by))
    narrows = [each for each in FILTERS if each in found.dimensions and each is not Dimension.STAGE]
    chosen = [] if whose.is_team else selects_for(request.user, narrows, asked.words.filters, found.of.facts)
    selects = [*chosen, *within_selects(found, question.within if question else None), asked.compare]
    answer = answer_to(question) if question else None
    context = {
        "whose": whose,
        "asked": asked,
        "metric": found,
        "shown": answer_shown(answer, request.company) if answer else None,
        "beginning": beginning_of(request, asked, answer) if answer else None,
        "told_by": told_by(found, question) if question else None,
        "cuts": cut_tabs(request, found, by[0]) if by else [],
        "card": card_of(found),
        "example": example_of(found),
        "selects": selects,
        "kept": kept_of(request, selects),
    }
    return render(request, "board/metric.html", context)


@signed_in
@understood
def rows(request: PageRequest, name: str) -> HttpResponse:
    found = _known(name)
    asked = asked_of(request, period="this month")
    question = question_of(asked.asker, name, asked.words)
    keys = keys_of(asked.asker, question, request.GET.getlist("keys"))
    behind = Behind.of(asked.asker, question, _part(found, request.GET.get("part", Part.OF)), keys)
    if request.GET.get("format") == "csv":
        return csv_file(f"{name}-{behind.part}", behind.heads, behind.cells(asked.asker, behind.rows()))
    page = RowsPage.of(request, behind.count)
    context = {
        "asked": asked,
        "metric": found,
        "behind": behind,
        "chips": chips_of(request.user, question.filters, question.by, keys),
        "page": page,
        "listing": behind.listing(asked.asker, behind.rows(page.size, page.offset)),
    }
    return render(request, "board/rows.html", context)


def _known(name: str) -> Metric:
    """Take a name exactly: an address is no place for guessing."""
    if name not in catalogue():
        raise Http404(name)
    return catalogue()[name]


def _part(metric: Metric, text: str) -> Part:
    """Return the part of a metric that an address names; one that the metric does not have is not here."""
    try:
        measure_of(metric, Part(text))
    except (ValueError, NoSuchPart) as trouble:
        raise Http404(text) from trouble
    return Part(text)
