"""The chance of an open deal to be won: weekly hazards of won and lost by stage and age, learnt from past deals.

Discrete-time competing risks: of the deals that stood on a stage at an age, the share that was won, and lost, in each
week after; what a small group lacks it borrows from its stage, and the stage from the company. Deals still open count
for the weeks that they were seen (the product-limit rule of Aalen and Johansen 1978, in weeks).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_Value = TypeVar("_Value", bound=Hashable)
# So many deals of the larger group stand beside each small group's own.
BORROWED = 20.0
# From so many deals that came to an end the weekly rates are learnt; below, and from FEWEST on, the plain stage rate.
ENOUGH = 50
FEWEST = 10
# Nothing is told of more weeks than these.
LONGEST = 105
_ENDS = ("", "won", "lost")
# The first week of each age: single weeks while most happens, wider ones later.
_AGES = np.array([0, 1, 2, 3, 4, 6, 9, 13, 26, 52])


@dataclass(frozen=True, slots=True)
class Course:
    """Of 100 such deals, how many were ``won`` and ``lost`` by the end of each week, as shares; 0 weeks first."""

    won: Numbers
    lost: Numbers

    def between(self, first: float, last: float) -> float:
        """Return the share won after ``first`` weeks and within ``last``; within a week evenly."""
        return self._by(last) - self._by(first)

    def in_season(self, weekly: Numbers) -> "Course":
        """Return it where each week wins so many times as many."""
        won = np.append(0.0, np.cumsum(np.diff(self.won) * weekly[: len(self.won) - 1]))
        return Course(won, self.lost)

    def _by(self, weeks: float) -> float:
        whole = min(int(weeks), len(self.won) - 2)
        before, after = self.won[whole : whole + 2]
        return float(before + (after - before) * min(weeks - whole, 1.0))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a deal has its chance: of such deals the share won, its deals, and what its segment and kind change.

    ``segment`` and ``kind`` multiply the weekly chance; 1.2 is twenty per cent more. ``age`` is None where it is
    unknown or not asked, ``deals`` how many stood so before.
    """

    base: float
    weekly: float
    deals: int
    age: int | None
    segment: float = 1.0
    kind: float = 1.0


@dataclass(frozen=True, slots=True)
class Likely:
    """The chance to be won in the days asked about, and why."""

    chance: float
    reason: Reason


def first_week_of(weeks: int) -> int:
    """Return the first week of the age to which a number of weeks belongs: deals of one age have one chance."""
    return int(_AGES[_age_of(weeks)])


def followed(rows: Iterable[Mapping[str, Any]]) -> Course | None:
    """Return what became of deals from a beginning on: rows with weeks, ended and deals; None below ten deals.

    By the product-limit rule alone: nothing is borrowed.
    """
    ended = np.zeros((len(_ENDS), LONGEST))
    for row in rows:
        ended[_ENDS.index(row["ended"]), min(row["weeks"], LONGEST - 1)] += row["deals"]
    return _plain_course(ended)[0] if ended.sum() >= FEWEST else None


