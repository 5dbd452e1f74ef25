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


def amount_in_words(goal: str, total: Decimal, company: Company | None) -> str:
    """Say a goal: 'To win 50 deals'."""
    if goal == Goal.DEALS:
        count = int(total)
        return ngettext("To win %(count)s deal", "To win %(count)s deals", count) % {"count": figures.number(count)}
    amount = {"amount": value_in_words(Goal(goal), total, company)}
    if goal == Goal.VOLUME:
        return _("To sell for %(amount)s") % amount
    return _("To earn a margin of %(amount)s") % amount


def on_monday(a_day: float) -> str:
    """Write how many one must do on a working day: where that is little also of a week, or of a week alone."""
    if a_day >= SMALL:
        return some_a_day(a_day)
    week = figures.number(whole(DAYS_A_WEEK * a_day))
    if a_day >= 1:
        return _("%(count)s a day, %(week)s a week") % {"count": number_up(a_day), "week": week}
    return _("%(count)s a week") % {"count": week}


def some_a_day(a_day: float) -> str:
    """Write how many a day that is in whole ones: where it lies between two, both, for the days add up to neither."""
    most = whole(a_day)
    if most - a_day < 0.05:
        return figures.number(most)
    return _("%(fewer)s or %(more)s") % {"fewer": figures.number(most - 1), "more": figures.number(most)}


def tries_in_words(start: Start, count: int) -> str:
    """Write so many of the first link of a chain: '48 cold calls'."""
    words = {"count": figures.number(count)}
    if start is Start.COLD_CALLS:
        return ngettext("%(count)s cold call", "%(count)s cold calls", count) % words
    if start is Start.CALLS:
        return ngettext("%(count)s call", "%(count)s calls", count) % words
    return ngettext("%(count)s new deal", "%(count)s new deals", count) % words


def number_up(number: float) -> str:
    """Write a number of things to do: rounded up, below ten to a tenth."""
    if number >= 10 or abs(number - round(number)) < 0.05:
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
