"""The reps' diaries: nobody is in two places at once, works at night, or has done already what lies ahead."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from random import Random
from zoneinfo import ZoneInfo

from headway.web.demo.seasons import busyness

_OPENS = 8 * 60
_MINUTES = 10 * 60
_STEP = 5
_PLACES = _MINUTES // _STEP
_TRIES = 12
_BUSIEST = 1.4
# Else all that falls on a weekend would be done on Monday.
_MONDAY = 0.65
# However early it is, this share of today's work is done, so that the pages of today have something to show.
_DONE_AT_LEAST = 0.3
_EARLY_START = 180


class Diary:
    """Finds moments in which a rep is free, up to the present moment."""

    def __init__(self, chance: Random, now: datetime, zone: ZoneInfo, country: str) -> None:
        """Take chance, the present moment, and where the company is."""
        self.chance, self.now, self.zone, self.country = chance, now, zone, country
        local = now.astimezone(zone)
        self.today = local.date()
        self._taken: defaultdict[tuple[int, date], int] = defaultdict(int)
        minute = local.hour * 60 + local.minute + local.second / 60
        self._done = min(max((minute - _OPENS) / _MINUTES, _DONE_AT_LEAST), 1.0)
        self._ends = min(minute, _OPENS + _MINUTES)
        began_late_enough = minute >= _OPENS + _MINUTES * _DONE_AT_LEAST
        self._begins = _OPENS if began_late_enough else max(minute - _EARLY_START, 0)

    def find(self, seller: int, earliest: datetime, minutes: int) -> datetime | None:
        """Return a moment from the earliest one on at which the rep has time, or None where that still lies ahead."""
        day = earliest.astimezone(self.zone).date()
        while day <= self.today:
            share = busyness(day, self.country) * (_MONDAY if day.weekday() == 0 else 1)
            if self.chance.random() * _BUSIEST < share:
                moment = self.on(seller, day, minutes)
                if moment is not None and moment >= earliest:
                    return moment
            day += timedelta(days=1)
        return None

    def on(self, seller: int, day: date, minutes: int) -> datetime | None:
        """Return a moment of that day, or None where the rep has no time or it still lies ahead."""
        length = ceil(minutes / _STEP)
        for _ in range(_TRIES):
            place = self.chance.randrange(_PLACES - length)
            wanted = ((1 << length) - 1) << place
            if not self._taken[seller, day] & wanted:
                self._taken[seller, day] |= wanted
                return self._moment(day, place * _STEP + self.chance.randrange(_STEP))
        return None

    def _moment(self, day: date, minute: float) -> datetime | None:
        """Turn a minute of the working day into a moment; today's day is as long as it has lasted so far."""
        at = _OPENS + minute
        if day == self.today:
            share = minute / _MINUTES / self._done
            if share > 1:
                return None
            at = self._begins + share * (self._ends - self._begins)
        moment = datetime.combine(day, time(), tzinfo=self.zone) + timedelta(seconds=round(at * 60))
        return min(moment.astimezone(UTC), self.now)
