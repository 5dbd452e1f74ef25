"""Intervals that hold the true value in 95 of 100 cases: of a share, of two counts, and of an estimated share."""

from dataclasses import dataclass
from decimal import Decimal
from math import exp, log, sqrt

LEVEL = 0.95
# The quantile of the normal distribution that leaves half of the rest above.
_Z = 1.959963984540054
# More digits than these say nothing, and may differ from one machine to another.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Interval:
    """The lower and the upper end; ``high`` is None where there is no upper end yet."""

    low: Decimal
    high: Decimal | None


def wilson(part: int, whole: int) -> Interval | None:
    """Return the 95 % interval of a share of a whole; None of an empty one.

    Wilson's score interval without continuity correction (Newcombe 1998, Statistics in Medicine 17, method 3).
    """
    return _told(*_wilson(part, whole)) if whole else None


def ratio(of: int, per: int) -> Interval | None:
    """Return the 95 % interval of one count divided by another that does not hold it; None over nothing.

    Two Poisson counts are, given their sum, a share of it: Wilson's interval of that share, turned back into a ratio
    (Price and Bonett 2000, Computational Statistics and Data Analysis 34, compare it with others).
    """
    return _told(*(each / (1 - each) for each in _wilson(of, of + per))) if per else None


def log_log(share: float, variance: float) -> Interval:
    """Return the 95 % interval of an estimated share between 0 and 1, neither included.

    On the scale of log(-log), which never leaves 0 to 1 (Choudhury 2002, Statistics in Medicine 21, 1129-1144).
    """
    power = exp(_Z * sqrt(variance) / (share * log(share)))
    return _told(share ** (1 / power), share**power)


def _wilson(part: int, whole: int) -> tuple[float, float]:
    square = _Z * _Z
    middle = 2 * part + square
    spread = _Z * sqrt(square + 4 * part * (whole - part) / whole)
    return max(0.0, middle - spread) / (2 * (whole + square)), (middle + spread) / (2 * (whole + square))


def _told(low: float, high: float) -> Interval:
    return Interval(*(Decimal(f"{each:.{_DIGITS}f}") for each in (low, high)))
