"""The road of a deal as pages draw it: the stages of its funnel in order, and where it stands on them."""

from dataclasses import dataclass, replace
from datetime import datetime

from headway.web.models import Deal, Funnel, Phase, Stage


@dataclass(frozen=True)
class Step:
    """A stage of the road, numbered from 1."""

    stage: Stage
    number: int
    is_here: bool

    @property
    def is_won(self) -> bool:
        """Whether this is the end of the road."""
        return self.stage.phase == Phase.WON


@dataclass(frozen=True)
class Road:
    """The steps of a funnel in order, the stage off the road, and where a deal stands."""

    steps: tuple[Step, ...]
    lost: Stage | None
    here: Stage | None

    @property
    def is_lost(self) -> bool:
        """Whether the deal stands off the road."""
        return self.here is not None and self.here.phase == Phase.LOST

    @property
    def is_closed(self) -> bool:
        """Whether the deal is won or lost."""
        return self.here is not None and self.here.phase in {Phase.WON, Phase.LOST}

    @property
    def next(self) -> Step | None:
        """The step after the one where the deal stands; none at the end of the road and off it."""
        numbers = [step.number for step in self.steps if step.is_here]
        return self.steps[numbers[0]] if numbers and numbers[0] < len(self.steps) else None

    def standing_on(self, here: Stage | None) -> "Road":
        """Return the same road with the deal on another stage."""
        steps = tuple(replace(step, is_here=step.stage == here) for step in self.steps)
        return Road(steps, self.lost, here)

    @property
    def stages(self) -> list[Stage]:
        """All stages that a contact can name."""
        return [step.stage for step in self.steps] + ([self.lost] if self.lost else [])


def road_of(deal: Deal, at: datetime | None = None) -> Road:
    """Return the road of a deal with the stage it stands on: now, or where it stood at a moment."""
    here = standing(deal, at)
    return _road(here.funnel if here else deal.funnel, here, at)


def fresh_road(funnel: Funnel) -> Road:
    """Return the road of a deal that is only about to enter a funnel."""
    first = next(iter(_ordered(funnel, None)), None)
    return _road(funnel, first, None)


def standing(deal: Deal, at: datetime | None = None) -> Stage | None:
    """Return the stage a deal stands on; before its entry, the one it entered on."""
    stays = deal.stays.select_related("stage__funnel")
    past = stays.filter(entered_at__lte=at) if at else stays
    stay = past.order_by("-number").first() or stays.order_by("number").first()
    return stay.stage if stay else None


def _road(funnel: Funnel, here: Stage | None, at: datetime | None) -> Road:
    stages = _ordered(funnel, at)
    return Road(
        steps=tuple(Step(stage, number, stage == here) for number, stage in enumerate(stages, start=1)),
        lost=funnel.stages.filter(phase=Phase.LOST).first(),
        here=here,
    )


def _ordered(funnel: Funnel, at: datetime | None) -> list[Stage]:
    """Return the stages in the order of the version in force; the first one reaches back to the beginning of time."""
    versions = funnel.versions.order_by("-number")
    version = (versions.filter(starts_at__lte=at).first() if at else None) or (
        versions.last() if at else versions.first()
    )
    if version is None:
        return []
    return [place.stage for place in version.places.select_related("stage")]