class Hazards:
    """What stays of past deals tell, each row with stage_id, segment_id, kind, stood, weeks, ended and deals."""

    def __init__(self, stays: Iterable[Mapping[str, Any]]) -> None:
        """Take the rows; a row's deals stood whole weeks on the stage and ended, or were seen, after ``weeks``."""
        rows = list(stays)
        self._stages = _places(row["stage_id"] for row in rows)
        self._segments = _places(row["segment_id"] for row in rows)
        self._kinds = _places(row["kind"] for row in rows)
        self._landmarks = _Landmarks.of(rows, self._stages, self._segments, self._kinds)
        self._made: dict[tuple[int, int], tuple[tuple[Numbers, Numbers], Course]] = {}
        self._season = np.ones(LONGEST)

    def take_season(self, weekly: Numbers) -> None:
        """Let each of the weeks ahead win so many times as often as usual."""
        self._made, self._season = {}, weekly[:LONGEST]

    def likely(
        self, stage: int, weeks: int | None, ahead: tuple[float, float], *, segment: Hashable, kind: Hashable
    ) -> Likely:
        """Return the chance of an open deal to be won between two numbers of weeks from now.

        ``weeks`` are those it has stood on its stage, None where that is not known.
        """
        rates, base = self._rates(stage, weeks)
        first, second = self._of_segments.get(segment, _ALIKE), self._of_kinds.get(kind, _ALIKE)
        course = _course((rates[0] * first[0] * second[0] * self._season, rates[1] * first[1] * second[1]))
        reason = Reason(
            base=base.between(*ahead),
            weekly=float(rates[0][0]),
            deals=self._stood(stage, weeks),
            age=weeks,
            segment=first[0],
            kind=second[0],
        )
        return Likely(course.between(*ahead), reason)

    def plain(self, stage: int, ahead: tuple[float, float]) -> Likely | None:
        """Return the share of all that came to a stage that was won in such a time, the mature rule; None if unknown.

        A stage to which fewer than ten came takes that of all stages, and so does one that nobody stood on.
        """
        place = self._stages.get(stage)
        marks = self._landmarks
        came = marks.ended[place, 0] if place is not None else None
        if came is None or came.sum() < FEWEST:
            came = marks.ended[:, 0].sum(axis=0)
        count = int(came.sum())
        if count < FEWEST:
            return None
        course, weekly = _plain_course(came)
        share = course.between(*ahead)
        return Likely(share, Reason(base=share, weekly=weekly, deals=count, age=None))

    def _rates(self, stage: int, weeks: int | None) -> tuple[tuple[Numbers, Numbers], Course]:
        """Return the weekly rates of won and lost, and what becomes of 100 deals by them."""
        place, age = self._stages.get(stage, -1), -1 if weeks is None else int(_age_of(weeks))
        if (place, age) not in self._made:
            rates = self._of_stages[place]
            if place >= 0 and age >= 0:
                rates = _shrunken(self._landmarks.ended[place, age], rates)
            self._made[place, age] = rates, _course((rates[0] * self._season, rates[1]))
        return self._made[place, age]

    @cached_property
    def _of_stages(self) -> dict[int, tuple[Numbers, Numbers]]:
        """The weekly rates of each stage whatever the age, and those of all under -1."""
        counts = self._landmarks.ended.sum(axis=1)
        events, risk = _events(counts.sum(axis=0))
        of_all = _shrunken(counts.sum(axis=0), tuple(each.sum() / max(risk.sum(), 1.0) for each in events))
        return {-1: of_all} | {place: _shrunken(counts[place], of_all) for place in self._stages.values()}

    def _stood(self, stage: int, weeks: int | None) -> int:
        place = self._stages.get(stage)
        if place is None:
            return 0
        counts = self._landmarks.ended[place]
        return int(counts[0].sum() if weeks is None else counts[_age_of(weeks)].sum())

    @cached_property
    def _of_segments(self) -> dict[Hashable, tuple[float, float]]:
        factors = self._factors(self._landmarks.segment, len(self._segments), np.ones((2, len(self._landmarks.count))))
        return dict(zip(self._segments, factors, strict=True))

    @cached_property
    def _of_kinds(self) -> dict[Hashable, tuple[float, float]]:
        beside = np.array([self._of_segments[each] for each in self._segments]).reshape(-1, 2)
        known = beside[self._landmarks.segment].T if len(beside) else np.ones((2, 0))
        return dict(zip(self._kinds, self._factors(self._landmarks.kind, len(self._kinds), known), strict=True))

    def _factors(self, group: NDArray[np.int64], size: int, known: Numbers) -> list[tuple[float, float]]:
        """Return by how much more often a group's deals were won and lost in a week than their stage and age says.

        Indirect standardisation: (counted + k) / (expected + k), where every deal's every week counts once.
        """
        marks, factors = self._landmarks, []
        pairs = [divmod(int(pair), len(_AGES)) for pair in np.unique(marks.stage * len(_AGES) + marks.age)]
        weekly = np.zeros((2, len(self._stages), len(_AGES)))
        names: list[int] = list(self._stages)
        for stage, age in pairs:
            weekly[:, stage, age] = [rates[0] for rates in self._rates(names[stage], int(_AGES[age]))[0]]
        at_risk = (marks.after > 0) | (marks.end > 0)
        for end in (1, 2):
            expected = marks.count * at_risk * weekly[end - 1, marks.stage, marks.age] * known[end - 1]
            counted = marks.count * ((marks.after == 0) & (marks.end == end))
            sums = (np.bincount(group, weights=each, minlength=size) for each in (counted, expected))
            over, under = (each + BORROWED for each in sums)
            factors.append(over / under)
        return [(float(won), float(lost)) for won, lost in zip(*factors, strict=True)]


