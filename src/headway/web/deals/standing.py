"""How a deal stands: beside its norm, how long it was on each stage, whether the day it was expected on has passed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from headway.web.against_norms import DealStanding, standings_for
from headway.web.asking import Asker
from headway.web.facts import FactsOutOfReach
from headway.web.models import Deal, Stage, Stay


@dataclass(frozen=True)
class StageTime:
    """The time a deal was on a stage, all its stays there together."""

    stage: Stage
    seconds: float
    stays: int
    is_here: bool
    part: int


def standings_or_why(asker: Asker, deal_ids: Collection[int]) -> tuple[Mapping[int, DealStanding], str]:
    """Return how deals stand beside their norms; without the engine nothing and why: all else of them is in the log."""
    try:
        return standings_for(asker, deal_ids), ""
    except FactsOutOfReach as trouble:
        return {}, str(trouble)


def stage_times(deal: Deal, now: datetime) -> list[StageTime]:
    """Return the stages a deal was on, in the order it first came there; stages jumped over are left out.

    ``part`` is the length of the bar in per cent of the longest.
    """
    seconds: dict[Stage, float] = {}
    stays: dict[Stage, int] = {}
    here: Stage | None = None
    for stay in deal.stays.select_related("stage"):
        if stay.exit == "skipped" or not (stay.stage.is_open):
            continue
        seconds[stay.stage] = seconds.get(stay.stage, 0.0) + _length(stay, now)
        stays[stay.stage] = stays.get(stay.stage, 0) + 1
        here = stay.stage if stay.left_at is None else here
    longest = max(seconds.values(), default=0) or 1
    return [
        StageTime(stage, length, stays[stage], stage == here, round(length / longest * 100))
        for stage, length in seconds.items()
    ]


def is_overdue(deal: Deal, today: date) -> bool:
    """Return whether a deal is open after the day on which it was expected to be won."""
    return deal.milestones.outcome == "open" and deal.expected_on is not None and deal.expected_on < today


def _length(stay: Stay, now: datetime) -> float:
    return ((stay.left_at or now) - stay.entered_at).total_seconds()
