"""The delay between the first contact and the sale: what of the work of a day can still close by the end."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Delay:
    """Of those that are made in the end, the ``shares`` made within so many ``days``; both rise; ``sold`` tell it."""

    days: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()
    sold: int = 0

    @classmethod
    def of(cls, reached: Sequence[tuple[int, float]], sold: int = 0) -> "Delay":
        """Make it of the share of a cohort that was won by each day; a cohort that won nothing tells no delay."""
        latest = max((share for _day, share in reached), default=0.0)
        if not latest:
            return cls()
        return cls(tuple(day for day, _share in reached), tuple(share / latest for _day, share in reached), sold)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.days)

    def within(self, days: int) -> float:
        """Return the share made within so many days: 1 where nothing is known of the delay."""
        if not self.days:
            return 1.0
        place = bisect_right(self.days, days)
        return self.shares[place - 1] if place else 0.0

    def quantile(self, share: float) -> int | None:
        """Return the days within which so large a share is made."""
        return next((day for day, made in zip(self.days, self.shares, strict=True) if made >= share - 1e-9), None)


def in_time(work: Mapping[date, float], end: date, delay: Delay) -> float:
    """Return the part of the work, spread over these days, that can still be made before ``end``."""
    total = sum(work.values())
    in_days = sum(share * delay.within((end - day).days - 1) for day, share in work.items())
    return in_days / total if total else 0.0


def too_late_from(work: Mapping[date, float], end: date, delay: Delay, *, needed: float, pace: float) -> date | None:
    """Return the first day from which on even ``pace`` tries on every full day cannot be ``needed`` in time.

    ``needed`` is the number of tries that would do if all came in time. The first day of all where it is too late
    already, None where it never gets too late.
    """
    days = sorted(work)
    if not days:
        return None
    left = 0.0
    for later, day in zip([*days[1:], end][::-1], days[::-1], strict=True):
        left += pace * work[day] * delay.within((end - day).days - 1)
        if left >= needed - 1e-9:
            return later
    return days[0]
