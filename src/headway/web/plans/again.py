"""Says a plan again in the words that it can be asked with, so that it is worked out anew as things stand."""

from decimal import Decimal

from headway.engine.catalogue import catalogue
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Plan
from headway.web.plans.wishes import Start
from headway.web.read_words import unscaled

_STARTS = {"cold_calls": Start.COLD_CALLS, "calls": Start.CALLS}


def words_of(asker: Asker, plan: Plan) -> dict[str, str]:
    """Return the words that ask for the goal, the days, the people and the certainty of a plan."""
    amount = unscaled(asker.company, catalogue()[plan.goal].unit, plan.amount)
    first = plan.chain[0]["key"] if plan.chain else ""
    return {
        "goal": plan.goal,
        "amount": f"{amount.normalize():f}",
        "period": f"{plan.starts_on}..{plan.ends_on}",
        "for": Bearer.bearing(plan).key,
        "certainty": f"{(plan.certainty * Decimal(100)).normalize():f}",
        "start": _STARTS.get(first, Start.DEALS).value if first else "",
    }
