"""The catalogue as tiles: each metric with its value, its change, and how it went lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.answer import ask
from headway.engine.calendar import first_day, walk
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.metric import Grade, Metric, Unit
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.store import FactStore
from headway.web.asking import Words, question_of
from headway.web.board.card import RULES
from headway.web.board.shown import Count, Shown, left_out_of, shown
from headway.web.narrowing import Asked
from headway.web.wording import ChangeWords, change_words

# What a small line shows: whole days, weeks or months up to the end of the period.
_TRAILS = ((1, Dimension.DAY, 14), (31, Dimension.WEEK, 12), (None, Dimension.MONTH, 12))
_UNITS = tuple(Unit)
GROUPS: Mapping[str, str | Promise] = {
    "deals": gettext_lazy("Deals"),
    "sales": gettext_lazy("Sales"),
    "contacts": gettext_lazy("Contacts"),
}


@dataclass(frozen=True, kw_only=True)
class MetricTile:
    """One metric at a glance."""

    metric: Metric
    url: str
    figure: Shown
    change: ChangeWords | None
    points: tuple[float, ...]
    left_out: Count | None

    @property
    def rule(self) -> str:
        """What a ratio counts by, in short."""
        return str(RULES[self.metric.rule])


@dataclass(frozen=True)
class TileGroup:
    """The metrics that are counted from the same facts."""

    title: str | Promise
    tiles: tuple[MetricTile, ...]


def groups_of(asked: Asked, store: FactStore, *, is_volume: bool) -> list[TileGroup]:
    """Ask every metric of the catalogue: those for analysis alone, or all others."""
    wanted = [metric for metric in catalogue().values() if (metric.grade is Grade.VOLUME) == is_volume]
    tiles = [_tile(asked, metric, store) for metric in sorted(wanted, key=_place)]
    groups = [TileGroup(title, tuple(_counted_from(tiles, facts))) for facts, title in GROUPS.items()]
    return [group for group in groups if group.tiles]


def trail_of(period: Period, today: date, week_start: int) -> tuple[Period, Dimension]:
    """Return the days that a small line shows, and what it is cut by; a piece that still runs is left out."""
    size = None if period.is_all else period.days
    step, count = next((step, count) for days, step, count in _TRAILS if days is None or (size and size <= days))
    end = first_day(min(_end(period), today + timedelta(days=1)), step.step, week_start)
    return Period(walk(end, step.step, -count), end), step


def _end(period: Period) -> date:
    return date.max if period.is_all else period.end


def _tile(asked: Asked, metric: Metric, store: FactStore) -> MetricTile:
    question = question_of(asked.asker, metric.name, asked.words)
    answer = ask(question, store)
    company = asked.asker.company
    currency = company.currency if company else None
    return MetricTile(
        metric=metric,
        url=f"{reverse('metric', args=[metric.name])}?{_words(asked).query()}",
        figure=shown(question, metric, answer.total, currency),
        change=change_words(metric, answer.total, answer.compared, answer.changed, currency),
        points=_points(asked, question, store),
        left_out=left_out_of(answer),
    )


def _words(asked: Asked) -> Words:
    """The words of the address, for the page of one metric: it compares by itself."""
    return replace(asked.words, compare="", by=())


def _points(asked: Asked, question: Question, store: FactStore) -> tuple[float, ...]:
    if question.scope.is_total:
        return ()
    try:
        trail, step = trail_of(question.period, asked.asker.today, asked.asker.week_start)
    except (OverflowError, ValueError):
        # The calendar begins with the year 1: nothing went before it.
        return ()
    lines = ask(replace(question, period=trail, by=(step,), compare=None), store).lines
    return tuple(float(line.figure.value) for line in lines if line.figure.value is not None)


def _counted_from(tiles: Iterable[MetricTile], facts: str) -> Iterable[MetricTile]:
    return (tile for tile in tiles if tile.metric.of.facts == facts)


def _place(metric: Metric) -> tuple[int, str]:
    """Counts first, then money, shares and days; within these by name."""
    return _UNITS.index(metric.unit), _(metric.label)
