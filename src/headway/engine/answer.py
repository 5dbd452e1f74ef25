"""Answers a question: one figure in total, one for each line it is cut into, and the same of a second period."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from headway.engine.calendar import first_day
from headway.engine.compared import Days, beyond_chance, days_compared
from headway.engine.counted import Counting
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure, Tally, changed, figure, multiplied
from headway.engine.followed import followed
from headway.engine.metric import Metric, Rule
from headway.engine.names import Names
from headway.engine.period import Period
from headway.engine.plan import checked, countings_of, left_out_of, marked_of, own_countings
from headway.engine.question import Key, Question
from headway.engine.statement import Reader
from headway.engine.store import FactStore
from headway.engine.tally import Keys, Tallied, tallied


class Line(NamedTuple):
    """One line of an answer: its keys by dimension, the keys in words, its figure, and that of the compared period.

    A named tuple, because an answer may have thousands.
    """

    keys: Keys
    labels: tuple[str, ...]
    figure: Figure
    compared: Figure | None
    changed: Decimal | None
    beyond_chance: bool | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gives: ``left_out_count`` rows belong to the period and could not be counted.

    Of those that were, ``marked_count`` are measured otherwise than the number is called.

    ``changed`` is the difference of shares, and of all else the part of the compared value; ``beyond_chance`` whether
    that is more than chance would do, None where nobody can tell.
    """

    question: Question
    metric: Metric
    total: Figure
    lines: tuple[Line, ...]
    compared: Figure | None
    changed: Decimal | None
    left_out_count: int
    beyond_chance: bool | None = None
    marked_count: int = 0

    @property
    def rule(self) -> Rule:
        """The rule the number counts by."""
        return self.metric.rule


@dataclass(frozen=True, slots=True)
class _Counts:
    """The figures of one metric in one period, by key and in all."""

    by_keys: Mapping[Keys, Figure]
    total: Figure
    nothing: Figure


def ask(question: Question, store: FactStore) -> Answer:
    """Answer a question from the facts as they stand when it is asked.

    Raises UnknownMetric, DimensionNotKnown or DimensionTwice. Lines are in the order of the company's own lists; cut by
    time alone, every month (week, day) of the period has a line.
    """
    return ask_all([question], store)[0]


def ask_all(questions: Sequence[Question], store: FactStore) -> list[Answer]:
    """Answer questions from the facts at one moment; see ``ask``.

    Those that differ in nothing but their metric are counted together: a whole board takes a few statements.
    """
    metrics = [checked(question) for question in questions]
    alike: dict[Question, list[int]] = {}
    for index, question in enumerate(questions):
        alike.setdefault(replace(question, metric=""), []).append(index)
    answers: dict[int, Answer] = {}
    with store.reading() as facts:
        for question, indices in alike.items():
            together = _together(question, [metrics[index] for index in indices], facts, store.dialect)
            answers |= zip(indices, together, strict=True)
    return [replace(answers[index], question=question) for index, question in enumerate(questions)]


def _together(question: Question, metrics: Sequence[Metric], facts: Reader, dialect: str) -> Iterable[Answer]:
    counted = dict.fromkeys(each for metric in metrics for each in countings_of(metric))
    told = [each for metric in metrics for each in (*left_out_of(metric), marked_of(metric)) if each]
    now = tallied(dict.fromkeys((*counted, *told)), question, question.period, facts, dialect=dialect)
    compare = question.compare
    before = tallied(counted, question, compare, facts, dialect=dialect) if compare else None
    names = Names.read(facts, dialect, (each for each in question.by if each.is_named))

    def counts(metric: Metric, period: Period, counted: Tallied) -> _Counts:
        if metric.course is None:
            return _counts(metric, counted)
        course = followed(metric.course, metric.cohort, replace(question, period=period), facts, dialect)
        return _Counts(course.by_keys, course.total, course.nothing)

    def rows(counting: Counting | None) -> int:
        return now.totals[counting].rows if counting else 0

    return [
        _answer(
            question,
            metric,
            current=counts(metric, question.period, now),
            earlier=counts(metric, compare, before) if compare and before else None,
            names=names,
            left_out_count=sum(map(rows, left_out_of(metric))),
            marked_count=rows(marked_of(metric)),
        )
        for metric in metrics
    ]


