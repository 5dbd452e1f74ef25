"""Chance: published values, and sums that say the same in another way."""

from math import exp, pi, sqrt

import pytest
from scipy.stats import gamma

from headway.engine.chance import (
    beta_below,
    chance_of_rates,
    chi_squared_above,
    difference_of_rates,
    difference_of_shares,
    gamma_below,
    gamma_quantile,
)

WON = (3, 9, 4, 12, 0, 7, 20, 2)
OF = (12, 40, 30, 60, 5, 25, 70, 25)


def test_eight_reps_with_shares_from_0_to_29_percent_do_not_differ():
    """Eight reps, 57 won of 267: chi-squared 8.18 on 7 degrees, p = .317."""
    value, degrees = difference_of_shares(WON, OF)
    assert (round(value, 2), degrees) == (8.18, 7)
    assert round(chi_squared_above(value, degrees), 3) == 0.317


@pytest.mark.parametrize(
    ("degrees", "at_5_percent", "at_1_percent"),
    [(1, 3.841, 6.635), (2, 5.991, 9.210), (7, 14.067, 18.475), (30, 43.773, 50.892), (100, 124.342, 135.807)],
)
def test_chi_squared_is_that_of_the_printed_tables(degrees, at_5_percent, at_1_percent):
    """Abramowitz and Stegun, table 26.8."""
    assert chi_squared_above(at_5_percent, degrees) == pytest.approx(0.05, abs=1e-4)
    assert chi_squared_above(at_1_percent, degrees) == pytest.approx(0.01, abs=1e-4)


@pytest.mark.parametrize("shape", [1, 2, 5, 40])
@pytest.mark.parametrize("x", [0.01, 1, 4.5, 41, 90])
def test_gamma_is_the_chance_of_at_least_so_many_poisson_events(shape, x):
    """A gamma variable of a whole shape is below x where at least so many events come that are expected x times."""
    term, fewer = exp(-x), 0.0
    for events in range(shape):
        fewer += term
        term *= x / (events + 1)
    assert gamma_below(x, shape) == pytest.approx(1 - fewer, abs=1e-12)


@pytest.mark.parametrize("shape", [0.05, 0.2, 1, 3.7, 250, 1e7, 1e11])
@pytest.mark.parametrize("chance", [0.001, 0.05, 0.5, 0.95, 0.99, 0.999])
def test_the_quantile_is_where_the_chance_is(shape, chance):
    assert gamma_below(gamma_quantile(chance, shape), shape) == pytest.approx(chance, rel=1e-9)


@pytest.mark.parametrize("shape", [0.02, 0.01, 0.006, 0.005, 0.004, 1e-4])
def test_the_quantile_of_a_shape_next_to_nothing_is_next_to_nothing(shape):
    assert gamma_quantile(0.025, shape) == pytest.approx(gamma.ppf(0.025, shape), rel=1e-9, abs=1e-290)
    assert gamma_quantile(0.975, shape) == pytest.approx(gamma.ppf(0.975, shape), rel=1e-9, abs=1e-290)


def test_counts_are_compared_with_what_one_rate_would_give():
    """Of 30 in 10 days, 3 a day: expected 15, 9, 6; found 20, 5, 5."""
    value, degrees = difference_of_rates([20, 5, 5], [5, 3, 2])
    assert (value, degrees) == (pytest.approx(25 / 15 + 16 / 9 + 1 / 6), 2)


def test_much_counted_it_is_chi_squared():
    counts, times = [1020, 980, 1100, 930], [10.0, 10.0, 10.0, 10.0]
    assert chance_of_rates(counts, times) == pytest.approx(
        chi_squared_above(*difference_of_rates(counts, times)), abs=1e-3
    )


@pytest.mark.parametrize(
    ("counts", "times"), [([], []), ([4], [2.0]), ([0, 0], [1.0, 2.0]), ([1, 0], [1.0, 1.0]), ([3, 0], [1.0, 0])]
)
def test_where_nothing_can_be_told_nothing_differs(counts, times):
    assert chance_of_rates(counts, times) == 1.0


def test_nothing_is_below_nought():
    assert gamma_below(0, 2.5) == gamma_below(-1, 2.5) == 0


@pytest.mark.parametrize("parts", [(0, 0), (4, 6)])
def test_shares_that_are_all_none_or_all_whole_do_not_differ(parts):
    assert difference_of_shares(parts, (4, 6)) == (0.0, 1)


@pytest.mark.parametrize("shape", [1e4, 1e6, 1.001e6, 1e8])
def test_a_large_variable_is_below_its_mean_half_the_time(shape):
    """Its chance to be below its mean is 1/2 + 1 / (3 sqrt(2 pi shape)), nearly: the mean lies above the median."""
    assert gamma_below(shape, shape) == pytest.approx(0.5 + 1 / (3 * sqrt(2 * pi * shape)), abs=1e-5)


def test_a_share_is_never_below_nought_and_always_below_one():
    assert (beta_below(0, 2, 3), beta_below(-1, 2, 3), beta_below(1, 2, 3), beta_below(2, 2, 3)) == (0, 0, 1, 1)
