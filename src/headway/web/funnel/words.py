"""The words of the funnel: what became of an entry into a stage, and by what the funnel can be split."""

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

SPLITS = (
    ("", gettext_lazy("Not split")),
    ("source", gettext_lazy("By source")),
    ("team", gettext_lazy("By team")),
    ("rep", gettext_lazy("By rep")),
    ("segment", gettext_lazy("By segment")),
)
ENTRIES = (
    ("first", gettext_lazy("First entry of each deal")),
    ("every", gettext_lazy("Every entry")),
)
