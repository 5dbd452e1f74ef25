"""Reads a period as people write it: by the calendar (2024-Q1), by name (last fiscal year), or as two days."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from headway.engine.calendar import Step, first_day, walk

_Days = tuple[date, date]
_FISCAL = "fiscal "
_STEPS = "week|month|quarter|year|fiscal quarter|fiscal year"


def read_days(text: str, today: date, week_start: int, year_start: int) -> _Days:
    """Return the start and the end that a text means; a fiscal year begins with the month ``year_start``.

    Raises LookupError where nothing fits, ValueError or OverflowError where it names days that do not exist.
    """
    words = re.sub(r"[\s_]+", " ", text.strip().casefold())
    if words in _NAMED:
        return _NAMED[words](today)
    if match := re.fullmatch(r"([\d-]+) ?\.\. ?([\d-]+)", words):
        return date.fromisoformat(match[1]), date.fromisoformat(match[2])
    calendar = _Calendar(today, week_start, year_start)
    for pattern, read in _MOVING:
        if match := re.fullmatch(pattern, words):
            return read(calendar, match)
    return _by_calendar(words)


_NAMED: dict[str, Callable[[date], _Days]] = {
    "all": lambda _today: (date.min, date.max),
    "all time": lambda _today: (date.min, date.max),
    "today": lambda today: (today, walk(today, Step.DAY, 1)),
    "yesterday": lambda today: (walk(today, Step.DAY, -1), today),
}


_AWAY = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True)
class _Calendar:
    """The calendar of a company on one day: where its weeks and its fiscal years begin."""

    today: date
    week_start: int
    year_start: int

    def around(self, step: str, away: int) -> _Days:
        start = self._walk(self._first(step), step, away)
        return start, self._walk(start, step, 1)

    def to_date(self, step: str) -> _Days:
        return self.around(step, 0)[0], walk(self.today, Step.DAY, 1)

    def latest(self, step: str, count: int) -> _Days:
        """Days end with today, because today counts; whole weeks and longer end before the one that still runs."""
        end = walk(self.today, Step.DAY, 1) if step == Step.DAY else self._first(step)
        return self._walk(end, step, -count), end

    def fiscal(self, year: int, quarter: int) -> _Days:
        """Return a fiscal year, which bears the number of the year that it ends in, or one of its quarters."""
        first = date(year if self.year_start == 1 else year - 1, self.year_start, 1)
        if not quarter:
            return first, walk(first, Step.MONTH, 12)
        return walk(first, Step.MONTH, 3 * quarter - 3), walk(first, Step.MONTH, 3 * quarter)

    def _first(self, step: str) -> date:
        if not step.startswith(_FISCAL):
            return first_day(self.today, Step(step), self.week_start)
        # Moved back by the months before it, a fiscal year is a calendar year.
        moved = walk(first_day(self.today, Step.MONTH), Step.MONTH, 1 - self.year_start)
        first = first_day(moved, Step(step.removeprefix(_FISCAL)))
        return walk(first, Step.MONTH, self.year_start - 1)

    def _walk(self, first: date, step: str, count: int) -> date:
        months = {"fiscal quarter": 3, "fiscal year": 12}.get(step)
        return walk(first, Step.MONTH, months * count) if months else walk(first, Step(step), count)


_MOVING: tuple[tuple[str, Callable[[_Calendar, re.Match[str]], _Days]], ...] = (
    (rf"(this|last|next)[ -]({_STEPS})", lambda calendar, match: calendar.around(match[2], _AWAY[match[1]])),
    (rf"({_STEPS})[ -]to[ -]date", lambda calendar, match: calendar.to_date(match[1])),
    (rf"last[ -](\d{{1,4}})[ -](day|{_STEPS})s?", lambda calendar, match: calendar.latest(match[2], int(match[1]))),
    (r"fy ?(\d{4})(?:[ -]?q([1-4]))?", lambda calendar, match: calendar.fiscal(int(match[1]), int(match[2] or 0))),
)


def _by_calendar(words: str) -> _Days:
    for pattern, read in _CALENDAR:
        if match := re.fullmatch(pattern, words):
            start, step = read(match)
            return start, walk(start, step, 1)
    raise LookupError(words)


_CALENDAR: tuple[tuple[str, Callable[[re.Match[str]], tuple[date, Step]]], ...] = (
    (r"(\d{4})", lambda match: (date(int(match[1]), 1, 1), Step.YEAR)),
    (r"(\d{4})-?q([1-4])", lambda match: (date(int(match[1]), 3 * int(match[2]) - 2, 1), Step.QUARTER)),
    (r"(\d{4})-?w(\d{1,2})", lambda match: (date.fromisocalendar(int(match[1]), int(match[2]), 1), Step.WEEK)),
    (r"(\d{4})-(\d{2})", lambda match: (date(int(match[1]), int(match[2]), 1), Step.MONTH)),
    (r"(\d{4}-\d{2}-\d{2})", lambda match: (date.fromisoformat(match[1]), Step.DAY)),
)
