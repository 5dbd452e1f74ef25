"""Working time as it was written down, and what is said where nobody wrote any."""

from ibis import _

from headway.engine.metric import Measure, Unit
from headway.engine.text import gettext_noop

# In microseconds, as all times are counted.
WRITTEN = Measure(facts="time_entries", on="spent_on", value=_.seconds * 1_000_000, unit=Unit.HOURS)

NO_TIME = gettext_noop("Unknown: nobody wrote down in this period what working time went to.")
