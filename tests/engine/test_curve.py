"""The curve of a cohort against published figures, and against its definition worked out slowly."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.curve import Curve, Day, added
from headway.engine.interval import Interval
from tests.engine.slow_curve import curve_of, incidence, middle, survival, variance

# Won and lost compete; the figures stand in any textbook on competing risks, worked out by hand.
TEN_DEALS = [
    (5, "won"), (8, "lost"), (10, "won"), (12, "lost"), (15, "lost"),
    (20, "won"), (22, "open"), (25, "lost"), (30, "open"), (30, "open"),
]  # fmt: skip

# Freireich and others 1963, Blood 21: weeks of remission under 6-MP; + is still in remission.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"

cohorts = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["won", "lost", "open"])), min_size=1, max_size=30)


def remissions() -> Curve:
    return curve_of([(int(each.strip("+")), "open" if each.endswith("+") else "won") for each in SIX_MP.split()])


def near(value: Decimal, expected: object) -> bool:
    return abs(value - Decimal(str(expected))) < Decimal("1e-25")


def test_won_and_lost_compete():
    """Won of won and lost is .4286, one minus Kaplan-Meier with lost as censored .3700: neither is the chance."""
    point = curve_of(TEN_DEALS).at(30)
    assert point.share == Decimal("0.3")
    assert round(point.share_otherwise, 4) == Decimal("0.4333")
    assert round(point.share_left, 4) == Decimal("0.2667")


@pytest.mark.parametrize(
    ("weeks", "still"),
    [(6, ".8571"), (7, ".8067"), (10, ".7529"), (13, ".6902"), (16, ".6275"), (22, ".5378"), (23, ".4482")],
)
def test_remissions_under_6_mp(weeks, still):
    point = remissions().at(weeks)
    assert round(point.share_left, 4) == Decimal(still)
    assert point.share + point.share_left == 1


@pytest.mark.parametrize(("weeks", "error"), [(6, ".0764"), (10, ".0963"), (13, ".1068"), (23, ".1346")])
def test_greenwood_s_standard_errors_of_6_mp(weeks, error):
    """As R's survfit prints them for these data."""
    assert round(Decimal(remissions().at(weeks).variance).sqrt(), 4) == Decimal(error)


def test_the_median_of_6_mp_with_its_interval():
    """SAS' PROC LIFETEST prints 23 with 13 to nothing yet (LOGLOG); the median of the finished alone would be 10."""
    assert remissions().middle == 23
    assert remissions().middle_interval == Interval(Decimal(13), None)


def test_a_curve_that_stays_above_one_half_has_no_middle():
    """
    days | ends
    2    | won
    9    | open, open
    """
    curve = curve_of([(2, "won"), (9, "open"), (9, "open")])
    assert (curve.middle, curve.middle_interval) == (None, Interval(Decimal(2), None))


def test_a_published_table_of_competing_deaths():
    """Satagopan and others 2004, British Journal of Cancer 91, table 2: 305 patients, the first nine of them told."""
    days = [Day(7, open=1), Day(10, reached=1), Day(14, open=1), Day(16, reached=1), Day(18, otherwise=1)]
    days += [Day(23, reached=1), Day(24, open=1), Day(26, otherwise=1), Day(27, reached=1), Day(99, open=296)]
    curve = Curve(days)
    assert curve.size == 305
    survival = [round(curve.at(day).share_left * 100, 1) for day in (9, 10, 16, 18, 23, 26, 27)]
    assert survival == [Decimal(each) for each in ("100", "99.7", "99.3", "99", "98.7", "98.3", "98")]
    steps = [curve.at(day).share - curve.at(day - 1).share for day in (10, 16, 23, 27)]
    assert [round(each * 100, 1) for each in steps] == [Decimal("0.3")] * 4


@given(cohorts, st.integers(0, 14))
def test_it_is_what_the_definition_says(cohort, day):
    point = curve_of(cohort).at(day)
    for share, kind in ((point.share, "won"), (point.share_otherwise, "lost")):
        exact = incidence(cohort, day, kind)
        assert near(share, Decimal(exact.numerator) / exact.denominator)
    left = survival(cohort, day)
    assert near(point.share_left, Decimal(left.numerator) / left.denominator)


@given(cohorts, st.integers(0, 14))
def test_the_shares_add_up_to_one(cohort, day):
    point = curve_of(cohort).at(day)
    assert near(point.share + point.share_otherwise + point.share_left, 1)


