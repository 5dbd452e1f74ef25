"""Keeps forecasts as they were made: when somebody asks for it, and once a week by itself."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.engine.calendar import Step, first_day, walk
from headway.engine.period import Period
from headway.web import audit
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.bearers import Bearer, borne_by
from headway.web.clock import day_of, zone_of
from headway.web.forecasts.making import forecasts_of
from headway.web.forecasts.outcome import DealChance, Forecast, Outlook
from headway.web.forecasts.question import ForecastQuestion
from headway.web.models import Company, KeptForecast, Role, Team, User
from headway.web.naming import NotUnderstood

_FIGURES = ("certain", "from_open", "to_come", "mean", "p10", "p50", "p90", "weighted", "last")
_DIGITS = 4
# Chances below one in ten thousand tell nothing, and a company has thousands of them.
_LEAST = 0.0001


def keep_forecast(asker: Asker, question: ForecastQuestion) -> KeptForecast:
    """Keep the forecast of a question as it is made now. Raises NotUnderstood, PermissionDenied."""
    require(asker.user, Verb.LOG)
    whose = borne_by(asker.user, question.filters, asker.scope)
    if whose is None:
        raise NotUnderstood(_("A forecast is kept of the company, of one team or of one rep: choose one."), "rep")
    if question.is_past:
        raise NotUnderstood(_("A forecast is kept on the day it is made: leave the earlier day out."), "as_of")
    if question.is_over:
        raise NotUnderstood(_("Nothing of this period is to come: choose one that is not over."), "period")
    forecast = next(forecasts_of([question]))
    with transaction.atomic():
        kept = _stored(forecast, whose, by=asker.user, now=asker.now)
        kept.save()
        told = {"period": f"{kept.starts_on}..{kept.ends_on}", "as_of": kept.as_of, "mean": kept.number["mean"]}
        audit.record(asker.user, "keep", kept, asker.now, after=told)
    return kept


def keep_weekly(company: Company, now: datetime) -> int:
    """Keep the forecasts of this month and this quarter, of the company, its teams and reps; return how many.

    Once a week, on its first day or the next one that the worker runs: as of the end of the day before, so that all of
    that day is still to come.
    """
    today = day_of(now, zone_of(None, company))
    yesterday = today - timedelta(days=1)
    week = first_day(today, Step.WEEK, company.week_starts_on)
    if KeptForecast.objects.filter(kept_by=None, as_of__gte=week - timedelta(days=1)).exists():
        return 0
    return _keep(yesterday, now)


def keep_past_weeks(company: Company, now: datetime, weeks: int) -> int:
    """Keep the forecasts of so many weeks before this one as they would have been made then; return how many."""
    today, kept = day_of(now, zone_of(None, company)), 0
    this_week = first_day(today, Step.WEEK, company.week_starts_on)
    for back in range(weeks, 0, -1):
        days = timedelta(weeks=back)
        kept += _keep(this_week - days - timedelta(days=1), now - days, is_past=True)
    return kept


def _keep(as_of: date, now: datetime, *, is_past: bool = False) -> int:
    asked = [(whose, each) for each in _periods(as_of + timedelta(days=1)) for whose in _all_whose()]
    questions = (
        ForecastQuestion(period=each, as_of=as_of, is_past=is_past, scope=whose.scope) for whose, each in asked
    )
    made = forecasts_of(questions)
    kept = [_stored(each, whose, by=None, now=now) for (whose, _period), each in zip(asked, made, strict=True)]
    return len(KeptForecast.objects.bulk_create(kept))


def _periods(today: date) -> Iterator[Period]:
    for step in (Step.MONTH, Step.QUARTER):
        start = first_day(today, step)
        yield Period(start, walk(start, step, 1))


def _all_whose() -> list[Bearer]:
    reps = User.objects.filter(role__in=(Role.REP, Role.HEAD), is_active=True)
    teams = Team.objects.filter(pk__in=reps.exclude(team=None).values("team"))
    return [Bearer(), *map(Bearer.of, teams.order_by("pk")), *map(Bearer.of, reps.filter(role=Role.REP).order_by("pk"))]


def _stored(forecast: Forecast, whose: Bearer, *, by: User | None, now: datetime) -> KeptForecast:
    question = forecast.question
    return KeptForecast(
        **whose.columns,
        starts_on=question.period.start,
        ends_on=question.period.end,
        as_of=question.as_of,
        method=forecast.method.value,
        number=_figures(forecast.number),
        # The value rests on what was nearer for values.
        value={**_figures(forecast.value), "method": forecast.value.method.value} if forecast.value else None,
        deals=[_deal(each) for each in forecast.deals if each.chance >= _LEAST or (each.rate or 0) >= _LEAST],
        base_rate=forecast.base_rate,
        kept_by=by,
        kept_at=now,
    )


def _figures(outlook: Outlook) -> dict[str, float]:
    return {name: round(float(getattr(outlook, name)), _DIGITS) for name in _FIGURES}


def _deal(each: DealChance) -> list[Any]:
    rate = None if each.rate is None else round(each.rate, _DIGITS)
    return [each.deal_id, round(each.chance, _DIGITS), rate, each.amount]
