"""What a day needs of a goal: what is left of it over the working days left; and for how many days that was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from functools import cached_property

_NOTHING, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class DayNeed:
    """What a day needs: ``total`` is needed in all, ``before`` was done before the day and ``done`` on it.

    ``share`` is the part of the day that is worked, ``days_left`` the working days left with this one, ``days`` all.
    A result, such as a won deal, is waited for and not done: no day needs any of it.
    """

    total: Decimal
    before: Decimal
    done: Decimal
    share: Decimal
    days_left: Decimal
    days: Decimal
    is_result: bool = False

    @property
    def needed(self) -> int:
        """What is left of the total, in whole ones, over the days left, rounded up; nothing on a day of no work."""
        if self.is_result or not self.share or self.before >= self.total:
            return 0
        # In whole ones, as it is shown, lest a hundredth of one be a whole one more each day.
        left = max(_ONE, (self.total - self.before).to_integral_value(ROUND_HALF_EVEN))
        return _up(left * self.share / self.days_left)

    @property
    def left(self) -> int:
        """What is still to be done on the day."""
        return max(0, _up(self.needed - self.done))

    @property
    def is_met(self) -> bool:
        """Whether the day had what it needed."""
        return self.done >= self.needed

    @property
    def left_in_all(self) -> Decimal:
        """What is still to be done until the end."""
        return max(_NOTHING, self.total - self.before - self.done)

    @property
    def behind(self) -> Decimal:
        """How much less than by even steps was done before the day; below zero where it was more."""
        if not self.days:
            return _NOTHING
        return self.total * (self.days - self.days_left) / self.days - self.before

    @property
    def even(self) -> int:
        """How many whole ones there should be before the day by even steps."""
        return int(self.behind + self.before)

    @property
    def short(self) -> int:
        """How many whole ones fewer than that there are, those of the day counted in."""
        return max(0, int(self.even - self.before - self.done))

    @property
    def is_daily(self) -> bool:
        """Whether at least one is needed on a whole working day, by even steps."""
        return not self.is_result and self.total >= self.days > 0


@dataclass(frozen=True)
class Course:
    """A goal over some days: so much in all, the share of each day that is worked, and what was done on which day.

    A result is not worked at day by day.
    """

    total: Decimal
    shares: Mapping[date, Decimal]
    done: Mapping[date, Decimal]
    is_result: bool = False

    def on(self, day: date) -> DayNeed:
        """Return what a day needs: what was missed before it is spread over it and the days left."""
        return DayNeed(
            total=self.total,
            before=sum((count for on, count in self.done.items() if on < day), _NOTHING),
            done=self.done.get(day, _NOTHING),
            share=self.shares.get(day, _NOTHING),
            days_left=sum((share for on, share in self.shares.items() if on >= day), _NOTHING),
            days=self._days,
            is_result=self.is_result,
        )

    @cached_property
    def _days(self) -> Decimal:
        return sum(self.shares.values(), _NOTHING)


def streak(courses: Sequence[Course], day: date, since: date) -> int:
    """Return for how many working days in a row each course had what the day needed, up to and with a day.

    The day itself counts once it has what it needs and breaks nothing before that; days of no work are passed over.
    Courses of less than one a working day do not count, for most of their days need nothing.
    """
    days = sorted({on for course in courses for on in course.shares if since <= on <= day}, reverse=True)
    count = 0
    for on in days:
        needs = [need for course in courses if (need := course.on(on)).is_daily and need.share]
        if needs and all(need.is_met for need in needs):
            count += 1
        elif needs and on != day:
            break
    return count


def _up(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))
