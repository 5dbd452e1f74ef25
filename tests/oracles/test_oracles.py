"""Each metric against the SQL an analyst would write, on made-up facts: equal to the last digit, rep by rep."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure, scaled
from headway.engine.metric import Aggregate, Metric, Unit
from headway.engine.period import Period
from headway.engine.question import Question
from tests.random_facts import random_tables

PERIOD = Period(date(2024, 2, 1), date(2024, 3, 17))
SEEDS = (1, 2, 3)


def _divides(metric: Metric) -> bool:
    return not metric.course and (metric.per is not None or metric.of.aggregate is Aggregate.MEAN)


@pytest.fixture(scope="module", params=SEEDS)
def store(request):
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(request.param).items(), {})
        yield store


@pytest.mark.parametrize("name", [metric.name for metric in catalogue().values() if not metric.course])
def test_a_metric_equals_its_oracle(name, store):
    oracle, unit = _oracle(name, store), catalogue()[name].unit
    by = (Dimension.REP,) if Dimension.REP in catalogue()[name].dimensions else ()
    answer = ask(Question(metric=name, period=PERIOD, by=by), store)
    assert _counts(answer.total) == _expected(oracle[True, None], unit)
    assert answer.left_out_count == oracle[True, None].get("left_out", 0)
    # A group of which nothing counts has no line; the analyst sees it because of what was left out.
    shown = {line.keys[0]: _counts(line.figure) for line in answer.lines}
    counted = {rep: _expected(row, unit) for (is_total, rep), row in oracle.items() if not is_total}
    assert shown == {rep: counts for rep, counts in counted.items() if rep in shown or any(counts)}


@pytest.mark.parametrize("name", [metric.name for metric in catalogue().values() if _divides(metric)])
def test_a_value_is_divided_once_and_exactly(name, store):
    figure = ask(Question(metric=name, period=PERIOD), store).total
    assert figure.value == scaled(catalogue()[name].unit, Decimal(figure.of) / Decimal(figure.per))


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_every_metric_has_an_oracle(metric):
    assert metric.oracle.strip()


def _oracle(name: str, store: DuckDBStore) -> dict[tuple[bool, int | None], dict[str, Any]]:
    cursor = store._database.cursor()
    sql = catalogue()[name].oracle
    bound = {"start": PERIOD.start, "end": PERIOD.end}
    wanted = {each: on for each, on in bound.items() if f"${each}" in sql}
    rows = cursor.execute(sql, wanted).to_arrow_table().to_pylist()
    return {(bool(row["is_total"]), row["rep"]): row for row in rows}


def _counts(figure: Figure) -> tuple[Any, ...]:
    """What was counted; a median has only its value, and so has a product."""
    if figure.factors:
        return (None if figure.value is None else float(figure.value),)
    return (figure.value, figure.rows) if figure.of is None else (figure.of, figure.per)


def _expected(row: dict[str, Any], unit: Unit) -> tuple[Any, ...]:
    if "values" in row:
        values = row["values"] or []
        return _middle(values, unit), len(values)
    if "value" in row:
        return (None if row["value"] is None else pytest.approx(row["value"], rel=1e-12),)
    return int(row["of"] or 0), None if "per" not in row else int(row["per"])


def _middle(values: list[int], unit: Unit) -> Decimal | None:
    if not values:
        return None
    half = len(values) // 2
    middle = values[half : half + 1] if len(values) % 2 else values[half - 1 : half + 1]
    return scaled(unit, Decimal(sum(middle)) / len(middle))
