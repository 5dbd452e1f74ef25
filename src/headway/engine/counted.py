"""The rows that a measure counts, as an expression over facts that no database has seen yet."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.facts import FACT_TABLES
from headway.engine.metric import Aggregate, Measure
from headway.engine.narrow import Narrowing, by_columns
from headway.engine.statement import asked


@dataclass(frozen=True, slots=True)
class Shape:
    """All of a question that its text depends on; dates, ids and keys are bound."""

    by: tuple[Dimension, ...]
    narrowing: Narrowing
    is_all: bool
    week_start: int = 0
    is_keyed: bool = False


def totals(measure: Measure, shape: Shape) -> ibis.Table:
    """Return the value and the number of rows for each combination of keys: ``key_0`` ..., ``value``, ``rows``."""
    rows = _rows(measure, shape, _counts(measure))
    value = _.contribution.median() if measure.aggregate is Aggregate.MEDIAN else _.contribution.sum()
    return rows.aggregate([value.name("value"), _.count().name("rows")], by=_key_names(shape))


def counted_rows(measure: Measure, shape: Shape) -> ibis.Table:
    """Return the rows themselves, each with its key, client, deal, day and contribution, in the order of their days."""
    return _listed(measure, _rows(measure, shape, _counts(measure)))


def left_out_rows(measure: Measure, shape: Shape) -> ibis.Table:
    """Return the rows that belong to the period but cannot be counted; each contributes 1."""
    return _listed(measure, _rows(measure, shape, _is_left_out(measure), contribution=ibis.literal(1)))


def left_out_total(measure: Measure, shape: Shape) -> ibis.Table:
    """Return how many rows belong to the period but cannot be counted, as ``rows``."""
    return _rows(measure, shape, _is_left_out(measure), contribution=ibis.literal(1)).agg(rows=_.count())


def _rows(
    measure: Measure, shape: Shape, counts: list[Deferred], contribution: ibis.Value | Deferred | None = None
) -> ibis.Table:
    conditions = [*_in_period(measure, shape), *counts, *shape.narrowing.conditions(_columns(measure))]
    keys = {name: _key(each, measure, shape) for name, each in zip(_key_names(shape), shape.by, strict=True)}
    value = measure.value if contribution is None else contribution
    rows = FACT_TABLES[measure.facts].table.filter(conditions).mutate(**keys, contribution=value)
    if shape.is_keyed:
        rows = rows.filter(
            [_[name].identical_to(asked(name, each.type)) for name, each in zip(keys, shape.by, strict=True)]
        )
    return rows


def _columns(measure: Measure) -> Callable[[Dimension], Deferred]:
    return by_columns({Dimension.REP: measure.rep, Dimension.TEAM: measure.team})


def _counts(measure: Measure) -> list[Deferred]:
    conditions = [] if measure.where is None else [measure.where]
    return conditions if measure.left_out is None else [*conditions, ~measure.left_out]


def _is_left_out(measure: Measure) -> list[Deferred]:
    conditions = [] if measure.where is None else [measure.where]
    return [*conditions, measure.left_out]


def _in_period(measure: Measure, shape: Shape) -> list[Deferred]:
    on = _[measure.on]
    if shape.is_all:
        return [on.notnull()]
    dated = [] if measure.dated is None else [measure.dated]
    return [on >= asked("start", "date"), on < asked("end", "date"), *dated]


def _key(dimension: Dimension, measure: Measure, shape: Shape) -> Deferred:
    if not dimension.is_time:
        return _columns(measure)(dimension)
    start = _first_day(_[measure.on], dimension, shape.week_start)
    if measure.dated is None or not shape.is_all:
        return start
    return measure.dated.ifelse(start, ibis.null("date"))


def _first_day(on: Deferred, dimension: Dimension, week_start: int) -> Deferred:
    if dimension is Dimension.DAY:
        return on
    if dimension is Dimension.MONTH:
        return on.truncate("M")
    if week_start == 0:
        return on.truncate("W")
    # Databases cut weeks on Mondays: move the days there and back.
    shift = ibis.interval(days=7 - week_start)
    return (on + shift).truncate("W") - shift


def _key_names(shape: Shape) -> list[str]:
    return [f"key_{index}" for index, _dimension in enumerate(shape.by)]


def _listed(measure: Measure, rows: ibis.Table) -> ibis.Table:
    facts = FACT_TABLES[measure.facts]
    columns = {name: _[name] for name in (*facts.key, "client_id")}
    columns["deal_id"] = _["deal_id"] if "deal_id" in facts.columns else ibis.null("int64")
    listed = rows.select(**columns, counted_on=_[measure.on], contribution=_.contribution.cast("int64"))
    return listed.order_by("counted_on", *facts.key)
