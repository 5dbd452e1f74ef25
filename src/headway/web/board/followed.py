"""With which days the page of a followed number begins: the latest month of which all had the time to get there."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _

from headway.engine.answer import Answer
from headway.engine.calendar import Step, first_day, walk
from headway.engine.course import DAYS
from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.web import figures
from headway.web.asking import Asker, answer_to, question_of
from headway.web.board.card import Link
from headway.web.clock import now
from headway.web.narrowing import Asked, words_of
from headway.web.page import PageRequest
from headway.web.read_words import days_within
from headway.web.team_totals import TEAM
from headway.web.templatetags.headway import period_words

_USUAL = "this month"


@dataclass(frozen=True)
class Beginning:
    """Why a page shows the days that it shows, or which would tell more, and the way to the others."""

    words: str
    link: Link


def first_shown(request: PageRequest, metric: Metric) -> str:
    """Return the period that the page of a number begins with, for an address that names none.

    This month; of a cohort that is followed the latest that all had the time for, where anything began in it.
    """
    latest = None if _names_days(request) else _latest_known(request, metric)
    return _USUAL if latest is None else _name(latest)


def beginning_of(request: PageRequest, asked: Asked, answer: Answer) -> Beginning | None:
    """Say which month was chosen for the reader; or of days that are not known yet, which month is."""
    is_chosen = not _names_days(request) and asked.name != _USUAL
    if not is_chosen and answer.total.value is not None and not answer.total.is_young:
        return None
    latest = asked.period if is_chosen else _latest_known(request, answer.metric)
    if latest is None or (not is_chosen and asked.period.end <= latest.end):
        return None
    told = {"month": period_words(latest), "days": figures.days(_within(request, answer.metric))}
    words = _("The latest month of which all have had %(days)s to get there: %(month)s.") % told
    if is_chosen:
        return Beginning(words, Link(_("This month"), _address(request, _USUAL)))
    return Beginning(words, Link(period_words(latest), _address(request, _name(latest))))


def _latest_known(request: PageRequest, metric: Metric) -> Period | None:
    """Return the latest whole month of which all have been followed as long as is asked, if anything began in it."""
    if metric.course is None:
        return None
    asker = Asker(request.user, request.company, now())
    end = first_day(asker.today - timedelta(days=_within(request, metric) - 1), Step.MONTH)
    month = Period(walk(end, Step.MONTH, -1), end)
    words = words_of(request, asker)
    if words.scope == TEAM:
        return month
    question = question_of(asker, metric.name, replace(words, period=_name(month), compare="", by=()))
    total = answer_to(question).total
    return month if total.rows or total.per else None


def _within(request: PageRequest, metric: Metric) -> int:
    text = request.GET.get("within", "")
    return days_within(text) if text and metric.course and metric.course.days else DAYS


def _names_days(request: PageRequest) -> bool:
    return any(request.GET.get(each) for each in ("period", "from", "until", "saved"))


def _name(month: Period) -> str:
    return f"{month.start:%Y-%m}"


def _address(request: PageRequest, period: str) -> str:
    query = request.GET.copy()
    for each in ("from", "until", "page"):
        query.pop(each, None)
    query["period"] = period
    return f"?{query.urlencode()}"
