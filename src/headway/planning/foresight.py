"""What past deals tell of the deals won in the days ahead: open deals by their chances, and deals yet to come."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import numpy as np

from headway.planning.hazards import ENOUGH, LONGEST, Hazards, Likely, followed
from headway.planning.seasons import MONTH, Months, Openings, Season

Row = Mapping[str, Any]
# By the mature rule of the weighted pipeline: 180 days.
_MATURE = 180 / 7
# The weeks whose new deals tell how many are to come.
RECENT_WEEKS = 13


class Method(StrEnum):
    """What a forecast rests on."""

    LEARNT = "learnt"
    PLAIN = "plain"
    WEIGHTED = "weighted"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days looked forward to, counted from the day after: from beyond ``first`` up to ``last``."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many they are."""
        return max(self.last - self.first, 0)

    @property
    def weeks(self) -> tuple[float, float]:
        """The same in weeks."""
        return self.first / 7, self.last / 7


class Foresight:
    """What the deals up to a day tell of those that are open: by weekly rates where enough came to an end."""

    def __init__(self, stays: Iterable[Row], entries: Sequence[Row]) -> None:
        """Take the stays and entries as they were known on the day."""
        self._hazards = Hazards(stays)
        self._entry = followed(entries)
        self._known: dict[tuple[Hashable, ...], Likely | None] = {}
        self.ended = sum(row["deals"] for row in entries if row["ended"])
        self.season: Season | None = None
        self.openings: Season | None = None
        self._weekly, self._opened = np.ones(2 * LONGEST), np.ones(LONGEST)

    def season_of(self, months: Months, back: int = 0) -> Season | None:
        """Return the season that whole months tell of, as it was known so many days back."""
        return months.season(back, self._within_a_month) if self.method is Method.LEARNT else None

    def take_season(self, months: Months | None, back: int = 0) -> None:
        """Count in that season, where there is one."""
        self.season = None if months is None else self.season_of(months, back)
        if months is not None and self.season is not None:
            self._weekly = self.season.weekly(months.as_of - timedelta(days=back), 2 * LONGEST)
            self._hazards.take_season(self._weekly)
            self._known = {}

    def take_openings(self, openings: Openings | None, back: int = 0) -> None:
        """Let more or fewer deals be opened in each month, as those opened up to so many days back tell."""
        self.openings = None if openings is None else openings.season(back)
        if openings is not None and self.openings is not None:
            day = openings.as_of - timedelta(days=back)
            # The weeks that tell the pace had a season of their own.
            lately = self.openings.weekly(day - timedelta(weeks=RECENT_WEEKS), RECENT_WEEKS).mean()
            self._opened = self.openings.weekly(day, LONGEST) / lately

    @property
    def method(self) -> Method:
        """Whether the weekly rates are learnt, or each stage has its plain rate."""
        return Method.LEARNT if self.ended >= ENOUGH else Method.PLAIN

    def likely(
        self, stage: int, weeks: int | None, ahead: Ahead, *, segment: Hashable, kind: Hashable
    ) -> Likely | None:
        """Return an open deal's chance to be won in the days ahead; None where too little is known."""
        key = (stage, weeks, ahead, segment, kind)
        if key not in self._known:
            if self.method is Method.LEARNT:
                self._known[key] = self._hazards.likely(stage, weeks, ahead.weeks, segment=segment, kind=kind)
            else:
                self._known[key] = self._hazards.plain(stage, ahead.weeks)
        return self._known[key]

    def rate(self, stage: int) -> float | None:
        """Return the chance of a stage as the weighted pipeline takes it: won within 180 days, whatever its age."""
        key = (stage, "rate")
        if key not in self._known:
            self._known[key] = self._hazards.plain(stage, (0.0, _MATURE))
        likely = self._known[key]
        return None if likely is None else likely.chance

    def coming(self, entries: Iterable[Row], ahead: Ahead) -> float:
        """Return how many deals that are not open yet will be opened, and won in the days ahead, on average.

        As many are opened a week as in the thirteen weeks before, in season where one is taken, and they go as the
        company's deals went.
        """
        rows = list(entries)
        if self._entry is None or not rows:
            return 0.0
        weeks = min(RECENT_WEEKS, max(row["began"] for row in rows) + 1)
        opened: float = sum(row["deals"] for row in rows if row["began"] < weeks) / weeks
        first, last = ahead.weeks
        courses = (self._entry.in_season(self._weekly[week:]) for week in range(LONGEST))
        # Of each week to come the deals are opened in its middle, the last week being cut short.
        middles = [(week, min(1.0, last - week)) for week in range(int(last) + (last % 1 > 0))]
        shares = [
            self._opened[week] * share * course.between(max(first - week - share / 2, 0.0), last - week - share / 2)
            for course, (week, share) in zip(courses, middles, strict=False)
        ]
        return opened * float(sum(shares))

    def _within_a_month(self, stage: int, weeks: int) -> float:
        likely = self.likely(stage, weeks, Ahead(0, MONTH), segment=None, kind=None)
        return likely.chance if likely else 0.0


def opened_lately(entries: Iterable[Row]) -> tuple[int, int]:
    """Return how many deals were opened in the weeks that tell how many are to come, and in as many weeks before."""
    opened = [0, 0]
    for row in entries:
        if (back := row["began"] // RECENT_WEEKS) < len(opened):
            opened[back] += row["deals"]
    return opened[0], opened[1]
