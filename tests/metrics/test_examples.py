"""Every metric's worked example is run: what its card shows is what it counts."""

from datetime import date
from decimal import Decimal
from inspect import cleandoc

import pytest

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.figure import Figure
from headway.engine.metric import Metric, Unit
from headway.engine.period import Period
from headway.engine.question import Question
from tests.facts_in_text import read_facts

TODAY = date(2024, 3, 1)


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_the_example_of_a_metric_comes_out(metric):
    with read_facts(metric.example).store() as store:
        for period, result in _results(metric.example):
            figure = ask(Question(metric=metric.name, period=Period.parse(period, TODAY)), store).total
            assert _written(metric, figure) == result, period


def _results(example: str) -> list[tuple[str, str]]:
    lines = [line.split(" = ") for line in cleandoc(example).splitlines() if " = " in line]
    assert lines, "An example ends with lines 'period = result'."
    return [(period.strip(), result) for period, result in lines]


def _written(metric: Metric, figure: Figure) -> str:
    """A figure as examples write it: a ratio by its two counts, money with its minor units, days by their number."""
    if metric.unit is Unit.SHARE:
        is_money = metric.of.facts == "sales"
        return "/".join(_money(count) if is_money else str(count) for count in (figure.of, figure.per))
    if metric.unit is Unit.MONEY:
        return _money(figure.value)
    return f"{figure.value:f} days" if metric.unit is Unit.DAYS else str(figure.value)


def _money(minor: int) -> str:
    return f"{Decimal(minor) / 100:.2f}"
