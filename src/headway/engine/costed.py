"""Which sources a cost is known of: what came from the others is left out where money is set against it."""

from ibis import Deferred, _

from headway.engine.facts import COSTS
from headway.engine.statement import asked


def is_costed() -> Deferred:
    """Return whether a row's source has a cost on any day of the period that is asked for."""
    spent = COSTS.table
    within = spent.filter([spent.spent_on >= asked("start", "date"), spent.spent_on < asked("end", "date")])
    costed: Deferred = _.source_id.isin(within["source_id"]).fill_null(False)
    return costed
