"""A company's own metric as plain values without a line of code in it, and what keeps it from being counted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from headway.engine.ground import Day, Ground, How, Sort, Trait
from headway.engine.metric import Grade, Group, Unit
from headway.engine.offered import GROUNDS
from headway.engine.text import Sentence, gettext_noop

Value = str | int | bool


class Comparison(StrEnum):
    """How a trait is compared with values."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    KNOWN = "known"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Clause:
    """A condition on the rows: a trait, a test, and the values it is compared with, one or several of them."""

    trait: str
    test: Comparison
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What is counted: of which facts, by which day, how, of what, and where what holds."""

    facts: str
    day: str
    how: How = How.COUNT
    what: str = ""
    where: tuple[Clause, ...] = ()

    @property
    def ground(self) -> Ground:
        """The facts as they are offered."""
        return GROUNDS[self.facts]

    @property
    def by(self) -> Day:
        """The day that they are counted by, as it is offered."""
        return self.ground.days[self.day]

    @property
    def unit(self) -> Unit:
        """What the rows add up in."""
        return self.ground.quantities[self.what].unit if self.how.takes == "quantity" else Unit.COUNT


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A metric of the company: its words, what is counted, and what that is divided by, if anything.

    Without a ``unit`` it has the one that follows from what is counted.
    """

    label: str
    of: Counted
    per: Counted | None = None
    meaning: str = ""
    also: str = ""
    group: Group = Group.DEALS
    unit: Unit | None = None
    better: str | None = None
    grade: Grade = Grade.VOLUME


class DefinitionProblem(ValueError):
    """A definition that cannot be counted; ``field`` names the part of it that is in the way."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


_NOT_OFFERED = gettext_noop("'%(asked)s' is not offered here. There are: %(known)s.")
_NO_LABEL = gettext_noop("Give the metric a name that people will read.")
_NO_VALUES = gettext_noop("Say what '%(trait)s' is compared with.")
_NO_TEST = gettext_noop("'%(trait)s' cannot be compared by '%(test)s'. It can by %(known)s.")
_NOT_ONE = gettext_noop("'%(trait)s' is compared with one value here, not with several.")
_NOT_DIVIDED = gettext_noop("A mean and a median are not divided, and nothing is divided by one. Use a count or a sum.")
_NOT_BY = gettext_noop("Divide by a count, or by the same unit as above: money by money, time by time.")
_NO_UNIT = gettext_noop("This is counted in %(known)s, not in '%(asked)s'.")
_NOT_MIXED = gettext_noop(
    "What stands at the end of a period is divided by what stands then too, and what happened in it by what happened. "
    "Choose both of one sort."
)
_GRADES = gettext_noop(
    "How many contacts, appointments or tallies there are, and where working time went, tells how busy people were: "
    "for analysis, not for grading."
)


def units_of(definition: Definition) -> tuple[Unit, ...]:
    """Return the units that a number can be told in, the one that it has unless told otherwise first."""
    of, per = definition.of, definition.per
    if per is None:
        return (of.unit,)
    if of.unit is per.unit:
        return (Unit.SHARE, Unit.COUNT)
    return (of.unit,) if per.unit is Unit.COUNT else ()


def checked(definition: Definition) -> Definition:
    """Return a definition that can be counted, with its unit. Raises DefinitionProblem."""
    if not definition.label.strip():
        raise DefinitionProblem(Sentence(_NO_LABEL), "label")
    _check(definition.of, "of")
    if definition.per is not None:
        _check(definition.per, "per")
        _check_division(definition.of, definition.per)
    units = units_of(definition)
    if not units:
        raise DefinitionProblem(Sentence(_NOT_BY), "per.how")
    if definition.unit is not None and definition.unit not in units:
        raise DefinitionProblem(Sentence(_NO_UNIT, asked=definition.unit, known=", ".join(units)), "unit")
    if definition.grade is Grade.ALLOWED and _is_volume(definition):
        raise DefinitionProblem(Sentence(_GRADES), "grade")
    return replace(definition, unit=definition.unit or units[0])


def tests_of(sort: Sort) -> tuple[Comparison, ...]:
    """Return how traits of a sort can be compared."""
    if sort is Sort.YES_NO:
        return (Comparison.IS,)
    if sort.is_measured:
        return (Comparison.AT_LEAST, Comparison.LESS_THAN, Comparison.KNOWN, Comparison.UNKNOWN)
    return (Comparison.IS, Comparison.IS_NOT, Comparison.KNOWN, Comparison.UNKNOWN)


def _check(counted: Counted, field: str) -> None:
    _offered(counted.facts, GROUNDS, f"{field}.facts")
    ground = counted.ground
    _offered(counted.day, ground.days, f"{field}.day")
    if counted.how not in ground.hows:
        raise DefinitionProblem(Sentence(ground.instead), f"{field}.how")
    if counted.how.takes:
        _offered(counted.what, ground.things if counted.how is How.DISTINCT else ground.quantities, f"{field}.what")
    for place, clause in enumerate(counted.where):
        at = f"{field}.where.{place}"
        _offered(clause.trait, ground.traits, at)
        _check_clause(clause, ground.traits[clause.trait], at)


def _check_division(of: Counted, per: Counted) -> None:
    for field, counted in (("of", of), ("per", per)):
        if counted.how in {How.MEAN, How.MEDIAN}:
            raise DefinitionProblem(Sentence(_NOT_DIVIDED), f"{field}.how")
    if bool(of.by.until) is not bool(per.by.until):
        raise DefinitionProblem(Sentence(_NOT_MIXED), "per.facts")


def _offered(asked: str, known: Iterable[str], field: str) -> None:
    names = list(known)
    if asked not in names:
        raise DefinitionProblem(Sentence(_NOT_OFFERED, asked=asked, known=", ".join(names)), field)


def _check_clause(clause: Clause, trait: Trait, field: str) -> None:
    tests = tests_of(trait.sort)
    if clause.test not in tests:
        words = Sentence(_NO_TEST, trait=clause.trait, test=clause.test, known=", ".join(tests))
        raise DefinitionProblem(words, field)
    if clause.test in {Comparison.KNOWN, Comparison.UNKNOWN}:
        return
    if not clause.values:
        raise DefinitionProblem(Sentence(_NO_VALUES, trait=clause.trait), field)
    if len(clause.values) > 1 and (trait.sort not in {Sort.WORD, Sort.NAMED}):
        raise DefinitionProblem(Sentence(_NOT_ONE, trait=clause.trait), field)
    for value in clause.values if trait.sort is Sort.WORD else ():
        _offered(str(value), trait.values, field)


def _is_volume(definition: Definition) -> bool:
    """Whether a number tells how busy people were: of contacts, what does not look at what they did to the deal."""
    of = definition.of
    tells = {clause.trait for clause in of.where if clause.values == (True,)}
    return of.ground.is_volume and not tells & {"is_effective", "is_new_ground"}
