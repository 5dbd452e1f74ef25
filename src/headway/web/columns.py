"""What the columns of the funnel and of the evening review are called: one word each for page, command and mail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.reports.funnel_stays import Outcome

OUTCOMES: Mapping[Outcome, str | Promise] = {
    Outcome.ENTERED: gettext_lazy("Entered"),
    Outcome.ADVANCED: gettext_lazy("Went on"),
    Outcome.SKIPPED: gettext_lazy("of these skipped on"),
    Outcome.LOST: pgettext_lazy("of deals in a stage", "Lost"),
    Outcome.BACK: gettext_lazy("Went back"),
    Outcome.STILL: gettext_lazy("Still there"),
    Outcome.REOPENED: pgettext_lazy("of deals in a stage", "Reopened"),
    Outcome.MOVED: gettext_lazy("Moved to another funnel"),
}
# Shown only where there is any.
SELDOM = frozenset({Outcome.REOPENED, Outcome.MOVED})
SHARE_ON = gettext_lazy("Share that went on")
MEDIAN_TIME = gettext_lazy("Median time")

REVIEW: Mapping[str, str | Promise] = {
    "rep": gettext_lazy("Rep"),
    "effective": pgettext_lazy("contacts of a rep", "Effective"),
    "records": gettext_lazy("of all contacts"),
    "share": gettext_lazy("Share effective"),
    "rate": gettext_lazy("Effective a working day"),
    "new_ground": gettext_lazy("New ground"),
    "deals": gettext_lazy("Deals touched"),
    "overdue": pgettext_lazy("next steps", "Overdue"),
    "missing": pgettext_lazy("next steps", "Missing"),
    "contacts": gettext_lazy("Contacts"),
    "time": gettext_lazy("Time on contacts"),
    "late": gettext_lazy("Written late"),
}
FOR_ANALYSIS = gettext_lazy("For analysis, ranks nobody")
