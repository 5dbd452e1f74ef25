"""Whose numbers a page shows: what its reader may see row by row, or the total of a rep's team."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.web.models import Role
from headway.web.narrowing import Asked
from headway.web.page import PageRequest
from headway.web.parts import Tab
from headway.web.team_totals import TEAM, is_large_enough, too_small


@dataclass(frozen=True)
class Whose:
    """The two choices of a rep, what is to be said beside the chosen one, and why there is no total, if there is none.

    ``tabs`` is empty for whoever has no such choice.
    """

    tabs: tuple[Tab, ...] = ()
    is_team: bool = False
    words: str = ""
    refusal: str = ""


def whose_of(request: PageRequest, asked: Asked) -> Whose:
    """Return whose numbers the address asks for. A total that would tell a colleague's number is refused in words."""
    user, is_asked = request.user, asked.words.scope == TEAM
    if user.role != Role.REP or user.team is None:
        return Whose()
    tabs = (
        Tab(pgettext("whose numbers", "Mine"), _address(request, ""), not is_asked),
        Tab(pgettext("whose numbers", "My team's"), _address(request, TEAM), is_asked),
    )
    if not is_asked:
        return Whose(tabs)
    periods = [period for period in (asked.period, asked.compared) if period is not None]
    if not all(is_large_enough(user.team.pk, period) for period in periods):
        return Whose(tabs, is_team=True, refusal=too_small())
    words = _("The totals of the team %(team)s. Who did what is shown to its head of sales.")
    return Whose(tabs, is_team=True, words=words % {"team": user.team.name})


def _address(request: PageRequest, scope: str) -> str:
    """Return this page's address for the other choice; a total is neither cut nor narrowed."""
    kept = ("period", "from", "until", "compare", "tab")
    query = request.GET.copy()
    for name in set(query) - set(kept):
        del query[name]
    if scope:
        query["scope"] = scope
    return f"?{query.urlencode()}"
