"""The distribution behind a norm: its marks, what few deals borrow, and how many further deals lie past the mark."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from math import ceil
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.reports.norm_distribution import ENOUGH, FEWEST, Distribution

NUMBERS = st.lists(st.integers(0, 40), max_size=45)


def of(own, *lenders) -> Distribution:
    return Distribution.of(Counter(own), [Counter(lender) for lender in lenders])


def marks(distribution):
    return tuple(distribution.quantile(percent) for percent in (10, 50, 90))


def test_the_worked_example_of_the_reference():
    """
    20 deals took 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10, 12 and 15 contacts.
    Places of 21 (the further deal among them): 2.1 -> the 3rd, 10.5 -> the 11th, 18.9 -> the 19th.
    """
    known = of([2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10, 12, 15])
    assert marks(known) == (3, 6, 12)
    assert (known.own, known.lent, known.borrowed) == (20, 0, 0)
    assert known.mean == Decimal("6.3")
    # An open deal with 13 contacts: 19 of the 20 took fewer.
    assert known.percentile(13) == Decimal(19) / 21
    assert known.percentile(12) == Decimal(18) / 21


def test_a_few_deals_borrow_from_the_nearest_first():
    """
    deals | own | rest of the funnel | other funnels | lent         | borrowed
          | 6   | 7 (all of them)    | 14 at a half  | 7 + 7 of 14  | 70 %
    """
    known = of([1] * 6, [2] * 7, [3] * 14)
    assert (known.own, known.lent, known.borrowed) == (6, 14, Decimal("0.7"))
    assert [Fraction(weight, known.unit) for weight in known.weights] == [6, 7, 7]


def test_the_worked_example_of_borrowing():
    """
    contacts            | 2 | 3 | 4 | 5  | 6  | 7  | 8    | 9    | 10   | 12
    own                 |   | 1 | 2 | 1  | 1  |    |      | 1    |      |
    rest of the funnel  |   |   |   | 2  | 1  | 1  | 2    |      | 1    |
    others, half each   | 1 | 1 | 1 | 1  | 1  | 1  | 0.5  |      |      | 0.5
    up to here          | 1 | 3 | 6 | 10 | 13 | 15 | 17.5 | 18.5 | 19.5 | 20

    The first that reach 2.1, 10.5 and 18.9 of 21 are 3, 6 and 10.
    """
    known = of([3, 4, 4, 5, 6, 9], [5, 5, 6, 7, 8, 8, 10], [2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 12])
    assert marks(known) == (3, 6, 10)
    assert known.percentile(10) == Decimal("18.5") / 21
    assert known.mean == Decimal("5.85")


@pytest.mark.parametrize(
    ("own", "rest", "others", "lent"),
    [(20, 50, 50, 0), (19, 50, 50, 1), (0, 50, 50, 20), (3, 4, 0, 4), (3, 4, 5, 9), (0, 0, 0, 0), (90, 0, 0, 0)],
)
def test_as_many_are_lent_as_are_missing_and_there(own, rest, others, lent):
    assert of([5] * own, [6] * rest, [7] * others).lent == lent


@pytest.mark.parametrize(("own", "rest", "is_known"), [(FEWEST, 0, True), (4, 6, True), (4, 5, False), (0, 0, False)])
def test_below_ten_deals_in_all_nothing_is_said(own, rest, is_known):
    known = of([5] * own, [6] * rest)
    assert known.is_known is is_known
    said = (*marks(known), known.mean, known.percentile(7))
    assert all(each is not None for each in said) if is_known else set(said) == {None}


@given(NUMBERS, NUMBERS, NUMBERS)
def test_marks_and_percentiles_equal_a_slow_count_of_weights(own, rest, others):
    known, weights = of(own, rest, others), _weights(own, rest, others)
    total = sum(weight for _number, weight in weights)
    assert Fraction(known.weights_up_to[-1] if known.weights else 0, known.unit) == total
    if total < FEWEST:
        assert marks(known) == (None, None, None)
        return
    for percent in (10, 50, 90):
        place = Fraction(percent, 100) * (total + 1)
        assert known.quantile(percent) == min(
            number for number, _weight in weights if sum(w for n, w in weights if n <= number) >= place
        )
    for number in (0, 7, 20, 41):
        below = sum(weight for each, weight in weights if each < number) / (total + 1)
        assert known.percentile(number) == Decimal(below.numerator) / Decimal(below.denominator)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_percentiles_rise_and_reach_ninety_just_past_the_mark(own, rest, others):
    known = of(own, rest, others)
    high = known.quantile(90)
    if high is None:
        return
    percentiles = [known.percentile(number) for number in range(43)]
    assert percentiles == sorted(percentiles)
    assert [share >= Decimal("0.9") for share in percentiles] == [number > high for number in range(43)]
    assert known.quantile(10) <= known.quantile(50) <= high


@pytest.mark.parametrize("deals", [10, 20, 35, 100, 400])
def test_about_one_in_ten_further_deals_lies_past_the_mark(deals):
    """Of n deals and a further one of the same kind, each order is as likely: past the mark are 1 - place / (n + 1)."""
    random = Random(deals)
    past = [_share_past(of(_drawn(random, deals)), random) for _time in range(int(2500 // deals**0.5))]
    expected = 1 - ceil(Decimal("0.9") * (deals + 1)) / (deals + 1)
    assert 0.075 < expected <= 0.1
    # Three standard errors: the share past a mark from n deals scatters by about the root of 0.09 / n.
    assert mean(past) == pytest.approx(expected, abs=3 * (0.09 / (deals * len(past))) ** 0.5 + 0.004)


@pytest.mark.parametrize("own", [0, 4, 12])
def test_a_segment_like_the_rest_of_its_funnel_is_no_further_off_by_borrowing(own):
    random = Random(own)
    past = [_share_past(of(_drawn(random, own), _drawn(random, 200)), random) for _time in range(300)]
    assert 0.04 < mean(past) < 0.1
    if own == 12:
        alone = [_share_past(of(_drawn(random, own)), random) for _time in range(300)]
        assert _scatter(past) < _scatter(alone)


def test_twenty_deals_of_its_own_keep_a_slow_funnel_out():
    """A quick segment beside slow ones: with deals enough its mark is its own."""
    assert of([5] * ENOUGH, [500] * 300).quantile(90) == 5


def _weights(own, rest, others):
    """Each deal with its weight, in deals."""
    missing, weights = max(0, ENOUGH - len(own)), [(number, Fraction(1)) for number in own]
    for lender in (rest, others):
        taken = min(missing, len(lender))
        missing -= taken
        weights += [(number, Fraction(taken, len(lender))) for number in lender if taken]
    return weights


def _drawn(random: Random, count: int) -> list[int]:
    """Days as they are in selling: most deals quick, some very slow; so fine that hardly two are alike."""
    return [round(random.lognormvariate(4, 0.7) * 1000) for _deal in range(count)]


def _share_past(known: Distribution, random: Random) -> float:
    high = known.quantile(90)
    return mean(number > high for number in _drawn(random, 200))


def _scatter(shares: list[float]) -> float:
    return mean((share - 0.1) ** 2 for share in shares)
