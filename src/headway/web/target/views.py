"""The page of targets: a year of months and of those who bear them, filled by hand or filled in, and approved."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from headway.web.asking import Asker
from headway.web.bearers import bearer_told
from headway.web.clock import now
from headway.web.models import TargetState
from headway.web.naming import NotUnderstood
from headway.web.narrowing import understood
from headway.web.page import PageRequest, signed_in
from headway.web.plan_pages import plan_tabs
from headway.web.read_words import number_of
from headway.web.target.doors import doors_of
from headway.web.target.forms import MOST_BYTES, CopyForm, FileForm, ShareForm, SpreadForm
from headway.web.target.shown import drafts_shown, months_shown, page_url, rows_shown, values_shown
from headway.web.targets import filling, writing
from headway.web.targets.adding import target_metric, target_metrics
from headway.web.targets.approved import months_of
from headway.web.targets.files import file_of, wishes_in
from headway.web.targets.telling import notes_told, sums_told
from headway.web.targets.writing import Wish
from headway.web.targets.written import month_told, value_told, year_number, year_told
from headway.web.targets.years import Year, year_of

FIRST = "sales_volume"


@signed_in
@understood
def targets(request: PageRequest) -> HttpResponse:
    asker, year = _asked(request)
    if request.method == "POST":
        return _written(request, asker, year)
    if request.GET.get("format") == "csv":
        return _file(asker, year)
    return render(request, "targets/targets.html", _context(request, asker, year))


@signed_in
@require_POST
@understood
def fill(request: PageRequest) -> HttpResponse:
    asker, year = _asked(request)
    count = writing.propose(asker, _filled(request, asker, year))
    _say_drafts(request, count)
    return redirect(_back(year))


@signed_in
@require_POST
@understood
def approve(request: PageRequest) -> HttpResponse:
    asker, year = _asked(request)
    whose = request.POST.get("whose", "")
    bearer = bearer_told(request.user, whose) if whose else None
    drafts = writing.drafts_for(asker, metric=year.metric.name, period=year.period, bearer=bearer)
    waiting = writing.approvable_for(asker, drafts)
    count = writing.approve(asker, waiting.filter(set_at__lte=_seen(request)))
    _say_approved(request, count, later=waiting.filter(state=TargetState.DRAFT).count())
    return redirect(_back(year))


@signed_in
@require_POST
@understood
def drop(request: PageRequest) -> HttpResponse:
    asker, year = _asked(request)
    count = writing.drop(asker, writing.drafts_for(asker, metric=year.metric.name, period=year.period))
    words = ngettext("%(count)s draft is taken back.", "%(count)s drafts are taken back.", count)
    messages.info(request, words % {"count": count})
    return redirect(_back(year))


@signed_in
@require_POST
@understood
def take_file(request: PageRequest) -> HttpResponse:
    asker, year = _asked(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["file"].size > MOST_BYTES:
        raise NotUnderstood(_("Choose a CSV file of targets, as this page writes one."), "file")
    count = writing.propose(asker, wishes_in(asker, form.cleaned_data["file"].read()))
    _say_drafts(request, count)
    return redirect(_back(year))


def _asked(request: PageRequest) -> tuple[Asker, Year]:
    asker = Asker(request.user, request.company, now())
    metric = target_metric(request.GET.get("metric") or FIRST)
    return asker, year_of(asker, metric, year_told(asker, request.GET.get("year", "")))


def _context(request: PageRequest, asker: Asker, year: Year, typed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    chosen, number = _chosen(request, asker, year), year_number(year.period)
    currency = request.company.currency if request.company else None
    waiting = writing.approvable_for(asker, year.drafts).count() if year.drafts else 0
    own = [each for each in year.drafts if writing.may_drop(asker, each)]
    return {
        "tabs": plan_tabs("targets"),
        "year": year,
        "number": number,
        "metrics": [(each.name, _(each.label)) for each in target_metrics()],
        "months": months_shown(year, chosen),
        "chosen": chosen,
        "rows": rows_shown(asker, year, chosen, typed),
        "sums": sums_told(year, currency),
        "notes": notes_told(year.metric),
        "url": page_url(number, year.metric),
        "asked": f"?{page_url(number, year.metric).partition('?')[2]}",
        "around": [page_url(number + step, year.metric) for step in (-1, 1)],
        "drafts": drafts_shown(asker, year),
        "doors": doors_of(asker, year, chosen),
        "waiting": waiting,
        "seen": asker.now.isoformat(),
        "droppable": len(own),
        "others": len(year.drafts) - waiting,
        **_tools(year),
    }


def _tools(year: Year) -> dict[str, Any]:
    """Return the forms that fill in, as far as there is anybody to fill in for."""
    if not any(each.may_propose for each in year.rows):
        return {"may_propose": False}
    has_parts = any(each.may_propose and each.named.parts for each in year.rows)
    return {
        "may_propose": True,
        "spread": SpreadForm(year=year),
        "copy": CopyForm(),
        "share": ShareForm(year=year) if has_parts else None,
        "file": FileForm(),
    }


def _written(request: PageRequest, asker: Asker, year: Year) -> HttpResponse:
    """Keep what was changed in the fields; where one cannot be kept, none is, and all stand as they were typed."""
    try:
        count = writing.propose(asker, _changed(request, asker, year))
    except NotUnderstood as trouble:
        context = _context(request, asker, year, typed=request.POST.dict())
        return render(request, "targets/targets.html", context | {"problem": str(trouble)}, status=422)
    _say_drafts(request, count)
    chosen = _chosen(request, asker, year)
    return redirect(page_url(year_number(year.period), year.metric, chosen))


def _changed(request: PageRequest, asker: Asker, year: Year) -> list[Wish]:
    """Return a wish for every field that differs from what its page was shown with."""
    wishes = []
    for name in values_shown(asker, year):
        text, before = request.POST.get(name), request.POST.get(f"was:{name}", "")
        if text is None or text.strip() == before:
            continue
        key, _slash, month = name.rpartition("/")
        value = value_told(asker.company, year.metric, text) if text.strip() else None
        bearer = bearer_told(request.user, key)
        wishes.append(Wish(metric=year.metric.name, bearer=bearer, month=month_told(month), value=value))
    return wishes


def _filled(request: PageRequest, asker: Asker, year: Year) -> Sequence[Wish]:
    said, metric = request.POST, year.metric
    what, how = said.get("what", ""), said.get("how", "")
    if what == "copy":
        percent = number_of(said.get("percent", "").replace("%", ""), "percent")
        return filling.copy_year(asker, metric, year.period, percent=percent, basis=said.get("basis", ""))
    bearer = bearer_told(request.user, said.get("whose", ""))
    if what == "share":
        return filling.share_out(asker, metric, bearer, year.period, how)
    whole = value_told(asker.company, metric, said.get("value", ""))
    return filling.spread_year(asker, metric, bearer, year.period, whole=whole, how=how)


def _chosen(request: PageRequest, asker: Asker, year: Year) -> date:
    """Return the month that a narrow screen shows: the one asked for, the one that runs, or the first."""
    text = request.GET.get("month") or f"{asker.today:%Y-%m}"
    try:
        month = month_told(text)
    except NotUnderstood:
        month = year.months[0]
    return month if month in months_of(year.period) else year.months[0]


def _seen(request: PageRequest) -> datetime:
    """Return when the page with the drafts was shown; whoever does not tell has seen none."""
    try:
        return datetime.fromisoformat(request.POST.get("seen", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


def _say_approved(request: PageRequest, count: int, *, later: int) -> None:
    if count or not later:
        words = ngettext("%(count)s target is approved.", "%(count)s targets are approved.", count)
        messages.info(request, words % {"count": count})
    if later:
        words = ngettext(
            "%(count)s draft came or changed since you opened this page. Look at it first.",
            "%(count)s drafts came or changed since you opened this page. Look at them first.",
            later,
        )
        messages.warning(request, words % {"count": later})


def _say_drafts(request: PageRequest, count: int) -> None:
    words = ngettext("%(count)s month changed.", "%(count)s months changed.", count)
    messages.info(request, words % {"count": count} if count else _("Nothing changed."))


def _back(year: Year) -> str:
    return page_url(year_number(year.period), year.metric)


def _file(asker: Asker, year: Year) -> HttpResponse:
    answer = HttpResponse(file_of(asker, [year]), content_type="text/csv; charset=utf-8")
    name = f"targets-{year.metric.name}-{year_number(year.period)}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
