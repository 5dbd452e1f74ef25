"""What sources cost, and of which of them that is known: what came from the others is left out beside it."""

from ibis import Deferred, _

from headway.engine.facts import COSTS
from headway.engine.metric import NOBODY, Measure
from headway.engine.statement import asked
from headway.engine.text import gettext_noop

# Costs are the company's: no rep's and no team's.
SPENT = Measure(facts="costs", on="spent_on", value=_.amount, rep=NOBODY, team=NOBODY)

NO_COST = gettext_noop("Unknown: no cost of a source that you can see is written down for this period.")


def is_costed() -> Deferred:
    """Return whether a row's source has a cost on any day of the period that is asked for."""
    spent = COSTS.table
    within = spent.filter([spent.spent_on >= asked("start", "date"), spent.spent_on < asked("end", "date")])
    costed: Deferred = _.source_id.isin(within["source_id"]).fill_null(False)
    return costed
