"""A team's totals for its reps: one figure a metric, no split, no rows; and none where it would tell a colleague's."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from headway.engine.period import Period
from headway.engine.question import Scope
from headway.web.access import scope_for, sees_all
from headway.web.models import Membership, Role, User
from headway.web.naming import NotUnderstood

TEAM = "team"
# The total less one's own is then the work of two colleagues at the least, and of neither to be told.
FEWEST_REPS = 3


def scope_told(user: User, text: str, periods: Iterable[Period | None]) -> Scope | None:
    """Return the scope that a word asks for in some periods: that of the team's total, or None for no word.

    A head of sales sees the team's rows anyway. Raises NotUnderstood for those who see all teams or are in none, and
    where fewer than three reps are in the team or were in one of the periods.
    """
    if not text:
        return None
    if text != TEAM:
        words = {"text": text, "known": TEAM}
        raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % words, "scope")
    if sees_all(user):
        raise NotUnderstood(_("You see every team. Narrow the numbers to one by its name."), "scope")
    if user.team_id is None:
        raise NotUnderstood(_("You are in no team. The owner puts people into one."), "scope")
    if user.is_head:
        return scope_for(user)
    if not all(is_large_enough(user.team_id, period) for period in periods if period is not None):
        raise NotUnderstood(too_small(), "scope")
    return Scope(team_ids=frozenset({user.team_id}), is_total=True)


def is_large_enough(team_id: int, period: Period) -> bool:
    """Return whether enough reps are in a team today and were in it at some time of a period."""
    reps = set(User.objects.filter(team=team_id, role=Role.REP).values_list("pk", flat=True))
    return len(reps) >= FEWEST_REPS and len(_reps_in(team_id, period) | _without_history(reps)) >= FEWEST_REPS


def too_small() -> str:
    """Say why there is no total."""
    return _(
        "A team's totals are told from %(count)s reps on, today and in the days asked for: of fewer, the total less "
        "your own is a colleague's number."
    ) % {"count": FEWEST_REPS}


def _reps_in(team_id: int, period: Period) -> set[int]:
    """Return the reps who were in a team on a day of a period; a membership ends where the next one begins."""
    dated: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
    members = Membership.objects.filter(team=team_id, user__role=Role.REP).values("user")
    rows = Membership.objects.filter(user__in=members).order_by("starts_on")
    for user_id, starts_on, ends_on, in_team_id in rows.values_list("user_id", "starts_on", "ends_on", "team_id"):
        dated[user_id].append((starts_on, ends_on, in_team_id))
    return {user_id for user_id, memberships in dated.items() if _is_in(team_id, memberships, period)}


def _is_in(team_id: int, memberships: list[tuple[date, date | None, int]], period: Period) -> bool:
    starts = [starts_on for starts_on, _ends_on, _team_id in memberships]
    for (starts_on, ends_on, in_team_id), next_on in zip(memberships, [*starts[1:], date.max], strict=True):
        if in_team_id == team_id and starts_on < period.end and min(ends_on or date.max, next_on) > period.start:
            return True
    return False


def _without_history(reps: set[int]) -> set[int]:
    """Return those who are taken to have been in their team always, because nobody wrote since when."""
    return reps - set(Membership.objects.filter(user__in=reps).values_list("user_id", flat=True))
