"""Plans: from a goal backwards to what each must do every working day, how sure that is, and which link to mend."""

from headway.web.plans.needs import Need, all_needs_of, needs_of

__all__ = ["Need", "all_needs_of", "needs_of"]
