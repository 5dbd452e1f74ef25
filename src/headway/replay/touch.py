"""What happens to a deal: its entry, and every contact and move that touches it afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

_order = attrgetter("at", "position", "id", "is_contact")


class Advance(StrEnum):
    """What a touch did to the stage of its deal."""

    FORWARD = "forward"
    NONE = "none"
    BACK = "back"
    LOST = "lost"
    REOPENED = "reopened"
    MOVED = "moved"


class Exit(StrEnum):
    """How a deal left a stage, after the advance of the touch that took it away; a stay without an exit goes on.

    A lost deal that comes back is ``REOPENED``; where it comes back later than its latest open stage, ``ADVANCED``.
    """

    ADVANCED = "advanced"
    SKIPPED = "skipped"
    LOST = "lost"
    BACK = "back"
    REOPENED = "reopened"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Entry:
    """The start of a deal: when, in which funnel, on which stage.

    ``at`` is in microseconds since the epoch, UTC; ``on`` is the local day of the deal's rep. Without a ``stage_id``
    the deal starts on the first stage of the funnel.
    """

    at: int
    on: date
    funnel_id: int
    stage_id: int | None = None


class Touch(NamedTuple):
    """A contact, or a move without a contact, as it was written down.

    ``stage_id`` is the stage after it; None says that the deal stays where it stands. ``on`` is the rep's local day of
    ``at`` (microseconds since the epoch, UTC). ``position`` settles the order of touches of one instant, ``id`` what is
    left.
    """

    id: int
    at: int
    on: date
    position: int
    stage_id: int | None
    is_contact: bool
    kind: str = ""

    @property
    def order(self) -> tuple[int, int, int, bool]:
        """The place in the log: time, position, id, and a move before a contact of the same id."""
        return _order(self)


def in_order(touches: Iterable[Touch]) -> list[Touch]:
    """Return the touches as a log written in order would hold them."""
    return sorted(touches, key=_order)
