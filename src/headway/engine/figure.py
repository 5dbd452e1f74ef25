"""A figure: one exact value with what it was counted from."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from headway.engine.interval import Interval, ratio, wilson
from headway.engine.metric import Aggregate, Metric, Unit
from headway.engine.text import Number, Sentence, gettext_noop

MICROSECONDS_AN_HOUR = 60 * 60 * 1_000_000
MICROSECONDS_A_DAY = 24 * MICROSECONDS_AN_HOUR

Value = Decimal | int | None

ALL_LEFT_OUT = gettext_noop("Unknown: all that belongs here is left out (%(count)s).")


class Tally(NamedTuple):
    """What a statement returned for one key: a sum, or a median, and the number of rows behind it.

    A named tuple, because an answer has one for each line and number: it is made in a third of the time.
    """

    value: int | float | None = None
    rows: int = 0


class Figure(NamedTuple):
    """A value; None is unknown: a ratio over nothing, a median of nothing, a sum of which every row was left out.

    ``of`` and ``per`` are the two counts of a ratio or a mean (of times: microseconds); a plain count has only
    ``of``, a median neither. ``rows`` is how many rows ``of`` (or the median) was taken from. ``factors`` are the
    values that it was multiplied or divided by, in the order of the metric's.

    ``interval`` holds the value in 95 of 100 cases, where it can be told. Of a cohort that was followed, ``still_open``
    is how many are still on the way, ``is_young`` whether it is too young to be compared, and ``why`` a sentence that
    says why the value is not known, or too young; ``so_far`` is what was reached as far as it was followed.

    A named tuple for the same reason as a tally.
    """

    value: Value
    of: int | None
    per: int | None
    rows: int
    factors: tuple[Value, ...] = ()
    interval: Interval | None = None
    still_open: int | None = None
    why: str | None = None
    is_young: bool = False
    so_far: Decimal | None = None


def figure(metric: Metric, of: Tally, per: Tally | None = None, *, left_out: int = 0) -> Figure:
    """Put the counts together; they are divided here, once.

    ``left_out`` is how many rows of a sum could not be counted: where there are no others, the sum is not known.
    """
    if metric.of.aggregate is Aggregate.MEDIAN:
        return Figure(scaled(metric.unit, exact_median(of.value)), None, None, of.rows)
    total = int(of.value or 0)
    needed = per if per is not None and metric.is_part else of
    if metric.unwritten and not needed.rows:
        return Figure(None, total, None if per is None else int(per.value or 0), 0, why=Sentence(metric.unwritten))
    if left_out and not of.rows:
        divisor = None if per is None else int(per.value or 0)
        return Figure(None, total, divisor, 0, why=Sentence(ALL_LEFT_OUT, count=Number(left_out)))
    if metric.of.aggregate is Aggregate.MEAN:
        return Figure(scaled(metric.unit, _divided(total, of.rows)), total, of.rows, of.rows)
    if per is None:
        return Figure(scaled(metric.unit, total), total, None, of.rows)
    divisor = int(per.value or 0)
    value = scaled(metric.unit, _divided(total, divisor))
    return Figure(value, total, divisor, of.rows, interval=_interval(metric, total, divisor))


def multiplied(metric: Metric, own: Figure, factors: Sequence[Value]) -> Figure:
    """Multiply a figure by its factors, and divide it by those that are divisors; unknown where one of them is."""
    value = own.value
    for factor, each in zip(metric.factors, factors, strict=True):
        if value is None or each is None or (factor.is_divisor and not each):
            return own._replace(value=None, factors=tuple(factors))
        value = Decimal(value) / Decimal(each) if factor.is_divisor else Decimal(value) * Decimal(each)
    return own._replace(value=value, factors=tuple(factors))


def changed(unit: Unit, now: Figure, before: Figure | None) -> Decimal | None:
    """Return the change against another figure: of shares the difference, of all else the part of the earlier value.

    None where either is unknown or too young, or where the earlier value is zero.
    """
    if before is None or now.value is None or before.value is None or now.is_young or before.is_young:
        return None
    difference = Decimal(now.value) - Decimal(before.value)
    if unit is Unit.SHARE:
        return difference
    return difference / abs(Decimal(before.value)) if before.value else None


def exact_median(value: float | None) -> Decimal | None:
    """Return the median of whole numbers exactly: doubled it is a whole number, and rounding makes it sure."""
    return None if value is None else Decimal(round(value * 2)) / 2


def _interval(metric: Metric, of: int, per: int) -> Interval | None:
    """Return the interval of a share of pieces; of a share of money, chance has no say in the number of them."""
    is_of_pieces = all(each.is_of_pieces and each.aggregate is Aggregate.SUM for each in metric.measures)
    if metric.unit is not Unit.SHARE or not is_of_pieces:
        return None
    return wilson(of, per) if metric.is_part else ratio(of, per)


def _divided(of: int, per: int) -> Decimal | None:
    return Decimal(of) / Decimal(per) if per else None


def scaled(unit: Unit, value: Value) -> Value:
    """Return microseconds in the unit of a time; all else as it is."""
    return value if value is None or unit not in _SCALES else Decimal(value) / _SCALES[unit]


_SCALES = {Unit.DAYS: MICROSECONDS_A_DAY, Unit.HOURS: MICROSECONDS_AN_HOUR}
