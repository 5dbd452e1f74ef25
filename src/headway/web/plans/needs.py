"""What a user has to bring to the plans that are in force on a day."""

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


def needs_of(user: User, day: date) -> list[Need]:
    """Return what the plans in force on a day need of a user: of each metric, the need of the nearest plan."""
    asked = PlanNeed.objects.filter(
        user=user, plan__dropped_at=None, plan__starts_on__lte=day, plan__ends_on__gt=day
    ).select_related("plan")
    nearest: dict[str, PlanNeed] = {}
    for each in sorted(asked, key=_distance, reverse=True):
        nearest[each.metric] = each
    chosen = sorted(nearest.values(), key=lambda each: (_distance(each), each.pk))
    return [
        Need(each.metric, Period(each.plan.starts_on, each.plan.ends_on), each.needed, each.plan) for each in chosen
    ]


def _distance(need: PlanNeed) -> tuple[int, int]:
    """Tell how far a plan is from whoever it needs something of; of two alike, the later one is nearer."""
    return _NEARNESS.index(PlanScope(need.plan.scope)), -need.plan_id
