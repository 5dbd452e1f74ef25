"""Intervals against published figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.interval import Interval, difference, log_log, ratio, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, ".2553", ".3662"), (15, 148, ".0624", ".1605"), (0, 20, "0", ".1611"), (1, 29, ".0061", ".1718")],
)
def test_wilson_s_interval_as_newcombe_prints_it(part, whole, low, high):
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3."""
    found = wilson(part, whole)
    assert (round(found.low, 4), round(found.high, 4)) == (Decimal(low), Decimal(high))


def test_of_nothing_there_is_no_interval():
    assert (wilson(0, 0), ratio(3, 0)) == (None, None)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_s_ends_are_where_the_score_test_turns(part, more):
    """An end p is where (part/whole - p)^2 = z^2 p (1 - p) / whole."""
    whole = part + more
    found = wilson(part, whole)
    assert 0 <= found.low <= Decimal(part) / whole <= found.high <= 1
    for end in (float(found.low), float(found.high)):
        off = (part / whole - end) ** 2 - 1.959963984540054**2 * end * (1 - end) / whole
        assert off == pytest.approx(0, abs=1e-7)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_ratio_of_two_counts_lies_in_its_interval_and_may_be_above_one(of, per):
    found = ratio(of, per)
    assert found.low <= Decimal(of) / per <= found.high


def test_a_ratio_has_the_interval_of_its_counts_turned_around():
    """3 to 2 is to 2 to 3 as low to high."""
    one, other = ratio(30, 20), ratio(20, 30)
    assert float(one.low) == pytest.approx(1 / float(other.high), rel=1e-6)


def test_the_interval_on_the_log_log_scale():
    """Survival .6902 with the error .1068 of Freireich's data at 13: SAS prints .4316 to .8491 (LOGLOG)."""
    found = log_log(0.6902, 0.1068**2)
    assert float(found.low) == pytest.approx(0.4316, abs=2e-4)
    assert float(found.high) == pytest.approx(0.8491, abs=2e-4)


def test_where_an_end_is_not_known_neither_is_that_of_a_difference():
    open_ended, known = Interval(Decimal(1), None), Interval(Decimal(1), Decimal(3))
    assert difference(Decimal(2), open_ended, Decimal(2), known) is None
    assert difference(Decimal(2), known, Decimal(2), open_ended) is None
