"""Reads a period as people write it: by the calendar (2024-Q1), by name (last month), or as two days."""

import re
from collections.abc import Callable
from datetime import date

from headway.engine.calendar import Step, first_day, walk

_Days = tuple[date, date]


def read_days(text: str, today: date, week_start: int) -> _Days:
    """Return the start and the end that a text means.

    Raises LookupError where nothing fits, ValueError or OverflowError where it names days that do not exist.
    """
    words = re.sub(r"[\s_]+", " ", text.strip().casefold())
    if words in _NAMED:
        return _NAMED[words](today)
    if match := re.fullmatch(r"(this|last)[ -](week|month|quarter|year)", words):
        return _around(today, Step(match[2]), week_start, back=int(match[1] == "last"))
    if match := re.fullmatch(r"last[ -](\d{1,4})[ -](day|week|month|quarter|year)s?", words):
        return _latest(today, Step(match[2]), week_start, count=int(match[1]))
    if match := re.fullmatch(r"([\d-]+) ?\.\. ?([\d-]+)", words):
        return date.fromisoformat(match[1]), date.fromisoformat(match[2])
    return _by_calendar(words)


_NAMED: dict[str, Callable[[date], _Days]] = {
    "all": lambda _today: (date.min, date.max),
    "today": lambda today: (today, walk(today, Step.DAY, 1)),
    "yesterday": lambda today: (walk(today, Step.DAY, -1), today),
}


def _around(today: date, step: Step, week_start: int, back: int) -> _Days:
    start = walk(first_day(today, step, week_start), step, -back)
    return start, walk(start, step, 1)


def _latest(today: date, step: Step, week_start: int, count: int) -> _Days:
    """Days end with today, because today counts; whole weeks and longer end before the one that still runs."""
    end = walk(today, step, 1) if step is Step.DAY else first_day(today, step, week_start)
    return walk(end, step, -count), end


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
