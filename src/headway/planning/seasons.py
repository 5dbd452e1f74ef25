"""The seasons of a company: in which months of the year more of the open deals are won, and more deals are opened.

Of each whole month the wins are held against those that stage and age would make expected, and what was opened against
the months of its year. A season is what the years have in common: an analysis of variance by months, where the level of
a year is its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from headway.planning.hazards import first_week_of

Numbers = NDArray[np.float64]
# A month is looked at for so many days from its beginning.
MONTH = 30
_WEEK = 7
_YEAR, _FEWEST, _MOST = 12, 2, 4
# What chance alone would bring more seldom than this is taken for a season.
_BY_CHANCE = 0.05
_LEAST = 1e-12


class Verdict(StrEnum):
    """Whether a season is counted in: taken, or why not."""

    SHORT = "short"
    CHANCE = "chance"
    NO_NEARER = "no nearer"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Season:
    """By what each month multiplies the weekly chance to be won, or what is opened, January first; 1 on average."""

    factors: tuple[float, ...]
    years: int

    def weekly(self, as_of: date, weeks: int) -> Numbers:
        """Return the factor of each week after a day, the mean of its days."""
        days = (as_of + timedelta(days=1 + number) for number in range(7 * weeks))
        daily = np.array([self.factors[day.month - 1] for day in days])
        return np.asarray(daily.reshape(weeks, 7).mean(axis=1))


def month_starts(as_of: date, since: date) -> tuple[int, ...]:
    """Return of each whole month how many days ago its eve was, the oldest first.

    None begins on ``since`` or before, nor more than four years ago; where fewer than two years are whole, none is
    returned.
    """
    starts: list[int] = []
    day = as_of.replace(day=1)
    while day > since and len(starts) < _YEAR * _MOST:
        back = (as_of - day).days + 1
        if back >= MONTH:
            starts.append(back)
        day = (day - timedelta(days=1)).replace(day=1)
    return tuple(reversed(starts)) if len(starts) >= _YEAR * _FEWEST else ()


@dataclass(frozen=True, slots=True)
class Months:
    """The deals that were open on the eve of each month, by stage and age, and how many of them it won.

    ``backs`` tell how many days before ``as_of`` that eve was, the oldest first; ``standing`` has a row for each.
    """

    as_of: date
    backs: tuple[int, ...]
    groups: tuple[tuple[int, int], ...]
    standing: Numbers
    won: Numbers

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]], backs: Sequence[int], as_of: date) -> Self:
        """Take rows with back, stage_id, weeks, deals and won; of unknown weeks nothing is expected."""
        told = [(row, (row["stage_id"], first_week_of(row["weeks"]))) for row in rows if row["weeks"] is not None]
        groups = {group: place for place, group in enumerate(dict.fromkeys(group for _row, group in told))}
        places = {back: place for place, back in enumerate(backs)}
        standing, won = np.zeros((len(backs), len(groups))), np.zeros(len(backs))
        for row, group in told:
            standing[places[row["back"]], groups[group]] += row["deals"]
            won[places[row["back"]]] += row["won"]
        return cls(as_of, tuple(backs), tuple(groups), standing, won)

    def season(self, back: int, chance_of: Callable[[int, int], float]) -> Season | None:
        """Return the season as it was known so many days back, by each group's chance to be won within a month."""
        past = _whole_years(self.backs, back)
        if past is None:
            return None
        expected = self.standing[past] @ np.array([chance_of(*group) for group in self.groups])
        return season_of(expected, self.won[past], _month_of(self.as_of, self.backs[past.start]))


@dataclass(frozen=True, slots=True)
class Openings:
    """How many deals were opened in each whole month; ``backs`` as of `Months`."""

    as_of: date
    backs: tuple[int, ...]
    opened: Numbers

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]], as_of: date) -> Self | None:
        """Take rows with back, began and deals, the counts of a week from a day back; None below two whole years."""
        weeks: dict[int, dict[int, int]] = {}
        for row in rows:
            began = weeks.setdefault(row["back"], {})
            began[row["began"]] = began.get(row["began"], 0) + row["deals"]
        # The oldest week that a day knows of may be cut short.
        ends = {back: back + _WEEK * max(began) for back, began in weeks.items()}
        longest = max(ends.values(), default=0)
        # By how many days ago; what several days back know is the same, but for where their weeks begin.
        daily = np.zeros(longest)
        for back, began in sorted(weeks.items(), reverse=True):
            told = [began.get(week, 0) / _WEEK for week in range(max(began))]
            daily[back : ends[back]] = np.repeat(told, _WEEK)
        starts = month_starts(as_of, as_of - timedelta(days=longest))
        opened = np.array([daily[back - MONTH : back].sum() for back in starts])
        return cls(as_of, starts, opened) if starts else None

    def season(self, back: int = 0) -> Season | None:
        """Return the season as it was known so many days back."""
        past = _whole_years(self.backs, back)
        if past is None:
            return None
        opened = self.opened[past]
        return season_of(np.full(len(opened), opened.mean()), opened, _month_of(self.as_of, self.backs[past.start]))


def _whole_years(backs: Sequence[int], back: int) -> slice | None:
    """Return which months make the whole years that were over so many days back; None below two of them."""
    known = sum(each - MONTH >= back for each in backs)
    years = min(known // _YEAR, _MOST)
    return slice(known - _YEAR * years, known) if years >= _FEWEST else None


def _month_of(as_of: date, back: int) -> int:
    """Return the month that began on the day after an eve."""
    return (as_of - timedelta(days=back - 1)).month


def season_of(expected: Numbers, won: Numbers, first: int = 1) -> Season | None:
    """Return the season of whole years of months, the first of them being the month ``first``; None within chance.

    The logarithm of won / expected is told apart into years, months and the rest; the F of the months says whether
    they differ beyond chance, and 1 - 1/F is the part of their difference that is kept (James and Stein 1961).
    """
    from scipy.special import fdtrc  # noqa: PLC0415 - a tenth of a second that few pages need

    years = len(won) // _YEAR
    told = np.log((won + 0.5) / (expected + 0.5)).reshape(years, _YEAR)
    told = told - told.mean(axis=1, keepdims=True)
    months = told.mean(axis=0)
    free = _YEAR - 1
    rest = max(float(((told - months) ** 2).sum()) / (free * (years - 1)), _LEAST)
    between = years * float((months**2).sum()) / free
    if between <= rest or fdtrc(free, free * (years - 1), between / rest) > _BY_CHANCE:
        return None
    factors = np.exp((1 - rest / between) * months)
    return Season(tuple(np.roll(factors / factors.mean(), first - 1).tolist()), years)
