"""Keeps forecasts as they were made: when somebody asks for it, and once a week by itself."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.engine.calendar import Step, first_day, walk
from headway.engine.period import Period
from headway.engine.question import Scope
from headway.web import audit
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.clock import day_of, zone_of
from headway.web.forecasts.making import forecasts_of
from headway.web.forecasts.outcome import DealChance, Forecast, Outlook
from headway.web.forecasts.question import ForecastQuestion, whose_of
from headway.web.models import Company, KeptForecast, Role, Team, User
from headway.web.naming import NotUnderstood

_FIGURES = ("certain", "from_open", "to_come", "mean", "p10", "p50", "p90", "weighted", "last")
_DIGITS = 4
# Chances below one in ten thousand tell nothing, and a company has thousands of them.
_LEAST = 0.0001


def keep_forecast(asker: Asker, question: ForecastQuestion) -> KeptForecast:
    """Keep the forecast of a question as it is made now. Raises NotUnderstood, PermissionDenied."""
    require(asker.user, Verb.LOG)
    whose = whose_of(asker, question.filters)
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
    asked = [(whose, each) for each in _periods(today) for whose in _all_whose(company)]
    made = forecasts_of(ForecastQuestion(period=each, as_of=yesterday, scope=_scope(whose)) for whose, each in asked)
    kept = [_stored(each, whose, by=None, now=now) for (whose, _period), each in zip(asked, made, strict=True)]
    return len(KeptForecast.objects.bulk_create(kept))


def _periods(today: date) -> Iterator[Period]:
    for step in (Step.MONTH, Step.QUARTER):
        start = first_day(today, step)
        yield Period(start, walk(start, step, 1))


def _all_whose(company: Company) -> list[Company | Team | User]:
    reps = User.objects.filter(role__in=(Role.REP, Role.HEAD), is_active=True)
    teams = Team.objects.filter(pk__in=reps.exclude(team=None).values("team"))
    return [company, *teams.order_by("pk"), *reps.filter(role=Role.REP).order_by("pk")]


def _scope(whose: Company | Team | User) -> Scope:
    if isinstance(whose, Company):
        return Scope()
    is_team = isinstance(whose, Team)
    return Scope(team_ids=frozenset({whose.pk})) if is_team else Scope(rep_ids=frozenset({whose.pk}))


def _stored(forecast: Forecast, whose: Company | Team | User, *, by: User | None, now: datetime) -> KeptForecast:
    question = forecast.question
    return KeptForecast(
        team=whose if isinstance(whose, Team) else None,
        user=whose if isinstance(whose, User) else None,
        starts_on=question.period.start,
        ends_on=question.period.end,
        as_of=question.as_of,
        method=forecast.method.value,
        number=_figures(forecast.number),
        value=_figures(forecast.value) if forecast.value else None,
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
