"""The times that the log takes: from 1900 on, so that every zone has a day for them, until now."""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from headway.web.log.problem import LogProblem

# A phone's clock may be a little ahead of ours.
CLOCK_SLACK = timedelta(minutes=5)
_FIRST_YEAR = 1900
_EARLIEST = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)


def check_reach(at: datetime | date) -> None:
    """Raise LogProblem for a moment or a day that is too long ago to be meant."""
    is_too_early = at < _EARLIEST if isinstance(at, datetime) else at.year < _FIRST_YEAR
    if is_too_early:
        words = {"first": _FIRST_YEAR, "year": at.year}
        raise LogProblem(_("The log begins with the year %(first)s, and this is the year %(year)s. Check it.") % words)


def is_future(at: datetime, now: datetime) -> bool:
    """Return whether a moment lies further ahead than clocks differ."""
    return at > now + CLOCK_SLACK
