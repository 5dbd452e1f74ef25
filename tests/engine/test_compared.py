"""Whether a change is beyond chance: counts, shares, and what cannot be told."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.catalogue import catalogue
from headway.engine.chance import chance_of_two
from headway.engine.compared import beyond_chance, days_compared, is_plain_count
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure
from headway.engine.interval import difference, wilson
from headway.engine.period import Period
from headway.engine.question import Question

MONTH = (30, 30)


@pytest.mark.parametrize("ratio", [0.8584264, 4.2772659])
def test_two_counts_agree_with_the_interval_that_r_publishes(ratio):
    """R, poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)): the rate ratio's 95 % interval is .8584264 to 4.2772659.

    At either end of it the two counts differ with a chance of one in twenty.
    """
    assert chance_of_two((11, 21), (800 * ratio, 3011)) == pytest.approx(0.05, abs=1e-6)


def _exactly(counts: tuple[int, int], times: tuple[int, int]) -> Fraction:
    """The same by adding up every possible split of the sum, in fractions."""
    events, share = sum(counts), Fraction(times[0], sum(times))
    chances = [comb(events, k) * share**k * (1 - share) ** (events - k) for k in range(events + 1)]
    return min(Fraction(1), 2 * min(sum(chances[counts[0] :]), sum(chances[: counts[0] + 1])))


@given(st.tuples(st.integers(0, 60), st.integers(0, 60)), st.tuples(st.integers(1, 92), st.integers(1, 92)))
def test_two_counts_agree_with_every_split_of_their_sum(counts, times):
    if sum(counts):
        assert chance_of_two(counts, times) == pytest.approx(float(_exactly(counts, times)), abs=1e-9)


def test_counts_of_ten_million_are_told_too():
    assert chance_of_two((5_000_000, 5_010_000), (1, 1)) == pytest.approx(0.0015756, abs=1e-6)
    assert chance_of_two((0, 0), (30, 30)) == 1
    assert chance_of_two((0, 5), (30, 30)) == pytest.approx(2 / 2**5)


def test_the_difference_of_two_shares_has_the_interval_of_newcombe():
    """Newcombe 1998, method 10: 56 of 70 against 48 of 80 -> .0524 to .3339."""
    within = difference(Decimal(56) / 70, wilson(56, 70), Decimal(48) / 80, wilson(48, 80))
    assert (round(within.low, 4), round(within.high, 4)) == (Decimal("0.0524"), Decimal("0.3339"))


def _share(of: int, per: int) -> Figure:
    return Figure(Decimal(of) / per, of, per, of, interval=wilson(of, per))


def _count(of: int) -> Figure:
    return Figure(of, of, None, of)


@pytest.mark.parametrize(
    ("name", "now", "before", "days", "is_beyond"),
    [
        ("deals_won", _count(26), _count(17), MONTH, False),
        ("deals_won", _count(40), _count(17), MONTH, True),
        ("deals_won", _count(31), _count(28), (31, 28), False),
        ("deals_won", _count(30), _count(30), (1, 30), True),
        ("contacts", _count(300), _count(200), MONTH, True),
        ("buying_clients", _count(30), _count(10), MONTH, True),
        ("win_rate_of_closed", _share(56, 70), _share(48, 80), MONTH, True),
        ("effective_share", _share(341, 1000), _share(342, 1000), MONTH, False),
        # Nobody can tell of these.
        ("win_rate_of_all", _share(1, 100), _share(60, 100), MONTH, None),
        ("sales_volume", _count(2), _count(1_000_000), MONTH, None),
        ("average_sale", _count(2), _count(1_000_000), MONTH, None),
        ("cycle_time", Figure(Decimal(9), None, None, 9), Figure(Decimal(1), None, None, 9), MONTH, None),
        ("open_opportunities", _count(500), _count(1), MONTH, None),
        ("deals_won", _count(40), None, MONTH, None),
        ("deals_won", _count(40), Figure(None, 0, None, 0), MONTH, None),
        ("deals_won", _count(40), _count(17), (0, 0), None),
    ],
)
def test_a_change_is_beyond_chance_where_that_can_be_told(name, now, before, days, is_beyond):
    assert beyond_chance(catalogue()[name], now, before, days) is is_beyond


def test_what_is_still_too_young_is_not_compared():
    young = Figure(Decimal("0.5"), 5, 10, 5, interval=wilson(5, 10), is_young=True)
    assert beyond_chance(catalogue()["opportunities_to_won_mature"], young, _share(48, 80), MONTH) is None


def test_pieces_that_come_by_themselves_are_no_stock_and_no_sum():
    plain = {name for name, metric in catalogue().items() if is_plain_count(metric)}
    assert plain >= {"contacts", "calls", "meetings", "new_leads", "deals_won", "deals_lost", "sales"}
    assert not plain & {"open_leads", "open_opportunities", "sales_per_client", "contacts_per_won_deal"}


def _question(**told) -> Question:
    return Question(metric="deals_won", **told)


MAY, APRIL = Period(date(2024, 5, 1), date(2024, 6, 1)), Period(date(2024, 4, 1), date(2024, 5, 1))


def test_the_days_that_have_been_are_compared():
    """
    asked on | days of May | days of April
    May 15   | 15          | 30
    """
    assert days_compared(_question(period=MAY, compare=APRIL, asked_on=date(2024, 5, 15))) == {None: (15, 30)}
    assert days_compared(_question(period=MAY, compare=APRIL)) == {None: (31, 30)}
    assert days_compared(_question(period=MAY)) == {}


def test_each_week_is_compared_with_its_own():
    """
    week of May from | days | week of April from | days
    Apr 29 (May 1)   | 5    | Apr 1              | 7
    May 6            | 7    | Apr 8              | 7
    May 13           | 3    | Apr 15             | 7
    """
    asked = _question(period=MAY, compare=APRIL, by=(Dimension.WEEK,), asked_on=date(2024, 5, 15))
    days = days_compared(asked)
    assert days[date(2024, 4, 29)] == (5, 7)
    assert days[date(2024, 5, 6)] == (7, 7)
    assert days[date(2024, 5, 13)] == (3, 7)


def test_periods_that_share_days_are_not_told_apart():
    compare = Period(date(2024, 4, 20), MAY.start + timedelta(days=1))
    assert days_compared(_question(period=MAY, compare=compare)) == {None: (0, 0)}