@given(cohorts)
def test_a_share_never_falls_and_no_end_changes_the_past(cohort):
    shares = [curve_of(cohort).at(day).share for day in range(14)]
    assert shares == sorted(shares)
    later = [each for each in cohort if each[0] > 6] + [(13, "won")]
    again = [each for each in cohort if each[0] <= 6] + [(7, "open")] * (len(later) - 1)
    assert curve_of(again).at(6).share == shares[6]


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["won", "lost"])), min_size=1, max_size=40))
def test_with_nobody_on_the_way_it_is_the_plain_share_to_the_last_digit(cohort):
    won = cohort.count
    curve = curve_of(cohort)
    reached = sum(won((day, "won")) for day in range(13))
    assert curve.at(12).share == Decimal(reached) / Decimal(len(cohort))
    assert curve.at(12).variance == pytest.approx(reached * (len(cohort) - reached) / len(cohort) ** 3)


@given(cohorts, st.integers(0, 14))
def test_the_variance_is_that_of_the_delta_method(cohort, day):
    assert curve_of(cohort).at(day).variance == pytest.approx(variance(cohort, day), rel=1e-4, abs=1e-9)


@given(cohorts)
def test_the_middle_is_what_the_definition_says(cohort):
    assert curve_of(cohort).middle == middle(cohort)


@given(cohorts, st.randoms())
def test_the_order_of_the_rows_changes_nothing(cohort, random: Random):
    days = list(curve_of(cohort).course)
    random.shuffle(days)
    assert Curve(days).points == curve_of(cohort).points


def test_at_tied_times_an_end_comes_before_the_last_look():
    """
    days | ends
    5    | won, open
    """
    assert curve_of([(5, "won"), (5, "open")]).at(5).share == Decimal("0.5")


@pytest.mark.parametrize(
    ("cohort", "is_followed"),
    [
        ([(10, "open")], True),
        ([(9, "open")], False),
        ([(3, "won"), (9, "open")], False),
        ([(3, "won"), (4, "lost")], True),
        ([(3, "open"), (11, "lost")], True),
        ([], False),
    ],
)
def test_a_curve_goes_as_far_as_somebody_was_followed_or_all_have_ended(cohort, is_followed):
    assert curve_of(cohort).is_followed(10) is is_followed


@pytest.mark.parametrize(("days", "share"), [(3, "0.5"), (9, "0.5"), (10, "0.5"), (2, "0")])
def test_beyond_where_it_goes_a_curve_stays_where_it_ended(days, share):
    """
    days | of two
    3    | won
    9    | open
    """
    assert curve_of([(3, "won"), (9, "open")]).at_or_last(days).share == Decimal(share)


@pytest.mark.parametrize(
    ("cohort", "low", "high"),
    [
        ([(1, "open")] * 20, "0.000000000", "0.161125158"),
        ([(1, "won")] * 20, "0.838874842", "1.000000000"),
        ([(1, "lost")] * 19 + [(0, "open")], "0.000000000", "0.168179224"),
    ],
)
def test_where_none_or_all_got_there_the_interval_is_wilson_s_of_those_whose_end_is_known(cohort, low, high):
    assert curve_of(cohort).interval_at(1) == Interval(Decimal(low), Decimal(high))


def test_of_nobody_there_is_no_interval():
    empty = Curve(())
    assert (empty.interval_at(5), empty.middle, empty.size, empty.mature) == (None, None, 0, 0)


def test_counts_up_to_a_day_leave_out_whose_time_was_up():
    """
    days | ends
    3    | won, open
    5    | lost, open
    9    | won
    """
    curve = curve_of([(3, "won"), (3, "open"), (5, "lost"), (5, "open"), (9, "won")])
    assert curve.counted(5) == Day(5, reached=1, otherwise=1, open=1)


@given(cohorts, cohorts)
def test_two_cohorts_put_on_one_course_are_one_cohort(one, other):
    both = Curve(added(curve_of(each).columns.rows() for each in (one, other)))
    assert both.course == curve_of([*one, *other]).course


@given(cohorts, st.integers(0, 14))
def test_a_day_alone_is_the_day_among_all_points(cohort, day):
    """Days between which nobody was lost from sight are taken in one step, which changes nothing but roundings."""
    curve = curve_of(cohort)
    alone, point = curve.at(day), [each for each in curve.points if each.days <= day][-1]
    assert (alone.days, alone.share, alone.share_left) == (point.days, point.share, point.share_left)
    assert alone.variance == pytest.approx(point.variance, abs=1e-12)
