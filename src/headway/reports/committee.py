"""The buying committee of a deal: how many have agreed, who was never reached, and the map that shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter

AGREED = "agreed"
POSITIONS = (AGREED, "neutral", "unknown", "against")
# Boxes stand on quarters of their own width.
_QUARTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A decision-maker of a deal, by the id of the person; level 1 is the highest.

    ``contacts`` and ``meetings`` are those about the deal that name the person. ``is_reached`` says whether one of them
    was more than a try without an answer.
    """

    person_id: int
    name: str
    job_title: str = ""
    level: int = 1
    position: str = "unknown"
    position_at: datetime | None = None
    reports_to_id: int | None = None
    contacts: int = 0
    meetings: int = 0
    is_reached: bool = False
    latest_at: datetime | None = None
    has_left: bool = False

    @property
    def has_agreed(self) -> bool:
        """Whether they are for it."""
        return self.position == AGREED


@dataclass(frozen=True, slots=True)
class Placed:
    """A seat on the map: its row from the top, and its column in quarters of a box, both from 0."""

    seat: Seat
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of reporting on the map, as corners from the superior to the one who reports: (quarters, half rows)."""

    corners: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CommitteeMap:
    """Where everybody stands: ``levels`` name the rows, ``columns`` is the width in boxes."""

    levels: tuple[int, ...]
    columns: int
    placed: tuple[Placed, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Committee:
    """The decision-makers of one deal, the highest level first."""

    seats: tuple[Seat, ...]

    @classmethod
    def of(cls, seats: Iterable[Seat]) -> "Committee":
        """Return the committee with its seats in order."""
        return cls(tuple(sorted(seats, key=lambda seat: (seat.level, seat.name, seat.person_id))))

    def __bool__(self) -> bool:
        return bool(self.seats)

    @property
    def size(self) -> int:
        """How many decide."""
        return len(self.seats)

    @property
    def agreed(self) -> int:
        """How many of them have agreed."""
        return sum(seat.has_agreed for seat in self.seats)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many stand for what, the best position first; those that nobody holds are left out."""
        counted = {position: sum(seat.position == position for seat in self.seats) for position in POSITIONS}
        return {position: count for position, count in counted.items() if count}

    @property
    def unreached(self) -> tuple[Seat, ...]:
        """Those whom no contact about the deal has reached."""
        return tuple(seat for seat in self.seats if not seat.is_reached)

    @property
    def hangs_on(self) -> Seat | None:
        """The one person that all hangs on: nobody else is left to agree, and nobody has reached this one."""
        left = [seat for seat in self.seats if not seat.has_agreed]
        return left[0] if len(left) == 1 and not left[0].is_reached else None

    def seat_of(self, person_id: int | None) -> Seat | None:
        """Return the seat of a person, or None where they decide nothing here."""
        return next((seat for seat in self.seats if seat.person_id == person_id), None)

    @cached_property
    def map(self) -> CommitteeMap:
        """The map: levels as rows, everybody above those who report to them, and the lines between."""
        levels = tuple(level for level, _ in groupby(self.seats, attrgetter("level")))
        columns, width = _columns(self.seats)
        placed = tuple(Placed(seat, levels.index(seat.level), columns[seat.person_id]) for seat in self.seats)
        where = {each.seat.person_id: each for each in placed}
        pairs = ((where.get(each.seat.reports_to_id or 0), each) for each in placed)
        return CommitteeMap(levels, width, placed, tuple(_line(boss, each) for boss, each in pairs if boss))


def would_circle(superiors: Mapping[int, int | None], person_id: int, reports_to_id: int | None) -> bool:
    """Return whether the lines of reporting would lead from a person back to the same one."""
    seen: set[int] = set()
    at = reports_to_id
    while at is not None and at not in seen:
        if at == person_id:
            return True
        seen.add(at)
        at = superiors.get(at)
    return False


def _columns(seats: Sequence[Seat]) -> tuple[dict[int, int], int]:
    """Give each seat its column, and return the width in boxes.

    Whoever has nobody below on the map takes a column alone, and a superior stands in the middle above theirs; so no
    two boxes meet, and no line runs behind a box of others. Those without any line stand beside them, in the middle of
    columns of their own.
    """
    below = _below(seats)
    under = {each.person_id for reports in below.values() for each in reports}
    heads = [seat for seat in seats if seat.person_id not in under and seat.person_id in below]
    columns: dict[int, int] = {}
    width = 0
    for head in heads:
        width = _place(head, below, columns, width)
    loose = groupby((seat for seat in seats if seat.person_id not in columns), attrgetter("level"))
    rows = [list(row) for _level, row in loose]
    widest = max(map(len, rows), default=0)
    for row in rows:
        for place, seat in enumerate(row):
            columns[seat.person_id] = (width + place) * _QUARTERS + (widest - len(row)) * _QUARTERS // 2
    return columns, width + widest


def _below(seats: Sequence[Seat]) -> dict[int, list[Seat]]:
    """Return who reports to whom from a lower level: the lines that a map can draw downwards."""
    levels = {seat.person_id: seat.level for seat in seats}
    below: dict[int, list[Seat]] = {}
    for seat in seats:
        if seat.reports_to_id is not None and levels.get(seat.reports_to_id, seat.level) < seat.level:
            below.setdefault(seat.reports_to_id, []).append(seat)
    return below


def _place(seat: Seat, below: Mapping[int, Sequence[Seat]], columns: dict[int, int], free: int) -> int:
    """Place a seat with all below it from a free column on, and return the next free one."""
    reports = below.get(seat.person_id, ())
    if not reports:
        columns[seat.person_id] = free * _QUARTERS
        return free + 1
    for report in reports:
        free = _place(report, below, columns, free)
    columns[seat.person_id] = (columns[reports[0].person_id] + columns[reports[-1].person_id]) // 2
    return free


def _line(boss: Placed, report: Placed) -> Line:
    """Lead from the middle of one box down to the gap below its row, across, and on to the middle of the other."""
    start, end = boss.column + _QUARTERS // 2, report.column + _QUARTERS // 2
    gap = 2 * min(boss.row, report.row) + 2
    return Line(((start, 2 * boss.row + 1), (start, gap), (end, gap), (end, 2 * report.row + 1)))
