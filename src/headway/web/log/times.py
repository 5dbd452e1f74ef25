"""The times that the log takes: from 1900 on, so that every zone has a day for them, until now."""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from headway.web.figures import day
from headway.web.log.problem import LogProblem

# A phone's clock may be a little ahead of ours.
CLOCK_SLACK = timedelta(minutes=5)
_FIRST_YEAR = 1900
# Who types a contact tells of their own work, and a year further back is a slip; an import may bring what is older.
_MOST_YEARS = 30
_EARLIEST = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)


def check_reach(at: datetime | date) -> None:
    """Raise LogProblem for a moment or a day that is too long ago to be meant."""
    is_too_early = at < _EARLIEST if isinstance(at, datetime) else at.year < _FIRST_YEAR
    if is_too_early:
        words = {"first": _FIRST_YEAR, "year": at.year}
        raise LogProblem(_("The log begins with the year %(first)s, and this is the year %(year)s. Check it.") % words)


def check_age(at: datetime, now: datetime) -> None:
    """Raise LogProblem for a contact that somebody reports longer after it than anybody works."""
    if is_too_old(at, now):
        words = {"day": day(at), "years": _MOST_YEARS}
        raise LogProblem(_("This contact would be of %(day)s, more than %(years)s years ago. Check the year.") % words)


def is_too_old(at: datetime, now: datetime) -> bool:
    """Return whether a moment lies so far back that nobody reports it any more."""
    return at < now - timedelta(days=_MOST_YEARS * 365.25)


def is_future(at: datetime, now: datetime) -> bool:
    """Return whether a moment lies further ahead than clocks differ."""
    return at > now + CLOCK_SLACK
