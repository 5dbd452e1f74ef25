"""Figures: divided once, unknown over nothing, changes by unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.catalogue import find
from headway.engine.figure import MICROSECONDS_A_DAY, Figure, Tally, changed, exact_median, figure
from headway.engine.interval import ratio
from headway.engine.metric import Unit


def valued(value) -> Figure:
    return Figure(value, None, None, 0)


def test_a_count_of_nothing_is_zero():
    assert figure(find("new_leads"), Tally(), None) == Figure(0, 0, None, 0)


def test_a_ratio_over_nothing_is_unknown():
    assert figure(find("win_rate_of_all"), Tally(), Tally()) == Figure(None, 0, 0, 0)


def test_a_median_and_a_mean_of_nothing_are_unknown():
    assert figure(find("cycle_time"), Tally(None, 0), None) == Figure(None, None, None, 0)
    assert figure(find("entry_to_won_mean"), Tally(None, 0), None) == Figure(None, 0, 0, 0)


def test_a_ratio_is_divided_in_decimals():
    assert figure(find("win_rate_of_all"), Tally(1, 1), Tally(3, 3)).value == Decimal(1) / Decimal(3)


def test_days_are_counted_in_microseconds():
    assert figure(find("cycle_time"), Tally(1.5 * MICROSECONDS_A_DAY, 2), None).value == Decimal("1.5")
    mean = figure(find("entry_to_won_mean"), Tally(3 * MICROSECONDS_A_DAY, 2), None)
    assert mean == Figure(Decimal("1.5"), 3 * MICROSECONDS_A_DAY, 2, 2)


@given(st.lists(st.integers(0, 10**15), min_size=2, max_size=2))
def test_a_median_of_whole_numbers_is_exact(pair):
    assert exact_median((pair[0] + pair[1]) / 2) == Decimal(sum(pair)) / 2


@pytest.mark.parametrize(
    ("unit", "now", "before", "change"),
    [
        (Unit.COUNT, 12, 10, Decimal("0.2")),
        (Unit.MONEY, 5, -10, Decimal("1.5")),
        (Unit.SHARE, Decimal("0.5"), Decimal("0.4"), Decimal("0.1")),
        (Unit.COUNT, 12, 0, None),
        (Unit.SHARE, Decimal("0.5"), Decimal(0), Decimal("0.5")),
        (Unit.DAYS, None, Decimal(3), None),
        (Unit.DAYS, Decimal(3), None, None),
    ],
)
def test_a_change_is_told_in_its_unit(unit, now, before, change):
    assert changed(unit, valued(now), valued(before)) == change


def test_without_another_figure_there_is_no_change():
    assert changed(Unit.COUNT, valued(1), None) is None


def test_what_nobody_wrote_down_is_unknown_and_says_so():
    """Of a share of a whole the whole must be there: nothing but selling time is no other time, and not unknown."""
    share, cost = find("non_selling_time_share"), find("cost_per_lead")
    nothing = figure(share, Tally(), Tally())
    assert (nothing.value, nothing.why) == (
        None,
        "Unknown: nobody wrote down in this period what working time went to.",
    )
    assert (figure(share, Tally(), Tally(60, 1)).value, figure(share, Tally(), Tally(60, 1)).why) == (0, None)
    free = figure(cost, Tally(), Tally(3, 3))
    assert (free.value, free.why) == (
        None,
        "Unknown: no cost of a source that you can see is written down for this period.",
    )


def test_counts_of_two_kinds_of_pieces_have_the_interval_of_a_ratio():
    """Meetings about several deals count once, so a row of them is one piece at the most."""
    two, eight = Tally(2, 2), Tally(8, 9)
    assert figure(find("meetings_to_won"), two, eight).interval == ratio(2, 8)
    assert figure(find("sales_margin_share"), two, eight).interval is None
