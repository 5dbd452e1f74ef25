"""A figure: one exact value with what it was counted from."""

from dataclasses import dataclass
from decimal import Decimal

from headway.engine.metric import Aggregate, Metric, Unit

MICROSECONDS_A_DAY = 24 * 60 * 60 * 1_000_000

Value = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a statement returned for one key: a sum, or a median, and the number of rows behind it."""

    value: int | float | None = None
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A value; None is unknown: a ratio over nothing, a median of nothing.

    ``of`` and ``per`` are the two counts of a ratio or a mean (of times: microseconds); a plain count has only
    ``of``, a median neither. ``rows`` is how many rows ``of`` (or the median) was taken from.
    """

    value: Value
    of: int | None
    per: int | None
    rows: int


def figure(metric: Metric, of: Tally, per: Tally | None) -> Figure:
    """Put the counts together; they are divided here, once."""
    if metric.of.aggregate is Aggregate.MEDIAN:
        return Figure(_scaled(metric.unit, exact_median(of.value)), None, None, of.rows)
    total = int(of.value or 0)
    if metric.of.aggregate is Aggregate.MEAN:
        return Figure(_scaled(metric.unit, _divided(total, of.rows)), total, of.rows, of.rows)
    if per is None:
        return Figure(_scaled(metric.unit, total), total, None, of.rows)
    divisor = int(per.value or 0)
    return Figure(_scaled(metric.unit, _divided(total, divisor)), total, divisor, of.rows)


def changed(unit: Unit, now: Figure, before: Figure | None) -> Decimal | None:
    """Return the change against another figure: of shares the difference, of all else the part of the earlier value.

    None where either is unknown, or where the earlier value is zero.
    """
    if before is None or now.value is None or before.value is None:
        return None
    difference = Decimal(now.value) - Decimal(before.value)
    if unit is Unit.SHARE:
        return difference
    return difference / abs(Decimal(before.value)) if before.value else None


def exact_median(value: float | None) -> Decimal | None:
    """Return the median of whole numbers exactly: doubled it is a whole number, and rounding makes it sure."""
    return None if value is None else Decimal(round(value * 2)) / 2


def _divided(of: int, per: int) -> Decimal | None:
    return Decimal(of) / Decimal(per) if per else None


def _scaled(unit: Unit, value: Value) -> Value:
    return value if value is None or unit is not Unit.DAYS else Decimal(value) / MICROSECONDS_A_DAY
