"""Whose something is: the company, a team or a user; named in addresses and commands, and found by these names."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.engine.dimension import Dimension
from headway.engine.question import Filters, Key, Scope
from headway.web.access import reps_for, sees_all, teams_for
from headway.web.models import Company, Role, Team, User
from headway.web.naming import NotUnderstood, one_named

COMPANY, TEAM, REP = "company", "team", "rep"
# Files of targets that were written before call a rep so.
_USER = "user"


class _Borne(Protocol):
    """A record that is of a team, of a user or, with neither, of the company."""

    @property
    def team_id(self) -> int | None: ...

    @property
    def user_id(self) -> int | None: ...


@dataclass(frozen=True, order=True)
class Bearer:
    """Whose something is, by ids; without either, the company's."""

    team_id: int | None = None
    user_id: int | None = None

    @classmethod
    def of(cls, one: Company | Team | User | None) -> Self:
        """Return a company, a team or a user as the one whose something is."""
        bearer = cls(
            team_id=one.pk if isinstance(one, Team) else None, user_id=one.pk if isinstance(one, User) else None
        )
        if isinstance(one, Team | User):
            # Whoever is known already is not read again.
            vars(bearer)["one"] = one
        return bearer

    @classmethod
    def bearing(cls, record: _Borne) -> Self:
        """Return whose a record is."""
        return cls(record.team_id, record.user_id)

    @property
    def key(self) -> str:
        """The word that names it in addresses, forms and files: company, team:3, rep:5."""
        if self.team_id is not None:
            return f"{TEAM}:{self.team_id}"
        return COMPANY if self.user_id is None else f"{REP}:{self.user_id}"

    @property
    def words(self) -> str:
        """The same with its name, as people write it: team:North."""
        return self.key if self.one is None else f"{self.key.partition(':')[0]}:{self.one.name}"

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a record that is of it."""
        return {"team_id": self.team_id, "user_id": self.user_id}

    @cached_property
    def one(self) -> Team | User | None:
        """The team or the user; None for the company."""
        if self.team_id is not None:
            return Team.objects.get(pk=self.team_id)
        return None if self.user_id is None else User.objects.get(pk=self.user_id)

    @property
    def label(self) -> str:
        """Its name for readers."""
        return company_name() if self.one is None else self.one.name

    @property
    def scope(self) -> Scope:
        """Whose rows are its own: of a team, those of whoever was in it at the time."""
        if self.team_id is not None:
            return Scope(team_ids=frozenset({self.team_id}))
        return Scope() if self.user_id is None else Scope(rep_ids=frozenset({self.user_id}))

    @property
    def scope_now(self) -> Scope:
        """Whose rows are counted for what it is to do: of a team, those of whoever is in it now, wherever they were."""
        return Scope() if self.reps is None else Scope(rep_ids=self.reps)

    @cached_property
    def reps(self) -> frozenset[int] | None:
        """Who is in it now, by id; None for everybody."""
        if self.user_id is not None:
            return frozenset({self.user_id})
        return None if self.team_id is None else members_of(self.team_id)

    @cached_property
    def people(self) -> tuple[User, ...]:
        """Those who are to do it: the reps who are still there; where nobody is called a rep, whoever may sell."""
        if isinstance(self.one, User):
            return (self.one,)
        there = User.objects.filter(is_active=True)
        if self.team_id is not None:
            there = there.filter(team=self.team_id)
        reps = tuple(there.filter(role=Role.REP))
        return reps or tuple(there.filter(role__in=(Role.HEAD, Role.OWNER)))


def members_of(team_id: int) -> frozenset[int]:
    """Return who is in a team now, by id."""
    return frozenset(User.objects.filter(team=team_id).values_list("pk", flat=True))


def company_name() -> str:
    """Return what the company is called among those whose something is."""
    return pgettext("whose plan", "The company")


def bearer_told(user: User, text: str, field: str = "whose") -> Bearer:
    """Return whom a text names: company, mine, team:NAME, rep:NAME, with ids and e-mails as well as names.

    Raises NotUnderstood with a field for what is no such word, and for whom the user does not see.
    """
    kind, _colon, name = text.strip().partition(":")
    if text == "mine":
        return Bearer.of(user)
    if kind == TEAM:
        return Bearer(team_id=one_named(teams_for(user).values_list("pk", "name"), name, TEAM))
    if kind in {REP, _USER}:
        return Bearer(user_id=_one_person(user, name))
    if text != COMPANY:
        words = {"text": text, "known": "company, team:NAME, rep:NAME, mine"}
        raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % words, field)
    if not sees_all(user):
        raise NotUnderstood(_("What is the company's is shown to its owner and analysts."), field)
    return Bearer()


def borne_by(user: User, filters: Filters, scope: Scope) -> Bearer | None:
    """Return whose whole number is asked for by a narrowing, within a scope.

    None for several, for a part of somebody's, and for whom the user does not see.
    """
    chosen = dict(filters.chosen())
    reps, teams = chosen.pop(Dimension.REP, None), chosen.pop(Dimension.TEAM, None)
    if chosen or (reps and teams):
        return None
    if reps is not None:
        return Bearer(user_id=_only(reps)) if reps_for(user).filter(pk=_only(reps)).exists() else None
    if teams is not None:
        # A rep who names the team sees their own rows alone, which are not the team's.
        is_seen = scope.rep_ids is None and teams_for(user).filter(pk=_only(teams)).exists()
        return Bearer(team_id=_only(teams)) if is_seen else None
    if scope.rep_ids is not None:
        return Bearer(user_id=_only(scope.rep_ids)) if len(scope.rep_ids) == 1 else None
    if scope.team_ids is not None:
        return Bearer(team_id=_only(scope.team_ids)) if len(scope.team_ids) == 1 else None
    return Bearer() if sees_all(user) else None


def _only(keys: Iterable[Key]) -> int:
    """Return the one id; 0, which nobody has, where there are several or none."""
    found = [key for key in keys if isinstance(key, int)]
    return found[0] if len(found) == 1 else 0


def _one_person(user: User, name: str) -> int:
    known = list(reps_for(user).values_list("pk", "name", "email"))
    by_email = next((pk for pk, _name, email in known if email == name.strip().lower()), None)
    return by_email or one_named([(pk, called) for pk, called, _email in known], name, "person")
