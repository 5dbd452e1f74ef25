"""The small line of a tile, and the digits of a currency."""

import pytest

from headway.web.models import Currency
from headway.web.parts import currency_digits, spark_of


def test_a_line_goes_from_left_to_right_and_from_low_to_high():
    spark = spark_of([0, 10, 5])
    assert spark.line == "M0.0 29.0L50.0 3.0L100.0 16.0"
    assert spark.area == f"{spark.line}V32H0Z"


def test_a_flat_line_lies_on_the_floor():
    assert spark_of([7, 7]).line == "M0.0 29.0L100.0 29.0"


@pytest.mark.parametrize("values", [[], [1]])
def test_fewer_than_two_values_are_no_line(values):
    assert spark_of(values) is None


@pytest.mark.parametrize(("code", "digits"), [("EUR", 2), ("HUF", 0), ("XXX", 2), (None, 2)])
def test_a_currency_has_digits(company, code, digits):
    assert currency_digits(code) == digits


def test_a_currency_at_hand_is_not_asked_for(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert currency_digits(Currency(code="BHD", digits=3)) == 3
