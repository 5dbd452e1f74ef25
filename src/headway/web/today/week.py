"""The tiles of the start page: contacts and effective contacts of today and of this week, as the metrics count them."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from headway.engine.answer import ask
from headway.engine.calendar import Step, first_day
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question, Scope
from headway.web import figures
from headway.web.facts import get_store
from headway.web.page import rows_url
from headway.web.parts import Tile

_DAYS_DRAWN, _WEEKS_DRAWN = 14, 8
_WEEK = timedelta(days=7)
Counts = dict[date, int]


def tiles(scope: Scope, today: date, week_start: int) -> list[Tile]:
    """Return two tiles of today and two of the week; each number opens its rows."""
    counted = {metric: _by_day(metric, scope, today, week_start) for metric in ("contacts", "effective_contacts")}
    labels = {
        "contacts": (_("Contacts today"), _("Contacts this week")),
        "effective_contacts": (_("Effective today"), _("Effective this week")),
    }
    return [
        *(_of_day(metric, labels[metric][0], counted[metric], today) for metric in counted),
        *(_of_week(metric, labels[metric][1], counted[metric], today, week_start) for metric in counted),
    ]


def _by_day(metric: str, scope: Scope, today: date, week_start: int) -> Counts:
    start = first_day(today, Step.WEEK, week_start) - (_WEEKS_DRAWN - 1) * _WEEK
    period = Period(start, today + timedelta(days=1))
    answer = ask(Question(metric=metric, period=period, by=(Dimension.DAY,), scope=scope), get_store())
    return {line.keys[0]: int(line.figure.value or 0) for line in answer.lines if isinstance(line.keys[0], date)}


def _of_day(metric: str, label: str, counts: Counts, today: date) -> Tile:
    yesterday = counts.get(today - timedelta(days=1), 0)
    drawn = [counts.get(today - timedelta(days=ago), 0) for ago in reversed(range(_DAYS_DRAWN))]
    return Tile(
        label=label,
        value=figures.number(counts.get(today, 0)),
        url=rows_url(metric, Period.day(today)),
        note=_("yesterday %(count)s") % {"count": figures.number(yesterday)},
        points=tuple(map(float, drawn)),
    )


def _of_week(metric: str, label: str, counts: Counts, today: date, week_start: int) -> Tile:
    monday = first_day(today, Step.WEEK, week_start)
    this_week, by_now = _sum(counts, monday, today), _sum(counts, monday - _WEEK, today - _WEEK)
    weeks = [monday - ago * _WEEK for ago in reversed(range(_WEEKS_DRAWN))]
    return Tile(
        label=label,
        value=figures.number(this_week),
        url=rows_url(metric, Period(monday, today + timedelta(days=1))),
        note=_("by this day last week %(count)s") % {"count": figures.number(by_now)},
        points=tuple(float(_sum(counts, first, first + timedelta(days=6))) for first in weeks),
    )


def _sum(counts: Counts, first: date, latest: date) -> int:
    return sum(count for on, count in counts.items() if first <= on <= latest)
