"""What a metric is: a number of selling with its words, its rule, and the facts it is counted from."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, reduce
from operator import and_
from typing import TypeAlias

import ibis
from ibis import Deferred

from headway.engine.course import Course
from headway.engine.dimension import Dimension
from headway.engine.factor import Factor
from headway.engine.facts import FACT_TABLES
from headway.engine.given import Given
from headway.engine.text import gettext_noop
from headway.engine.undated import CAME_ON, Undated

Column: TypeAlias = str | Deferred | ibis.Value

# Whose rows of facts are that are nobody's: a question about some reps or teams alone finds none of them.
NOBODY = ibis.null("int64")


class Rule(StrEnum):
    """What a number counts by."""

    PERIOD = "period"
    COHORT = "cohort"
    MATURE = "mature"
    STOCK = "stock"

    @property
    def meaning(self) -> str:
        """The rule in words."""
        return _RULES[self]


_RULES = {
    Rule.PERIOD: gettext_noop("What happened in the period, whenever the deal began."),
    Rule.COHORT: gettext_noop("Of those that took the earlier step in the period, what became of them by now."),
    Rule.MATURE: gettext_noop(
        "Of those that took the earlier step in the period, corrected for those still open: each counts for as long as "
        "it has been followed, and all other ends compete."
    ),
    Rule.STOCK: gettext_noop("What stood at the end of the period, as it was known to stand on that day."),
}


class Unit(StrEnum):
    """What a value is counted in: pieces, minor units of the company's currency, a share from 0 to 1, days or hours."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DAYS = "days"
    HOURS = "hours"


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


class Group(StrEnum):
    """The heading that a metric stands under."""

    LEADS = "leads"
    OPPORTUNITIES = "opportunities"
    DEALS = "deals"
    SALES = "sales"
    CONTACTS = "contacts"
    TIMES = "times"

    @property
    def heading(self) -> str:
        """The heading in words."""
        return _GROUPS[self]


_GROUPS = {
    Group.LEADS: gettext_noop("Leads"),
    Group.OPPORTUNITIES: gettext_noop("Opportunities"),
    Group.DEALS: gettext_noop("Deals"),
    Group.SALES: gettext_noop("Sales"),
    Group.CONTACTS: gettext_noop("Contacts"),
    Group.TIMES: gettext_noop("Times"),
}


class Aggregate(StrEnum):
    """How the contributions of the rows become one value; of DISTINCT, how many different ones there are."""

    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    DISTINCT = "distinct"

    @property
    def adds_up(self) -> bool:
        """Whether the whole follows from its parts."""
        return self in {Aggregate.SUM, Aggregate.MEAN}


_ENDS = ("lost_on", "closed_on")
# Columns that hold 1, or 0 for a contact that is counted with another.
_ONE_AT_MOST = frozenset({("contacts", "volume")})


@dataclass(frozen=True, eq=False, kw_only=True)
class Measure:
    """One count over one fact table.

    A row belongs to the period by its local day ``on``, counts where ``where`` holds, and contributes ``value``, an
    integer: 1, minor units, or microseconds. Rows for which ``left_out`` holds belong there but cannot be counted;
    their number is told. ``dated`` says whether the day is known: rows of an unknown day stand in no period but in
    all time. ``rep`` and ``team`` say whose a row is; both may be a column's name or an expression. ``is_gone_by``
    counts the rows whose day lies before the question's ``today`` alone: of what is agreed, nobody knows more yet.

    ``again_on`` is the day on which the same thing is told again later: of several rows within the time that a line is
    about the last counts, so that a deal counts once. What ``given`` works out of the facts first stands in a column
    of that name.

    ``unit`` is what its rows add up in, where that does not follow from the metric's.

    A stock has ``until``: its rows stand from the day ``on`` up to that day, without it until now, and those that stand
    at the end of the period count. Those of an unknown day may stand there, and are told as left out; the measure that
    counts them has ``since``.
    """

    facts: str
    on: str
    until: str | None = None
    value: int | Deferred = 1
    where: Deferred | None = None
    dated: Deferred | None = None
    left_out: Deferred | None = None
    aggregate: Aggregate = Aggregate.SUM
    rep: Column = "rep_id"
    team: Column = "team_id"
    is_gone_by: bool = False
    again_on: str | None = None
    given: Given | None = None
    unit: Unit | None = None
    since: Undated | None = None

    @cached_property
    def undated(self) -> "Measure | None":
        """Of a stock, the rows whose day is not known: those that may stand at the end of the period; each adds 1."""
        if self.until is None or self.dated is None:
            return None
        plain = replace(self, value=1, left_out=None, given=None, aggregate=Aggregate.SUM, unit=None)
        return replace(plain, on=CAME_ON, dated=None, since=Undated(self.on, self.dated))

    @property
    def is_stock(self) -> bool:
        """Whether it counts what stands at a day, not what happens in a time."""
        return self.until is not None

    @cached_property
    def is_of_pieces(self) -> bool:
        """Whether a row adds one piece at the most."""
        if isinstance(self.value, int) or self.aggregate is Aggregate.DISTINCT:
            return True
        (value,) = FACT_TABLES[self.facts].table.bind(self.value)
        return self.aggregate is Aggregate.SUM and (self.facts, value.get_name()) in _ONE_AT_MOST

    @property
    def dimensions(self) -> frozenset[Dimension]:
        """The dimensions that its facts know; of a reason of loss, where it counts what ended."""
        columns = FACT_TABLES[self.facts].columns
        is_cut_in_time = self.given is None or self.given.find_daily is not None
        known = frozenset(each for each in Dimension if (is_cut_in_time if each.is_time else each.column in columns))
        return known if self.on in _ENDS else known - {Dimension.LOSS_REASON}


