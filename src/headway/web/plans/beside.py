"""The target and the plan of some days beside each other, each with what it is, where a third number meets them."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.engine.metric import Unit
from headway.engine.period import Period
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Plan
from headway.web.plans import written
from headway.web.plans.again import words_of
from headway.web.plans.keeping import plans_for
from headway.web.targets import approved
from headway.web.wording import value_words


@dataclass(frozen=True)
class Mark:
    """A number that somebody wishes for, in words: what it is called, how much, what it means, and where it is made."""

    key: str
    label: str
    value: str
    meaning: str
    url: str


def plan_of(asker: Asker, metric: str, period: Period, bearer: Bearer) -> Plan | None:
    """Return the plan in force for a number in some days: one of just these days, or the one that shares most."""
    found = plans_for(asker.user).filter(goal=metric, starts_on__lt=period.end, ends_on__gt=period.start)
    plans = list(found.filter(**bearer.columns))
    return max(plans, key=lambda each: (is_of(each, period), _shared(each, period), each.pk), default=None)


def is_of(plan: Plan, period: Period) -> bool:
    """Whether some days are just those of a plan."""
    return Period(plan.starts_on, plan.ends_on) == period


def marks_beside(asker: Asker, metric: str, period: Period, bearer: Bearer | None) -> list[Mark]:
    """Return the approved target and the plan in force of a number in some days, those of them that there are."""
    if bearer is None:
        return []
    value, plan = approved(metric, period, bearer), plan_of(asker, metric, period, bearer)
    return [
        *([_target(asker, metric, period, value)] if value is not None else []),
        *([_plan(asker, period, plan)] if plan is not None else []),
    ]


def _target(asker: Asker, metric: str, period: Period, value: Decimal) -> Mark:
    asked = {"metric": metric, "month": f"{period.start:%Y-%m}"}
    return Mark(
        key="target",
        label=_("The target"),
        value=_told(asker, metric, value),
        meaning=_("What was agreed for these days."),
        url=f"{reverse('targets')}?{urlencode(asked)}",
    )


def _plan(asker: Asker, period: Period, plan: Plan) -> Mark:
    days = written.span(Period(plan.starts_on, plan.ends_on))
    return Mark(
        key="plan",
        label=_("The plan") if is_of(plan, period) else _("The plan for %(days)s") % {"days": days},
        value=_told(asker, plan.goal, plan.amount),
        meaning=_("The goal from which it is worked out what each must do today."),
        url=f"{reverse('plan')}?{urlencode(words_of(asker, plan))}",
    )


def _told(asker: Asker, metric: str, value: Decimal) -> str:
    unit, currency = catalogue()[metric].unit, asker.company.currency if asker.company else None
    if unit is Unit.MONEY and currency is not None:
        # The part of a month that days take has cents, which nobody set.
        value = round(value, -currency.digits)
    return value_words(unit, value, currency) or ""


def _shared(plan: Plan, period: Period) -> int:
    return (min(plan.ends_on, period.end) - max(plan.starts_on, period.start)).days
