"""Who sees, proposes and approves which targets: the one place of this rule."""

from django.db.models import Q, QuerySet

from headway.web.access import Verb, may, reps_for, sees_all, teams_for
from headway.web.models import Target, User


def targets_for(user: User) -> QuerySet[Target]:
    """The targets that exist for a user: all, or those of the people whose work they see and of their own team."""
    if sees_all(user):
        return Target.objects.all()
    return Target.objects.filter(Q(user__in=reps_for(user)) | Q(team__in=teams_for(user)))


def may_propose_target(user: User, team_id: int | None, rep_id: int | None) -> bool:
    """Return whether a user may propose a target: the owner all, a head the team's and its people's, a rep their own.

    The company's has neither a team nor a rep.
    """
    if not may(user, Verb.LOG):
        return False
    if rep_id is not None:
        return reps_for(user).filter(pk=rep_id).exists()
    return user.is_owner or (user.is_head and team_id is not None and team_id == user.team_id)


def may_approve_target(user: User, team_id: int | None, rep_id: int | None) -> bool:
    """Return whether a user may approve a target: the owner every one, a head of sales those of their people."""
    is_of_their_people = rep_id is not None and user.is_head and rep_id != user.pk
    return user.is_owner or (is_of_their_people and may_propose_target(user, team_id, rep_id))
