"""Follows a cohort as it was known on each of many days: one statement counts its ends, and sums give every day's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
from ibis import _

from headway.engine.counted import Counting, Shape, in_period, keys_of
from headway.engine.course import Course
from headway.engine.curve import Curve, Day
from headway.engine.dimension import Dimension
from headway.engine.facts import FACT_TABLES
from headway.engine.metric import Measure
from headway.engine.period import Period
from headway.engine.plan import shape_of, values
from headway.engine.question import Question
from headway.engine.statement import Reader, Statement, asked, compiled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Shares = NDArray[np.float64]

_NOT_ENDED = -1
# Days whose cohorts are laid out side by side at once.
_DAYS_AT_ONCE = 1024


def followed_daily(
    course: Course,
    cohort: Measure,
    by: Dimension,
    days: Sequence[date],
    *,
    within: int,
    span: int,
    facts: Reader,
    dialect: str,
) -> "Mapping[int, Cohorts]":
    """Return, by the ids of a dimension, the cohorts of the days: those who began in the ``span`` days up to each.

    They are what `followed` tells who asks on that day, as far as ``within`` days after the beginning.
    """
    first = max(min(days).toordinal() - span + 1, 1)
    period = Period(date.fromordinal(first), max(days) + timedelta(days=1))
    question = Question(metric="", period=period, by=(by,))
    statement = _statement(course, cohort, shape_of(question), dialect)
    found = statement.table(facts, values(question, period) | {"within": within})
    sums = _sums_by_key(found, first, (period.end - period.start).days, within)
    places = [day.toordinal() - first for day in days]
    return {key: Cohorts(each, places, span) for key, each in sums.items()}


class Cohorts:
    """The cohorts of many days, each told by its place among them."""

    def __init__(self, sums: "_Sums", places: Sequence[int], span: int) -> None:
        """Take what is known, the days by their distance from its first, and over how many days a cohort began."""
        self._sums = sums
        self._spans = [(today, max(0, today - span + 1)) for today in places]

    @cached_property
    def shares(self) -> "Shares":
        """The share of each that reached the step, from floating numbers: right to twelve digits behind the point."""
        import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

        spans = np.array(self._spans)
        parts = (spans[start : start + _DAYS_AT_ONCE, :, None] for start in range(0, len(spans), _DAYS_AT_ONCE))
        return np.concatenate([self._sums.shares(part[:, 0], part[:, 1]) for part in parts])

    def mature(self, place: int) -> int:
        """Return how many of a cohort began long enough ago to be followed for all the days."""
        return self._sums.mature(*self._spans[place])

    def curve(self, place: int) -> Curve:
        """Return the exact curve of a cohort."""
        return Curve(self._sums.days(*self._spans[place]))


@lru_cache(maxsize=64)
def _statement(course: Course, cohort: Measure, shape: Shape, dialect: str) -> Statement:
    """Count those who began on each day by the number of days after which they ended, if they did so in time."""
    (key,) = keys_of(cohort, shape).values()
    days, is_reached = course.ended_after(cohort), course.is_reached
    is_ended = days.notnull() & (days <= asked("within", "int64"))
    rows = (
        FACT_TABLES[cohort.facts]
        .table.filter([*in_period(cohort, shape), *Counting(cohort).conditions])
        .select(
            key=key,
            began_on=_[cohort.on].cast("date"),
            days=is_ended.ifelse(days, ibis.literal(_NOT_ENDED, "int64")),
            is_reached=(is_ended & is_reached).fill_null(False),
        )
    )
    return compiled(rows.group_by(["key", "began_on", "days", "is_reached"]).agg(count=_.count()), dialect)


@dataclass(frozen=True)
class _Sums:
    """For each day of beginning (down) and number of days after it (across), how many up to that day of beginning.

    ``at_risk`` had not ended before, ``reached`` and ``ended`` did so on that day.
    """

    at_risk: "Counts"
    reached: "Counts"
    ended: "Counts"

    def days(self, today: int, low: int) -> list[Day]:
        """Return what was known on a day of those who began from another on; what came later is not told apart."""
        at_risk, reached, ended = self._known(today, low)
        open_ = at_risk[:-1] - ended - at_risk[1:]
        told = zip(reached.tolist(), (ended - reached).tolist(), open_.tolist(), strict=True)
        known = [Day(days, *counts) for days, counts in enumerate(told) if any(counts)]
        return [*known, Day(self.within + 1, open=int(at_risk[-1]), mature=self.mature(today, low))]

    def shares(self, today: "Counts", low: "Counts") -> "Shares":
        """Return what share of those who began from a day on had reached the step, of columns of such days."""
        import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

        at_risk, reached, ended = self._known(today, low)
        # Where nobody was left, nobody ended.
        left = np.maximum(at_risk[:, :-1], 1)
        still = np.cumprod(1 - ended / left, axis=1)
        before = np.concatenate([np.ones((len(still), 1)), still[:, :-1]], axis=1)
        shares: Shares = (before * reached / left).sum(axis=1)
        return shares

    def mature(self, today: int, low: int) -> int:
        """Return how many of those who began from a day on were followed for all the days."""
        return int(self.at_risk[max(today - self.within + 1, low), 0] - self.at_risk[low, 0])

    @property
    def within(self) -> int:
        """The last number of days that is told."""
        return len(self.at_risk[0]) - 2

    def _known(self, today: "int | Counts", low: "int | Counts") -> "tuple[Counts, Counts, Counts]":
        """Return by the number of days who was on the way, who reached the step and who ended, as known on a day."""
        import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

        after = np.arange(self.at_risk.shape[1])
        # Whoever began later has not been followed for so long.
        high = np.maximum(today - after + 1, low)
        at_risk = self.at_risk[high, after] - self.at_risk[low, after]
        high, after = high[..., :-1], after[:-1]
        reached, ended = (each[high, after] - each[low, after] for each in (self.reached, self.ended))
        return at_risk, reached, ended


def _sums_by_key(found: pa.Table, first: int, size: int, within: int) -> dict[int, _Sums]:
    import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

    key, days, is_reached, count = (found[name].to_numpy() for name in ("key", "days", "is_reached", "count"))
    began = found["began_on"].cast("int32").to_numpy() + date(1970, 1, 1).toordinal() - first
    sums = {}
    for each in np.unique(key).tolist():
        mine = key == each
        is_ended = mine & (days != _NOT_ENDED)
        reached, ended = (np.zeros((size, within + 1), np.int64) for _each in range(2))
        np.add.at(reached, (began[is_ended & is_reached], days[is_ended & is_reached]), count[is_ended & is_reached])
        np.add.at(ended, (began[is_ended], days[is_ended]), count[is_ended])
        at_risk = np.zeros((size, within + 2), np.int64)
        np.add.at(at_risk[:, 0], began[mine], count[mine])
        at_risk[:, 1:] = at_risk[:, :1] - ended.cumsum(axis=1)
        sums[each] = _Sums(*(_up_to(counts) for counts in (at_risk, reached, ended)))
    return sums


def _up_to(counts: "Counts") -> "Counts":
    """Add up over the days of beginning, those before each day."""
    import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

    summed = np.zeros((counts.shape[0] + 1, counts.shape[1]), np.int64)
    counts.cumsum(axis=0, out=summed[1:])
    return summed
