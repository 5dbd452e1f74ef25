"""Says a plan again: in the words that it can be asked with, to be worked out anew, and how much work it asks for."""

from decimal import Decimal

from headway.engine.catalogue import catalogue
from headway.planning.links import whole
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Plan
from headway.web.plans.wishes import Start
from headway.web.plans.written import tries_in_words
from headway.web.read_words import unscaled

_STARTS = {"cold_calls": Start.COLD_CALLS, "calls": Start.CALLS}


def work_of(plan: Plan) -> str:
    """Say how much of the first link of its chain a plan asks for in all; nothing where that is not kept."""
    needed = plan.chain[0].get("needed") if plan.chain else None
    return "" if needed is None else tries_in_words(_start_of(plan), whole(needed))


def words_of(asker: Asker, plan: Plan) -> dict[str, str]:
    """Return the words that ask for the goal, the days, the people and the certainty of a plan."""
    amount = unscaled(asker.company, catalogue()[plan.goal].unit, plan.amount)
    return {
        "goal": plan.goal,
        "amount": f"{amount.normalize():f}",
        "period": f"{plan.starts_on}..{plan.ends_on}",
        "for": Bearer.bearing(plan).key,
        "certainty": f"{(plan.certainty * Decimal(100)).normalize():f}",
        "start": _start_of(plan).value if plan.chain else "",
    }


def _start_of(plan: Plan) -> Start:
    return _STARTS.get(plan.chain[0]["key"], Start.DEALS)
