"""What stands on a board: tiles as they were picked, or for a board that nobody has picked yet, a sensible few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

from headway.engine.catalogue import catalogue
from headway.web.boards.holders import Holder
from headway.web.models import Board, BoardKind, BoardMetric, Goal, Role, User

# Past so many a board is becoming a heap, and after so long without a look a tile is part of it.
HEAP = 9
UNSEEN = timedelta(days=30)
PERIOD, COMPARE = "this month", "previous"

_OWNER = (
    "sales_volume", "sales_margin", "deals_won", "win_rate_of_closed", "new_leads", "leads_to_opportunities_period",
    "open_opportunities", "average_sale", "effective_contacts",
)  # fmt: skip
_HEAD = (
    "effective_contacts", "effective_share", "new_leads", "qualified_opportunities", "open_opportunities",
    "win_rate_of_closed", "deals_won", "sales_volume",
)  # fmt: skip
_REP = (
    "effective_contacts", "effective_share", "cold_calls", "qualified_opportunities", "open_opportunities",
    "deals_won", "sales_volume",
)  # fmt: skip
_OF_ROLE: Mapping[str, Sequence[str]] = {Role.HEAD: _HEAD, Role.REP: _REP}


@dataclass(frozen=True, kw_only=True)
class GoalSet:
    """The value a tile should reach: in every week, month ..., or from a day on by another, which belongs to it.

    ``is_target`` says that it is no goal of the tile but the approved target of its number, ``is_part`` that this is
    put together of parts of months, in whole ones.
    """

    value: Decimal
    every: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    is_target: bool = False
    is_part: bool = False


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A tile: its metric, the period, what it is compared with, and what it is narrowed by; ``id`` once it is kept."""

    metric: str
    period: str = PERIOD
    compare: str = COMPARE
    saved: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    goal: GoalSet | None = None
    id: int | None = None
    seen_at: datetime | None = None

    @property
    def is_known(self) -> bool:
        """Whether its metric is still in the catalogue."""
        return self.metric in catalogue()


def picks_of(holder: Holder) -> list[Pick]:
    """Return the tiles of a board in their order."""
    board = holder.board
    return picks_on(board) if board is not None else default_picks(holder)


def picks_on(board: Board) -> list[Pick]:
    """Return the tiles that were picked."""
    tiles = BoardMetric.objects.filter(board=board).select_related("goal").order_by("position", "pk")
    return [pick_of(tile) for tile in tiles]


def pick_of(tile: BoardMetric) -> Pick:
    """Return one tile as it was picked."""
    goal: Goal | None = getattr(tile, "goal", None)
    return Pick(
        metric=tile.metric,
        period=tile.period,
        compare=tile.compare,
        saved=tile.saved,
        filters=MappingProxyType(tile.filters),
        goal=None if goal is None else _goal_set(goal),
        id=tile.pk,
        seen_at=tile.looked_at or tile.added_at,
    )


def _goal_set(goal: Goal) -> GoalSet:
    return GoalSet(
        value=Decimal(f"{goal.value.normalize():f}"), every=goal.every, starts_on=goal.starts_on, due_on=goal.due_on
    )


def default_picks(holder: Holder) -> list[Pick]:
    """Return what a board begins with: what its reader is measured by, nine numbers at the most."""
    names = _names_for(holder.user) if holder.user is not None else _OWNER
    if holder.kind == BoardKind.TEAM:
        names = _HEAD
    return [Pick(metric=name) for name in names if name in catalogue()]


def unseen(picks: Sequence[Pick], now: datetime) -> list[Pick]:
    """Return the tiles of a heap that nobody has opened for a month; of a board that is none, nothing."""
    if len(picks) <= HEAP:
        return []
    return [each for each in picks if each.seen_at is not None and now - each.seen_at > UNSEEN]


def _names_for(user: User) -> Sequence[str]:
    return _OF_ROLE.get(user.role, _OWNER)