def _answer(
    question: Question,
    metric: Metric,
    *,
    current: _Counts,
    earlier: _Counts | None,
    names: Names,
    left_out_count: int,
    marked_count: int,
) -> Answer:
    before, days = earlier.total if earlier else None, days_compared(question)
    return Answer(
        question=question,
        metric=metric,
        total=current.total,
        lines=tuple(_lines(question, metric, current, earlier, names)) if question.by else (),
        compared=before,
        changed=changed(metric.unit, current.total, before),
        left_out_count=left_out_count,
        marked_count=marked_count,
        beyond_chance=beyond_chance(metric, current.total, before, days.get(None, (0, 0))),
    )


def _counts(metric: Metric, counted: Tallied) -> _Counts:
    def alone(tallies: Mapping[Counting, Tally]) -> Figure:
        return _figures(metric, lambda each: [tallies[each]])[0]

    countings = own_countings(metric)
    keys = list(dict.fromkeys(key for each in countings for key in counted.by_keys[each]))
    return _Counts(
        by_keys=dict(zip(keys, _figures(metric, lambda each: counted.of_lines(each, keys)), strict=True)),
        total=alone(counted.totals),
        nothing=alone(dict.fromkeys(countings_of(metric), Tally())),
    )


def _figures(metric: Metric, tallies_of: Callable[[Counting], Sequence[Tally]]) -> list[Figure]:
    """Return the figures of some lines: of as many as there are tallies."""
    counted = [tallies_of(each) for each in own_countings(metric)]
    if metric.is_sum_of_known:
        size = len(metric.measures)
        lines = zip(*counted, strict=True)
        own = [figure(metric, *line[:size], left_out=sum(each.rows for each in line[size:])) for line in lines]
    else:
        own = list(map(partial(figure, metric), *counted))
    if not metric.factors:
        return own
    factors = [_figures(factor.metric, tallies_of) for factor in metric.factors]
    values = zip(*([each.value for each in figures] for figures in factors), strict=True)
    return list(map(partial(multiplied, metric), own, values))


def _lines(question: Question, metric: Metric, now: _Counts, before: _Counts | None, names: Names) -> Iterable[Line]:
    earlier = _aligned(question, before.by_keys) if before else {}
    keys = {**now.by_keys, **earlier, **dict.fromkeys(_calendar(question))}
    days = days_compared(question)
    for each in sorted(keys, key=lambda keys: [*map(names.place, question.by, keys)]):
        current = now.by_keys.get(each, now.nothing)
        labels = tuple(map(names.label, question.by, each))
        if before is None:
            yield Line(each, labels, current, None, None)
            continue
        compared = earlier.get(each, before.nothing)
        is_beyond = beyond_chance(metric, current, compared, _lasted(question, each, days))
        yield Line(each, labels, current, compared, changed(metric.unit, current, compared), is_beyond)


def _lasted(question: Question, keys: Keys, days: Mapping[Key, Days]) -> Days:
    """Return how many days a line and the one it is compared with have had; of a piece without another, none."""
    first = next((key for dimension, key in zip(question.by, keys, strict=True) if dimension.is_time), None)
    return days.get(first, (0, 0))


def _calendar(question: Question) -> list[Keys]:
    """Return a key for each month (week, day) of the period where the question is cut by nothing else."""
    is_calendar = len(question.by) == 1 and question.by[0].is_time
    return [(first,) for first in _first_days(question, question.period, question.by[0])] if is_calendar else []


def _aligned(question: Question, figures: Mapping[Keys, Figure]) -> dict[Keys, Figure]:
    """Set the first month of the compared period beside the first of the period asked for, and so on."""
    pairs = {each: _pairs(question, each) for each in question.by if each.is_time}
    aligned = {}
    for keys, counted in figures.items():
        moved = [pairs[each].get(key) if each in pairs else key for each, key in zip(question.by, keys, strict=True)]
        if all(each not in pairs or key is not None for each, key in zip(question.by, moved, strict=True)):
            aligned[tuple(moved)] = counted
    return aligned


def _pairs(question: Question, dimension: Dimension) -> dict[Key, Key]:
    compared = _first_days(question, question.compare or question.period, dimension)
    return dict(zip(compared, _first_days(question, question.period, dimension), strict=False))


def _first_days(question: Question, period: Period, dimension: Dimension) -> list[Key]:
    """The first days of the pieces of a period; all time is not cut, for it has neither first nor last."""
    if period.is_all:
        return []
    pieces = period.split(dimension.step, question.week_start)
    return [first_day(piece.start, dimension.step, question.week_start) for piece in pieces]
