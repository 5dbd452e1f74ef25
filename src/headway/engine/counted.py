"""The rows that a measure counts, as an expression over facts that no database has seen yet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

import ibis
from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.facts import FACT_TABLES
from headway.engine.metric import Aggregate, Measure
from headway.engine.narrow import Narrowing, by_columns
from headway.engine.statement import asked

Condition: TypeAlias = Deferred | ibis.Value
# By how many days the local days of one moment can lie apart: from the first zone to the last there are 26 hours.
ZONES_APART = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """All of a question that its text depends on; dates, ids and keys are bound."""

    by: tuple[Dimension, ...]
    narrowing: Narrowing
    is_all: bool
    week_start: int = 0
    is_keyed: bool = False

    @property
    def key_names(self) -> list[str]:
        """The names of the columns that hold the keys: ``key_0`` ..."""
        return [f"key_{index}" for index, _dimension in enumerate(self.by)]


@dataclass(frozen=True)
class Counting:
    """What is counted of a measure: the rows that count, or those that belong to the period but cannot be counted."""

    measure: Measure
    is_left_out: bool = False

    @cached_property
    def conditions(self) -> list[Condition]:
        """What holds for a row that is counted, whenever it happened."""
        measure = self.measure
        where: list[Condition] = [] if measure.where is None else [measure.where]
        if measure.is_gone_by:
            where.append(_[measure.on] < asked("today", "date"))
        if measure.left_out is None:
            return where
        return [*where, measure.left_out if self.is_left_out else ~measure.left_out]

    @cached_property
    def value(self) -> int | Deferred:
        """What a row contributes; one that cannot be counted contributes 1."""
        return 1 if self.is_left_out else self.measure.value

    @property
    def aggregate(self) -> Aggregate:
        """How the contributions become one value."""
        return Aggregate.SUM if self.is_left_out else self.measure.aggregate

    def adds_up(self, shape: Shape) -> bool:
        """Whether the whole is the sum of the lines that it is cut into."""
        is_cut_in_time = any(each.is_time for each in shape.by)
        is_apart = self.measure.is_stock or self.measure.again_on is not None
        return self.aggregate.adds_up and not (is_apart and is_cut_in_time)


def counted_rows(measure: Measure, shape: Shape) -> ibis.Table:
    """Return the rows themselves, each with its key, client, deal, day and contribution, in the order of their days.

    Of what is counted by different values, the first row of each value stands for it and contributes 1.
    """
    return _in_order(_listed(Counting(measure), shape), measure)


def left_out_rows(measure: Measure, shape: Shape) -> ibis.Table:
    """Return the rows that belong to the period but cannot be counted, or may stand at its end; each contributes 1."""
    listed = [_listed(each, shape) for each in left_out_by(measure)]
    # What is joined may know less of its columns than what is not: told alike, they can be put together.
    alike = [each.cast({name: type_(nullable=True) for name, type_ in each.schema().items()}) for each in listed]
    return _in_order(ibis.union(*alike) if len(alike) > 1 else listed[0], measure)


def left_out_by(measure: Measure) -> tuple[Counting, ...]:
    """Return what counts the rows that a measure leaves out: what is not known of them, or since when they stand."""
    known = () if measure.left_out is None else (Counting(measure, is_left_out=True),)
    return known if measure.undated is None else (*known, Counting(measure.undated))


@lru_cache(maxsize=256)
def facts_of(measure: Measure) -> ibis.Table:
    """Return the facts that a measure counts, with what was worked out for it before."""
    facts = FACT_TABLES[measure.facts].table
    if measure.since is not None:
        return measure.since.of(facts)
    return facts if measure.given is None else measure.given.joined(facts)


def in_period(measure: Measure, shape: Shape) -> list[Condition]:
    """Return what holds for the rows of a period: of a stock, for those that stand at its end.

    A stock counts those that came by the end less those that went by then. With reps in several time zones a deal may
    leave a stage on an earlier day than it came; the two then cancel out, and nothing stands twice. By so few days that
    what came much later or went much earlier need not be read. What has done one of both and not the other counts; the
    same told by 'and' and 'or' takes a database twice the time.
    """
    on, end = _[measure.on], asked("end", "date")
    dated = [] if measure.dated is None or shape.is_all else [measure.dated]
    if not measure.is_stock:
        told = [] if measure.again_on is None else [_is_last(measure, measure.again_on, shape)]
        return [on.notnull(), *told] if shape.is_all else [on >= asked("start", "date"), on < end, *dated, *told]
    until = _[measure.until]
    if shape.is_all:
        # In all time what has no day counts as all else.
        return [until.isnull() if measure.since is None else ibis.literal(value=False)]
    near = [on < asked("after_end", "date"), until.isnull() | (until >= asked("before_end", "date"))]
    return [*near, (on < end) != (until < end).fill_null(ibis.literal(value=False)), *dated]


def _is_last(measure: Measure, again_on: str, shape: Shape) -> Condition:
    """Return whether a row is the last of its thing within its line's time; what has not come by today is not known."""
    on, again, today = _[measure.on], _[again_on], asked("today", "date")
    is_later = again >= today if shape.is_all else (again >= today) | (again >= asked("end", "date"))
    for each in shape.by:
        if each.is_time:
            is_later = is_later | (_first_day(again, each, shape.week_start) > _first_day(on, each, shape.week_start))
    return again.isnull() | is_later


