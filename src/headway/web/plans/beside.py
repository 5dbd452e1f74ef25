"""The target and the plans of some days beside each other, each with what it is, where a third number meets them."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.engine.metric import Unit
from headway.engine.period import Period
from headway.web import figures
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.clock import day_of, zone_of
from headway.web.models import Plan, PlanNeed, PlanScope
from headway.web.plans import written
from headway.web.plans.again import words_of
from headway.web.plans.keeping import plans_for
from headway.web.plans.steps import WON
from headway.web.targets import approved_whole, is_of_months
from headway.web.wording import value_words


@dataclass(frozen=True)
class Mark:
    """A number that somebody wishes for, in words: what it is called, how much, what it means, and where it is made."""

    key: str
    label: str
    value: str
    meaning: str
    url: str


@dataclass(frozen=True)
class Part:
    """The deals that fall to a team or a rep of a wider plan, from a day on."""

    plan: Plan
    since: date
    needed: Decimal


def plan_of(asker: Asker, metric: str, period: Period, bearer: Bearer) -> Plan | None:
    """Return the plan in force for a number in some days: one of just these days, or the one that shares most."""
    found = plans_for(asker.user).filter(goal=metric, starts_on__lt=period.end, ends_on__gt=period.start)
    plans = list(found.filter(**bearer.columns))
    return max(plans, key=lambda each: (is_of(each, period), _shared(each, period), each.pk), default=None)


def is_of(plan: Plan, period: Period) -> bool:
    """Whether some days are just those of a plan."""
    return Period(plan.starts_on, plan.ends_on) == period


def part_of(asker: Asker, metric: str, period: Period, bearer: Bearer) -> Part | None:
    """Return what falls to a team or a rep of a wider plan in some days; of one of just these days, or the nearest.

    Of the deals to be won alone: no other goal of a plan is parted among people.
    """
    if metric != WON or bearer == Bearer():
        return None
    wider = (PlanScope.TEAM, PlanScope.COMPANY) if bearer.team_id is None else (PlanScope.COMPANY,)
    found = PlanNeed.objects.filter(metric=WON, user__in=bearer.people, plan__dropped_at=None, plan__scope__in=wider)
    needs = found.filter(plan__starts_on__lt=period.end, plan__ends_on__gt=period.start)
    needed: dict[Plan, Decimal] = {}
    for each in needs.select_related("plan__team", "plan__made_by"):
        needed[each.plan] = needed.get(each.plan, Decimal(0)) + each.needed
    plan = max(
        needed, key=lambda one: (is_of(one, period), _shared(one, period), -wider.index(one.scope)), default=None
    )
    if plan is None:
        return None
    adopted_on = day_of(plan.adopted_at, zone_of(plan.made_by, asker.company))
    return Part(plan, max(plan.starts_on, adopted_on), needed[plan].to_integral_value(ROUND_CEILING))


def marks_beside(asker: Asker, metric: str, period: Period, bearer: Bearer | None) -> list[Mark]:
    """Return the approved target and the plans in force of a number in some days, those of them that there are."""
    if bearer is None:
        return []
    currency, plan = asker.company.currency if asker.company else None, plan_of(asker, metric, period, bearer)
    value, part = approved_whole(metric, period, bearer, currency), part_of(asker, metric, period, bearer)
    return [
        *([_target(asker, metric, period, value)] if value is not None else []),
        *([_plan(asker, period, plan)] if plan is not None else []),
        *([_part(asker, period, bearer, part)] if part is not None else []),
    ]


def _target(asker: Asker, metric: str, period: Period, value: Decimal) -> Mark:
    asked = {"metric": metric, "month": f"{period.start:%Y-%m}"}
    return Mark(
        key="target",
        label=_("The target"),
        value=_told(asker, metric, value),
        meaning=_("What was agreed for these days.")
        if is_of_months(period)
        else _("The parts of the monthly targets that fall on these days."),
        url=f"{reverse('targets')}?{urlencode(asked)}",
    )


def _plan(asker: Asker, period: Period, plan: Plan) -> Mark:
    words = {"days": written.span(Period(plan.starts_on, plan.ends_on)), "whose": Bearer.bearing(plan).label}
    if plan.scope == PlanScope.COMPANY:
        label = _("The plan") if is_of(plan, period) else _("The plan for %(days)s") % words
    else:
        label = (_("Own plan: %(whose)s") if is_of(plan, period) else _("Own plan for %(days)s: %(whose)s")) % words
    return Mark(
        key="plan",
        label=label,
        value=_told(asker, plan.goal, plan.amount),
        meaning=_("The goal from which it is worked out what each must do today."),
        url=f"{reverse('plan')}?{urlencode(words_of(asker, plan))}",
    )


def _part(asker: Asker, period: Period, bearer: Bearer, part: Part) -> Mark:
    plan = part.plan
    words = {"days": written.span(Period(plan.starts_on, plan.ends_on)), "whose": Bearer.bearing(plan).label}
    words["day"] = figures.day(part.since)
    label = _("Part of the plan: %(whose)s") if is_of(plan, period) else _("Part of the plan for %(days)s: %(whose)s")
    return Mark(
        key="part",
        label=label % words,
        value=_told(asker, WON, part.needed),
        meaning=_("The won deals that this plan wants of them from %(day)s on, by their working days.") % words,
        url=f"{reverse('rep_day')}?rep={bearer.user_id}" if bearer.user_id is not None else "",
    )


def _told(asker: Asker, metric: str, value: Decimal) -> str:
    unit, currency = catalogue()[metric].unit, asker.company.currency if asker.company else None
    if unit is Unit.MONEY and currency is not None:
        # The part of a month that days take has cents, which nobody set.
        value = round(value, -currency.digits)
    return value_words(unit, value, currency) or ""


def _shared(plan: Plan, period: Period) -> int:
    return (min(plan.ends_on, period.end) - max(plan.starts_on, period.start)).days
