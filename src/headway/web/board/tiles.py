"""The catalogue as tiles: each metric with its value, its change, and how it went lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.answer import Answer, ask_all
from headway.engine.calendar import first_day, walk
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.metric import Grade, Group, Metric, Unit
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.store import FactStore
from headway.web.asking import Words, questions_of
from headway.web.board.card import RULES
from headway.web.board.shown import Count, Shown, left_out_of, shown
from headway.web.narrowing import Asked
from headway.web.wording import ChangeWords, change_words

# What a small line shows: whole days, weeks or months up to the end of the period.
_TRAILS = ((1, Dimension.DAY, 14), (31, Dimension.WEEK, 12), (None, Dimension.MONTH, 12))
_UNITS = tuple(Unit)


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
    """The metrics that stand under one heading."""

    title: str
    tiles: tuple[MetricTile, ...]


def groups_of(asked: Asked, store: FactStore, *, is_volume: bool) -> list[TileGroup]:
    """Ask every metric of the catalogue: those for analysis alone, or all others."""
    wanted = [metric for metric in catalogue().values() if (metric.grade is Grade.VOLUME) == is_volume]
    metrics = sorted(wanted, key=_place)
    questions = questions_of(asked.asker, [metric.name for metric in metrics], asked.words)
    trails = _trails(asked, questions, store)
    tiles = [_tile(asked, answer, trails.get(answer.metric.name, ())) for answer in ask_all(questions, store)]
    groups = [
        TileGroup(_(group.heading), tuple(each for each in tiles if each.metric.group is group)) for group in Group
    ]
    return [group for group in groups if group.tiles]


def trail_of(period: Period, today: date, week_start: int) -> tuple[Period, Dimension]:
    """Return the days that a small line shows, and what it is cut by; a piece that still runs is left out."""
    size = None if period.is_all else period.days
    step, count = next((step, count) for days, step, count in _TRAILS if days is None or (size and size <= days))
    end = first_day(min(_end(period), today + timedelta(days=1)), step.step, week_start)
    return Period(walk(end, step.step, -count), end), step


def _end(period: Period) -> date:
    return date.max if period.is_all else period.end


def _tile(asked: Asked, answer: Answer, points: tuple[float, ...]) -> MetricTile:
    question, metric = answer.question, answer.metric
    company = asked.asker.company
    currency = company.currency if company else None
    return MetricTile(
        metric=metric,
        url=f"{reverse('metric', args=[metric.name])}?{_words(asked).query()}",
        figure=shown(question, metric, answer.total, currency),
        change=change_words(metric, answer.total, answer.compared, answer.changed, currency),
        points=points,
        left_out=left_out_of(answer),
    )


def _words(asked: Asked) -> Words:
    """The words of the address, for the page of one metric: it compares by itself."""
    return replace(asked.words, compare="", by=())


def _trails(asked: Asked, questions: Sequence[Question], store: FactStore) -> Mapping[str, tuple[float, ...]]:
    """Return how each metric went lately; of a cohort that is followed nothing, for its latest are too young."""
    known = [each for each in questions if not each.scope.is_total and catalogue()[each.metric].course is None]
    try:
        cut = [_trail_question(asked, each) for each in known]
    except (OverflowError, ValueError):
        # The calendar begins with the year 1: nothing went before it.
        return {}
    lines = {answer.metric.name: [line.figure.value for line in answer.lines] for answer in ask_all(cut, store)}
    return {name: tuple(float(value) for value in values if value is not None) for name, values in lines.items()}


def _trail_question(asked: Asked, question: Question) -> Question:
    trail, step = trail_of(asked.period, asked.asker.today, asked.asker.week_start)
    return replace(question, period=trail, by=(step,), compare=None)


def _place(metric: Metric) -> tuple[int, str]:
    """Counts first, then money, shares and times; within these by name."""
    return _UNITS.index(metric.unit), _(metric.label)