@dataclass(frozen=True, slots=True)
class _Landmarks:
    """Every deal at the end of every whole week that it stood on a stage: what came of it ``after`` so many weeks.

    ``ended`` counts them by stage, age, end (open, won, lost) and weeks after.
    """

    stage: NDArray[np.int64]
    segment: NDArray[np.int64]
    kind: NDArray[np.int64]
    age: NDArray[np.int64]
    after: NDArray[np.int64]
    end: NDArray[np.int64]
    count: Numbers
    ended: Numbers

    @classmethod
    def of(
        cls,
        rows: Sequence[Mapping[str, Any]],
        stages: Mapping[Hashable, int],
        segments: Mapping[Hashable, int],
        kinds: Mapping[Hashable, int],
    ) -> "_Landmarks":
        """Repeat each row for each of its weeks."""
        stood = np.array([min(row["stood"], row["weeks"]) for row in rows], dtype=np.int64)
        times = stood + 1
        which = np.repeat(np.arange(len(rows)), times)
        week = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
        weeks = np.array([row["weeks"] for row in rows], dtype=np.int64)
        after = np.minimum(weeks[which] - week, LONGEST - 1)

        def taken(numbers: Iterable[int]) -> NDArray[np.int64]:
            return np.array(list(numbers), dtype=np.int64)[which]

        stage, end = taken(stages[row["stage_id"]] for row in rows), taken(_ENDS.index(row["ended"]) for row in rows)
        count, age = taken(row["deals"] for row in rows).astype(float), _age_of(week)
        shape = (len(stages), len(_AGES), len(_ENDS), LONGEST)
        place = np.ravel_multi_index((stage, age, end, after), shape) if len(rows) else after
        ended: Numbers = np.bincount(place, weights=count, minlength=int(np.prod(shape))).reshape(shape).astype(float)
        segment, kind = taken(segments[row["segment_id"]] for row in rows), taken(kinds[row["kind"]] for row in rows)
        return cls(stage, segment, kind, age, after, end, count, ended)


_ALIKE = (1.0, 1.0)


def _shrunken(level: Numbers, beside: tuple[Any, ...]) -> tuple[Numbers, Numbers]:
    """Return the weekly rates of won and lost of a level, which borrows from those of the larger one."""
    events, risk = _events(level)
    won, lost = ((each + BORROWED * rate) / (risk + BORROWED) for each, rate in zip(events, beside, strict=True))
    return won, lost


def _plain_course(ended: Numbers) -> tuple[Course, float]:
    """Return what became of counts by end and week, and the share won in the first."""
    events, risk = _events(ended)
    won, lost = (each / np.maximum(risk, 1.0) for each in events)
    return _course((won, lost)), float(won[0])


def _course(rates: tuple[Numbers, Numbers]) -> Course:
    over = np.maximum(rates[0] + rates[1], 1.0)
    won, lost = rates[0] / over, rates[1] / over
    reached = np.zeros((2, LONGEST + 1))
    still = np.cumprod(1 - won - lost)
    reached[:, 1] = won[0], lost[0]
    reached[0, 2:], reached[1, 2:] = still[:-1] * won[1:], still[:-1] * lost[1:]
    return Course(*reached.cumsum(axis=1))


def _events(ended: Numbers) -> tuple[Numbers, Numbers]:
    """Return how many were won and lost in each week, and how many were seen through it."""
    events = ended[1:]
    # Seen through a week are those that ended in it or were seen longer; who was last seen at its beginning was not.
    every = np.cumsum(ended.sum(axis=0)[::-1])[::-1]
    return events, every - ended[0]


def _age_of(weeks: Any) -> Any:
    return np.searchsorted(_AGES, weeks, side="right") - 1


def _places(values: Iterable[_Value]) -> dict[_Value, int]:
    return {value: place for place, value in enumerate(dict.fromkeys(values))}
