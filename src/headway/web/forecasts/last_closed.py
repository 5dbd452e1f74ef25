"""Tells of a log that ended long ago: of what came later it knows nothing, so one asks as of its last day."""

from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from headway.web import figures
from headway.web.forecasts.outcome import Forecast
from headway.web.forecasts.saying import Measure, band, headline, nothing_to_learn_from
from headway.web.models import Contact, Milestones

_LONG = timedelta(days=182)


def last_close(forecast: Forecast) -> date | None:
    """Return the day as of which a forecast is better asked, for the log ended long ago; None where it goes on."""
    return None if forecast.question.is_over else ended_long_ago(forecast.question.as_of)


def opening(forecast: Forecast, measure: Measure, last: date | None) -> list[str]:
    """Say what the period will close with, and how far off that may be; or that the log ended long ago, and when.

    ``last`` is its `last_close`.
    """
    if last is None:
        return [each for each in (headline(forecast, measure), band(forecast, measure)) if each]
    return [nothing_to_learn_from(), _("The last deal closed on %(day)s.") % {"day": figures.day(last)}]


def ended_long_ago(as_of: date) -> date | None:
    """Return the day of the last close where nothing was done for half a year up to a day; else None.

    A deal that a file names without a day begins on that of its import: by it, nobody did anything.
    """
    names, days = ("won_on", "lost_on"), (as_of - _LONG, as_of)
    closed = Q(*((f"{name}__range", days) for name in names), _connector=Q.OR)
    opened = Q(entered_on__range=days, deal__is_entry_known=True)
    if Milestones.objects.filter(closed | opened).exists() or Contact.objects.filter(happened_on__range=days).exists():
        return None
    last = {name: Max(name, filter=Q((f"{name}__lt", as_of))) for name in names}
    return max(filter(None, Milestones.objects.aggregate(**last).values()), default=None)
