"""The curve of a cohort: how many of it have reached a step by a day, though some are still on their way.

Time is counted in whole days, so that a curve has as many points as there are days however many rows stand behind it.
Where an end and the last look at somebody fall on one day, the end comes first: whoever is seen on the way on a day was
there all day. The counts of a day are taken together, so that the order of the rows changes nothing.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from headway.engine.halves import APART, Halves
from headway.engine.interval import Interval, log_log, log_log_ends, told, wilson

# Shares are whole numbers of this part; thousands of roundings together are less than the second.
_ONE, _ROUNDED = 10**60, 10**20


class Day(NamedTuple):
    """What happened a number of days after the beginning: how many reached the step, ended otherwise, were last seen.

    ``mature`` is how many of them began so long ago that they could have been followed for the days asked for.
    """

    days: int
    reached: int = 0
    otherwise: int = 0
    open: int = 0
    mature: int = 0


class Point(NamedTuple):
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

    @property
    def ends(self) -> tuple[float, float]:
        """The same before it is told in digits; the share twice where it has none."""
        share = self.reached / _ONE
        return log_log_ends(share, self.variance) if 0 < share < 1 else (share, share)


class Columns(NamedTuple):
    """The days of a course by columns: of many courses, they take a third of the time that as many days do."""

    days: Sequence[int] = ()
    reached: Sequence[int] = ()
    otherwise: Sequence[int] = ()
    open: Sequence[int] = ()
    mature: Sequence[int] = ()

    def rows(self, up_to: int | None = None) -> Iterable[tuple[int, int, int, int, int]]:
        """Return the days one by one, so many of them or all."""
        return zip(*(column[:up_to] for column in self), strict=True)


def added(courses: Iterable[Iterable[tuple[int, int, int, int, int]]]) -> list[Day]:
    """Put the ends of several courses on one."""
    sums: dict[int, list[int]] = {}
    for days, reached, otherwise, open_, mature in chain.from_iterable(courses):
        same = sums.get(days)
        if same is None:
            sums[days] = [reached, otherwise, open_, mature]
            continue
        same[0] += reached
        same[1] += otherwise
        same[2] += open_
        same[3] += mature
    return [Day(days, *counts) for days, counts in sums.items()]


class Curve:
    """The Aalen-Johansen estimate of the share that reached a step, ends of another kind competing.

    Aalen and Johansen 1978, Scandinavian Journal of Statistics 5. Without other ends it is one minus Kaplan-Meier. The
    variance is that of the delta method (Gaynor and others 1993, Journal of the American Statistical Association 88).
    Time and memory grow with the number of different days, not with the number of rows.
    """

    def __init__(
        self, course: Iterable[Day] = (), *, columns: Columns | None = None, known: Halves | None = None
    ) -> None:
        """Take a course, or the columns of one in the order of its days; and when it comes to one half, where known."""
        self._known = known
        self.columns = columns or Columns(*zip(*sorted(course), strict=True))
        self.size = sum(map(sum, (self.columns.reached, self.columns.otherwise, self.columns.open)))

    @cached_property
    def course(self) -> Sequence[Day]:
        """What happened, day by day."""
        return [Day(*each) for each in self.columns.rows()]

    @cached_property
    def points(self) -> Sequence[Point]:
        """Where the curve stands from the day of the beginning on, and from each day on which anything ended."""
        return list(_points(self.columns, self.size))

    def at(self, days: int) -> Point:
        """Return the curve at a number of days after the beginning."""
        return _point(self.columns.rows(self._place(days)), self.size)

    @cached_property
    def last(self) -> Point:
        """Where the curve ends."""
        return _point(self.columns.rows(), self.size)

    def at_or_last(self, days: int) -> Point:
        """Return the curve at a number of days, or where it ends before nobody is left on the way."""
        return self.at(days) if self.is_followed(days) else self.last

    @property
    def latest(self) -> int:
        """After how many days the last of them ended or was seen; 0 where there is nobody."""
        return self.columns.days[-1] if self.size else 0

    def is_followed(self, days: int) -> bool:
        """Whether the curve goes as far: somebody was followed so long, or nobody was left on the way."""
        return bool(self.columns.days) and (self.columns.days[-1] >= days or not self.last.left)

    def counted(self, days: int) -> Day:
        """Return the counts up to a number of days; open are those whose time was not up yet."""
        columns, up_to = self.columns, self._place(days)
        return Day(
            days,
            reached=sum(columns.reached[:up_to]),
            otherwise=sum(columns.otherwise[:up_to]),
            open=sum(columns.open[: self._place(days - 1)]),
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
        return self._halves[1]

    @cached_property
    def middle_interval(self) -> Interval | None:
        """The 95 % interval of the middle: the days on which the interval of the curve holds one half.

        Brookmeyer and Crowley 1982, Biometrics 38, on the scale of log(-log). None where it has no lower end.
        """
        low, _middle, high = self._halves
        return None if low is None else Interval(Decimal(low), None if high is None else Decimal(high))

    @property
    def mature(self) -> int:
        """How many began long enough ago to be followed for the days asked for, whether they ended or not.

        Where fewer than half of a cohort did, the median of its potential follow-up (Korn 1986, Statistics in Medicine
        5) is shorter than what is asked: it is too young to be compared.
        """
        return sum(self.columns.mature)

    @cached_property
    def _half(self) -> int:
        """Half of what did not end otherwise, less what roundings take."""
        return (self.last.reached + self.last.left) // 2 - _ROUNDED

    @cached_property
    def _halves(self) -> Sequence[int | None]:
        """The first days on which the upper end of the interval, the curve, and the lower end come to one half.

        They do so in this order, so that none is looked at before the one above it has come there.
        """
        if self._known:
            return self._known
        has_come: tuple[Callable[[Point], bool], ...] = (
            lambda point: self._is_half(point.ends[1]),
            lambda point: 0 < point.reached >= self._half,
            lambda point: self._is_half(point.ends[0]),
        )
        first: list[int] = []
        for point in _points(self.columns, self.size):
            while len(first) < len(has_come) and has_come[len(first)](point):
                first.append(point.days)
            if len(first) == len(has_come):
                break
        return [*first, None, None, None][: len(has_come)]

    def _is_half(self, end: float) -> bool:
        """Whether the end of an interval, as it is told, is at least half of what did not end otherwise."""
        above = end - self._half / _ONE
        return above > 0 if abs(above) > APART else 0 < int(told(end) * _ONE) >= self._half

    def _place(self, days: int) -> int:
        """Return how many of the days come no later than a number of them."""
        return bisect_right(self.columns.days, days)


def _points(course: Columns, at_risk: int) -> Iterator[Point]:
    walk = _Walk(at_risk)
    yield Point(0, walk.reached, walk.left, 0.0)
    for days, reached, otherwise, open_, _mature in course.rows():
        if reached or otherwise:
            walk.step(reached, reached + otherwise)
            yield Point(days, walk.reached, walk.left, walk.variance)
        walk.at_risk -= open_


def _point(course: Iterable[tuple[int, int, int, int, int]], at_risk: int) -> Point:
    """Return where a curve ends, without a look at each of its points.

    Days between which nobody was lost from sight are one step: whoever then came to an end did so as one draw of all.
    """
    walk = _Walk(at_risk)
    latest = reached = ended = 0
    for days, reached_now, otherwise, open_, _mature in course:
        if reached_now or otherwise:
            latest = days
            reached += reached_now
            ended += reached_now + otherwise
        if open_:
            walk.step(reached, ended)
            walk.at_risk -= open_
            reached = ended = 0
    walk.step(reached, ended)
    return Point(latest, walk.reached, walk.left, walk.variance)


class _Walk:
    """A curve on its way, with the sums that make the variance of any later day: a day takes no second walk.

    With F the share after a day, S what was on the way before it, n at risk, r and d of them reached and ended, it is
    the sum of (F now - F)^2 d / (n (n - d)) + S^2 r (n - r) / n^3 - 2 (F now - F) S r / n^2.
    """

    def __init__(self, at_risk: int) -> None:
        self.at_risk, self.reached, self.left = at_risk, 0, _ONE
        self._ended = (0.0, 0.0, 0.0)
        self._reached = (0.0, 0.0)
        self._own = 0.0

    def step(self, reached: int, ended: int) -> None:
        """Let so many come to an end, some of them by reaching the step."""
        if not ended:
            return
        at_risk, before = self.at_risk, self.left / _ONE
        self.reached += self.left * reached // at_risk
        self.left = self.left * (at_risk - ended) // at_risk
        self.at_risk = at_risk - ended
        share = self.reached / _ONE
        # Once the last has ended the curve is flat, and the term is zero whatever it is divided by.
        weight = ended / (at_risk * (at_risk - ended)) if at_risk > ended else 0.0
        step = before * reached / (at_risk * at_risk)
        none, once, twice = self._ended
        self._ended = (none + weight, once + weight * share, twice + weight * share * share)
        self._reached = (self._reached[0] + step, self._reached[1] + step * share)
        self._own += before * step * (at_risk - reached) / at_risk

    @property
    def variance(self) -> float:
        """The variance of the share that has reached the step by now."""
        share = self.reached / _ONE
        none, once, twice = self._ended
        later = share * share * none - 2 * share * once + twice
        return max(0.0, later + self._own - 2 * (share * self._reached[0] - self._reached[1]))


def _share(part: int) -> Decimal:
    """Write a part as a share, rounded as decimals are."""
    return (Decimal(part) / Decimal(_ONE)).normalize()
