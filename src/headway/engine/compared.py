"""Tells whether a change is more than chance alone would do, for the numbers of which that can be told."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from headway.engine.calendar import first_day
from headway.engine.chance import chance_of_two
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure
from headway.engine.interval import LEVEL, difference
from headway.engine.metric import Metric, Rule, Unit
from headway.engine.period import Period
from headway.engine.question import Key, Question

Days = tuple[int, int]


def beyond_chance(metric: Metric, now: Figure, before: Figure | None, days: Days) -> bool | None:
    """Return whether a figure differs from that of an earlier period by more than chance; None where nobody can tell.

    Pieces that come by themselves are two Poisson counts in their ``days``; shares of pieces differ beyond chance where
    the interval of their difference leaves out zero. Of money, means, medians, products and of what stands at a day
    the spread of the rows is not known here; and a younger cohort always had less time.
    """
    if before is None or now.value is None or before.value is None or now.is_young or before.is_young:
        return None
    if is_plain_count(metric):
        return None if 0 in days else chance_of_two((now.of or 0, before.of or 0), days) < 1 - LEVEL
    if metric.unit is not Unit.SHARE or metric.rule is Rule.COHORT or not (now.interval and before.interval):
        return None
    within = difference(Decimal(now.value), now.interval, Decimal(before.value), before.interval)
    return None if within is None else within.leaves_out_zero


@lru_cache(maxsize=1024)
def is_plain_count(metric: Metric) -> bool:
    """Return whether a number counts pieces that come by themselves: neither a stock, nor a ratio, nor a sum."""
    is_alone = metric.per is None and not metric.factors and metric.course is None
    return metric.unit is Unit.COUNT and is_alone and not metric.is_stock and metric.of.is_of_pieces


def days_compared(question: Question) -> Mapping[Key, Days]:
    """Return how many days a question and its compared period have had, by the first day of each piece it is cut into.

    Under None stand those of the whole. Periods that share days are not told apart: nothing but zeros.
    """
    compare = question.compare
    if compare is None or question.period.is_all:
        return {}
    if question.period.start < compare.end and compare.start < question.period.end:
        return {None: (0, 0)}
    now, before = _gone(question, question.period), _gone(question, compare)
    days: dict[Key, Days] = {None: (now.days, before.days)}
    step = next((each for each in question.by if each.is_time), None)
    if step is not None:
        pieces, earlier = (_pieces(each, step, question.week_start) for each in (now, before))
        days |= {key: (length, other) for (key, length), (_, other) in zip(pieces, earlier, strict=False)}
    return days


def _gone(question: Question, period: Period) -> Period:
    return period if question.asked_on is None else period.up_to(question.asked_on)


def _pieces(period: Period, step: Dimension, week_start: int) -> list[tuple[Key, int]]:
    return [(first_day(each.start, step.step, week_start), each.days) for each in period.split(step.step, week_start)]
