"""How many tries reach a goal with a chance: against published figures, scipy's beta-binomial, and simulated teams."""

from itertools import pairwise
from math import prod

import numpy as np
import pytest
from scipy import stats

from headway.planning.chances import (
    MOST_TRIES,
    Spread,
    certain,
    chance,
    common_factor,
    spread_of,
    spread_of_counts,
    tries_for,
)
from headway.planning.links import Link, plain_needs

CHAIN = [Link("calls", 400, 120), Link("appointments", 120, 48), Link("meetings", 48, 18)]


def test_ten_deals_at_exactly_five_per_cent():
    rate = certain(0.05)
    assert [tries_for(10, sure, rate) for sure in (0.5, 0.8, 0.9)] == [194, 249, 282]


@pytest.mark.parametrize(("tried", "made", "needed"), [(40, 2, 345), (400, 20, 263), (4000, 200, 251)])
def test_the_less_is_known_of_a_rate_the_more_it_takes_to_be_sure(tried, made, needed):
    assert tries_for(10, 0.8, spread_of([Link("calls", tried, made)])) == needed


def test_a_chain_at_its_plain_number_makes_the_goal_in_55_of_100_cases_and_needs_186_for_80():
    spread = spread_of(CHAIN)
    assert chance(plain_needs(CHAIN, 6)[0], 6, spread) == pytest.approx(0.55, abs=0.005)
    assert tries_for(6, 0.8, spread) == 186


@pytest.mark.parametrize(("tried", "made", "tries", "goal"), [(40, 2, 345, 10), (30, 12, 7, 3), (9, 0, 50, 1)])
def test_one_link_is_beta_binomial(tried, made, tries, goal):
    exact = stats.betabinom(tries, 0.5 + made, 0.5 + tried - made).sf(goal - 1)
    assert chance(tries, goal, spread_of([Link("calls", tried, made)])) == pytest.approx(exact, abs=2e-4)


def test_a_chain_is_as_drawn_link_by_link():
    random = np.random.default_rng(1)
    rates = prod(random.beta(*link.beta, 400_000) for link in CHAIN)
    for tries in (100, 186, 300):
        drawn = (random.binomial(tries, rates) >= 6).mean()
        assert chance(tries, 6, spread_of(CHAIN)) == pytest.approx(drawn, abs=0.003)


def test_what_is_won_anyway_is_taken_off_the_goal():
    """
    six are wanted, of which 0, 2 or 8 are won anyway; eight leave nothing to do
    """
    brought = spread_of_counts(lambda least: (1.0 if not least else 0.7 if least <= 2 else 0.2) * (least <= 8), 9)
    rate = certain(0.05)
    parts = [0.3 * chance(80, 6, rate), 0.5 * chance(80, 4, rate), 0.2]
    assert brought.mean == pytest.approx(0.5 * 2 + 0.2 * 8)
    assert chance(80, 6, rate, brought) == pytest.approx(sum(parts))
    assert tries_for(6, 0.2, rate, brought) == 0
    assert chance(40, 6, rate.times(2)) == pytest.approx(chance(40, 6, certain(0.1)))


def test_many_counts_are_held_by_few_values_with_the_same_mean():
    known = stats.poisson(300)
    spread = spread_of_counts(lambda least: float(known.sf(least - 1)), 420)
    assert len(spread.values) <= 16
    assert spread.mean == pytest.approx(300, abs=2)


def test_no_number_of_tries_reaches_a_goal_that_nothing_leads_to():
    assert chance(5, 6, certain(0.5)) == 0
    assert tries_for(6, 0.8, certain(0.0)) is None
    assert tries_for(6, 0.8, certain(1 / MOST_TRIES)) is None


def test_of_a_thousand_teams_the_80_per_cent_plan_succeeds_in_about_800_and_the_plain_one_in_about_half():
    """
    Each team has its own true rates, a year of history drawn from them, and makes a plan for 12 deals out of it.
    """
    random = np.random.default_rng(20240520)
    met = {"sure": 0, "plain": 0}
    for _team in range(1000):
        rates = random.beta((30, 24, 12), (70, 36, 20))
        counts = [2000]
        for rate in rates:
            counts.append(random.binomial(counts[-1], rate))
        links = [Link("", tried, made) for tried, made in pairwise(counts)]
        sure, plain = tries_for(12, 0.8, spread_of(links)), plain_needs(links, 12)[0]
        met["sure"] += random.binomial(sure, prod(rates)) >= 12
        met["plain"] += random.binomial(plain, prod(rates)) >= 12
    assert 770 <= met["sure"] <= 830
    assert 450 <= met["plain"] <= 580


@pytest.mark.parametrize("deviation", [0.0, 0.15, 0.4])
def test_good_and_bad_times_move_old_and_new_work_alike(deviation):
    """As drawn: one factor for the tries of the plan and for what is brought anyway."""
    drawn, count = np.random.default_rng(3), 100_000
    links = (Link("calls", 400, 120), Link("meetings", 120, 18))
    brought = Spread(np.array([4.0, 8.0, 12.0]), np.array([0.25, 0.5, 0.25]))
    factor = common_factor(deviation)
    tries = tries_for(60, 0.8, spread_of(links), brought, factor)
    rate = np.prod([drawn.beta(*link.beta, count) for link in links], axis=0)
    times = drawn.gamma(deviation**-2, deviation**2, count) if deviation else np.ones(count)
    won = drawn.binomial(tries, np.clip(rate * times, 0, 1))
    came = won + times * drawn.choice(brought.values, count, p=brought.weights)
    assert abs((came >= 60).mean() - 0.8) < 0.01
    assert abs(chance(tries, 60, spread_of(links), brought, factor) - 0.8) < 0.01


def test_a_factor_has_the_mean_of_one():
    factor = common_factor(0.4)
    assert abs(factor.mean - 1) < 1e-12
    assert abs((factor.weights @ (factor.values - 1) ** 2) ** 0.5 - 0.4) < 0.02
