"""Whom a plan is for: the company, a team or a rep, found by name, with the people who are to do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.engine.question import Scope
from headway.web.access import Verb, may, reps_for, sees_all, teams_for
from headway.web.models import PlanScope, Role, Team, User
from headway.web.naming import NotUnderstood, one_named

COMPANY, TEAM, REP = "company", "team", "rep"


@dataclass(frozen=True)
class Bearer:
    """Whom a plan is for; without a team and a user, the company."""

    team: Team | None = None
    user: User | None = None

    @property
    def key(self) -> str:
        """The word that names it in addresses, in the API and on the command line."""
        if self.team is not None:
            return f"{TEAM}:{self.team.pk}"
        return COMPANY if self.user is None else f"{REP}:{self.user.pk}"

    @property
    def words(self) -> str:
        """The same with its name, as people write it: team:North."""
        one = self.team or self.user
        return self.key if one is None else f"{self.key.partition(':')[0]}:{one.name}"

    @property
    def kind(self) -> PlanScope:
        """Whether it is the company, a team or a rep."""
        if self.team is not None:
            return PlanScope.TEAM
        return PlanScope.COMPANY if self.user is None else PlanScope.USER

    @property
    def label(self) -> str:
        """Its name for readers."""
        one = self.team or self.user
        return pgettext("whose plan", "The company") if one is None else one.name

    @property
    def scope(self) -> Scope:
        """Whose rows are counted for it: of a team, those of whoever is in it now, wherever they were then."""
        return Scope() if self.reps is None else Scope(rep_ids=self.reps)

    @cached_property
    def reps(self) -> frozenset[int] | None:
        """Whose work is counted, by id; None for everybody's."""
        if self.user is not None:
            return frozenset({self.user.pk})
        return members_of(self.team) if self.team is not None else None

    @cached_property
    def people(self) -> tuple[User, ...]:
        """Those who are to do it: the reps who are still there; where nobody is called a rep, whoever may sell."""
        if self.user is not None:
            return (self.user,)
        there = User.objects.filter(is_active=True)
        if self.team is not None:
            there = there.filter(team=self.team)
        reps = tuple(there.filter(role=Role.REP))
        return reps or tuple(there.filter(role__in=(Role.HEAD, Role.OWNER)))


def members_of(team: Team) -> frozenset[int]:
    """Return who is in a team now, by id."""
    return frozenset(User.objects.filter(team=team).values_list("pk", flat=True))


def bearers_for(user: User) -> list[Bearer]:
    """Return for whom a user may look at plans: the company and all in it, the team and its reps, or themselves."""
    reps = [Bearer(user=each) for each in reps_for(user).filter(role=Role.REP, is_active=True).order_by("name")]
    if sees_all(user):
        return [Bearer(), *(Bearer(team=each) for each in teams_for(user).order_by("name")), *reps]
    if user.is_head and user.team is not None:
        return [Bearer(team=user.team), *reps]
    return reps or [Bearer(user=user)]


def bearer_told(user: User, text: str) -> Bearer:
    """Return for whom a text wants a plan: company, team:NAME, rep:NAME or an id; without one the widest there is.

    Raises NotUnderstood with the field 'for'.
    """
    known = bearers_for(user)
    if not text:
        return known[0]
    kind, _colon, name = text.partition(":")
    named: Sequence[Bearer] = [each for each in known if each.key.startswith(f"{kind}:")]
    if kind == COMPANY and known[0].key == COMPANY:
        return known[0]
    if named and name:
        chosen = one_named([(int(each.key.partition(":")[2]), each.label) for each in named], name, kind)
        return next(each for each in named if each.key == f"{kind}:{chosen}")
    words = {"text": text, "known": ", ".join(each.words for each in known)}
    raise NotUnderstood(_("There are no plans for '%(text)s' here. There are: %(known)s.") % words, "for")


def may_plan(user: User, bearer: Bearer) -> bool:
    """Return whether a user may adopt a plan: the owner any, a head the team's and its reps', a rep their own."""
    return may(user, Verb.LOG) and any(each.key == bearer.key for each in bearers_for(user))
