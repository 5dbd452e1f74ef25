"""Those who bear targets, as a tree: the company, its teams, and their people."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from headway.web.access import reps_for, sees_all, teams_for
from headway.web.bearers import Bearer, company_name
from headway.web.models import Role, Target, Team, User


@dataclass(frozen=True, kw_only=True)
class Named:
    """A bearer with its name, and those whose targets should add up to its own."""

    bearer: Bearer
    name: str
    parts: tuple["Named", ...] = ()

    @property
    def all(self) -> tuple["Named", ...]:
        """It, and everybody below it, from the top."""
        return (self, *(each for part in self.parts for each in part.all))

    @property
    def shared(self) -> tuple["Named", ...]:
        """Those of them whose own is that of others together, from the top."""
        return tuple(each for each in self.all if each.parts)


def bearers_for(user: User) -> tuple[Named, ...]:
    """Return the tree of those whose targets a user sees, the company on top: it, its teams, their people.

    Who sells is in it, and who has a target though they no longer do.
    """
    teams = list(teams_for(user).order_by("name"))
    people = list(_people_for(user))
    if not (sees_all(user) or user.is_head):
        # The sum of a team is nothing beside one of its reps alone.
        return (*map(_person, people), *(_team(team, ()) for team in teams))
    of_teams = tuple(_team(team, [each for each in people if each.team_id == team.pk]) for team in teams)
    known = {team.pk for team in teams}
    alone = tuple(_person(each) for each in people if each.team_id not in known)
    if sees_all(user):
        return (Named(bearer=Bearer(), name=company_name(), parts=(*of_teams, *alone)),)
    return (*of_teams, *alone)


def _people_for(user: User) -> Sequence[User]:
    sells = Q(role=Role.REP, is_active=True) | Q(pk__in=Target.objects.exclude(user=None).values("user"))
    return list(reps_for(user).filter(sells).order_by("name"))


def _team(team: Team, people: Sequence[User]) -> Named:
    return Named(bearer=Bearer.of(team), name=team.name, parts=tuple(map(_person, people)))


def _person(user: User) -> Named:
    return Named(bearer=Bearer.of(user), name=user.name)
