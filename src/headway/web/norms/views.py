"""Pages of norms, of the won deals they rest on, and of the open deals that are past them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.engine.dimension import Dimension
from headway.reports.norm_deals import WonPart
from headway.reports.norm_distribution import ENOUGH, FEWEST
from headway.reports.norm_standing import past_norm
from headway.web.access import sees_all
from headway.web.asking_norms import group_of, norms_of, open_deals_of, part_of, won_deals_count_of, won_deals_of
from headway.web.beginning import first_steps, is_blank
from headway.web.listing import Listing, RowsPage, csv_file
from headway.web.narrowing import chips_of, kept_of, understood
from headway.web.norms.asked import AskedNorms
from headway.web.norms.deals import OPEN_HEADS, WON_HEADS, open_cells, open_rows, won_cells
from headway.web.norms.table import tables_of
from headway.web.page import PageRequest, signed_in
from headway.web.parts import Tab

_NARROWS = (Dimension.FUNNEL, Dimension.SEGMENT)
_OF_OPEN = (Dimension.TEAM, Dimension.REP, Dimension.FUNNEL, Dimension.SEGMENT, Dimension.KIND)


@signed_in
@understood
def norms(request: PageRequest) -> HttpResponse:
    if is_blank(request.user):
        return first_steps(request, _("Norms"))
    asked = AskedNorms.of(request)
    selects = asked.selects(_NARROWS)
    found = open_deals_of(asked.asker, asked.question)
    context = {
        "asked": asked,
        "tables": tables_of(norms_of(asked.question), asked),
        "open_count": len(found),
        "past_count": len(past_norm(found)),
        "past_url": asked.url("norms_open"),
        "selects": selects,
        "kept": kept_of(request, selects),
        "enough": ENOUGH,
        "fewest": FEWEST,
    }
    return render(request, "norms/norms.html", context)


@signed_in
@understood
def norms_won(request: PageRequest) -> HttpResponse:
    asked, part = AskedNorms.of(request), part_of(request.GET.get("part", WonPart.COUNTED))
    group = group_of(asked.asker, request.GET.get("funnel", ""), request.GET.get("segment", ""))
    if request.GET.get("format") == "csv":
        cells = won_cells(request.user, won_deals_of(asked.question, group, part))
        return csv_file(f"norms-{part}", WON_HEADS, cells)
    page = RowsPage.of(request, won_deals_count_of(asked.question, group, part))
    found = won_deals_of(asked.question, group, part, page.size, page.offset)
    context = {
        "asked": asked,
        "part": part.value,
        "chips": chips_of(request.user, asked.question.filters),
        "page": page,
        "sees_all": sees_all(request.user),
        "listing": Listing(WON_HEADS, tuple(won_cells(request.user, found))),
    }
    return render(request, "norms/won.html", context)


@signed_in
@understood
def norms_open(request: PageRequest) -> HttpResponse:
    asked = AskedNorms.of(request)
    found = open_deals_of(asked.asker, asked.question)
    past = past_norm(found)
    shown = found if asked.kept.get("past") == "no" else past
    if request.GET.get("format") == "csv":
        return csv_file("norms-open", OPEN_HEADS, open_cells(request.user, shown))
    page, selects = RowsPage.of(request, len(shown)), asked.selects(_OF_OPEN)
    context = {
        "asked": asked,
        "tabs": [
            Tab(pgettext("open deals", "Past their norm"), asked.url("", past=""), shown is past, len(past)),
            Tab(pgettext("open deals", "All open"), asked.url("", past="no"), shown is not past, len(found)),
        ],
        "rows": open_rows(request.user, shown[page.offset : page.offset + page.size]),
        "page": page,
        "selects": selects,
        "kept": kept_of(request, selects),
    }
    return render(request, "norms/open.html", context)
