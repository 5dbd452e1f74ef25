"""Every metric's worked example is run: what its card shows is what it counts."""

from datetime import date
from decimal import Decimal
from inspect import cleandoc

import pytest

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.figure import Figure, scaled
from headway.engine.metric import Metric, Unit
from headway.engine.period import Period
from headway.engine.question import Question
from tests.facts_in_text import read_facts

TODAY = date(2024, 3, 1)
FOLLOWED = {"today": date.fromisoformat, "within": int}


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_the_example_of_a_metric_comes_out(metric):
    with read_facts(metric.example).store() as store:
        for period, result in _results(metric.example):
            question = Question(metric=metric.name, period=Period.parse(period, TODAY), **_followed(metric))
            assert _written(metric, ask(question, store).total) == result, period


def _results(example: str) -> list[tuple[str, str]]:
    lines = [each for each in _lines(example) if each[0] not in FOLLOWED]
    assert lines, "An example ends with lines 'period = result'."
    return lines


def _lines(example: str) -> list[tuple[str, str]]:
    lines = [line.split(" = ") for line in cleandoc(example).splitlines() if " = " in line]
    return [(name.strip(), result) for name, result in lines]


def _followed(metric: Metric) -> dict[str, object]:
    """Up to which day a cohort is followed, and within how many days: lines that stand above the results."""
    given = {name: FOLLOWED[name](text) for name, text in _lines(metric.example) if name in FOLLOWED}
    assert metric.course is None or "today" in given, "An example of a followed cohort says 'today = ...'."
    return given


def _written(metric: Metric, figure: Figure) -> str:
    """A figure as examples write it: a ratio by its two counts, money with its minor units, times by their number."""
    if metric.course or (metric.is_sum_of_known and figure.value is None):
        return _estimated(figure)
    if metric.unit is Unit.SHARE:
        if metric.of.unit is Unit.HOURS:
            return "/".join(f"{scaled(Unit.HOURS, count).normalize():f} hours" for count in (figure.of, figure.per))
        is_money = metric.of.facts == "sales"
        return "/".join(_money(count) if is_money else str(count) for count in (figure.of, figure.per))
    if metric.unit is Unit.MONEY:
        return _money(figure.value)
    if metric.unit in {Unit.DAYS, Unit.HOURS}:
        return f"{figure.value:f} {metric.unit}"
    return str(figure.value) if figure.per is None else f"{figure.of}/{figure.per}"


def _estimated(figure: Figure) -> str:
    if figure.value is None:
        return str(figure.why).partition(":")[0].lower()
    if figure.per is None:
        return f"{figure.value:f} days"
    return f"{round(figure.value, 9).normalize()} ({figure.of} of {figure.per})"


def _money(minor: int) -> str:
    return f"{Decimal(minor) / 100:.2f}"
