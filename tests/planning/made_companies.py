"""Made-up companies whose truth is known: deals enter, talk, and are won or lost, in good months and bad ones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from headway.planning.foresight import Ahead
from headway.planning.seasons import MONTH, Months, month_starts

NEVER, FIRST = 1_000_000, date(2020, 1, 1)
_MONTH = 30
_STEP = 3


@dataclass(frozen=True)
class Company:
    """Deals with the days on which they entered, moved on to talks, and ended; ``NEVER`` where they did not.

    Every deal is worth something, and that is known from the first day on.
    """

    entered: np.ndarray
    moved: np.ndarray
    closed: np.ndarray
    is_won: np.ndarray
    segment: np.ndarray
    worth: np.ndarray

    def rows(self, today: int, backs: Sequence[int], ahead: Ahead):
        """What the report of weeks tells of it: stays, entries, standing deals and wins, as of a day."""
        stays, entries, standing = [], [], []
        for back in backs:
            day = today - back
            for stage, since, until in self.stages:
                stays += self._ended(day, since, until, back=back, stage_id=stage)
                standing += self._standing(day, since, until, back, stage, ahead)
            entries += self._ended(day, self.entered, None, back=back)
        is_won = self.is_won & (self.closed <= today)
        return stays, entries, standing, _grouped({"ago": today - self.closed[is_won]}, self.worth[is_won])

    def months(self, today: int) -> Months:
        """The open deals on the eve of each whole month of the last years."""
        as_of = FIRST + timedelta(days=today)
        backs = month_starts(as_of, FIRST)
        told = [(back, stage) for back in backs for stage in self.stages]
        rows = (self._standing(today - back, *stay, back, stage, Ahead(0, MONTH)) for back, (stage, *stay) in told)
        return Months.of((row for some in rows for row in some), backs, as_of)

    @property
    def stages(self):
        """Each stage with when the deals came and left."""
        return (1, self.entered, np.minimum(self.moved, self.closed)), (2, self.moved, self.closed)

    def came(self, today: int, ahead: Ahead) -> int:
        """How many deals were won in the days ahead of a day."""
        later = self.closed - today
        return int((self.is_won & (later > ahead.first) & (later <= ahead.last)).sum())

    def _ended(self, day, since, until, *, back, stage_id=None):
        until = np.full_like(since, NEVER) if until is None else until
        here = (since <= day) & (since > day - 730) & (until > since)
        seen = (day - since[here]) // 7
        left = np.where(until[here] <= day, (until[here] - since[here] - 1) // 7, seen)
        closed = np.maximum(self.closed[here] - since[here] - 1, 0) // 7
        is_told = (self.closed[here] <= day) & (closed < seen)
        weeks = np.where(is_told, closed, seen)
        ended = np.where(is_told, np.where(self.is_won[here], 1, 2), 0)
        counted = Counter(zip(*(each.tolist() for each in (self.segment[here], left, seen, weeks, ended)), strict=True))
        return [
            {
                "back": back,
                "stage_id": stage_id,
                "segment_id": segment,
                "kind": "new",
                "stood": stood,
                "began": began,
                "weeks": week,
                "ended": ("", "won", "lost")[end],
                "deals": deals,
            }
            for (segment, stood, began, week, end), deals in counted.items()
        ]

    def _standing(self, day, since, until, back, stage, ahead):
        here = (since <= day) & (until > day)
        later = self.closed[here] - day
        is_won = self.is_won[here] & (later > ahead.first) & (later <= ahead.last)
        by = {"segment_id": self.segment[here], "weeks": (day - since[here]) // 7}
        alike = {"back": back, "stage_id": stage, "kind": "new"}
        return [alike | row for row in _grouped(by, self.worth[here], won=is_won)]


def _grouped(by, worth, **counted):
    """Count deals by some whole numbers, add up what they are worth, and its square, and count what is true."""
    keys, place, deals = np.unique(np.stack(list(by.values())), axis=1, return_inverse=True, return_counts=True)
    sums = {"amount": worth, "square": (worth // 1_000) ** 2, **counted}
    added = {name: np.bincount(place.ravel(), each, len(deals)) for name, each in sums.items()}
    columns = dict(zip(by, keys, strict=True)) | {"deals": deals, "valued": deals} | added
    return [
        dict(zip(columns, row, strict=True)) for row in zip(*(each.tolist() for each in columns.values()), strict=True)
    ]


@dataclass(frozen=True)
class Truth:
    """How the deals of a company go: how many enter a day, and how far good and bad months differ."""

    a_day: float = 0.8
    spread: float = 0.15
    # How often deals are won in January, February and so on beside the usual.
    season: tuple[float, ...] = (1.0,) * 12
    # How many are opened in them.
    openings: tuple[float, ...] = (1.0,) * 12

    def factors(self, rng: np.random.Generator, months: int, copies: int = 1) -> np.ndarray:
        """The factor of each month, in each of some copies."""
        if not self.spread:
            return np.ones((copies, months))
        return rng.gamma(self.spread**-2, self.spread**2, (copies, months))

    def days(self, rng: np.random.Generator, first: int, days: int, count: int) -> np.ndarray:
        """On which of some days deals are opened."""
        if len(set(self.openings)) == 1:
            return first + rng.integers(0, days, count)
        often = self.often(first, days)
        return first + rng.choice(days, count, p=often / often.sum())

    def often(self, first: int, days: int) -> np.ndarray:
        """How often deals are opened on each of some days, 1 on average."""
        months = ((FIRST + timedelta(days=first + day)).month - 1 for day in range(days))
        return np.array([self.openings[month] for month in months]) / np.mean(self.openings)

    def company(self, rng: np.random.Generator, days: int) -> Company:
        """A company that has gone on for so many days."""
        count = rng.poisson(self.a_day * days)
        entered, segment = np.sort(self.days(rng, 0, days, count)), rng.integers(1, 4, count)
        deals = _Deals(self.season, entered, segment, np.zeros(count, dtype=int), np.zeros(count, dtype=int))
        deals.go(rng, 0, days, self.factors(rng, days // _MONTH + 2))
        return Company(entered, deals.moved, deals.closed, deals.is_won, segment, _worth(count))

    def futures(self, rng: np.random.Generator, company: Company, today: int, days: int, copies: int):
        """How many deals are won within so many days from today on, and their worth, in some copies of the future."""
        is_open = (company.entered <= today) & (company.closed > today)
        stage = (company.moved[is_open] <= today).astype(int)
        more = rng.poisson(self.a_day * self.often(today + 1, days).sum() * copies)
        entered = np.concatenate([np.full(copies * len(stage), today), self.days(rng, today + 1, days, more)])
        deals = _Deals(
            self.season,
            entered,
            np.concatenate([np.tile(company.segment[is_open], copies), rng.integers(1, 4, more)]),
            np.concatenate([np.tile(stage, copies), np.zeros(more, dtype=int)]),
            np.concatenate([np.repeat(np.arange(copies), len(stage)), rng.integers(0, copies, more)]),
        )
        # A month begins today: what it will be like nobody knows.
        deals.go(rng, today + 1, today + days, self.factors(rng, days // _MONTH + 2, copies), today + 1)
        worth = np.concatenate([np.tile(company.worth[is_open], copies), _worth(more)])
        in_copy = deals.copy[deals.is_won]
        return np.bincount(in_copy, minlength=copies), np.bincount(in_copy, worth[deals.is_won], copies)


def _worth(count: int) -> np.ndarray:
    """What deals are worth: a few large ones are as much as many small ones."""
    return np.random.default_rng(count).lognormal(9, 0.8, count).astype(int) * 1_000


class _Deals:
    """Deals on their way: in the first stage (0), in talks (1), or at their end (2)."""

    def __init__(self, season, entered, segment, stage, copy):
        self.season = season
        self.entered, self.stage, self.copy = entered, stage, copy
        self.strength = np.array([0.0, 0.8, 1.0, 1.25])[segment]
        self.moved, self.closed = np.full(len(entered), NEVER), np.full(len(entered), NEVER)
        self.is_won = np.zeros(len(entered), dtype=bool)

    def go(self, rng, first, last, factors, zero=0):
        """Let the days pass, three at a time."""
        for day in range(first, last + 1, _STEP):
            live = np.flatnonzero((self.entered <= day) & (self.stage < 2))
            step = min(_STEP, last - day + 1)
            luck, talks = rng.random(len(live)), self.stage[live] == 1
            at = day + rng.integers(0, step, len(live))
            month = factors[self.copy[live], (day - zero) // _MONTH]
            month = month * self.season[(FIRST + timedelta(days=day)).month - 1]
            chance = np.where(talks, 0.02 * month * self.strength[live], 0.05) * step
            goes, ends = luck < chance, (luck >= chance) & (luck < chance + 0.023 * step)
            self.moved[live[goes & ~talks]] = at[goes & ~talks]
            self.is_won[live[goes & talks]] = True
            over = (goes & talks) | ends
            self.closed[live[over]] = at[over]
            self.stage[live] = np.where(over, 2, np.where(goes, 1, self.stage[live]))
