"""The metric that a company's definition makes: the same object as a built-in one."""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_

from ibis import Deferred, _

from headway.engine.definition import Clause, Comparison, Counted, Definition, units_of
from headway.engine.facts import FACT_TABLES
from headway.engine.ground import How, Sort, Trait
from headway.engine.metric import Aggregate, Measure, Metric, Rule

_OWN = "own"


def metric_of(definition: Definition, *, name: str, formula: str, left_out: str, origin: str = "") -> Metric:
    """Return the metric that a checked definition makes; its formula is said by whoever knows the reader."""
    return Metric(
        module=f"{_OWN}.{name}",
        label=definition.label,
        also=definition.also,
        meaning=definition.meaning or formula,
        formula=formula,
        left_out=left_out,
        of=_measure(definition.of),
        per=_measure(definition.per) if definition.per else None,
        has_part=_has_part(definition),
        unwritten=definition.of.ground.unwritten,
        group=definition.group,
        rule=_rule(definition),
        unit=definition.unit or units_of(definition)[0],
        better=definition.better,
        grade=definition.grade,
        origin=origin,
        example="",
    )


def is_own(metric: Metric) -> bool:
    """Whether a company made a metric itself."""
    return metric.module.startswith(f"{_OWN}.")


def _has_part(definition: Definition) -> bool:
    """Whether what is counted is a part of what it is divided by: the same rows, narrowed by what narrows those too."""
    of, per = definition.of, definition.per
    if per is None or (of.facts, of.day) != (per.facts, per.day):
        return False
    return set(per.where) <= set(of.where)


def _rule(definition: Definition) -> Rule:
    if definition.of.by.until:
        return Rule.STOCK
    return Rule.COHORT if _is_cohort(definition) else Rule.PERIOD


def _is_cohort(definition: Definition) -> bool:
    """Whether it asks of rows that began in the period what became of them by now."""
    of, per = definition.of, definition.per
    if per is None or not _has_part(definition) or not of.by.is_beginning:
        return False
    return any(of.ground.traits[clause.trait].is_later for clause in set(of.where) - set(per.where))


def _measure(counted: Counted) -> Measure:
    ground, day = counted.ground, counted.by
    quantity = ground.quantities.get(counted.what) if counted.how.takes == "quantity" else None
    value: int | Deferred = ground.one
    if counted.how is How.DISTINCT:
        value = _[counted.what]
    elif quantity is not None:
        value = quantity.value
    return Measure(
        facts=counted.facts,
        on=counted.day,
        until=day.until,
        again_on=day.again_on,
        is_gone_by=day.is_gone_by,
        value=value,
        where=_all(_conditions(counted)),
        dated=day.dated,
        left_out=quantity.left_out if quantity else None,
        aggregate=Aggregate.SUM if counted.how is How.COUNT else Aggregate(counted.how.value),
        rep=day.rep,
        team=day.team,
        unit=counted.unit,
    )


def _conditions(counted: Counted) -> Iterator[Deferred]:
    """Yield what holds for the rows that count; of different things, that there is one."""
    ground = counted.ground
    if counted.by.where is not None:
        yield counted.by.where
    for clause in counted.where:
        yield _condition(clause, ground.traits[clause.trait])
    if counted.how is How.DISTINCT and not FACT_TABLES[counted.facts].columns[counted.what].startswith("!"):
        yield _[counted.what].notnull()
    quantity = ground.quantities.get(counted.what)
    if counted.how.takes == "quantity" and quantity is not None and quantity.where is not None:
        yield quantity.where


def _condition(clause: Clause, trait: Trait) -> Deferred:
    if trait.sort is Sort.YES_NO:
        holds = _[trait.column] if trait.holds is None else trait.holds
        return holds if clause.values[0] else ~holds
    column = _[trait.column]
    conditions: dict[Comparison, Callable[[], Deferred]] = {
        Comparison.KNOWN: column.notnull,
        Comparison.UNKNOWN: column.isnull,
        Comparison.AT_LEAST: lambda: column >= int(clause.values[0]) * trait.sort.in_column,
        Comparison.LESS_THAN: lambda: column < int(clause.values[0]) * trait.sort.in_column,
        Comparison.IS: lambda: column.isin(clause.values),
        # Rows without a value are none of these either.
        Comparison.IS_NOT: lambda: column.isnull() | column.notin(clause.values),
    }
    return conditions[clause.test]()


def _all(conditions: Iterator[Deferred]) -> Deferred | None:
    found = list(conditions)
    return reduce(and_, found) if found else None
