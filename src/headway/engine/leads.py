"""Leads on the days on which they stand open: on an open stage, and not qualified yet."""

from ibis import _

from headway.engine.metric import Measure
from headway.engine.stages import IS_OPEN

STANDING = Measure(
    facts="stays",
    on="entered_on",
    until="left_on",
    where=IS_OPEN & ~_.is_qualified,
    dated=_.is_entry_known,
)
