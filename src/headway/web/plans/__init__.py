"""Plans: from a goal backwards to what each must do every working day, how sure that is, and which link to mend."""

from headway.web.plans.needs import Need, all_needs_of, needs_of, plans_of
from headway.web.plans.steps import WON

__all__ = ["WON", "Need", "all_needs_of", "needs_of", "plans_of"]
