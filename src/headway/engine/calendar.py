"""The calendar's arithmetic: the first days of weeks, months, quarters and years, and how to walk along them."""

from datetime import date, timedelta
from enum import StrEnum


class Step(StrEnum):
    """The calendar steps that time is cut into."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}


def first_day(on: date, step: Step, week_start: int = 0) -> date:
    """Return the first day of the week, month ... that a day belongs to; ``week_start`` 0 is Monday, 6 is Sunday."""
    if step is Step.WEEK:
        return on - timedelta(days=(on.weekday() - week_start) % 7)
    months = _MONTHS.get(step)
    return on.replace(day=1, month=on.month - (on.month - 1) % months) if months else on


def walk(first: date, step: Step, count: int) -> date:
    """Return the day that many steps after a first day, before it when negative.

    Raises OverflowError or ValueError where the calendar of the years 1 to 9999 ends.
    """
    months = _MONTHS.get(step)
    if months:
        index = first.year * 12 + first.month - 1 + months * count
        return date(index // 12, index % 12 + 1, 1)
    return first + timedelta(days=(7 if step is Step.WEEK else 1) * count)


def months_between(start: date, end: date) -> int:
    """Return how many months lie from the month of one day to that of another, negative when the second is earlier."""
    return (end.year - start.year) * 12 + end.month - start.month
