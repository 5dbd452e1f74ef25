"""Follows a cohort as it was known on each of many days: one statement counts its ends, and sums give every day's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
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

_NOT_ENDED = -1


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
) -> Iterator[tuple[date, Mapping[int, Curve]]]:
    """Return each day with the curves, by the ids of a dimension, of those who began in the ``span`` days up to it.

    They are what `followed` tells who asks on that day, as far as ``within`` days after the beginning. A day's are made
    when it is its turn, for those of years of days together are too many to keep.
    """
    first = max(min(days).toordinal() - span + 1, 1)
    period = Period(date.fromordinal(first), max(days) + timedelta(days=1))
    question = Question(metric="", period=period, by=(by,))
    statement = _statement(course, cohort, shape_of(question), dialect)
    found = statement.table(facts, values(question, period) | {"within": within})
    sums = _sums_by_key(found, first, (period.end - period.start).days, within)
    places = ((day, day.toordinal() - first) for day in days)
    return (
        (day, {key: Curve(each.days(place, max(0, place - span + 1))) for key, each in sums.items()})
        for day, place in places
    )


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
        import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

        after = np.arange(self.at_risk.shape[1])
        # Whoever began later has not been followed for so long.
        high = np.maximum(today - after + 1, low)
        at_risk = self.at_risk[high, after] - self.at_risk[low]
        reached, ended = (each[high[:-1], after[:-1]] - each[low] for each in (self.reached, self.ended))
        open_ = at_risk[:-1] - ended - at_risk[1:]
        told = zip(reached.tolist(), (ended - reached).tolist(), open_.tolist(), strict=True)
        within = len(after) - 2
        mature = int(self.at_risk[max(today - within + 1, low), 0] - self.at_risk[low, 0])
        known = [Day(days, *counts) for days, counts in enumerate(told) if any(counts)]
        return [*known, Day(within + 1, open=int(at_risk[-1]), mature=mature)]


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
