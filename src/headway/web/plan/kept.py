"""The plans in force as a page lists them."""

from dataclasses import dataclass

from headway.engine.period import Period
from headway.web import figures
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Plan
from headway.web.plans import written
from headway.web.plans.keeping import may_drop, plans_for


@dataclass(frozen=True)
class KeptPlan:
    """A plan in force: its goal and days, what it needs a working day, and whether the reader may drop it."""

    plan: Plan
    goal: str
    whom: str
    days: str
    certainty: str
    may_drop: bool


def kept_of(asker: Asker) -> list[KeptPlan]:
    """Return the plans in force that the reader sees, those that are over left out."""
    found = plans_for(asker.user).filter(ends_on__gt=asker.today)
    return [_kept(asker, each) for each in found]


def _kept(asker: Asker, plan: Plan) -> KeptPlan:
    period = Period(plan.starts_on, plan.ends_on)
    return KeptPlan(
        plan=plan,
        goal=written.amount_in_words(plan.goal, plan.amount, asker.company),
        whom=Bearer.of(plan.team or plan.user).label,
        days=written.span(period),
        certainty=figures.chance(float(plan.certainty)),
        may_drop=may_drop(asker.user, plan),
    )
