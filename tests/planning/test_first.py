"""Whom to contact first."""

from datetime import date, timedelta

import pytest

from headway.planning.first import Reason, Why, in_order, middle_of, rhythm


def test_what_was_promised_goes_first_and_each_client_stands_once():
    """
    client | why            | place
    1      | silent         | -900
    2      | near its norm  | -50
    3      | past its norm  | -10
    4      | past its norm  | -20
    5      | due today      | 0
    6      | overdue        | 2 (since Tuesday)
    7      | overdue        | 1 (since Monday)
    1      | a time today   | 9
    """
    reasons = [
        Reason(Why.SILENT, 1, place=-900),
        Reason(Why.NEAR_NORM, 2, place=-50),
        Reason(Why.PAST_NORM, 3, place=-10),
        Reason(Why.PAST_NORM, 4, place=-20),
        Reason(Why.DUE, 5),
        Reason(Why.OVERDUE, 6, place=2),
        Reason(Why.OVERDUE, 7, place=1),
        Reason(Why.TIMED, 1, place=9),
    ]
    suggested = in_order(reasons)
    assert [each.client_id for each in suggested] == [1, 7, 6, 5, 4, 3, 2]
    assert [each.why for each in suggested[0].reasons] == [Why.TIMED, Why.SILENT]
    assert suggested[0].first.place == 9
    assert suggested == in_order(reversed(reasons))


@pytest.mark.parametrize(
    ("gaps", "usual"), [((), None), ((30,), None), ((30, 30), 30), ((10, 90, 20), 20), ((0, 10, 20), 15)]
)
def test_the_rhythm_is_the_middle_of_days_between_purchases(gaps, usual):
    days = [date(2024, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    assert rhythm(reversed(days)) == usual


@pytest.mark.parametrize(
    ("counts", "middle"),
    [([], None), ([(7, 1)], 7), ([(30, 2), (10, 3)], 10), ([(30, 4), (10, 3)], 30), ([(1, 1), (2, 1)], 1)],
)
def test_the_middle_of_counted_numbers(counts, middle):
    assert middle_of(counts) == middle
