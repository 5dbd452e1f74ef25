"""What the rest of a span will bring if things go on as in the weeks before: a middle, a band and a chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# With fewer weeks nobody can tell how much they differ.
FEWEST_WEEKS = 5
# A week that resembles the one before makes long runs of good or bad weeks; more than this would be a trend.
_MOST_ALIKE = 0.8


@dataclass(frozen=True)
class Week:
    """A week gone by: what it brought, how long it was in working days, and of a ratio what it is divided by."""

    value: float
    days: float
    per: float = 0.0


@dataclass(frozen=True)
class Outlook:
    """What a span will have brought at its end: what it has for certain, and what is to come with its spread.

    ``freedom`` is how many weeks the spread was learnt from, less one. ``is_skewed`` where what is to come cannot fall
    below nothing: it then follows a gamma distribution, else the bell curve; both widened by Student's t.
    """

    so_far: float
    to_come: float
    spread: float
    freedom: int
    is_skewed: bool

    @property
    def mean(self) -> float:
        """What is expected at the end."""
        return self.so_far + self.to_come

    def quantile(self, share: float) -> float:
        """Return what the end stays below in this share of cases."""
        from scipy.special import stdtrit  # noqa: PLC0415 - it takes a moment to load, and few pages need it

        if not self.spread:
            return self.mean
        far = float(stdtrit(self.freedom, share))
        if not self.is_skewed:
            return self.mean + far * self.spread
        # Wilson and Hilferty: the cube root of a gamma is nearly a bell curve.
        root = 1 - self._width**2 + far * self._width
        return self.so_far + self.to_come * max(0.0, root) ** 3

    def chance_of(self, value: float) -> float:
        """Return the chance that the end is at least this much."""
        from scipy.special import stdtr  # noqa: PLC0415 - as above

        if not self.spread:
            return float(self.mean >= value)
        if not self.is_skewed:
            return float(stdtr(self.freedom, (self.mean - value) / self.spread))
        if value <= self.so_far:
            return 1.0
        root = ((value - self.so_far) / self.to_come) ** (1 / 3)
        return float(stdtr(self.freedom, (1 - self._width**2 - root) / self._width))

    @property
    def _width(self) -> float:
        return self.spread / self.to_come / 3


def sum_ahead(weeks: Sequence[Week], so_far: float, days: float) -> Outlook | None:
    """Return the outlook of a sum: ``so_far``, and ``days`` working days more like those of the weeks before.

    None where there are too few weeks, or nothing in them.
    """
    known = [week for week in weeks if week.days > 0]
    length = sum(week.days for week in known)
    total = sum(week.value for week in known)
    if len(known) < FEWEST_WEEKS or not any(week.value for week in known):
        return None
    rate = total / length
    spread = _spread([week.value - rate * week.days for week in known], known, days)
    is_skewed = rate > 0 and all(week.value >= 0 for week in known)
    return Outlook(so_far, rate * days, spread, len(known) - 1, is_skewed)


def ratio_ahead(weeks: Sequence[Week], so_far: tuple[float, float], days: float) -> Outlook | None:
    """Return the outlook of a ratio over the whole span: ``so_far`` are its two sums, the weeks hold both of theirs.

    The spread is that of the linearised ratio. None where there are too few weeks, or nothing to divide by.
    """
    known = [week for week in weeks if week.days > 0]
    if len(known) < FEWEST_WEEKS:
        return None
    length = sum(week.days for week in known)
    above, below = (sum(getattr(week, name) for week in known) / length for name in ("value", "per"))
    end = so_far[1] + below * days
    if end <= 0:
        return None
    mean = (so_far[0] + above * days) / end
    left = [week.value - above * week.days - mean * (week.per - below * week.days) for week in known]
    return Outlook(mean, 0.0, _spread(left, known, days) / end, len(known) - 1, is_skewed=False)


def _spread(left: Sequence[float], weeks: Sequence[Week], days: float) -> float:
    """Return the standard error of a sum over days ahead: chance of those days, and what the past cannot tell."""
    length = sum(week.days for week in weeks)
    one_day = sum(each**2 / week.days for each, week in zip(left, weeks, strict=True)) / (len(weeks) - 1)
    widened = _widened(left, days * len(weeks) / length)
    return math.sqrt(one_day * widened * (days + days**2 / length))


def _widened(left: Sequence[float], weeks: float) -> float:
    """Return by how much weeks that resemble the week before widen a sum of several; 1 where they do not."""
    square = sum(each**2 for each in left)
    if not square or weeks <= 1:
        return 1.0
    # Taken against their own mean, weeks look less alike than they are, by about one part in their number.
    alike = sum(before * after for before, after in pairwise(left)) / square + 1 / len(left)
    alike = min(max(alike, 0.0), _MOST_ALIKE)
    return 1 + 2 * alike / (1 - alike) * (1 - 1 / weeks)
