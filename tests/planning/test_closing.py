"""What a period closes with: exact on small cases, true in mean and scatter on large ones."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from headway.planning.closing import Closing, number_of, value_about, value_of

CHANCES = (0.9, 0.6, 0.6, 0.3, 0.3, 0.2, 0.1, 0.1)
VALUES = (10, 50, 20, 80, 40, 120, 200, 15)


def test_the_published_example_comes_out_exactly():
    """Chances .9 .6 .6 .3 .3 .2 .1 .1 of 10 50 20 80 40 120 200 15 thousand."""
    closing = value_of(CHANCES, [value * 1000 for value in VALUES])
    assert closing.mean == pytest.approx(132_500)
    assert [closing.quantile(share) for share in (0.1, 0.5, 0.9)] == [30_000, 110_000, 270_000]
    assert round(closing.at_least(closing.mean), 3) == 0.415


def test_all_outcomes_counted_by_hand_give_the_same():
    sums, counts = {}, {}
    for outcome in product((0, 1), repeat=len(CHANCES)):
        chance = np.prod([p if won else 1 - p for p, won in zip(CHANCES, outcome, strict=True)])
        total = sum(value for value, won in zip(VALUES, outcome, strict=True) if won)
        sums[total] = sums.get(total, 0) + chance
        counts[sum(outcome)] = counts.get(sum(outcome), 0) + chance
    value, number = value_of(CHANCES, VALUES), number_of(CHANCES)
    assert value.step == 5
    assert {total: value.chances[total // 5] for total in sums} == pytest.approx(sums)
    assert dict(enumerate(number.chances)) == pytest.approx(counts)


def test_deals_to_come_are_a_poisson_number_beside_the_open_ones():
    known = stats.poisson(2.5).pmf(np.arange(12))
    assert number_of([], 2.5).chances[:12] == pytest.approx(known)
    both = number_of([0.4, 0.5], 2.5)
    assert both.chances[:12] == pytest.approx(np.convolve(known, number_of([0.4, 0.5]).chances)[:12])


def test_deals_without_a_value_are_worth_what_others_were():
    """One such deal, won with a chance of one half, is worth 1 or 3, each as likely."""
    closing = value_of([], [], unvalued=[0.5], like=[1, 3])
    assert closing.chances[:4] == pytest.approx([0.5, 0.25, 0, 0.25])
    assert value_of([0.5], [7], unvalued=[0.5]).mean == pytest.approx(3.5)


@pytest.mark.parametrize("deals", [40, 2_600])
def test_a_fine_grid_keeps_mean_and_scatter(deals):
    rng = np.random.default_rng(deals)
    chances, values = rng.random(deals) * 0.6, rng.lognormal(12, 1, deals).astype(int)
    like, more = values[:50], 6.0
    closing = value_of(chances, values.tolist(), more=more, like=like.tolist())
    assert closing.mean == pytest.approx(chances @ values + more * like.mean(), rel=1e-4)
    scatter = (chances * (1 - chances)) @ values.astype(float) ** 2 + more * (like.astype(float) ** 2).mean()
    assert closing.variance == pytest.approx(scatter, rel=0.01)
    number = number_of(chances)
    assert number.mean == pytest.approx(chances.sum(), rel=1e-3)
    assert number.variance == pytest.approx((chances * (1 - chances)).sum(), rel=0.01)


def test_a_common_factor_widens_and_keeps_the_mean():
    closing = number_of([0.3] * 200).with_certain(5)
    wide = closing.widened(0.2)
    assert wide.mean == pytest.approx(closing.mean, rel=0.01)
    expected = closing.variance + 0.2**2 * (60**2 + closing.variance)
    assert wide.variance == pytest.approx(expected, rel=0.06)
    assert wide.quantile(0.1) < closing.quantile(0.1) < closing.quantile(0.9) < wide.quantile(0.9)
    assert closing.widened(0.0) is closing
    assert closing.widened(0.0, 2.0).mean == pytest.approx(125)
    assert closing.widened(0.2, 0.0).quantile(0.9) == 5


def test_where_one_deal_is_all_the_factor_keeps_its_mean_too():
    """A deal of a million, won with a chance of one half: half a million, however good or bad months may be."""
    closing = value_of([0.5], [10**8])
    assert [closing.widened(spread).mean for spread in (0.05, 0.15, 0.6)] == pytest.approx([5e7] * 3)
    assert closing.widened(0.15, 1.5).mean == pytest.approx(7.5e7)


def test_what_is_certain_is_reached():
    closing = Closing(np.array([0.5, 0.5])).with_certain(3)
    assert (closing.at_least(0), closing.at_least(3), closing.at_least(3.5), closing.at_least(5)) == (1, 1, 0.5, 0)
    assert (closing.quantile(0.5), closing.quantile(1.0)) == (3, 4)


def test_nothing_open_and_nothing_to_come_is_nothing():
    assert number_of([]).mean == 0
    assert value_of([], []).quantile(0.9) == 0


@pytest.mark.parametrize(
    ("chances", "mean"),
    [([0.5], 20.0), ([0.5], 300.0), ([0.5], 5_000.0), ([0.01], 400.0), ([0.0], 400.0), ([], 400.0)],
)
def test_a_value_is_moved_to_a_mean_or_drawn_where_there_is_next_to_nothing_to_move(chances, mean):
    """Deals of 300 each; the last three are expected to bring 3, 0 and nothing, which no factor makes 400 of."""
    closing = value_of(chances, [300] * len(chances))
    about = value_about(closing, [100, 300], mean)
    assert about.mean == pytest.approx(mean, rel=1e-3)
    # Of drawn deals two are needed on average: nothing at all is as likely as of a count by itself.
    is_moved = mean <= 10 * closing.mean
    assert about.at_least(1) == pytest.approx(0.5 if is_moved else 1 - np.exp(-mean / 200), abs=1e-6)


def test_where_no_deal_is_worth_anything_nothing_is_drawn():
    assert value_about(value_of([], []), [0, 0], 400.0).mean == 0
