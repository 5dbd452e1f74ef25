"""The pages of planning, which belong to one place of the navigation and show each other as tabs."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway.web.parts import Tab

# The name of an address, and the word of its tab, in the order in which one works: stand, aim, plan, look ahead, mend.
_PAGES: tuple[tuple[str, str | Promise], ...] = (
    ("standing", _("Where we stand")),
    ("targets", _("Targets")),
    ("plan", _("From the goal")),
    ("forecast", _("Forecast")),
    ("levers", _("Levers")),
    ("programme", _("Programme")),
    ("working_days", _("Working days")),
)
PLAN_FEATURES = tuple(name for name, _word in _PAGES)


def plan_tabs(current: str) -> list[Tab]:
    """Return the pages of planning, the one called ``current`` lit."""
    return [
        Tab(label=str(word), url=url, is_current=name == current) for name, word in _PAGES if (url := _address(name))
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
