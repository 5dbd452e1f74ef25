"""What a metric is: a number of selling with its words, its rule, and the facts it is counted from."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from ibis import Deferred

from headway.engine.dimension import Dimension
from headway.engine.facts import FACT_TABLES
from headway.engine.text import gettext_noop

Column: TypeAlias = str | Deferred


class Rule(StrEnum):
    """What a number counts by."""

    PERIOD = "period"
    COHORT = "cohort"

    @property
    def meaning(self) -> str:
        """The rule in words."""
        return _RULES[self]


_RULES = {
    Rule.PERIOD: gettext_noop("What happened in the period, whenever the deal began."),
    Rule.COHORT: gettext_noop("Of those that took the earlier step in the period, what became of them by now."),
}


class Unit(StrEnum):
    """What a value is counted in: pieces, minor units of the company's currency, a share from 0 to 1, or days."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DAYS = "days"


class Grade(StrEnum):
    """Whether people may be graded by a number."""

    ALLOWED = "allowed"
    VOLUME = "volume"
    NEVER_ALONE = "never alone"

    @property
    def meaning(self) -> str:
        """The grade in words."""
        return _GRADES[self]


_GRADES = {
    Grade.ALLOWED: gettext_noop("May grade people."),
    Grade.VOLUME: gettext_noop("For analysis, not for grading."),
    Grade.NEVER_ALONE: gettext_noop("For grading only beside its count: alone it rewards logging less."),
}


class Aggregate(StrEnum):
    """How the contributions of the rows become one value."""

    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, eq=False, kw_only=True)
class Measure:
    """One count over one fact table.

    A row belongs to the period by its local day ``on``, counts where ``where`` holds, and contributes ``value``, an
    integer: 1, minor units, or microseconds. Rows for which ``left_out`` holds belong there but cannot be counted;
    their number is told. ``dated`` says whether the day is known: rows of an unknown day stand in no period but in
    all time. ``rep`` and ``team`` say whose a row is; both may be a column's name or an expression.
    """

    facts: str
    on: str
    value: int | Deferred = 1
    where: Deferred | None = None
    dated: Deferred | None = None
    left_out: Deferred | None = None
    aggregate: Aggregate = Aggregate.SUM
    rep: Column = "rep_id"
    team: Column = "team_id"

    @property
    def dimensions(self) -> frozenset[Dimension]:
        """The dimensions that its facts know."""
        columns = FACT_TABLES[self.facts].columns
        return frozenset(each for each in Dimension if each.is_time or each.column in columns)


@dataclass(frozen=True, eq=False, kw_only=True)
class Metric:
    """A number with everything that is known about it.

    ``module`` is the ``__name__`` of the file it stands in: the file's name is the metric's name. ``of`` is counted,
    and where there is a ``per``, divided by it once. ``better`` is 'higher', 'lower', or None where neither is.
    ``example`` is a text table of facts followed by lines ``period = result``, and is run by the tests.
    """

    module: str
    label: str
    meaning: str
    formula: str
    left_out: str
    of: Measure
    per: Measure | None = None
    rule: Rule = Rule.PERIOD
    unit: Unit = Unit.COUNT
    better: str | None = "higher"
    grade: Grade = Grade.ALLOWED
    example: str

    @cached_property
    def name(self) -> str:
        """The name it is asked by."""
        return self.module.rpartition(".")[2]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What is counted: ``of``, and ``per`` where there is one."""
        return (self.of,) if self.per is None else (self.of, self.per)

    @cached_property
    def telling(self) -> Measure | None:
        """The measure whose rows left out are told: the wider one of those that leave any out."""
        return next((measure for measure in reversed(self.measures) if measure.left_out is not None), None)

    @cached_property
    def dimensions(self) -> frozenset[Dimension]:
        """The dimensions by which it can be cut: those that all of its facts know."""
        return frozenset.intersection(*(measure.dimensions for measure in self.measures))
