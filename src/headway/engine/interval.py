"""Intervals that hold the true value in 95 of 100 cases: of a share, two counts, a difference, and an estimate."""

from dataclasses import dataclass
from decimal import Decimal
from math import exp, hypot, log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

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

    @property
    def leaves_out_zero(self) -> bool | None:
        """Whether chance alone would seldom make what is held differ from zero; None without an upper end."""
        return None if self.high is None else not self.low <= 0 <= self.high


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
    return _told(*log_log_ends(share, variance))


def log_log_ends(share: float, variance: float) -> tuple[float, float]:
    """Return the two ends of the same, before they are told in digits."""
    power = exp(_Z * sqrt(variance) / (share * log(share)))
    return share ** (1 / power), share**power


def all_log_log_ends(share: "Numbers", variance: "Numbers") -> "tuple[Numbers, Numbers]":
    """Return the same of many; both ends of a share that is 0 or 1 are the share."""
    import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

    is_between = (share > 0) & (share < 1)
    within = np.where(is_between, share, 0.5)
    power = np.exp(_Z * np.sqrt(variance) / (within * np.log(within)))
    return tuple(np.where(is_between, within**each, share) for each in (1 / power, power))  # type: ignore[return-value]


def told(end: float) -> Decimal:
    """Return an end in as many digits as are the same on every machine."""
    return Decimal(f"{end:.{_DIGITS}f}")


def difference(now: Decimal, within: Interval, before: Decimal, within_before: Interval) -> Interval | None:
    """Return the 95 % interval of the difference of two values of separate rows; None where one has no upper end.

    Each end is as far from the difference as the two nearer ends are from their values, put together as a hypotenuse:
    of two shares with Wilson's intervals, Newcombe 1998 (Statistics in Medicine 17, 873-890, method 10); of any other
    two, Zou and Donner 2008 (Statistics in Medicine 27).
    """
    if within.high is None or within_before.high is None:
        return None
    change = float(now - before)
    down = hypot(float(now - within.low), float(within_before.high - before))
    up = hypot(float(within.high - now), float(before - within_before.low))
    return _told(change - down, change + up)


def _wilson(part: int, whole: int) -> tuple[float, float]:
    square = _Z * _Z
    middle = 2 * part + square
    spread = _Z * sqrt(square + 4 * part * (whole - part) / whole)
    return max(0.0, middle - spread) / (2 * (whole + square)), (middle + spread) / (2 * (whole + square))


def _told(low: float, high: float) -> Interval:
    return Interval(told(low), told(high))
