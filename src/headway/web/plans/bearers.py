"""Whom a plan is for, and who may adopt it."""

from django.utils.translation import gettext as _

from headway.web.access import Verb, may, reps_for, sees_all, teams_for
from headway.web.bearers import Bearer
from headway.web.bearers import bearer_told as anybody_told
from headway.web.models import PlanScope, Role, User
from headway.web.naming import NotUnderstood


def bearers_for(user: User) -> list[Bearer]:
    """Return for whom a user may look at plans: the company and all in it, the team and its reps, or themselves."""
    reps = [Bearer.of(each) for each in reps_for(user).filter(role=Role.REP, is_active=True).order_by("name")]
    if sees_all(user):
        return [Bearer(), *map(Bearer.of, teams_for(user).order_by("name")), *reps]
    if user.is_head and user.team is not None:
        return [Bearer.of(user.team), *reps]
    return reps or [Bearer.of(user)]


def bearer_told(user: User, text: str) -> Bearer:
    """Return for whom a text wants a plan: company, team:NAME, rep:NAME or an id; without one the widest there is.

    Raises NotUnderstood with the field 'for'.
    """
    known = bearers_for(user)
    if not text:
        return known[0]
    try:
        told = anybody_told(user, text, "for")
    except NotUnderstood:
        told = None
    found = next((each for each in known if each == told), None)
    if found is None:
        words = {"text": text, "known": ", ".join(each.words for each in known)}
        raise NotUnderstood(_("There are no plans for '%(text)s' here. There are: %(known)s.") % words, "for")
    return found


def may_plan(user: User, bearer: Bearer) -> bool:
    """Return whether a user may adopt a plan: the owner any, a head the team's and its reps', a rep their own."""
    return may(user, Verb.LOG) and bearer in bearers_for(user)


def kind_of(bearer: Bearer) -> PlanScope:
    """Return whether it is the company, a team or a rep."""
    if bearer.team_id is not None:
        return PlanScope.TEAM
    return PlanScope.COMPANY if bearer.user_id is None else PlanScope.USER
