"""How forecasts are judged: published figures, and the binomial distribution as an oracle."""

import numpy as np
import pytest
from scipy import stats

from headway.planning.scores import USUAL_SPREAD, Told, brier, covered_within, mean_pinball, pinball, spread_of


def test_brier_of_the_published_example():
    assert brier([0.1, 0.9, 0.8, 0.3], [False, True, True, False]) == pytest.approx(0.0375)
    assert brier([], []) is None


def test_pinball_loss_weighs_the_side():
    assert (pinball(0.9, 10, 12), pinball(0.9, 10, 8)) == (pytest.approx(1.8), pytest.approx(0.2))
    assert mean_pinball([(0.1, 5), (0.5, 8), (0.9, 12)], 8) == pytest.approx((0.3 + 0 + 0.4) / 3)


@pytest.mark.parametrize(("count", "share"), [(10, 0.8), (10, 0.9), (40, 0.8), (3, 0.5), (0, 0.8)])
def test_covered_within_leaves_out_at_most_a_fortieth_on_either_side(count, share):
    low, high = covered_within(count, share)
    chances = stats.binom(count, share)
    assert chances.cdf(low - 1) <= 0.025 < chances.cdf(low)
    assert chances.sf(high) <= 0.025 < chances.sf(high - 1)


def test_the_spread_is_the_usual_one_without_a_past():
    assert spread_of([]) == pytest.approx(USUAL_SPREAD)
    assert spread_of([Told(0, 0, 3)]) == pytest.approx(USUAL_SPREAD)


@pytest.mark.parametrize("spread", [0.0, 0.15, 0.4])
def test_the_spread_is_found_again_where_the_past_is_long(spread):
    rng = np.random.default_rng(3)
    factors = rng.gamma(spread**-2, spread**2, 4_000) if spread else np.ones(4_000)
    past = [Told(50, 50, int(came)) for came in rng.poisson(50 * factors)]
    assert spread_of(past) == pytest.approx(spread, abs=0.03)


def test_one_error_out_of_all_measure_does_not_speak_alone():
    """Where a log begins, the first forecasts say next to nothing: such an error counts for the whole mean at most."""
    usual = [Told(50, 50, came) for came in (43, 51, 57, 49, 45)]
    assert spread_of([*usual, Told(5, 0, 500)]) == spread_of([*usual, Told(5, 0, 10)]) < 0.5
