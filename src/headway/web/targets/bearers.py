"""Who bears a target: the company, a team or a user; named in addresses and commands, and found by these names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.web.access import reps_for, sees_all, teams_for
from headway.web.models import Company, Role, Target, Team, User
from headway.web.naming import NotUnderstood, one_named

Scope = Company | Team | User
COMPANY, TEAM, USER = "company", "team", "user"


@dataclass(frozen=True, order=True)
class Bearer:
    """Who bears a target, by ids; without either, the company."""

    team_id: int | None = None
    user_id: int | None = None

    @classmethod
    def of(cls, scope: Scope) -> Self:
        """Return who a company, a team or a user is as the bearer of targets."""
        if isinstance(scope, Team):
            return cls(team_id=scope.pk)
        return cls(user_id=scope.pk) if isinstance(scope, User) else cls()

    @classmethod
    def bearing(cls, target: Target) -> Self:
        """Return who bears a target."""
        return cls(target.team_id, target.user_id)

    @property
    def key(self) -> str:
        """The word that names it in addresses, forms and files: company, team:3, user:5."""
        if self.team_id is not None:
            return f"{TEAM}:{self.team_id}"
        return COMPANY if self.user_id is None else f"{USER}:{self.user_id}"

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a target that is borne by it."""
        return {"team_id": self.team_id, "user_id": self.user_id}


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


def bearer_told(user: User, text: str) -> Bearer:
    """Return who a text names: company, mine, team:NAME, user:NAME, with ids as well as names.

    Raises NotUnderstood with the field 'whose' for what is no such word, and for whom the user does not see.
    """
    kind, _colon, name = text.strip().partition(":")
    if text == "mine":
        return Bearer(user_id=user.pk)
    if kind == TEAM:
        return Bearer(team_id=one_named(teams_for(user).values_list("pk", "name"), name, TEAM))
    if kind == USER:
        return Bearer(user_id=_one_person(user, name))
    if text != COMPANY:
        words = {"text": text, "known": "company, team:NAME, user:NAME, mine"}
        raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % words, "whose")
    if not sees_all(user):
        raise NotUnderstood(_("The company's targets are shown to its owner and analysts."), "whose")
    return Bearer()


def names_of(bearers: Sequence[Bearer]) -> dict[Bearer, str]:
    """Return the names of bearers."""
    teams = Team.objects.filter(pk__in={each.team_id for each in bearers}).values_list("pk", "name")
    users = User.objects.filter(pk__in={each.user_id for each in bearers}).values_list("pk", "name")
    named = {Bearer(team_id=pk): name for pk, name in teams} | {Bearer(user_id=pk): name for pk, name in users}
    return {each: named.get(each, company_name()) for each in bearers}


def company_name() -> str:
    """Return what the company is called among those who bear targets."""
    return pgettext("whose target", "Company")


def _one_person(user: User, name: str) -> int:
    known = list(reps_for(user).values_list("pk", "name", "email"))
    by_email = next((pk for pk, _name, email in known if email == name.strip().lower()), None)
    return by_email or one_named([(pk, called) for pk, called, _email in known], name, "person")


def _people_for(user: User) -> Sequence[User]:
    sells = Q(role=Role.REP, is_active=True) | Q(pk__in=Target.objects.exclude(user=None).values("user"))
    return list(reps_for(user).filter(sells).order_by("name"))


def _team(team: Team, people: Sequence[User]) -> Named:
    return Named(bearer=Bearer.of(team), name=team.name, parts=tuple(map(_person, people)))


def _person(user: User) -> Named:
    return Named(bearer=Bearer.of(user), name=user.name)
