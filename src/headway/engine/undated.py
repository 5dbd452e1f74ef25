"""Rows of a stock that came on a day which nobody knows: they may stand at the end of a period, and count in none."""

from dataclasses import dataclass

import ibis
from ibis import Deferred

from headway.engine.statement import asked

CAME_ON = "came_on"


@dataclass(frozen=True, eq=False)
class Undated:
    """Where ``dated`` does not hold, the day ``on`` is not the one on which a deal came, but the first it was seen on.

    A deal that was seen once may have stood there before, at the end of any period; what it did after that has a day.
    So of the rows of its first stay the earliest goes back to the start of whatever is asked, and no deal stands twice.
    """

    on: str
    dated: Deferred

    def of(self, facts: ibis.Table) -> ibis.Table:
        """Return the rows without a day, with the column ``came_on``: from when on each may stand."""
        rows = facts.filter(~self.dated)
        seen_on = rows[self.on]
        is_earliest = (rows["number"] == 1) & (seen_on == seen_on.min().over(group_by=["deal_id", "number"]))
        return rows.mutate(**{CAME_ON: is_earliest.ifelse(ibis.least(seen_on, asked("start", "date")), seen_on)})
