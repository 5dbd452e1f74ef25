"""A change is split over the levers by log-mean shares: exactly, in any order, and only where it can be."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import log

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.planning.levers import Counts, Lever, Outcome
from headway.planning.split import Part, Split, shares, split, split_raised
from tests.planning.test_levers import NOTHING, PUBLISHED, TENTH

COUNTS = st.integers(1, 10**6)
MONEY = st.integers(1, 10**12)
SOLD = st.builds(
    Counts, new_leads=COUNTS, buying_clients=COUNTS, sales=COUNTS, sales_volume=MONEY, margin=MONEY, margin_volume=MONEY
)
# The first draw of a process takes long, and a busy machine longer.
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOTHING_AT_ALL = Fraction(1, 10**20)
GROWN = Counts(
    new_leads=4_400,
    buying_clients=1_210,
    sales=2_662,
    sales_volume=292_820_00,
    margin=80_525_50,
    margin_volume=292_820_00,
)


def test_each_of_five_levers_a_tenth_up_explains_a_fifth_of_the_published_rise():
    found = split(PUBLISHED, GROWN)
    assert (found.outcome, found.before, found.after) == (Outcome.PROFIT, 50_000_00, 80_525_50)
    assert [each.levers for each in found.parts] == [(lever,) for lever in Lever]
    assert found.whole_parts == (6_105_10,) * 5
    assert split_raised(PUBLISHED, dict.fromkeys(Lever, TENTH)).whole_parts == (6_105_10,) * 5


def test_the_parts_are_those_of_the_formula():
    """Profit 50,000 to 60,500: leads and sales per client a tenth up, L(b, a) ln(1.1) each, nothing of the others."""
    found = split_raised(PUBLISHED, {Lever.NEW_LEADS: TENTH, Lever.SALES_PER_CLIENT: TENTH})
    mean = (6_050_000 - 5_000_000) / log(1.21)
    assert [float(each.change) for each in found.parts] == pytest.approx([mean * log(1.1), 0, mean * log(1.1), 0, 0])


@MANY
@given(SOLD, SOLD)
def test_the_parts_add_up_to_the_change(before, after):
    found = split(before, after)
    assert abs(sum(Fraction(each.change) for each in found.parts) - (found.after - found.before)) < NOTHING_AT_ALL
    assert sum(found.whole_parts) == found.change
    assert all(abs(whole - part.change) <= 2 for whole, part in zip(found.whole_parts, found.parts, strict=True))


@MANY
@given(SOLD, SOLD)
def test_back_again_each_lever_explains_the_same_with_the_other_sign(before, after):
    there, back = split(before, after), split(after, before)
    for one, other in zip(there.parts, back.parts, strict=True):
        assert abs(Fraction(one.change) + Fraction(other.change)) < NOTHING_AT_ALL


def test_in_whatever_order_the_factors_are_taken_each_explains_the_same():
    ratios = (Fraction(11, 10), Fraction(3, 4), Fraction(2))
    told = [
        dict(zip(order, shares(Fraction(100), Fraction(165), order), strict=True)) for order in permutations(ratios)
    ]
    assert all(each == told[0] for each in told)


def test_nothing_changed():
    assert split(PUBLISHED, PUBLISHED).whole_parts == (0,) * 5


def test_levers_that_moved_against_each_other_without_a_change():
    """Twice the leads, half the conversion: the profit stays, and what one brought the other took."""
    found = split(PUBLISHED, replace(PUBLISHED, new_leads=8_000))
    assert found.whole_parts == (34_657_36, -34_657_36, 0, 0, 0)
    assert 50_000_00 * log(2) == pytest.approx(34_657_36, abs=1)


@pytest.mark.parametrize(
    "after", [replace(GROWN, margin_volume=0), replace(GROWN, margin=0), replace(GROWN, margin=-5)]
)
def test_a_profit_that_is_unknown_zero_or_a_loss_in_one_period_leaves_the_sales_volume_to_be_split(after):
    found = split(PUBLISHED, after)
    assert (found.outcome, found.change, len(found.parts)) == (Outcome.SALES_VOLUME, 92_820_00, 4)
    assert sum(found.whole_parts) == found.change


def test_a_sales_volume_of_zero_leaves_the_number_of_sales():
    found = split(PUBLISHED, replace(GROWN, sales_volume=0))
    assert (found.outcome, found.change, len(found.parts)) == (Outcome.SALES, 662, 3)


def test_a_loss_in_both_periods_is_split_like_a_profit():
    found = split(replace(PUBLISHED, margin=-50_000_00), replace(GROWN, margin=-80_525_50))
    assert found.whole_parts == (-6_105_10,) * 5


def test_without_leads_in_one_period_they_are_told_with_the_conversion():
    found = split(replace(PUBLISHED, new_leads=0), GROWN)
    assert [each.levers for each in found.parts][:2] == [
        (Lever.NEW_LEADS, Lever.CONVERSION),
        (Lever.SALES_PER_CLIENT,),
    ]
    assert found.whole_parts == (12_210_20, 6_105_10, 6_105_10, 6_105_10)


@pytest.mark.parametrize(("before", "after"), [(NOTHING, GROWN), (GROWN, NOTHING), (NOTHING, NOTHING)])
def test_where_nothing_was_sold_nothing_can_be_split(before, after):
    assert split(before, after) is None


def test_where_nothing_was_sold_no_raise_brings_anything():
    assert split_raised(NOTHING, {Lever.NEW_LEADS: TENTH}) is None


@pytest.mark.parametrize(
    ("before", "after", "changes", "whole"),
    [
        ("0", "1", ("0.4", "0.6"), (0, 1)),
        ("0.5", "1.5", ("0.5", "0.5"), (1, 1)),
        ("1.4", "0.6", ("-0.4", "-0.4"), (0, 0)),
        ("1.5", "-0.4", ("-0.95", "-0.95"), (-1, -1)),
    ],
)
def test_what_rounding_leaves_goes_where_it_cut_off_most(before, after, changes, whole):
    """Half is rounded to the even number: 0.5 to 1.5 is a change from 0 to 2."""
    parts = tuple(Part((lever,), Decimal(each)) for lever, each in zip(Lever, changes, strict=False))
    found = Split(Outcome.PROFIT, Fraction(before), Fraction(after), parts)
    assert (found.whole_parts, sum(whole)) == (whole, found.change)
