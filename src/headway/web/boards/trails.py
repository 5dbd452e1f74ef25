"""How numbers went lately: the days, weeks or months up to the end of a period, for a small line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from headway.engine.answer import ask_all
from headway.engine.calendar import first_day, walk
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.store import FactStore

# What a small line shows: whole days, weeks or months up to the end of the period.
_TRAILS = ((1, Dimension.DAY, 14), (31, Dimension.WEEK, 12), (None, Dimension.MONTH, 12))
Points = tuple[float, ...]


def trail_of(period: Period, today: date, week_start: int) -> tuple[Period, Dimension]:
    """Return the days that a small line shows, and what it is cut by; a piece that still runs is left out."""
    size = None if period.is_all else period.days
    step, count = next((step, count) for days, step, count in _TRAILS if days is None or (size and size <= days))
    end = first_day(min(_end(period), today + timedelta(days=1)), step.step, week_start)
    return Period(walk(end, step.step, -count), end), step


def trails_of(questions: Sequence[Question], today: date, store: FactStore) -> list[Points]:
    """Return for each question how its number went lately.

    Nothing for a total that may not be cut, for a cohort that is followed, whose latest are too young, for what stands
    today alone, and for the beginning of the calendar, before which nothing was.
    """
    cut = {place: each for place, question in enumerate(questions) if (each := _cut(question, today)) is not None}
    answers = dict(zip(cut, ask_all(list(cut.values()), store), strict=True)) if cut else {}
    return [
        tuple(float(line.figure.value) for line in answers[place].lines if line.figure.value is not None)
        if place in answers
        else ()
        for place in range(len(questions))
    ]


def _cut(question: Question, today: date) -> Question | None:
    metric = catalogue()[question.metric]
    if question.scope.is_total or metric.course is not None:
        return None
    try:
        trail, step = trail_of(question.period, today, question.week_start)
    except (OverflowError, ValueError):
        return None
    if step not in metric.dimensions:
        return None
    return replace(question, period=trail, by=(step,), compare=None)


def _end(period: Period) -> date:
    return date.max if period.is_all else period.end
