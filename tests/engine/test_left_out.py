"""A sum of which every row was left out is not known; a sum of nothing is nothing."""

from dataclasses import replace
from datetime import date

import pytest

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.text import Number

JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))
FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))
MARGIN = Question(metric="sales_margin", period=JANUARY)
SALES = """
    sale | sold_on    | rep   | kind     | amount | cost_amount
    1    | 2024-01-05 | Bob   | renewal  | 100.00 | 60.00
    2    | 2024-01-05 | Bob   | renewal  | 100.00 |
    3    | 2024-01-06 | Carol | add_on   | 300.00 |
    4    | 2024-01-07 | Dan   | add_on   | 50.00  | 50.00
    5    | 2024-02-06 | Carol | add_on   | 300.00 |
    """
PIPELINE = """
    opportunity | number | since_on   | until_on   | value_amount
    A           | 1      | 2024-01-08 | 2024-02-20 |
    B           | 1      | 2024-03-02 |            | 200.00

    deal | entered_on | won_on     | outcome
    C    | 2023-12-01 | 2024-01-20 | won
    """


def told(answer):
    return {line.labels: (line.figure.value, line.figure.why) for line in answer.lines}


def all_left_out(count: int) -> tuple[None, str]:
    return None, f"Unknown: all that belongs here is left out ({count})."


def test_a_line_of_which_all_was_left_out_is_there_and_not_known(store_of):
    """Carol's margin is not known; Dan's is nothing."""
    answer = ask(replace(MARGIN, by=(Dimension.REP,)), store_of(SALES))
    assert told(answer) == {("Bob",): (4000, None), ("Carol",): all_left_out(1), ("Dan",): (0, None)}
    assert (answer.total.value, answer.total.why, answer.left_out_count) == (4000, None, 2)


def test_a_month_of_which_all_was_left_out_is_not_known_and_one_without_sales_is_nothing(store_of):
    spring = Period(date(2024, 1, 1), date(2024, 4, 1))
    answer = ask(replace(MARGIN, period=spring, by=(Dimension.MONTH,)), store_of(SALES))
    assert told(answer) == {("2024-01",): (4000, None), ("2024-02",): all_left_out(1), ("2024-03",): (0, None)}


def test_what_is_not_known_is_compared_with_nothing(store_of):
    answer = ask(replace(MARGIN, period=FEBRUARY, compare=JANUARY), store_of(SALES))
    assert (answer.total.value, answer.compared.value, answer.changed) == (None, 4000, None)
    earlier = ask(replace(MARGIN, compare=FEBRUARY), store_of(SALES))
    assert (earlier.compared.value, earlier.changed) == (None, None)


@pytest.mark.parametrize("metric", ["pipeline_value", "weighted_pipeline", "velocity"])
def test_what_stands_without_a_value_is_worth_nobody_knows_what(store_of, metric):
    question = Question(metric=metric, period=JANUARY, today=date(2024, 3, 5))
    answer = ask(question, store_of(PIPELINE))
    assert (answer.total.value, answer.total.why) == all_left_out(1)
    assert isinstance(answer.total.why.values["count"], Number)


def test_a_stock_cut_by_month_is_not_known_at_the_ends_at_which_nothing_had_a_value(store_of):
    spring = Period(date(2024, 1, 1), date(2024, 4, 1))
    answer = ask(Question(metric="pipeline_value", period=spring, by=(Dimension.MONTH,)), store_of(PIPELINE))
    assert told(answer) == {("2024-01",): all_left_out(1), ("2024-02",): (0, None), ("2024-03",): (20000, None)}


def test_a_share_of_money_says_that_all_was_left_out(store_of):
    answer = ask(replace(MARGIN, metric="sales_margin_share", period=FEBRUARY), store_of(SALES))
    assert (answer.total.value, answer.total.why) == all_left_out(1)
