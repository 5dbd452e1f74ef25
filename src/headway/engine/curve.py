"""The curve of a cohort: how many of it have reached a step by a day, though some are still on their way.

Time is counted in whole days, so that a curve has as many points as there are days however many rows stand behind it.
Where an end and the last look at somebody fall on one day, the end comes first: whoever is seen on the way on a day was
there all day. The counts of a day are taken together, so that the order of the rows changes nothing.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from headway.engine.interval import Interval, log_log, wilson

# Shares are whole numbers of this part: thousands of divisions leave what no decimal of a share shows.
_ONE = 10**60
# More than all these roundings together.
_ROUNDED = 10**20


@dataclass(frozen=True, slots=True)
class Day:
    """What happened a number of days after the beginning: how many reached the step, ended otherwise, were last seen.

    ``mature`` is how many of them began so long ago that they could have been followed for the days asked for.
    """

    days: int
    reached: int = 0
    otherwise: int = 0
    open: int = 0
    mature: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """The curve from a day on: the parts that reached the step or are left on the way; the variance of the first."""

    days: int
    reached: int
    left: int
    variance: float

    @property
    def share(self) -> Decimal:
        """The share that has reached the step; where nobody was lost from sight before, the plain one."""
        return _share(self.reached)

    @property
    def share_otherwise(self) -> Decimal:
        """The share that ended otherwise."""
        return _share(_ONE - self.reached - self.left)

    @property
    def share_left(self) -> Decimal:
        """The share that is still on the way."""
        return _share(self.left)

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the share; None where the share is 0 or 1, for which its scale has no place."""
        share = self.reached / _ONE
        return log_log(share, self.variance) if 0 < share < 1 else None


class Curve:
    """The Aalen-Johansen estimate of the share that reached a step, ends of another kind competing.

    Aalen and Johansen 1978, Scandinavian Journal of Statistics 5. Without other ends it is one minus Kaplan-Meier. The
    variance is that of the delta method (Gaynor and others 1993, Journal of the American Statistical Association 88).
    Time and memory grow with the number of different days, not with the number of rows.
    """

    def __init__(self, course: Iterable[Day]) -> None:
        self.course: Sequence[Day] = sorted(course, key=lambda each: each.days)
        self.size = sum(each.reached + each.otherwise + each.open for each in self.course)

    @cached_property
    def points(self) -> Sequence[Point]:
        """Where the curve stands from the day of the beginning on, and from each day on which anything ended."""
        return list(_points(self.course, self.size))

    def at(self, days: int) -> Point:
        """Return the curve at a number of days after the beginning."""
        return self.points[bisect_left(self.points, days + 1, lo=1, key=lambda each: each.days) - 1]

    def is_followed(self, days: int) -> bool:
        """Whether the curve goes as far: somebody was followed so long, or nobody was left on the way."""
        return bool(self.course) and (self.course[-1].days >= days or not self.points[-1].left)

    def counted(self, days: int) -> Day:
        """Return the counts up to a number of days; open are those whose time was not up yet."""
        early = [each for each in self.course if each.days <= days]
        return Day(
            days,
            reached=sum(each.reached for each in early),
            otherwise=sum(each.otherwise for each in early),
            open=sum(each.open for each in early if each.days < days),
        )

    def interval_at(self, days: int) -> Interval | None:
        """Return the 95 % interval of the share at a day.

        Where all or none have reached the step, it is Wilson's of those whose end is known by then.
        """
        counted = self.counted(days)
        return self.at(days).interval or wilson(counted.reached, self.size - counted.open)

    @cached_property
    def middle(self) -> int | None:
        """The first day by which half of those that did not end otherwise have reached the step; None: not reached.

        Whoever is still on the way when the curve ends counts as not ended otherwise, so that the day can only be told
        too late, and is not told at all where the curve stays below one half.
        """
        return self._crossed([each.reached for each in self.points])

    @cached_property
    def middle_interval(self) -> Interval | None:
        """The 95 % interval of the middle: the days on which the interval of the curve holds one half.

        Brookmeyer and Crowley 1982, Biometrics 38, on the scale of log(-log). None where it has no lower end.
        """
        bands = [each.interval or Interval(each.share, each.share) for each in self.points]
        ends = ([each.high for each in bands], [each.low for each in bands])
        low, high = (self._crossed([int((each or 0) * _ONE) for each in end]) for end in ends)
        return None if low is None else Interval(Decimal(low), None if high is None else Decimal(high))

    @property
    def mature(self) -> int:
        """How many began long enough ago to be followed for the days asked for, whether they ended or not.

        Where fewer than half of a cohort did, the median of its potential follow-up (Korn 1986, Statistics in Medicine
        5) is shorter than what is asked: it is too young to be compared.
        """
        return sum(each.mature for each in self.course)

    def _crossed(self, parts: Sequence[int]) -> int | None:
        """Return the first day on which a rising part is at least half of what did not end otherwise."""
        last = self.points[-1]
        half = (last.reached + last.left) // 2 - _ROUNDED
        return next((point.days for point, part in zip(self.points, parts, strict=True) if 0 < part >= half), None)


def _points(course: Iterable[Day], at_risk: int) -> Iterable[Point]:
    reached, left = 0, _ONE
    sums = _Sums()
    yield Point(0, reached, left, 0.0)
    for each in course:
        ended = each.reached + each.otherwise
        if ended:
            before = left / _ONE
            reached += left * each.reached // at_risk
            left = left * (at_risk - ended) // at_risk
            yield Point(each.days, reached, left, sums.variance(reached / _ONE, before, each, at_risk))
        at_risk -= ended + each.open


class _Sums:
    """The sums over the days so far that make the variance of any later day, so that a day takes no second walk.

    With F the share after a day, S what was on the way before it, n at risk, r and d of them reached and ended, it is
    the sum of (F now - F)^2 d / (n (n - d)) + S^2 r (n - r) / n^3 - 2 (F now - F) S r / n^2.
    """

    def __init__(self) -> None:
        self.ended = [0.0, 0.0, 0.0]
        self.reached = [0.0, 0.0]
        self.own = 0.0

    def variance(self, share: float, before: float, day: Day, at_risk: int) -> float:
        """Add a day, and return the variance of the share after it."""
        ended = day.reached + day.otherwise
        # Once the last has ended the curve is flat, and the term is zero whatever it is divided by.
        weight = ended / (at_risk * (at_risk - ended)) if at_risk > ended else 0.0
        step = before * day.reached / (at_risk * at_risk)
        none, once, twice = self.ended
        self.ended = none, once, twice = [none + weight, once + weight * share, twice + weight * share * share]
        self.reached = [self.reached[0] + step, self.reached[1] + step * share]
        self.own += before * step * (at_risk - day.reached) / at_risk
        later = share * share * none - 2 * share * once + twice
        return max(0.0, later + self.own - 2 * (share * self.reached[0] - self.reached[1]))


def _share(part: int) -> Decimal:
    """Write a part as a share, rounded as decimals are."""
    return (Decimal(part) / Decimal(_ONE)).normalize()
