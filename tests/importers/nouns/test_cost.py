"""A row of a table of costs becomes what a source cost in some days."""

from datetime import date
from decimal import Decimal

import pytest

MAPPING = """
noun = "cost"
time_zone = "UTC"
[columns]
spent = "id"
source = "source"
spent_in = "month"
spent_on = "from"
spent_until = "until"
spent_amount = "amount"
currency = "currency"
note = "for"
"""


def test_a_cost_falls_on_a_day_on_several_or_on_a_month(converted):
    found = converted(
        """
        id;source;month;from;until;amount;currency;for
        1;Fair;;2024-05-06;;1 200,50;EUR;stand
        2;Fair;;2024-05-06;2024-05-08;300;;
        3;List;2024-12;;;100;HUF;
        """,
        MAPPING,
        decimal_sign=",",
    )
    assert [(each.key, each.starts_on, each.ends_on, each.amount, each.currency) for each in found.records] == [
        ("1", date(2024, 5, 6), date(2024, 5, 7), Decimal("1200.50"), "EUR"),
        ("2", date(2024, 5, 6), date(2024, 5, 9), Decimal(300), ""),
        ("3", date(2024, 12, 1), date(2025, 1, 1), Decimal(100), "HUF"),
    ]


def test_without_an_id_a_cost_is_known_by_source_days_and_note_whatever_it_came_to(converted):
    text = """
        id;source;month;from;until;amount;currency;for
        ;Fair;2024-05;;;{};;stand
        ;fair ;2024-05;;;20;;flyers
        ;Fair;2024-05;;;30;;stand
    """
    first, second = (converted(text.format(amount), MAPPING, decimal_sign=".") for amount in (10, 11))
    keys = [each.key for each in first.records]
    assert len(set(keys)) == 3
    assert keys == [each.key for each in second.records]


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        (";;2024-05;;;10;;", "The cost names no source"),
        (";Fair;2024-05;;;;;", "The cost has no amount"),
        (";Fair;;;;10;;", "The cost has neither a day nor a month"),
        (";Fair;2024-05;;;-10;;", "A cost is not below zero: -10."),
        (";Fair;;2024-05-06;2024-05-05;10;;", "The last day lies before the first."),
        (";Fair;2024-13;;;10;;", "“2024-13” is no date"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(row, trouble, converted):
    (problem,) = converted(f"id;source;month;from;until;amount;currency;for\n{row}", MAPPING, decimal_sign=".").problems
    assert problem[0] == 2
    assert problem[1].startswith(trouble)