def sign_of(measure: Measure, shape: Shape) -> Condition | None:
    """Return what the contribution of a row is multiplied by, or None where that is 1; see ``in_period``."""
    if not measure.is_stock or shape.is_all:
        return None
    return (_[measure.on] < asked("end", "date")).ifelse(1, -1)


def keys_of(measure: Measure, shape: Shape, on: Condition | None = None) -> dict[str, Condition]:
    """Return the keys of a row by their names; ``on`` is the day that it is put under, unless the measure's own."""
    day = _[measure.on] if on is None else on
    return {name: _key(each, measure, shape, day) for name, each in zip(shape.key_names, shape.by, strict=True)}


def columns_of(measure: Measure) -> Callable[[Dimension], Deferred]:
    """Return what tells the column of a dimension."""
    return by_columns({Dimension.REP: measure.rep, Dimension.TEAM: measure.team})


def _key(dimension: Dimension, measure: Measure, shape: Shape, on: Condition) -> Condition:
    if not dimension.is_time:
        return columns_of(measure)(dimension)
    start = _first_day(on, dimension, shape.week_start)
    if measure.dated is None or not shape.is_all:
        return start
    return measure.dated.ifelse(start, ibis.null("date"))


def _first_day(on: Condition, dimension: Dimension, week_start: int) -> Condition:
    if dimension is Dimension.DAY:
        return on
    if dimension is Dimension.MONTH:
        return on.truncate("M")
    if week_start == 0:
        return on.truncate("W")
    # Databases cut weeks on Mondays: move the days there and back.
    shift = ibis.interval(days=7 - week_start)
    return (on + shift).truncate("W") - shift


def _listed(counting: Counting, shape: Shape) -> ibis.Table:
    measure = counting.measure
    facts = FACT_TABLES[measure.facts]
    conditions = [*in_period(measure, shape), *counting.conditions]
    keys = keys_of(measure, shape)
    rows = facts_of(measure).filter([*conditions, *shape.narrowing.conditions(columns_of(measure))])
    rows = rows.mutate(**keys, contribution=_contribution(counting, shape))
    if shape.is_keyed:
        named = zip(keys, shape.by, strict=True)
        rows = rows.filter([_[name].identical_to(asked(name, each.type)) for name, each in named])
    if counting.aggregate is Aggregate.DISTINCT:
        rows = _first_of_each(rows, measure)
    columns = {name: _[name] for name in facts.key}
    columns |= {name: _[name] if name in facts.columns else ibis.null("int64") for name in ("client_id", "deal_id")}
    on = measure.on if measure.since is None else measure.since.on
    return rows.select(**columns, counted_on=_[on], contribution=_.contribution.cast("int64"))


def _in_order(listed: ibis.Table, measure: Measure) -> ibis.Table:
    return listed.order_by("counted_on", *FACT_TABLES[measure.facts].key)


def _contribution(counting: Counting, shape: Shape) -> Condition | int:
    sign = sign_of(counting.measure, shape)
    return counting.value if sign is None else sign * counting.value


def _first_of_each(rows: ibis.Table, measure: Measure) -> ibis.Table:
    order = [_[name] for name in (measure.on, *FACT_TABLES[measure.facts].key)]
    place = ibis.row_number().over(group_by=_.contribution, order_by=order)
    return rows.mutate(place=place).filter(_.place == 0).mutate(contribution=ibis.literal(1))
