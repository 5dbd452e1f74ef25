"""Pages of forecasts: how a period will close, keeping that, and how past forecasts came true."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.web.access import Verb, may
from headway.web.asking import Asker, Words
from headway.web.bearers import borne_by
from headway.web.beginning import first_steps, is_blank
from headway.web.clock import now
from headway.web.forecast.judged import first_judged, kept_rows, record_words, score_words
from headway.web.forecast.picture import band_of
from headway.web.forecast.shown import (
    measure_tabs,
    naive_of,
    part_urls,
    period_tabs,
    rows_of,
)
from headway.web.forecasts import Forecast, ForecastQuestion, forecast_question_of, forecasts_of
from headway.web.forecasts.aims import Wanted, promised, wanted_of
from headway.web.forecasts.keeping import keep_forecast
from headway.web.forecasts.kept import kept_of
from headway.web.forecasts.last_closed import last_close, opening
from headway.web.forecasts.made_of import parts_of
from headway.web.forecasts.question import NARROWS, USUAL_PERIOD
from headway.web.forecasts.record import record_of
from headway.web.forecasts.saying import NUMBER, VALUE, Measure, aim, held, is_doubtful, rule
from headway.web.forecasts.trusting import trust
from headway.web.narrowing import kept_of as kept_words_of
from headway.web.narrowing import selects_for, understood, words_of
from headway.web.page import PageRequest, page_of, signed_in
from headway.web.plan_pages import plan_tabs
from headway.web.plans.beside import Mark, marks_of


@signed_in
@understood
def forecast(request: PageRequest) -> HttpResponse:
    if is_blank(request.user):
        return first_steps(request, _("Forecast"))
    asker, words = _asked(request)
    question = forecast_question_of(asker, words, as_of=request.GET.get("as_of", ""))
    made, measure = next(forecasts_of([question])), _measure(request)
    last = last_close(made)
    page, selects = page_of(made.deals, request), selects_for(asker.user, NARROWS, words.filters)
    query = request.GET.dict()
    said = _said(asker, made, measure, query.get("target", ""))
    context = {
        "tabs": plan_tabs("forecast"),
        "question": question,
        "forecast": made,
        "measure": measure,
        **said,
        "sentences": opening(made, measure, last),
        **_old_log(last, query),
        **_parts(made, measure, words),
        "rule": rule(made),
        "trust": [each for each in trust(made, measure) if each != said["doubt"]],
        "page": page,
        "rows": rows_of(request.user, list(page.object_list)),
        "periods": period_tabs(query, words.period),
        "measures": measure_tabs(query, measure),
        "selects": selects,
        "kept": kept_words_of(request, selects),
        "asked": [(name, value) for name, value in query.items() if name not in {"target", "page"}],
        "may_keep": _may_keep(asker, question),
    }
    return render(request, "forecast/forecast.html", context)


@signed_in
@require_POST
@understood
def keep(request: PageRequest) -> HttpResponse:
    asker = Asker(request.user, request.company, now())
    words = Words.of(request.POST, period=USUAL_PERIOD)
    keep_forecast(asker, forecast_question_of(asker, words))
    messages.info(request, _("Kept as it stands today. When the period is over, it is seen how it came true."))
    return redirect(f"{reverse('forecast_kept')}?{words.query()}")


@signed_in
@understood
def kept(request: PageRequest) -> HttpResponse:
    asker, words = _asked(request)
    found = list(kept_of(asker, words))
    record = record_of(found, asker.today)
    measure = _measure(request)
    selects = selects_for(asker.user, NARROWS[:2], words.filters)
    waiting = [each for each in found if each.ends_on > asker.today]
    rows = kept_rows(record, waiting, measure)
    page = page_of(rows, request)
    context = {
        "tabs": plan_tabs("forecast"),
        "record": record,
        "measure": measure,
        "measures": measure_tabs(request.GET.dict(), measure),
        "words": record_words(record, measure),
        "scores": score_words(record, measure),
        "first_judged": first_judged(record, waiting),
        "page": page,
        "rows": page.object_list,
        "selects": selects,
        "kept": kept_words_of(request, selects),
    }
    return render(request, "forecast/kept.html", context)


def _said(asker: Asker, made: Forecast, measure: Measure, target: str) -> dict[str, object]:
    """Return the sentences, and the picture of what they say."""
    outlook, wanted = measure.of(made), wanted_of(asker, made.question, measure, target)
    value = None if wanted.value is None else float(wanted.value)
    return {
        "doubt": held(made) if is_doubtful(made) else "",
        "aim": aim(made, measure, wanted.value, is_approved=wanted.is_approved),
        "promised": promised(made, measure, wanted),
        "wanted": target,
        "beside": _beside(asker, made, measure, wanted),
        "target": None if value is None else measure.words(value),
        "drawn": band_of(outlook, value) if outlook and not made.question.is_over else None,
    }


def _beside(asker: Asker, made: Forecast, measure: Measure, wanted: Wanted) -> list[Mark]:
    """Return the target and the plan of the days beside what will probably come; nothing where there is neither."""
    outlook, marks = measure.of(made), [] if wanted.wished is None else marks_of(asker, wanted.wished)
    if not marks or outlook is None or made.question.is_over:
        return marks
    likely = _("What going on as lately will probably bring.")
    return [*marks, Mark("likely", _("Most likely"), measure.words(outlook.p50), likely, "")]


def _old_log(last: date | None, query: Mapping[str, str]) -> dict[str, object]:
    """Return the day on which a log ended long ago, and the same question as of it; nothing where it goes on."""
    if last is None:
        return {"last_closed": None}
    kept = {name: text for name, text in query.items() if name not in {"as_of", "page"}}
    return {"last_closed": last, "as_of_url": f"?{urlencode({**kept, 'as_of': last.isoformat()})}"}


def _parts(made: Forecast, measure: Measure, words: Words) -> dict[str, object]:
    """Return the marks of the band, what the sum is made of, and the two plain ways to say it."""
    outlook = measure.of(made)
    if outlook is None:
        return {"outlook": None}
    urls = part_urls(made, measure, words)
    return {
        "outlook": outlook,
        "marks": [measure.words(each) for each in (outlook.p10, outlook.p50, outlook.p90)],
        "parts": [(each, urls.get(each.key, "")) for each in parts_of(outlook, measure)],
        "naive": [] if made.question.is_over else naive_of(measure, outlook),
    }


def _asked(request: PageRequest) -> tuple[Asker, Words]:
    asker = Asker(request.user, request.company, now())
    words = words_of(request, asker)
    filters = {name: texts for name, texts in words.filters.items() if any(texts)}
    return asker, Words(period=words.period or USUAL_PERIOD, filters=filters)


def _measure(request: PageRequest) -> Measure:
    currency = request.company.currency if request.company else None
    return Measure(VALUE if request.GET.get("measure") == VALUE else NUMBER, currency)


def _may_keep(asker: Asker, question: ForecastQuestion) -> bool:
    is_now = not (question.is_past or question.is_over)
    return is_now and may(asker.user, Verb.LOG) and borne_by(asker.user, question.filters, asker.scope) is not None
