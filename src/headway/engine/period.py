"""Periods of whole local days, half open: the start belongs to the period, the end does not."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from headway.engine.calendar import Step, first_day, months_between, walk
from headway.engine.period_text import read_days
from headway.engine.text import Sentence, gettext_noop

_NO_PERIOD = gettext_noop(
    "'%(text)s' is not a period. Write a day (2024-01-05), a week (2024-W07), a month (2024-01), "
    "a quarter (2024-Q1), a year (2024), two days with the end left out (2024-01-01..2024-02-01), "
    "today, yesterday, this week, last month (or quarter, year, fiscal quarter, fiscal year), next month, "
    "last 30 days, last 4 weeks, last 3 months, year to date, FY2024, FY2024-Q1, or all."
)
_NO_PERIOD_BEFORE = gettext_noop("There is no period before the beginning of time: choose a period with a first day.")


class PeriodNotUnderstood(ValueError):
    """A text does not name a period."""

    def __init__(self, text: str) -> None:
        super().__init__(Sentence(_NO_PERIOD, text=text))


class NoPeriodBefore(ValueError):
    """There is no period before the beginning of time."""

    def __init__(self) -> None:
        super().__init__(Sentence(_NO_PERIOD_BEFORE))


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """The local days from ``start`` up to but without ``end``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts; an empty one is fine."""
        if self.end < self.start:
            raise ValueError(f"The period ends on {self.end}, before its start on {self.start}: exchange the two.")

    @classmethod
    def parse(cls, text: str, today: date, week_start: int = 0, year_start: int = 1) -> Self:
        """Read a period as people write it; ``week_start`` is the first day of their week, 0 for Monday.

        ``year_start`` is the first month of their fiscal year, which bears the number of the year that it ends in.

        'last 30 days' ends with today; 'last 3 months' are the three whole months before this one, weeks, quarters and
        years likewise. A week by number (2024-W07) is the ISO week. Raises PeriodNotUnderstood, which lists what is
        understood.
        """
        try:
            return cls(*read_days(text, today, week_start, year_start))
        except (LookupError, OverflowError, ValueError):
            raise PeriodNotUnderstood(text) from None

    @classmethod
    def all(cls) -> Self:
        """All time: what has no known date belongs to it too."""
        return cls(date.min, date.max)

    @classmethod
    def day(cls, on: date) -> Self:
        """The one day."""
        return cls(on, walk(on, Step.DAY, 1))

    @property
    def is_all(self) -> bool:
        """Whether this is all time."""
        return (self.start, self.end) == (date.min, date.max)

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days

    def contains(self, on: date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= on < self.end

    def up_to(self, latest: date) -> Self:
        """The part of the period that has been when a day ends; all of it where it has not begun, and of all time."""
        end = walk(latest, Step.DAY, 1)
        return self if self.is_all or end <= self.start else type(self)(self.start, min(self.end, end))

    def previous(self) -> Self:
        """The period of the same length just before; whole months, quarters and years give whole ones.

        Raises NoPeriodBefore for all time and for what would start before the year 1.
        """
        if self.is_all:
            raise NoPeriodBefore
        try:
            return type(self)(self._start_before(), self.start)
        except (OverflowError, ValueError):
            raise NoPeriodBefore from None

    def split(self, step: Step, week_start: int = 0) -> tuple[Self, ...]:
        """Cut along the calendar; the first and the last piece may be parts of one. All time stays whole."""
        if self.is_all:
            return (self,)
        pieces, start = [], self.start
        while start < self.end:
            end = min(walk(first_day(start, step, week_start), step, 1), self.end)
            pieces.append(type(self)(start, end))
            start = end
        return tuple(pieces)

    def _start_before(self) -> date:
        is_whole_months = self.start.day == self.end.day == 1
        if is_whole_months:
            return walk(self.start, Step.MONTH, months_between(self.end, self.start))
        return self.start - (self.end - self.start)
