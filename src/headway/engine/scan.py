"""Scans: several measures counted in one statement, so that a whole board looks at each fact table a few times only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import ibis
from ibis import _

from headway.engine.counted import Condition, Counting, Shape, columns_of, facts_of, in_period, keys_of, sign_of
from headway.engine.facts import FACT_TABLES
from headway.engine.given import Given
from headway.engine.metric import Aggregate, Measure
from headway.engine.statement import Statement, asked, compiled


@dataclass(frozen=True, slots=True)
class Scan:
    """One statement, and for each thing counted the number of its columns ``value_N`` and ``rows_N``."""

    statement: Statement
    places: tuple[tuple[Counting, int], ...]

    @property
    def given(self) -> Given | None:
        """What has to be found out before."""
        return self.places[0][0].measure.given


@lru_cache(maxsize=1024)
def scans(countings: tuple[Counting, ...], shape: Shape, dialect: str) -> tuple[Scan, ...]:
    """Return the statements that count all of it; what is counted by the same days and people is counted together."""
    groups: dict[object, list[Counting]] = {}
    for each in countings:
        groups.setdefault(_common(each.measure), []).append(each)
    return tuple(_scan(group, shape, dialect) for group in groups.values())


def _common(measure: Measure) -> object:
    """Return what measures have to share so that one look at the facts is enough."""
    bound = [measure.rep, measure.team, *([] if measure.dated is None else [measure.dated])]
    days = (measure.on, measure.until, measure.again_on)
    return (measure.facts, *days, measure.given, *_operations(measure, bound))


def _scan(countings: Sequence[Counting], shape: Shape, dialect: str) -> Scan:
    rows = _rows(countings[0].measure, shape)
    columns: dict[object, int] = {}
    places = []
    for each in countings:
        told = (each.aggregate, *_operations(each.measure, [each.value, *each.conditions]))
        places.append((each, columns.setdefault(told, len(columns))))
    distinct = {place: each for each, place in reversed(places)}
    if len(distinct) == 1:
        rows = rows.filter(distinct[0].conditions) if distinct[0].conditions else rows
    values = [
        value
        for place in range(len(distinct))
        for value in _aggregates(rows, distinct[place], place, is_alone=len(distinct) == 1)
    ]
    return Scan(compiled(rows.aggregate(values, by=shape.key_names), dialect), tuple(places))


def _aggregates(rows: ibis.Table, counting: Counting, place: int, *, is_alone: bool) -> Iterable[ibis.Value]:
    conditions = [] if is_alone or not counting.conditions else rows.bind(*counting.conditions)
    where = ibis.and_(*conditions) if conditions else None
    count = rows.sign.sum(where=where) if counting.measure.is_stock else rows.count(where=where)
    yield _aggregate(rows, counting, where, count).name(f"value_{place}")
    yield count.name(f"rows_{place}")


def _aggregate(rows: ibis.Table, counting: Counting, where: ibis.Value | None, count: ibis.Value) -> ibis.Value:
    if isinstance(counting.value, int):
        return count * counting.value
    (value,) = rows.bind(counting.value)
    if counting.aggregate is Aggregate.DISTINCT:
        return value.nunique(where=where)
    if counting.aggregate is Aggregate.MEDIAN:
        return value.median(where=where)
    return (value * rows.sign if counting.measure.is_stock else value).sum(where=where)


def _rows(measure: Measure, shape: Shape) -> ibis.Table:
    """Return the rows of the period with their keys; of a stock, those that stand, with a ``sign``."""
    if measure.is_stock and any(each.is_time for each in shape.by):
        return _came_and_went(measure, shape) if measure.given is None else _stood(measure, measure.given, shape)
    narrowed = shape.narrowing.conditions(columns_of(measure))
    rows = facts_of(measure).filter([*in_period(measure, shape), *narrowed])
    sign = sign_of(measure, shape)
    signed = {"sign": ibis.literal(1) if sign is None else sign} if measure.is_stock else {}
    return rows.mutate(**keys_of(measure, shape), **signed)


def _came_and_went(measure: Measure, shape: Shape) -> ibis.Table:
    """Return the rows as they came (1) and as they went (-1) before the end; what was before the start, as of then."""
    facts = facts_of(measure)
    known = [*([] if measure.dated is None else [measure.dated]), *shape.narrowing.conditions(columns_of(measure))]
    came, went = (
        facts.filter([day.notnull(), *known]).mutate(changed_on=day.cast("date"), sign=ibis.literal(sign))
        for day, sign in ((_[measure.on], 1), (_[measure.until], -1))
    )
    rows, on = came.union(went), _.changed_on
    if not shape.is_all:
        rows = rows.filter(_.changed_on < asked("end", "date"))
        on = ibis.greatest(_.changed_on, asked("start", "date"))
    return rows.mutate(counted_on=on).mutate(**keys_of(measure, shape, _.counted_on))


def _stood(measure: Measure, given: Given, shape: Shape) -> ibis.Table:
    """Return a row for each of the ``ends`` at which it stood, with what was given for that day.

    Its keys in time are that day. What went before it came stands for less than nothing, as in ``in_period``.
    """
    known = [*([] if measure.dated is None else [measure.dated]), *shape.narrowing.conditions(columns_of(measure))]
    on, until = _[measure.on].cast("date"), _[measure.until].cast("date").coalesce(ibis.date(date.max.isoformat()))
    rows = FACT_TABLES[measure.facts].table.filter(known)
    rows = rows.mutate(from_on=ibis.least(on, until), to_on=ibis.greatest(on, until), sign=(on <= until).ifelse(1, -1))
    rows = rows.filter([_.from_on < asked("end", "date"), _.to_on >= asked("first_end", "date")])
    ends = asked("ends", "array<string>").unnest().name("ended_on").as_table().select(ended_on=_.ended_on.cast("date"))
    stood = rows.inner_join(ends, [rows.from_on < ends.ended_on, rows.to_on >= ends.ended_on])
    keys = keys_of(measure, shape)
    keys |= {name: _.ended_on for name, each in zip(keys, shape.by, strict=True) if each.is_time}
    return given.joined_daily(stood).mutate(**keys)


def _operations(measure: Measure, expressions: Iterable[Condition | str | int]) -> tuple[object, ...]:
    """Return what expressions do, to be compared: two that were written apart and say the same are the same."""
    table = facts_of(measure)
    return tuple(value.op() for each in expressions for value in table.bind(each))
