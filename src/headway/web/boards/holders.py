"""Whose boards there are for a user, which one opens first, and who may change which."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.web.access import Verb, may, sees_all, teams_for
from headway.web.models import Board, BoardKind, SavedWords, Team, User
from headway.web.naming import NotUnderstood, one_named
from headway.web.saved_words import saved_for, shared_words

COMPANY, MINE, TEAM = "company", "mine", "team"


@dataclass(frozen=True)
class Holder:
    """Whose board it is: the company's, a team's or a user's."""

    kind: BoardKind
    team: Team | None = None
    user: User | None = None

    @property
    def key(self) -> str:
        """The word that names it in addresses, in the API and on the command line."""
        if self.team is not None:
            return f"{TEAM}:{self.team.pk}"
        return COMPANY if self.user is None else MINE

    @property
    def label(self) -> str:
        """Its name for readers."""
        if self.team is not None:
            return self.team.name
        return pgettext("whose board", "The company's") if self.user is None else pgettext("whose board", "Mine")

    @property
    def board(self) -> Board | None:
        """What was picked; None where nobody has picked anything yet."""
        return Board.objects.filter(kind=self.kind, team=self.team, user=self.user).first()

    def holds(self, board: Board) -> bool:
        """Whether a board is this holder's."""
        mine = (self.kind, self.team and self.team.pk, self.user and self.user.pk)
        return mine == (board.kind, board.team_id, board.user_id)


def holders_for(user: User) -> list[Holder]:
    """Return whose boards exist for a user: their own, those of their teams, the company's."""
    teams = [Holder(BoardKind.TEAM, team=team) for team in teams_for(user).order_by("name")]
    return [Holder(BoardKind.USER, user=user), *teams, Holder(BoardKind.COMPANY)]


def holder_told(user: User, text: str) -> Holder:
    """Return whose board a text names: company, mine, team, or team:NAME; without one, the board that opens first.

    Raises NotUnderstood with the field 'board'.
    """
    known = holders_for(user)
    if not text:
        return first_of(known)
    kind, _colon, name = text.partition(":")
    teams = [each for each in known if each.team is not None]
    if kind == TEAM and teams:
        candidates = [(each.team.pk, each.team.name) for each in teams if each.team is not None]
        chosen = one_named(candidates, name, TEAM) if name else candidates[0][0]
        return next(each for each in teams if each.team is not None and each.team.pk == chosen)
    found = next((each for each in known if each.key == text), None)
    if found is None:
        words = {"text": text, "known": ", ".join(each.key for each in known)}
        raise NotUnderstood(_("There is no board '%(text)s' here. There are: %(known)s.") % words, "board")
    return found


def first_of(known: list[Holder]) -> Holder:
    """Return the board that opens first: one's own where it was picked, else the team's, else the company's."""
    users, teams = ([getattr(each, name) for each in known if getattr(each, name)] for name in ("user", "team"))
    theirs = Q(kind=BoardKind.COMPANY) | Q(user__in=users) | Q(team__in=teams)
    picked = list(Board.objects.filter(theirs))
    return next((each for each in known if any(map(each.holds, picked))), known[0])


def may_change(user: User, holder: Holder) -> bool:
    """Whether a user may change a board: their own, that of the team they lead, and the owner every one of these."""
    if holder.user is not None:
        return holder.user.pk == user.pk
    if may(user, Verb.ADMINISTER):
        return True
    return holder.team is not None and user.is_head and user.team_id == holder.team.pk


def kept_for(user: User, holder: Holder) -> QuerySet[SavedWords]:
    """Return the kept words that narrow a board's tiles: of a shared one those of the company, the same to everybody.

    A reader who keeps other words under the same name sees the same number on it as all others.
    """
    return saved_for(user) if holder.user is not None else shared_words()


def narrowed_team(user: User, holder: Holder) -> str:
    """Return the id of the team that a board's numbers are of, where its reader sees more than that."""
    return str(holder.team.pk) if holder.team is not None and sees_all(user) else ""
