"""The words of the funnel's choices: its pages, by what it can be split, and which entries count."""

from django.utils.translation import gettext_lazy, pgettext_lazy

VIEWS = (
    ("funnel", pgettext_lazy("tab", "Funnel")),
    ("funnel_flow", pgettext_lazy("tab", "Flow")),
    ("funnel_times", pgettext_lazy("tab", "Times")),
    ("funnel_cohorts", pgettext_lazy("tab", "Cohorts")),
)
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
ENDS = (
    ("won", pgettext_lazy("share of deals", "Won")),
    ("lost", pgettext_lazy("share of deals", "Lost")),
)
