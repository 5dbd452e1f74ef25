"""The order of a funnel's stages, as dated versions: which of two stages is the later one at a given time."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """The part of the road a stage belongs to."""

    LEAD = "lead"
    OPPORTUNITY = "opportunity"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a funnel; it keeps its id and phase through all versions."""

    id: int
    funnel_id: int
    phase: Phase

    @property
    def is_open(self) -> bool:
        """Whether a deal on this stage is neither won nor lost."""
        return self.phase is not Phase.WON and self.phase is not Phase.LOST


@dataclass(frozen=True, slots=True)
class Road:
    """One version of a funnel: its stages from first to last, in force from ``starts_at`` (microseconds, UTC).

    ``stage_ids`` holds the open stages in their order and then the won stage; lost is off the road.
    """

    funnel_id: int
    starts_at: int
    stage_ids: tuple[int, ...]


class Roads:
    """All versions of all funnels, asked for the order in force at a time."""

    def __init__(self, stages: Iterable[Stage], roads: Iterable[Road]) -> None:
        """Take every stage and every version; each funnel needs one version at the least."""
        self.stages = {stage.id: stage for stage in stages}
        versions: dict[int, list[Road]] = {}
        for road in sorted(roads, key=lambda road: road.starts_at):
            versions.setdefault(road.funnel_id, []).append(road)
        self._starts = {funnel_id: [road.starts_at for road in dated] for funnel_id, dated in versions.items()}
        self._orders = {
            funnel_id: [Order(dated, current, self.stages) for current in range(len(dated))]
            for funnel_id, dated in versions.items()
        }

    def stage(self, stage_id: int) -> Stage:
        """Return the stage of that id, or raise LookupError."""
        stage = self.stages.get(stage_id)
        if stage is None:
            raise LookupError(f"Stage {stage_id} belongs to no funnel: create it, or choose a stage that exists.")
        return stage

    def order_at(self, funnel_id: int, at: int) -> "Order":
        """Return the order in force at a time, or raise LookupError; before the first version, the first one holds."""
        starts = self._starts.get(funnel_id)
        if starts is None:
            raise LookupError(f"Funnel {funnel_id} has no version: give it one with its stages in order.")
        return self._orders[funnel_id][max(bisect_right(starts, at) - 1, 0)]


class Order:
    """The places of a funnel's stages under one version, the stages of its other versions included."""

    def __init__(self, versions: Sequence[Road], current: int, stages: Mapping[int, Stage]) -> None:
        """Take all versions of a funnel by date, which of them is in force, and the stages by id."""
        self.road = versions[current]
        woven = _weave([road.stage_ids for road in (*versions[current::-1], *versions[current + 1 :])])
        won_at_the_end = sorted(woven, key=lambda stage_id: stages[stage_id].phase is Phase.WON)
        self._places = {stage_id: place for place, stage_id in enumerate(won_at_the_end)}

    @property
    def first(self) -> int:
        """The stage on which a deal enters."""
        return self.road.stage_ids[0]

    def place(self, stage_id: int) -> int | None:
        """Return where a stage stands among all stages of the funnel, or None for one that is off the road.

        Places are for comparing: a stage that this version lacks has one too, just before the stage that follows it in
        the nearest version that has it (the newest of the past, else the oldest to come).
        """
        return self._places.get(stage_id)

    def between(self, low: int, high: int) -> tuple[int, ...]:
        """Return the stages of this version that lie strictly between two places, in order."""
        return tuple(stage_id for stage_id in self.road.stage_ids if low < self._places[stage_id] < high)


def _weave(versions: Iterable[tuple[int, ...]]) -> list[int]:
    """Put each stage that the versions before it lack directly before the one that follows it in its own version."""
    woven: list[int] = []
    for stage_ids in versions:
        follower_at = len(woven)
        for stage_id in reversed(stage_ids):
            if stage_id not in woven:
                woven.insert(follower_at, stage_id)
            follower_at = woven.index(stage_id)
    return woven
