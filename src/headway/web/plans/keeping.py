"""Adopts plans and drops them, each change with its entry in the audit trail."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Filters, Key, Question
from headway.web import audit
from headway.web.access import reps_for, sees_all, teams_for
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Company, Plan, PlanNeed, User
from headway.web.naming import NotUnderstood
from headway.web.plans.as_target import write_as_target
from headway.web.plans.bearers import kind_of, may_plan
from headway.web.plans.making import Draft
from headway.web.plans.steps import WON
from headway.web.still import still_facts

_FIELDS = ("goal", "amount", "starts_on", "ends_on", "scope", "team", "user", "certainty", "chain", "dropped_at")
_CENT = Decimal("0.01")


def adopt(asker: Asker, draft: Draft, *, as_target: bool = False, is_spread: bool = False) -> Plan:
    """Let a plan be in force, in the place of the one for the same people and goal that shares a day with it.

    Its goal becomes the target of its days too where that is wanted: a draft, unless the asker may approve it; where it
    ``is_spread``, teams and reps get their parts of it as well. Raises NotUnderstood where there is no answer to adopt
    or it is that of an earlier day, PermissionDenied for whoever may not plan for these people.
    """
    case = draft.case
    _require(asker.user, case.wish.bearer)
    if case.today != asker.today:
        raise NotUnderstood(_("A plan is adopted on the day it is made: leave the earlier day out."), "as_of")
    if draft.sure.tries is None:
        raise NotUnderstood(_("There is nothing to adopt: nobody can say what this goal takes."), "amount")
    bearer, period, done = case.wish.bearer, case.wish.period, _done_today(draft)
    with transaction.atomic():
        # Whoever holds the company's row adopts plans one after another.
        Company.objects.select_for_update().first()
        plan = Plan(goal=case.wish.goal.value, amount=case.aim.total, starts_on=period.start, ends_on=period.end)
        plan.scope, plan.team_id, plan.user_id = kind_of(bearer), bearer.team_id, bearer.user_id
        plan.certainty, plan.chain = case.wish.certainty, _chain(draft)
        plan.made_by, plan.adopted_at = asker.user, asker.now
        for other in _same(plan):
            _drop(asker, other)
        plan.save()
        PlanNeed.objects.bulk_create(_needs(plan, draft, done))
        audit.record(asker.user, "add", plan, asker.now, after=audit.snapshot(plan, _FIELDS))
        if as_target or is_spread:
            write_as_target(asker, draft, is_spread=is_spread)
    return plan


def replaced_by(draft: Draft) -> QuerySet[Plan]:
    """Return the plans in force whose place a plan would take."""
    wish = draft.case.wish
    days = {"starts_on": wish.period.start, "ends_on": wish.period.end}
    return _same(Plan(goal=wish.goal.value, scope=kind_of(wish.bearer), **wish.bearer.columns, **days))


def in_force(draft: Draft) -> Plan | None:
    """Return the plan in force that says just the same as a draft, so that there is nothing to adopt."""
    case, chain = draft.case, _chain(draft)
    for plan in replaced_by(draft):
        days = Period(plan.starts_on, plan.ends_on)
        is_same = days == case.wish.period and plan.chain == chain
        if is_same and (plan.amount, plan.certainty) == (case.aim.total, case.wish.certainty):
            return plan
    return None


def drop(asker: Asker, plan: Plan) -> None:
    """Let a plan no longer be in force; it stays as it was."""
    _require(asker.user, Bearer.bearing(plan))
    with transaction.atomic():
        plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
        if plan.dropped_at is None:
            _drop(asker, plan)


def plans_for(user: User) -> QuerySet[Plan]:
    """The plans in force that exist for a user: all, or the team's and those of the reps they see.

    What the company's plan needs of them stands on their day; its goal and its counts are for whoever sees all.
    """
    plans = Plan.objects.filter(dropped_at=None).select_related("team", "user", "made_by").order_by("starts_on", "pk")
    if sees_all(user):
        return plans
    return plans.filter(Q(team__in=teams_for(user)) | Q(user__in=reps_for(user)))


def may_drop(user: User, plan: Plan) -> bool:
    """Return whether a user may drop a plan: whoever may adopt one for the same people."""
    return may_plan(user, Bearer.bearing(plan))


def _require(user: User, bearer: Bearer) -> None:
    if not may_plan(user, bearer):
        raise PermissionDenied


def _drop(asker: Asker, plan: Plan) -> None:
    before = audit.snapshot(plan, _FIELDS)
    plan.dropped_at = asker.now
    plan.save(update_fields=["dropped_at"])
    audit.record(asker.user, "remove", plan, asker.now, before=before, after=audit.snapshot(plan, _FIELDS))


def _same(plan: Plan) -> QuerySet[Plan]:
    shared = Plan.objects.filter(dropped_at=None, starts_on__lt=plan.ends_on, ends_on__gt=plan.starts_on)
    return shared.filter(scope=plan.scope, team=plan.team_id, user=plan.user_id, goal=plan.goal)


def _chain(draft: Draft) -> list[dict[str, Any]]:
    """Return what the plan rests on in plain values: each link with its counts, and what is needed of it."""
    history, sure = draft.case.history, draft.sure
    links = zip(history.steps, history.counted, history.links, sure.plain, sure.passing, strict=False)
    return [
        {
            "key": step.key,
            "metric": step.count,
            "tried": counted.size,
            "made": counted.made,
            "still": counted.still,
            "borrowed": round(link.borrowed, 4),
            "plain": plain,
            "needed": None if passing is None else round(passing, 2),
        }
        for step, counted, link, plain, passing in links
    ]


def _needs(plan: Plan, draft: Draft, done: Mapping[tuple[str, Key], Decimal]) -> list[PlanNeed]:
    """Return what falls to each of the people, of every link that a number counts, and of the deals to be won.

    Needs are held against whole days, the day of adoption too: what was done on it already comes on top.
    """
    numbers = [*draft.sure.passing[:-1], draft.case.aim.deals]
    return [
        PlanNeed(plan=plan, user=user, metric=metric, needed=needed.quantize(_CENT))
        for user in draft.case.work.people
        for metric, number in zip(_metrics(draft), numbers, strict=True)
        if metric and number is not None
        for needed in (Decimal(draft.share_of(user, number)) + done.get((metric, user.pk), 0),)
    ]


def _metrics(draft: Draft) -> list[str]:
    return [*(step.count for step in draft.case.history.steps), WON]


def _done_today(draft: Draft) -> dict[tuple[str, Key], Decimal]:
    """Return by metric and person what was done already on the day that a plan is made, if it is one of its days."""
    case = draft.case
    if not case.wish.period.contains(case.today):
        return {}
    day, people = Period.day(case.today), Filters(rep=frozenset(user.pk for user in case.work.people))
    known = [metric for name in _metrics(draft) if (metric := catalogue().get(name)) is not None]
    with still_facts() as facts:
        return {
            (metric.name, line.keys[0]): Decimal(line.figure.value)
            for metric in known
            if Dimension.REP in metric.dimensions
            for line in ask(Question(metric=metric.name, period=day, by=(Dimension.REP,), filters=people), facts).lines
            if line.figure.value is not None
        }
