"""Whom to contact first: what was promised, then deals that take too long, then clients who buy and are silent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import median


class Why(StrEnum):
    """Why somebody should be contacted, in the order in which it matters."""

    TIMED = "timed"
    OVERDUE = "overdue"
    DUE = "due"
    PAST_NORM = "past_norm"
    NEAR_NORM = "near_norm"
    SILENT = "silent"


_ORDER = {why: place for place, why in enumerate(Why)}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to contact a client, perhaps about a deal; of the same why, the smaller ``place`` goes first.

    ``days`` is how late or how silent it is, ``usual`` what is usual, ``is_own`` whether that is of the client itself;
    ``step_id`` is the next step that is due.
    """

    why: Why
    client_id: int
    deal_id: int | None = None
    step_id: int | None = None
    place: float = 0
    days: int = 0
    usual: int = 0
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A client to contact, with all reasons, the strongest first."""

    client_id: int
    reasons: tuple[Reason, ...]

    @property
    def first(self) -> Reason:
        """The reason that decides the place in the list."""
        return self.reasons[0]


def in_order(reasons: Iterable[Reason]) -> list[Suggestion]:
    """Return each client once, placed by the strongest of its reasons."""
    of_client: dict[int, list[Reason]] = defaultdict(list)
    for reason in reasons:
        of_client[reason.client_id].append(reason)
    suggested = [Suggestion(id_, tuple(sorted(each, key=_place))) for id_, each in of_client.items()]
    return sorted(suggested, key=lambda each: (*_place(each.first), each.client_id))


def rhythm(days: Iterable[date], fewest: int = 2) -> int | None:
    """Return the middle number of days between purchases; None with fewer gaps than so many."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(sorted(set(days))))
    return _middle(gaps) if len(gaps) >= fewest else None


def middle_of(counts: Iterable[tuple[int, int]]) -> int | None:
    """Return the middle of numbers that are counted: pairs of a number and how often it is there."""
    ordered = sorted(counts)
    half, passed = (sum(count for _, count in ordered) + 1) // 2, 0
    for number, count in ordered:
        passed += count
        if passed >= half:
            return number
    return None


def _middle(gaps: Sequence[int]) -> int:
    return round(median(gaps))


def _place(reason: Reason) -> tuple[int, float]:
    return _ORDER[reason.why], reason.place
