"""What replay gives: a step for every touch, the stays of the deal in its stages, and its milestones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from headway.replay.touch import Advance, Exit, Touch


class Step(NamedTuple):
    """A touch with what it did: the stage before and after, and whether it gained ground.

    A move without a contact can gain new ground, and is never effective. As a named tuple a step is made three times as
    fast as a frozen dataclass; an import makes millions.
    """

    touch: Touch
    stage_before_id: int
    stage_after_id: int
    advance: Advance
    is_effective: bool
    is_new_ground: bool


@dataclass(slots=True)
class Stay:
    """A time that a deal spent on a stage; one without ``left_at`` goes on.

    ``visit`` counts the entries into this stage, from 1. A stage that was jumped over is entered and left at one
    instant.
    """

    funnel_id: int
    stage_id: int
    visit: int
    entered_at: int
    entered_on: date
    left_at: int | None = None
    left_on: date | None = None
    exit: Exit | None = None
    next_stage_id: int | None = None


@dataclass(slots=True)
class Milestones:
    """The dates that count in the life of a deal, as they stand after its last touch.

    ``won_*`` and ``lost_*`` are set only while the deal is won or lost, and tell when it became so the latest time: to
    go on to another won or lost stage, or another funnel's, leaves them as they are. ``contacts`` counts all of them;
    ``contacts_until_won`` (by kind) and ``effective_until_won`` run up to the winning touch, itself included, and are
    empty for a deal that is not won.
    """

    funnel_id: int
    stage_id: int
    entered_at: int
    entered_on: date
    is_lead: bool
    first_contact_at: int | None = None
    first_contact_on: date | None = None
    latest_contact_at: int | None = None
    qualified_at: int | None = None
    qualified_on: date | None = None
    won_at: int | None = None
    won_on: date | None = None
    lost_at: int | None = None
    lost_on: date | None = None
    contacts: int = 0
    contacts_until_won: Mapping[str, int] = field(default_factory=dict)
    effective_until_won: int = 0

    @property
    def is_won_before_first_contact(self) -> bool:
        """Whether the log says something that cannot be: a win before the client was ever spoken to."""
        return self.won_at is not None and self.first_contact_at is not None and self.won_at < self.first_contact_at


@dataclass(frozen=True, slots=True)
class History:
    """All facts derived from the log of one deal, in the order of the log."""

    steps: tuple[Step, ...]
    stays: tuple[Stay, ...]
    milestones: Milestones
