"""Writes the numbers of a plan: amounts, chances, what falls to a day, the days themselves."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.engine.period import Period
from headway.planning.links import Link, whole
from headway.web import figures
from headway.web.models import Company
from headway.web.plans.wishes import Goal, Start

DAYS_A_WEEK = 5
# Below so many a day, a rounded number alone would be too much of a difference.
SMALL = 10
_NEARLY = 0.05


def amount_in_words(goal: str, total: Decimal, company: Company | None) -> str:
    """Say a goal: 'To win 50 deals'."""
    if goal == Goal.DEALS:
        count = int(total)
        return ngettext("To win %(count)s deal", "To win %(count)s deals", count) % {"count": figures.number(count)}
    amount = {"amount": value_in_words(Goal(goal), total, company)}
    if goal == Goal.VOLUME:
        return _("To sell for %(amount)s") % amount
    return _("To earn a margin of %(amount)s") % amount


def on_monday(start: Start, a_day: float, days_a_week: float = DAYS_A_WEEK) -> str:
    """Write how many one must do on a working day: where that is little of a week, and of a day beside it."""
    if a_day >= SMALL:
        return _some_tries(start, a_day)
    words = {"work": _some_tries(start, days_a_week * a_day), "count": some(a_day)}
    return _("%(work)s a week (%(count)s a day)") % words if a_day >= 1 else _("%(work)s a week") % words


def all_a_day(start: Start, a_day: float) -> str:
    """Write how many all must do together: '48 cold calls each working day', or where it is little, a week."""
    if a_day >= SMALL:
        return _("%(work)s each working day") % {"work": _some_tries(start, a_day)}
    return on_monday(start, a_day)


def each_a_day(a_day: float) -> str:
    """Write what falls to each rep: a day, where that is little a week and a day, or where it is less, a week."""
    if a_day >= SMALL:
        return _("%(count)s for each rep") % {"count": some(a_day)}
    words = {"count": some(a_day), "week": some(DAYS_A_WEEK * a_day)}
    if a_day >= 1:
        return _("%(week)s a week (%(count)s a day) for each rep") % words
    return _("%(week)s a week for each rep") % words


def some(number: float) -> str:
    """Write how many that is in whole ones: where it lies between two, both, for many times either is too far off."""
    most = whole(number)
    if most - number < _NEARLY or most == 1:
        return figures.number(most)
    if number - most + 1 < _NEARLY:
        return figures.number(most - 1)
    return _("%(fewer)s or %(more)s") % {"fewer": figures.number(most - 1), "more": figures.number(most)}


def a_day(number: float) -> str:
    """Write how many of a step a day has, as the answer does; below ten a day to a tenth."""
    return some(number) if number >= SMALL else number_up(number)


def _some_tries(start: Start, number: float) -> str:
    return tries_in_words(start, whole(number), some(number))


def tries_in_words(start: Start, count: int, said: str = "") -> str:
    """Write so many of the first link of a chain: '48 cold calls'; ``said`` is written in the place of the count."""
    words = {"count": said or figures.number(count)}
    if start is Start.COLD_CALLS:
        return ngettext("%(count)s cold call", "%(count)s cold calls", count) % words
    if start is Start.CALLS:
        return ngettext("%(count)s call", "%(count)s calls", count) % words
    return ngettext("%(count)s new deal", "%(count)s new deals", count) % words


def number_up(number: float) -> str:
    """Write a number of things to do: rounded up, below ten to a tenth."""
    if number >= 10 or whole(number * 10) % 10 == 0:
        return figures.number(whole(number))
    return figures.number(whole(number * 10) / 10, 1)


def until(period: Period) -> str:
    """Write the last day of a plan."""
    return figures.day(period.end - timedelta(days=1))


def rate(link: Link) -> str:
    """Write the rate of a link; nothing where it is not known."""
    if link.rate is None:
        return ""
    return figures.chance(link.rate, 1) if link.rate else _("never so far")


def rounded(value: float | None) -> str:
    """Write a need as a whole number."""
    return _("unknown") if value is None else figures.number(round(value))


def in_time(sales: float | None, part: float) -> str:
    """Write how many sales the work leads to in all and, where others come later, how many of them in time."""
    if sales is None or not part or round(sales / part) == round(sales):
        return rounded(sales)
    return _("%(all)s, of which %(count)s in time") % {"all": rounded(sales / part), "count": rounded(sales)}


def one_in(link: Link) -> str:
    """Say a rate as people do: one in five."""
    if not link.rate:
        return ""
    return pgettext("rate", "1 in %(number)s") % {"number": number_up(round(1 / link.rate, 1))}


def span(period: Period) -> str:
    """Write the first and the last day."""
    return figures.days_from(period.start, period.end - timedelta(days=1))


def value_in_words(goal: Goal, amount: Decimal, company: Company | None) -> str:
    """Write so much of what is to be reached."""
    rounded = round(amount)
    if goal is Goal.DEALS:
        return figures.number(rounded)
    digits, code = (company.currency.digits, company.currency_id) if company else (2, "EUR")
    return figures.money(rounded, code, digits)
