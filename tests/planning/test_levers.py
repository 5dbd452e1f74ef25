"""The five levers multiply to the profit exactly, and what is not known stays unknown."""

from fractions import Fraction

import pytest

from headway.planning.levers import Counts, Lever, Outcome, movable, raised

TENTH = Fraction(1, 10)
# 4,000 leads x 25 % x 2 x 100.00 x 25 % = 50,000.00, in minor units.
PUBLISHED = Counts(
    new_leads=4_000,
    buying_clients=1_000,
    sales=2_000,
    sales_volume=200_000_00,
    margin=50_000_00,
    margin_volume=200_000_00,
)
NOTHING = Counts(new_leads=0, buying_clients=0, sales=0, sales_volume=0, margin=0, margin_volume=0)


def test_the_levers_of_the_published_example():
    assert [PUBLISHED.values[lever] for lever in Lever] == [4_000, Fraction(1, 4), 2, 100_00, Fraction(1, 4)]
    assert PUBLISHED.profit == 50_000_00


def test_each_of_them_a_tenth_up_multiplies_to_the_published_profit():
    found = raised(PUBLISHED, dict.fromkeys(Lever, TENTH))
    assert (found.outcome, found.before, found.after) == (Outcome.PROFIT, 50_000_00, Fraction("8052550"))
    assert found.gain == Fraction("3052550")


@pytest.mark.parametrize("lever", list(Lever))
def test_any_one_of_them_a_tenth_up_brings_the_same(lever):
    found = raised(PUBLISHED, {lever: TENTH})
    assert found.after == 55_000_00
    assert found.values == {**PUBLISHED.values, lever: PUBLISHED.values[lever] * Fraction(11, 10)}


def test_the_margin_share_is_of_the_sales_whose_cost_is_known():
    """100.00 sold, of 40.00 of it the cost is known, and a quarter of that is left: 25.00 of the whole."""
    counts = Counts(new_leads=4, buying_clients=1, sales=2, sales_volume=100_00, margin=10_00, margin_volume=40_00)
    assert (counts.values[Lever.MARGIN_SHARE], counts.profit, counts.outcome) == (Fraction(1, 4), 25_00, Outcome.PROFIT)


def test_without_any_cost_the_levers_multiply_to_the_sales_volume():
    counts = Counts(new_leads=4, buying_clients=1, sales=2, sales_volume=100_00, margin=0, margin_volume=0)
    found = raised(counts, {Lever.CONVERSION: TENTH, Lever.MARGIN_SHARE: TENTH})
    assert (found.outcome, found.before, found.after) == (Outcome.SALES_VOLUME, 100_00, 110_00)
    assert found.values[Lever.MARGIN_SHARE] is None
    assert movable(counts) == tuple(Lever)[:4]


def test_where_nothing_was_sold_the_profit_is_zero_and_no_lever_can_be_raised():
    assert (NOTHING.profit, NOTHING.outcome, movable(NOTHING)) == (0, Outcome.PROFIT, ())
    assert [NOTHING.values[lever] for lever in Lever] == [0, None, None, None, None]
    assert raised(NOTHING, {Lever.NEW_LEADS: TENTH}).after == 0


def test_a_margin_below_zero_cannot_be_raised_by_a_part_of_itself():
    loss = Counts(new_leads=4, buying_clients=2, sales=2, sales_volume=100_00, margin=-10_00, margin_volume=100_00)
    found = raised(loss, dict.fromkeys(Lever, Fraction(1)))
    assert found.values[Lever.MARGIN_SHARE] == Fraction(-1, 10)
    assert (found.before, found.after) == (-10_00, -160_00)


def test_a_product_is_told_by_its_name():
    assert [PUBLISHED.reached(each) for each in Outcome] == [2_000, 200_000_00, 50_000_00]
