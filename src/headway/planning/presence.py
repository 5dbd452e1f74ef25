"""Which part of which days a person works: the company's less absences, in their own week, while they are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from headway.planning.calendar import CalendarDay, DayKind

_FULL = Decimal(1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Away:
    """From a day up to another, which is left out, so much of each day is not worked."""

    start: date
    end: date
    share: Decimal = _FULL


@dataclass(frozen=True, slots=True)
class Week:
    """From a day on, the share of each weekday that is worked, Monday first; None for the company's week again."""

    starts_on: date
    shares: tuple[Decimal, ...] | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """What is particular about a person; ``spans`` are the days from one up to another on which they are there.

    A span without an end goes on; without any span there is nobody. Weeks stand in the order of their days.
    """

    spans: Sequence[tuple[date, date | None]] = ((date.min, None),)
    weeks: Sequence[Week] = ()
    away: Sequence[Away] = field(default=())

    def shares(self, days: Iterable[CalendarDay]) -> dict[date, Decimal]:
        """Return the days worked, each with its share of a full day, from 0 to 1; days of no work are left out."""
        shares = ((each.day, self._share(each)) for each in days if self._is_there(each.day))
        return {day: share for day, share in shares if share > 0}

    def _share(self, day: CalendarDay) -> Decimal:
        return self._planned(day) * max(_FULL - self._missing(day.day), Decimal(0))

    def _planned(self, day: CalendarDay) -> Decimal:
        shares = next((week.shares for week in reversed(self.weeks) if week.starts_on <= day.day), None)
        if shares is None:
            return _FULL if day.is_worked else Decimal(0)
        if day.kind in {DayKind.HOLIDAY, DayKind.CLOSED}:
            return Decimal(0)
        if day.kind in {DayKind.EXTRA, DayKind.OPENED} and not shares[day.day.weekday()]:
            # A Saturday in exchange is worked as much as their other days.
            return mean_of(shares)
        return shares[day.day.weekday()]

    def _missing(self, day: date) -> Decimal:
        return sum((each.share for each in self.away if each.start <= day < each.end), Decimal(0))

    def _is_there(self, day: date) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in self.spans)


def mean_of(shares: Sequence[Decimal]) -> Decimal:
    """Return the mean of the weekdays on which something is worked; zero where nothing is."""
    worked = [share for share in shares if share > 0]
    return (sum(worked, Decimal(0)) / len(worked)).quantize(Decimal("0.01")) if worked else Decimal(0)


def next_worked(shares: Mapping[date, Decimal], after: date) -> date | None:
    """Return the first day worked after one."""
    return min((day for day in shares if day > after), default=None)
