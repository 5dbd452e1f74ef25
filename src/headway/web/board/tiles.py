"""The catalogue as tiles: each metric with its value, its change, and how it went lately."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.answer import Answer, ask_all
from headway.engine.catalogue import catalogue, find
from headway.engine.metric import Grade, Group, Metric, Unit
from headway.engine.question import Question
from headway.engine.store import FactStore
from headway.web.asking import Words, questions_of
from headway.web.board.card import RULES
from headway.web.board.shown import Count, Shown, left_out_of, shown
from headway.web.boards.trails import trails_of
from headway.web.narrowing import Asked, kinds_of
from headway.web.templatetags.headway import compared_words, period_words
from headway.web.wording import ChangeWords, change_words

_UNITS = tuple(Unit)


@dataclass(frozen=True, kw_only=True)
class MetricTile:
    """One metric at a glance; ``against`` names its days, and those that it is compared with where there are any."""

    metric: Metric
    url: str
    figure: Shown
    change: ChangeWords | None
    against: str
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
    """Ask every metric of the catalogue that knows what the page is narrowed to: those for analysis, or all others."""
    chosen = {name for name, texts in asked.words.filters.items() if texts}
    wanted = [
        metric
        for metric in catalogue().values()
        if (metric.grade is Grade.VOLUME) == is_volume and chosen <= metric.dimensions
    ]
    metrics = sorted(wanted, key=_place)
    questions = [
        each for each in questions_of(asked.asker, [each.name for each in metrics], asked.words) if _fits(each)
    ]
    trails = trails_of(questions, asked.asker.today, store)
    tiles = [_tile(asked, *each) for each in zip(ask_all(questions, store), trails, strict=True)]
    groups = [
        TileGroup(_(group.heading), tuple(each for each in tiles if each.metric.group is group)) for group in Group
    ]
    return [group for group in groups if group.tiles]


def _fits(question: Question) -> bool:
    """Return whether anything can be of the kinds asked for: no sale is a call, and nought of them would be wrong."""
    wanted = question.filters.kind
    return wanted is None or None in wanted or not wanted.isdisjoint(kinds_of(find(question.metric).of.facts).values)


def _tile(asked: Asked, answer: Answer, points: tuple[float, ...]) -> MetricTile:
    question, metric = answer.question, answer.metric
    company = asked.asker.company
    currency = company.currency if company else None
    return MetricTile(
        metric=metric,
        url=f"{reverse('metric', args=[metric.name])}?{_words(asked).query()}",
        figure=shown(question, metric, answer.total, currency),
        change=change_words(metric, answer, currency),
        against=_against(question, asked),
        points=points,
        left_out=left_out_of(answer),
    )


def _against(question: Question, asked: Asked) -> str:
    if question.compare is None:
        return ""
    words = compared_words(question.period, question.compare, asked.asker.today)
    return f"{period_words(question.period)} · {words}"


def _words(asked: Asked) -> Words:
    """The words of the address, for the page of one metric: it compares by itself."""
    return replace(asked.words, compare="", by=())


def _place(metric: Metric) -> tuple[int, str]:
    """Counts first, then money, shares and times; within these by name."""
    return _UNITS.index(metric.unit), _(metric.label)
