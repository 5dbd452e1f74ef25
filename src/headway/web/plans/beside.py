"""The target and the plans of some days beside each other, each with what it is, where a third number meets them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
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
from headway.web.targets import approved_whole, in_whole, is_of_parts
from headway.web.targets.telling import parts_told
from headway.web.wording import value_words
from headway.web.working_days import worked


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
    """The deals that fall to a team or a rep of a wider plan, in those of its days that are asked of, from one on."""

    plan: Plan
    since: date
    needed: Decimal


@dataclass(frozen=True, kw_only=True)
class Wished:
    """What is wished for in some days: the approved target, the plan in force, and what a wider plan wants of whom."""

    metric: str
    period: Period
    bearer: Bearer
    target: Decimal | None
    plan: Plan | None
    part: Part | None

    @property
    def own_plan(self) -> Plan | None:
        """The plan, where it is of just these days."""
        return self.plan if self.plan is not None and is_of(self.plan, self.period) else None

    @property
    def own_part(self) -> Part | None:
        """The part of a wider plan, where that is of just these days."""
        return self.part if self.part is not None and is_of(self.part.plan, self.period) else None


def wished_of(asker: Asker, metric: str, period: Period, bearer: Bearer) -> Wished:
    """Return what is wished for of a number in some days."""
    currency = asker.company.currency if asker.company else None
    return Wished(
        metric=metric,
        period=period,
        bearer=bearer,
        target=approved_whole(metric, period, bearer, currency),
        plan=plan_of(asker, metric, period, bearer),
        part=part_of(asker, metric, period, bearer),
    )


def plan_of(asker: Asker, metric: str, period: Period, bearer: Bearer) -> Plan | None:
    """Return the plan in force for a number in some days: one of just these days, or the one that shares most."""
    found = plans_for(asker.user).filter(goal=metric, starts_on__lt=period.end, ends_on__gt=period.start)
    plans = list(found.filter(**bearer.columns))
    return max(plans, key=lambda each: (is_of(each, period), shared(each, period).days, each.pk), default=None)


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
        needed,
        key=lambda one: (is_of(one, period), shared(one, period).days, -wider.index(one.scope)),
        default=None,
    )
    if plan is None:
        return None
    since = max(plan.starts_on, day_of(plan.adopted_at, zone_of(plan.made_by, asker.company)))
    if since >= period.end:
        return None
    falls = _falling(needed[plan], Period(since, plan.ends_on), period, bearer)
    return Part(plan, max(since, period.start), in_whole(WON, falls))


def shared(plan: Plan, period: Period) -> Period:
    """Return the days of a plan that are among some days."""
    return Period(max(plan.starts_on, period.start), min(plan.ends_on, period.end))


def marks_beside(asker: Asker, metric: str, period: Period, bearer: Bearer | None) -> list[Mark]:
    """Return the approved target and the plans in force of a number in some days, those of them that there are."""
    return [] if bearer is None else marks_of(asker, wished_of(asker, metric, period, bearer))


def marks_of(asker: Asker, wished: Wished) -> list[Mark]:
    """Return a mark for each thing that is wished for."""
    return [
        *([_target(asker, wished, wished.target)] if wished.target is not None else []),
        *([_plan(asker, wished, wished.plan)] if wished.plan is not None else []),
        *([_part(asker, wished, wished.part)] if wished.part is not None else []),
    ]


def _target(asker: Asker, wished: Wished, value: Decimal) -> Mark:
    asked = {"metric": wished.metric, "month": f"{wished.period.start:%Y-%m}"}
    return Mark(
        key="target",
        label=_("The target"),
        value=_told(asker, wished.metric, value),
        meaning=parts_told(catalogue()[wished.metric])
        if is_of_parts(wished.metric, wished.period)
        else _("What was agreed for these days."),
        url=f"{reverse('targets')}?{urlencode(asked)}",
    )


def _plan(asker: Asker, wished: Wished, plan: Plan) -> Mark:
    """Return the goal of a plan; where it has days that are not asked of, what falls on the others."""
    days, asked = Period(plan.starts_on, plan.ends_on), shared(plan, wished.period)
    words = {"days": written.span(days), "whose": Bearer.bearing(plan).label}
    words |= {"asked": written.span(asked), "goal": _told(asker, plan.goal, plan.amount)}
    value, is_company = plan.amount, plan.scope == PlanScope.COMPANY
    meaning = _("The goal from which it is worked out what each must do today.")
    if asked != days:
        currency = asker.company.currency if asker.company else None
        value = in_whole(plan.goal, _falling(plan.amount, days, asked, wished.bearer), currency)
        label = _("Part of the plan") if is_company else _("Part of the own plan: %(whose)s")
        meaning = (
            _("The share of %(asked)s, by working days; for all of %(days)s it is %(goal)s.")
            if asked != wished.period
            else _("The share of these days, by working days; for all of %(days)s it is %(goal)s.")
        ) % words
    elif days == wished.period:
        label = _("The plan") if is_company else _("Own plan: %(whose)s")
    else:
        label = _("The plan for %(days)s") if is_company else _("Own plan for %(days)s: %(whose)s")
    url = f"{reverse('plan')}?{urlencode(words_of(asker, plan))}"
    return Mark(key="plan", label=label % words, value=_told(asker, plan.goal, value), meaning=meaning, url=url)


def _part(asker: Asker, wished: Wished, part: Part) -> Mark:
    plan = part.plan
    words = {"days": written.span(Period(plan.starts_on, plan.ends_on)), "whose": Bearer.bearing(plan).label}
    words["day"] = figures.day(part.since)
    is_own = is_of(plan, wished.period)
    label = _("Part of the plan: %(whose)s") if is_own else _("Part of the plan for %(days)s: %(whose)s")
    return Mark(
        key="part",
        label=label % words,
        value=_told(asker, WON, part.needed),
        meaning=_("The won deals that this plan wants of them from %(day)s on, by their working days.") % words
        if is_own
        else _("The won deals that this plan wants of them in these days, by their working days."),
        url=f"{reverse('rep_day')}?rep={wished.bearer.user_id}" if wished.bearer.user_id is not None else "",
    )


def _falling(amount: Decimal, days: Period, asked: Period, bearer: Bearer) -> Decimal:
    """Return how much of what is wished for in some days falls on those of them that are asked of."""
    by_day: dict[date, Decimal] = {}
    for each in worked(bearer.people, days).values() if days.days > 0 else ():
        for day, share in each.items():
            by_day[day] = by_day.get(day, Decimal(0)) + share
    whole = sum(by_day.values())
    return amount * sum(share for day, share in by_day.items() if asked.contains(day)) / whole if whole else amount


def _told(asker: Asker, metric: str, value: Decimal) -> str:
    unit, currency = catalogue()[metric].unit, asker.company.currency if asker.company else None
    return value_words(unit, value, currency) or ""
