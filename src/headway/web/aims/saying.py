"""Says where the company stands in sentences that need no statistics."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.planning.outlook import FEWEST_WEEKS, Outlook
from headway.web import figures
from headway.web.aims.foretold import Foretold
from headway.web.aims.standing import HIGH, LOW, Standing
from headway.web.models import Company

# From which chance on which words are used; what lies between is open.
_SURE, _LIKELY = 0.9, 0.6


def verdict(standing: Standing, company: Company | None) -> str:
    """Say in one sentence whether the aim will be met, or was, and with what chance."""
    words = {
        "indicator": standing.indicator.words,
        "aim": standing.indicator.told(standing.aim.value, company),
        "value": standing.indicator.told(standing.counted.value, company),
        "day": figures.day(standing.aim.due_on),
    }
    if standing.is_over:
        met = _("%(indicator)s: the aim is met. %(value)s by %(day)s, and %(aim)s was the aim.")
        missed = _("%(indicator)s: the aim is missed. %(value)s by %(day)s, and %(aim)s was the aim.")
        return (met if standing.is_met else missed) % words
    if standing.chance is None:
        unknown = _("%(indicator)s: nobody can tell yet whether %(aim)s will be reached by %(day)s.")
        return f"{unknown % words} {_lacking(standing)}"
    return _forecast(standing.chance) % {**words, "chance": figures.in_cases(standing.chance)}


def _forecast(chance: float) -> str:
    if chance >= _SURE:
        return _("%(indicator)s: %(aim)s by %(day)s will very probably be reached, %(chance)s.")
    if chance >= _LIKELY:
        return _("%(indicator)s: %(aim)s by %(day)s will probably be reached, %(chance)s.")
    if chance > 1 - _LIKELY:
        return _("%(indicator)s: whether %(aim)s will be reached by %(day)s is open, %(chance)s.")
    if chance > 1 - _SURE:
        return _("%(indicator)s: %(aim)s by %(day)s will probably be missed; it is reached %(chance)s.")
    return _("%(indicator)s: %(aim)s by %(day)s will very probably be missed; it is reached %(chance)s.")


def sayings(standing: Standing, company: Company | None) -> list[str]:
    """Return what else is to be said of an aim, a sentence each: the band, the plan, the need."""
    return [each for each in (_band(standing, company), _plan(standing, company), _need(standing, company)) if each]


def beside(standing: Standing, company: Company | None) -> str:
    """Say what the other of pace and forecast has, and why the one is trusted more; nothing without a forecast."""
    foretold = standing.foretold
    if foretold is None:
        return ""
    other = standing.pace if standing.goes_by_deals else foretold
    said = [] if other is None else [_other(standing, other, company)]
    return " ".join([*said, *foretold.reasons()])


def rule(standing: Standing) -> str:
    """Say by which rule the projection is drawn."""
    if standing.goes_by_deals:
        return _(
            "The projection is the forecast of the last day, which looks at each deal. The way there is drawn by even "
            "steps over the working days, and its band opens as days add up."
        )
    if standing.outlook is None:
        return ""
    weeks = ngettext(
        "The projection lets things go on as in the last %(weeks)s week, each working day alike.",
        "The projection lets things go on as in the last %(weeks)s weeks, each working day alike.",
        standing.weeks_known,
    ) % {"weeks": figures.number(standing.weeks_known)}
    rest = _("Its band is as wide as those weeks differed. It knows of no season; open deals are for the forecast.")
    return f"{weeks} {rest}"


def _band(standing: Standing, company: Company | None) -> str:
    if standing.outlook is None:
        return ""
    told = standing.indicator.told
    words = {
        "middle": _middle(standing, standing.outlook, company),
        "low": told(standing.outlook.quantile(LOW), company),
        "high": told(standing.outlook.quantile(HIGH), company),
    }
    if standing.goes_by_deals:
        return (
            _("By the deals, says the forecast: about %(middle)s, in 9 of 10 cases between %(low)s and %(high)s.")
            % words
        )
    return _("If things go on as they did: about %(middle)s, in 9 of 10 cases between %(low)s and %(high)s.") % words


def _other(standing: Standing, other: Outlook | Foretold, company: Company | None) -> str:
    words = {
        "middle": _middle(standing, other, company),
        "chance": figures.in_cases(other.chance_of(float(standing.aim.value))),
    }
    if standing.goes_by_deals:
        return _("By the pace of the last weeks instead: about %(middle)s; the aim is reached %(chance)s.") % words
    return _("By the deals instead, says the forecast: about %(middle)s; the aim is reached %(chance)s.") % words


def _middle(standing: Standing, ahead: Outlook | Foretold, company: Company | None) -> str:
    """Write a middle: that of a forecast as the forecast itself writes it."""
    return (
        ahead.measure.words(ahead.mean) if isinstance(ahead, Foretold) else standing.indicator.told(ahead.mean, company)
    )


def _plan(standing: Standing, company: Company | None) -> str:
    """Say what is there and what should be, as of the last day that was counted."""
    if not standing.is_begun:
        if standing.span.start > standing.seen_on:
            return _("The days of this aim begin on %(day)s.") % {"day": figures.day(standing.span.start)}
        return _("The first day is counted tomorrow.")
    words = {
        "value": standing.indicator.told(standing.counted.value, company),
        "planned": standing.indicator.told(standing.planned, company),
        "day": figures.day(standing.counted_until - timedelta(days=1)),
    }
    return _("By the evening of %(day)s there are %(value)s; even steps to the aim would make it %(planned)s.") % words


def _need(standing: Standing, company: Company | None) -> str:
    if standing.needed is None or standing.lately is None:
        return ""
    told = standing.indicator.told
    if standing.is_met:
        return _("The aim is reached already.")
    if standing.indicator.is_counted:
        words = {
            "needed": figures.number(standing.needed * 5, 1),
            "lately": figures.number(standing.lately * 5, 1),
        }
        return _("Needed from now on: %(needed)s in five working days; lately it was %(lately)s.") % words
    words = {"needed": told(standing.needed, company), "lately": told(standing.lately, company)}
    return _("Needed from now on: %(needed)s a working day; lately it was %(lately)s.") % words


def _lacking(standing: Standing) -> str:
    if not standing.lacks_weeks:
        return _("The weeks before hold nothing to count it from.")
    words = {"needed": figures.number(FEWEST_WEEKS), "known": figures.number(standing.weeks_known)}
    return _("That takes %(needed)s weeks with something written down; there are %(known)s.") % words
