"""The words of the funnel's choices: by what it can be split, and which entries count."""

from django.utils.translation import gettext_lazy

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
