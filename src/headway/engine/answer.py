"""Answers a question: one figure in total, one for each line it is cut into, and the same of a second period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from headway.engine.calendar import first_day
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure, Tally, changed, figure
from headway.engine.metric import Aggregate, Metric, Rule
from headway.engine.names import Names
from headway.engine.period import Period
from headway.engine.plan import plan, values
from headway.engine.question import Key, Question
from headway.engine.statement import Reader, Statement
from headway.engine.store import FactStore

Keys = tuple[Key, ...]
Tallies = Mapping[Keys, Tally]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer: its keys by dimension, the keys in words, its figure, and that of the compared period."""

    keys: Keys
    labels: tuple[str, ...]
    figure: Figure
    compared: Figure | None
    changed: Decimal | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gives: ``left_out_count`` rows belong to the period and could not be counted.

    ``changed`` is the difference of shares, and of all else the part of the compared value.
    """

    question: Question
    metric: Metric
    total: Figure
    lines: tuple[Line, ...]
    compared: Figure | None
    changed: Decimal | None
    left_out_count: int

    @property
    def rule(self) -> Rule:
        """The rule the number counts by."""
        return self.metric.rule


@dataclass(frozen=True, slots=True)
class _Counts:
    """The figures of one period, by key and in all."""

    by_keys: Mapping[Keys, Figure]
    total: Figure
    nothing: Figure


def ask(question: Question, store: FactStore) -> Answer:
    """Answer a question from the facts as they stand when it is asked.

    Raises UnknownMetric, DimensionNotKnown or DimensionTwice. Lines are in the order of the company's own lists; cut by
    time alone, every month (week, day) of the period has a line.
    """
    planned = plan(question, store.dialect)
    metric = planned.metric
    with store.reading() as facts:
        now = _counts(question, question.period, facts, store.dialect)
        before = _counts(question, question.compare, facts, store.dialect) if question.compare else None
        names = Names.read(facts, store.dialect, (each for each in question.by if each.is_named))
        left_out_count = _left_out(planned.left_out, question, facts)
    compared = before.total if before else None
    return Answer(
        question=question,
        metric=metric,
        total=now.total,
        lines=tuple(_lines(question, metric, now, before, names)) if question.by else (),
        compared=compared,
        changed=changed(metric.unit, now.total, compared),
        left_out_count=left_out_count,
    )


def _counts(question: Question, period: Period, facts: Reader, dialect: str) -> _Counts:
    planned = plan(replace(question, period=period), dialect)
    metric = planned.metric
    bound = values(question, period)
    of = _tallies(planned.of, facts, bound)
    per = _tallies(planned.per, facts, bound) if planned.per else None
    by_keys = {keys: figure(metric, of.get(keys, Tally()), _at(per, keys)) for keys in (of | (per or {}))}
    if metric.of.aggregate is Aggregate.MEDIAN and question.by:
        total = _counts(replace(question, by=()), period, facts, dialect).total
    else:
        total = figure(metric, _sum(of), None if per is None else _sum(per))
    return _Counts(by_keys, total, nothing=figure(metric, Tally(), None if per is None else Tally()))


def _tallies(statement: Statement, facts: Reader, bound: Mapping[str, object]) -> dict[Keys, Tally]:
    tallies = {}
    for row in statement.run(facts, bound):
        value, rows = row.pop("value"), row.pop("rows")
        tallies[tuple(row.values())] = Tally(value, rows)
    return tallies


def _at(tallies: Tallies | None, keys: Keys) -> Tally | None:
    return None if tallies is None else tallies.get(keys, Tally())


def _sum(tallies: Tallies) -> Tally:
    """Sum over the keys; a median has but one, the empty key."""
    if len(tallies) == 1:
        return next(iter(tallies.values()))
    return Tally(sum(int(each.value or 0) for each in tallies.values()), sum(each.rows for each in tallies.values()))


def _left_out(statement: Statement | None, question: Question, facts: Reader) -> int:
    if statement is None:
        return 0
    return int(statement.run(facts, values(question, question.period))[0]["rows"])


def _lines(question: Question, metric: Metric, now: _Counts, before: _Counts | None, names: Names) -> Iterable[Line]:
    earlier = _aligned(question, before.by_keys) if before else {}
    keys = {**now.by_keys, **earlier, **dict.fromkeys(_calendar(question))}
    for each in sorted(keys, key=lambda keys: [names.place(*pair) for pair in zip(question.by, keys, strict=True)]):
        current = now.by_keys.get(each, now.nothing)
        compared = earlier.get(each, before.nothing) if before else None
        labels = tuple(names.label(*pair) for pair in zip(question.by, each, strict=True))
        yield Line(each, labels, current, compared, changed(metric.unit, current, compared))


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