@dataclass(frozen=True, eq=False)
class Mark:
    """Rows of ``of`` that count, but are measured otherwise than the number is called, and how many, in words."""

    where: Deferred
    words: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Metric:
    """A number with everything that is known about it.

    ``module`` is the ``__name__`` of the file it stands in: the file's name is the metric's name; ``also`` is what
    else one calls it, parted by commas. ``of`` is counted, and where there is a ``per``, divided by it once;
    ``factors`` are further metrics that it is multiplied or divided by; of some rows ``mark`` tells more. ``unwritten``
    is for what nobody may have written down: where no row of ``of`` counts (of a share of a whole, of ``per``) the
    number is not known, not zero, and this sentence says so. ``has_part`` says that ``of`` counts some of the rows of
    ``per`` where that does not follow from their conditions. ``better`` is 'higher', 'lower', or None where neither is.
    ``source`` names where the field defines it so, ``origin`` who in the company made it, and when. ``example`` is a
    text table of facts followed by lines ``period = result``, and ``oracle`` the SQL that an analyst would write on the
    same facts for a period from $start to $end; the tests run both.
    """

    module: str
    label: str
    also: str = ""
    meaning: str
    formula: str
    left_out: str
    of: Measure
    per: Measure | None = None
    factors: tuple[Factor, ...] = ()
    course: Course | None = None
    mark: Mark | None = None
    unwritten: str = ""
    has_part: bool = False
    group: Group
    rule: Rule = Rule.PERIOD
    unit: Unit = Unit.COUNT
    better: str | None = "higher"
    grade: Grade = Grade.ALLOWED
    source: str = ""
    origin: str = ""
    example: str
    oracle: str = ""

    @cached_property
    def name(self) -> str:
        """The name it is asked by."""
        return self.module.rpartition(".")[2]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What is counted: ``of``, and ``per`` where there is one."""
        return (self.of,) if self.per is None else (self.of, self.per)

    @property
    def cohort(self) -> Measure:
        """The rows that a course follows: all of them, whatever became of them."""
        return self.of if self.per is None else self.per

    @property
    def is_part(self) -> bool:
        """Whether ``of`` counts some of the rows of ``per``, so that a share of it is a part of a whole."""
        if self.per is None or self.rule is Rule.COHORT or self.has_part:
            return self.per is not None
        is_alike = (self.of.facts, self.of.on) == (self.per.facts, self.per.on)
        return is_alike and self.per.where is None

    @cached_property
    def telling(self) -> Measure | None:
        """The measure whose rows left out are told: the wider one of those that leave any out; of stocks, of any."""
        leaving = [each for each in reversed(self.measures) if each.left_out is not None or each.undated is not None]
        return max(leaving, key=lambda each: each.left_out is not None, default=None)

    @cached_property
    def marked(self) -> Measure | None:
        """What counts the rows that are marked; None where none are."""
        if self.mark is None:
            return None
        of = self.of
        where = [each for each in (of.where, None if of.left_out is None else ~of.left_out) if each is not None]
        return replace(
            of, where=reduce(and_, where, self.mark.where), left_out=None, value=1, aggregate=Aggregate.SUM, unit=None
        )

    @cached_property
    def is_sum_of_known(self) -> bool:
        """Whether ``of`` adds up the rows of which something is known, and leaves out the others."""
        leaves_out = self.of.left_out is not None or self.of.undated is not None
        return leaves_out and self.of.aggregate is Aggregate.SUM and self.course is None

    @cached_property
    def dimensions(self) -> frozenset[Dimension]:
        """The dimensions by which it can be cut: those that all of its facts know."""
        known = (*(measure.dimensions for measure in self.measures), *(each.metric.dimensions for each in self.factors))
        return frozenset.intersection(*known)

    @property
    def is_stock(self) -> bool:
        """Whether it tells what stands at the end of a period."""
        return self.of.is_stock

    @property
    def is_until_today(self) -> bool:
        """Whether a question about it has to say which day is today."""
        return self.course is not None or any(each.is_gone_by or each.given or each.is_stock for each in self.measures)
