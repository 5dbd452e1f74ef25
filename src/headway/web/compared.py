"""The days to compare a period with, as a choice names them: the period before, a year before, or other days."""

from datetime import date, timedelta

from headway.engine.period import Period
from headway.web.asking import Asker

NOTHING = "none"


def compared_days(asker: Asker, wish: str, period: Period) -> Period | None:
    """Return the period to compare with; one that is still running is compared up to the same day.

    ``wish`` is 'previous', 'year', 'none' (or nothing), or a period of its own. Raises NotUnderstood.
    """
    if wish in {NOTHING, ""} or period.is_all:
        return None
    if wish not in {"previous", "year"}:
        return asker.period(wish, "compare")
    try:
        before = period.previous() if wish == "previous" else year_before(period)
    except ValueError:
        # There is nothing before the first year of the calendar.
        return None
    gone = (asker.today - period.start).days + 1
    if not 0 < gone < period.days:
        return before
    return Period(before.start, min(before.start + timedelta(days=gone), before.end))


def year_before(period: Period) -> Period:
    """Return the same days a year before. Raises ValueError where the calendar has none."""
    return Period(_same_day(period.start, leap_day=28), _same_day(period.end, leap_day=29))


def _same_day(on: date, leap_day: int) -> date:
    """Return the same date a year before; for 29 February, the 28th or (29) the day after it."""
    if (on.month, on.day) == (2, 29):
        return date(on.year - 1, 2, 28) + timedelta(days=leap_day - 28)
    return on.replace(year=on.year - 1)
