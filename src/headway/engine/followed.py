"""Follows the cohort of a metric: one statement counts its ends by day, and each line becomes a figure of its curve."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import repeat

import pyarrow as pa
from ibis import _

from headway.engine.counted import Counting, Shape, columns_of, in_period, keys_of
from headway.engine.course import Course
from headway.engine.curve import Columns, Curve
from headway.engine.facts import FACT_TABLES
from headway.engine.figure import Figure
from headway.engine.halves import halves
from headway.engine.metric import Measure
from headway.engine.plan import shape_of, values
from headway.engine.question import Key, Question
from headway.engine.statement import Reader, Statement, asked, compiled
from headway.engine.text import Sentence, gettext_noop

_NOT_YET = gettext_noop(
    "Not known yet: those still open have been followed for %(days)s days at most, not for %(within)s. Ask for fewer "
    "days, or for an earlier period."
)
_YOUNG = gettext_noop(
    "Too young to compare: of %(size)s only %(mature)s began %(within)s days ago or earlier, fewer than half."
)
_NOT_REACHED = gettext_noop(
    "Not reached: as far as these have been followed, %(days)s days, fewer than half of them got there."
)

Keys = tuple[Key, ...]


@dataclass(frozen=True)
class Followed:
    """The figures of a course in one period: by key, in all, and where nothing was followed."""

    course: Course
    within: int
    rows: pa.Table

    @cached_property
    def curves(self) -> Mapping[Keys, Curve]:
        """The curve of each line."""
        return _curves(self.rows, is_of_halves=self.course.days is None)

    @cached_property
    def by_keys(self) -> Mapping[Keys, Figure]:
        """The figure of each line."""
        return {keys: self._figure(curve) for keys, curve in self.curves.items()}

    @cached_property
    def total(self) -> Figure:
        """The figure of all lines together: their ends are put on one curve."""
        sums = self.rows.group_by("days").aggregate([(name, "sum") for name in Columns._fields[1:]])
        return self._figure(Curve(columns=Columns(*(each.to_pylist() for each in sums.sort_by("days").columns))))

    @property
    def nothing(self) -> Figure:
        """The figure of a line without rows."""
        return self._figure(Curve(()))

    def _figure(self, curve: Curve) -> Figure:
        return _middle(curve) if self.course.days is None else _share(curve, self.within)


def followed(course: Course, cohort: Measure, question: Question, facts: Reader, dialect: str) -> Followed:
    """Follow a cohort up to the question's ``today``. Raises TodayNotGiven."""
    statement = _statement(course, cohort, shape_of(question), dialect)
    rows = statement.table(facts, values(question, question.period) | course.values(question))
    order = [(name, "ascending") for name in (*keys_of(cohort, shape_of(question)), "days")]
    return Followed(course, course.within(question), rows.sort_by(order))


@lru_cache(maxsize=1024)
def _statement(course: Course, cohort: Measure, shape: Shape, dialect: str) -> Statement:
    """Count the ends for each key and each number of days; the answer is as long as there are days, not rows."""
    conditions = [
        *in_period(cohort, shape),
        *Counting(cohort).conditions,
        *shape.narrowing.conditions(columns_of(cohort)),
    ]
    keys = keys_of(cohort, shape)
    ends = {"is_over": course.is_over, "is_reached": course.is_over & course.is_reached, "days": course.length(cohort)}
    ends |= {"is_mature": course.age(cohort) >= asked("within", "int64")}
    rows = FACT_TABLES[cohort.facts].table.filter(conditions).select(**keys, **ends)
    counted = rows.group_by([*keys, "days"]).agg(
        reached=_.count(where=_.is_reached),
        otherwise=_.count(where=_.is_over & ~_.is_reached),
        open=_.count(where=~_.is_over),
        mature=_.count(where=_.is_mature),
    )
    return compiled(counted, dialect)


def _curves(rows: pa.Table, *, is_of_halves: bool) -> dict[Keys, Curve]:
    """Return the curve of each line from rows in order: they lie together."""
    *keys, days, reached, otherwise, open_, mature = (column.to_pylist() for column in rows.columns)
    lines: Iterable[Keys] = zip(*keys, strict=True) if keys else repeat((), len(days))
    courses, start = {}, 0
    for whose, size in Counter(lines).items():
        own = slice(start, start + size)
        courses[whose] = Columns(days[own], reached[own], otherwise[own], open_[own], mature[own])
        start = own.stop
    known = halves(list(courses.values())) if is_of_halves else repeat(None)
    curves = (Curve(columns=each, known=told) for each, told in zip(courses.values(), known, strict=False))
    return dict(zip(courses, curves, strict=True))


def _share(curve: Curve, within: int) -> Figure:
    counted = curve.counted(within)
    told = Figure(None, counted.reached, curve.size, counted.reached, still_open=counted.open)
    if not curve.size:
        return told
    if not curve.is_followed(within):
        why = Sentence(_NOT_YET, within=within, days=curve.latest)
        return told._replace(why=why, is_young=True, so_far=curve.last.share)
    is_young = 2 * curve.mature < curve.size
    return told._replace(
        value=curve.at(within).share,
        interval=curve.interval_at(within),
        why=Sentence(_YOUNG, size=curve.size, mature=curve.mature, within=within) if is_young else None,
        is_young=is_young,
    )


def _middle(curve: Curve) -> Figure:
    is_reached = curve.middle is not None
    latest = curve.latest
    return Figure(
        None if curve.middle is None else Decimal(curve.middle),
        None,
        None,
        curve.size,
        interval=curve.middle_interval if is_reached else None,
        still_open=curve.counted(latest + 1).open,
        why=Sentence(_NOT_REACHED, days=latest) if curve.size and not is_reached else None,
    )
