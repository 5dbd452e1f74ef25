"""What the weeks before brought: counted once, when an aim is set, and kept as it was then."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self

from headway.engine.period import Period
from headway.engine.store import FactStore
from headway.web.aims.counting import Counted, counted
from headway.web.aims.indicators import Indicator
from headway.web.asking import Asker

WEEK = timedelta(days=7)
# How many weeks before are looked at: half a year, so that one good month is not taken for the rule.
WEEKS_BEFORE = 26


@dataclass(frozen=True)
class Baseline:
    """What as many days as an aim has brought before it began, and each of the weeks before, the latest last.

    ``value`` is None where there was nothing to divide by, ``is_known`` False where nothing had been written down.
    """

    period: Period
    value: Decimal | None
    is_known: bool
    weeks: tuple[tuple[date, Decimal | None], ...]

    def kept(self) -> dict[str, Any]:
        """Return it in plain values."""
        return {
            "from": self.period.start.isoformat(),
            "end": self.period.end.isoformat(),
            "value": None if self.value is None else str(self.value),
            "is_known": self.is_known,
            "weeks": [[day.isoformat(), None if value is None else str(value)] for day, value in self.weeks],
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """Return what was kept."""
        return cls(
            Period(date.fromisoformat(kept["from"]), date.fromisoformat(kept["end"])),
            None if kept["value"] is None else Decimal(kept["value"]),
            kept["is_known"],
            tuple((date.fromisoformat(day), None if each is None else Decimal(each)) for day, each in kept["weeks"]),
        )


def baseline_of(asker: Asker, indicator: Indicator, span: Period, store: FactStore) -> Baseline:
    """Count what was before a span, from the facts as they are now: before today, where the span is still to come."""
    end = min(span.start, asker.today)
    before = Period(end - timedelta(days=span.days), end)
    weeks = weeks_before(end)
    whole, *each = counted(asker, indicator, [before, *weeks], store)
    known = without_beginning(list(zip(weeks, each, strict=True)))
    return Baseline(before, whole.value, bool(whole.rows), tuple((week.start, found.value) for week, found in known))


def weeks_before(day: date) -> list[Period]:
    """Return the weeks of seven days up to a day, which belongs to none of them, the earliest first."""
    return [Period(day - ago * WEEK, day - (ago - 1) * WEEK) for ago in range(WEEKS_BEFORE, 0, -1)]


def without_beginning(weeks: list[tuple[Period, Counted]]) -> list[tuple[Period, Counted]]:
    """Leave out the weeks before anything was written down: nobody knows what they brought."""
    first = next((place for place, (_week, found) in enumerate(weeks) if found.rows or found.per), len(weeks))
    return weeks[first:]
