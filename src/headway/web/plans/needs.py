"""What a user has to bring to the plans that are in force on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headway.engine.period import Period
from headway.web.models import Plan, PlanNeed, PlanScope, User

# A rep's own plan goes before their team's, and that before the company's.
_NEARNESS = (PlanScope.USER, PlanScope.TEAM, PlanScope.COMPANY)


@dataclass(frozen=True)
class Need:
    """So much of a metric is needed of a user in the days of a plan."""

    metric: str
    period: Period
    needed: Decimal
    plan: Plan


def all_needs_of(users: Iterable[User]) -> Mapping[int, list[PlanNeed]]:
    """Return by the id of each user what the plans that nobody dropped need of them, whenever they are in force."""
    found: dict[int, list[PlanNeed]] = defaultdict(list)
    known = PlanNeed.objects.filter(user__in=[user.pk for user in users], plan__dropped_at=None)
    for each in known.select_related("plan__made_by").defer("plan__chain"):
        found[each.user_id].append(each)
    return found


def needs_of(user: User, day: date, known: Iterable[PlanNeed] | None = None) -> list[Need]:
    """Return what the plans in force on a day need of a user: of each metric, the need of the nearest plan.

    Whoever has read all needs of the user already hands in those that are to be looked at.
    """
    looked_at = all_needs_of([user])[user.pk] if known is None else known
    asked = _in_force(day, looked_at)
    nearest: dict[str, PlanNeed] = {}
    for each in sorted(asked, key=_distance, reverse=True):
        nearest[each.metric] = each
    chosen = sorted(nearest.values(), key=lambda each: (_distance(each), each.pk))
    return [
        Need(each.metric, Period(each.plan.starts_on, each.plan.ends_on), each.needed, each.plan) for each in chosen
    ]


def plans_of(day: date, known: Iterable[PlanNeed]) -> tuple[Plan, ...]:
    """Return the plans of some needs that are in force on a day, the nearest first."""
    asked = sorted(_in_force(day, known), key=_distance)
    return tuple({each.plan_id: each.plan for each in asked}.values())


def _in_force(day: date, known: Iterable[PlanNeed]) -> list[PlanNeed]:
    return [each for each in known if each.plan.starts_on <= day < each.plan.ends_on]


def _distance(need: PlanNeed) -> tuple[int, int]:
    """Tell how far a plan is from whoever it needs something of; of two alike, the later one is nearer."""
    return _NEARNESS.index(PlanScope(need.plan.scope)), -need.plan_id
