"""What becomes of a cohort: the day on which each row of it came to an end, and whether that end was the step."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import ibis
from ibis import Deferred, _

from headway.engine.statement import asked

if TYPE_CHECKING:
    from headway.engine.metric import Measure
    from headway.engine.question import Question

Column: TypeAlias = str | Deferred

DAYS = 180
_MICROSECONDS_A_DAY = 24 * 60 * 60 * 1_000_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Course:
    """How the rows of a measure, the cohort, are followed: from the measure's day (or ``since``) until ``ended_on``.

    An end counts if it is not later than the question's ``today``; whoever has none by then is still on the way, and
    was last seen today. ``is_reached`` says whether an end was the step; all other ends compete with it. A number is
    told at a count of ``days`` (unless the question says ``within`` how many), or where that is None, it is the middle:
    after how many days half of the cohort had reached the step.
    """

    ended_on: Column
    is_reached: Deferred
    since: Column | None = None
    days: int | None = DAYS

    def reached(self, cohort: "Measure") -> "Measure":
        """Return the rows of a cohort that reached the step within the days."""
        conditions = self.is_over & self.is_reached & (self.length(cohort) <= asked("within", "int64"))
        return replace(cohort, where=conditions if cohort.where is None else cohort.where & conditions)

    def lengths(self, cohort: "Measure") -> "Measure":
        """Return the rows of a cohort, each with the time that it was followed."""
        return replace(cohort, value=self.length(cohort) * _MICROSECONDS_A_DAY)

    @property
    def is_over(self) -> Deferred:
        """Whether a row has come to an end by today."""
        ended_on = _of(self.ended_on)
        return ended_on.notnull() & (ended_on <= asked("today", "date"))

    def length(self, cohort: "Measure") -> Deferred:
        """Return for how many days a row was followed.

        With reps in several time zones an end may fall on an earlier day than the beginning: it took no day then.
        """
        return self._until(cohort, self.is_over.ifelse(_of(self.ended_on), asked("today", "date")))

    def ended_after(self, cohort: "Measure") -> Deferred:
        """Return after how many days a row ended, whenever that was; null where it has not."""
        return self._until(cohort, _of(self.ended_on))

    def age(self, cohort: "Measure") -> Deferred:
        """Return how many days ago a row began."""
        return -self._since(cohort).delta(asked("today", "date"), unit="day")

    def _until(self, cohort: "Measure", ended_on: Deferred) -> Deferred:
        days = -self._since(cohort).delta(ended_on, unit="day")
        return (days > 0).ifelse(days, days.isnull().ifelse(ibis.null("int64"), ibis.literal(0, "int64")))

    def _since(self, cohort: "Measure") -> Deferred:
        return _of(cohort.on if self.since is None else self.since)

    def values(self, question: "Question") -> dict[str, object]:
        """Return what to bind to statements about the course. Raises TodayNotGiven."""
        if question.today is None:
            raise TodayNotGiven
        return {"today": question.today, "within": self.within(question)}

    def within(self, question: "Question") -> int:
        """Return the number of days that a question asks for."""
        return question.within or self.days or DAYS


def _of(column: Column) -> Deferred:
    return _[column] if isinstance(column, str) else column


class TodayNotGiven(ValueError):
    """A question about a course has to say up to which day it is followed."""

    def __init__(self) -> None:
        super().__init__("The metric follows a cohort up to today: hand the question its `today`.")
