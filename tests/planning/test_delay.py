"""The delay between work and sale: what still comes in time, and from which day it is too late."""

from datetime import date, timedelta

import pytest

from headway.planning.delay import Delay, in_time, too_late_from

MONDAY = date(2024, 1, 1)
WEEK = {MONDAY + timedelta(days=day): 1.0 for day in range(5)}
END = MONDAY + timedelta(days=7)
# Of ten sales two come within a day, six within three days, all within five.
DELAY = Delay.of([(1, 0.1), (3, 0.3), (5, 0.5)])


def test_the_shares_are_of_those_that_are_won_in_the_end():
    assert [DELAY.within(days) for days in (0, 1, 2, 3, 5, 9)] == pytest.approx([0, 0.2, 0.2, 0.6, 1, 1])
    assert [DELAY.quantile(share) for share in (0.1, 0.5, 0.9, 1.0)] == [1, 3, 5, 5]


def test_a_cohort_that_won_nothing_tells_no_delay_and_all_work_counts():
    unknown = Delay.of([(0, 0.0), (9, 0.0)])
    assert not unknown.is_known
    assert unknown.within(0) == 1
    assert unknown.quantile(0.5) is None
    assert in_time(WEEK, END, unknown) == 1


def test_work_of_the_last_days_counts_for_what_can_still_close():
    """
    day       | Mon | Tue | Wed | Thu | Fri
    days left | 6   | 5   | 4   | 3   | 2
    in time   | 1   | 1   | 0.6 | 0.6 | 0.2
    """
    assert in_time(WEEK, END, DELAY) == pytest.approx((1 + 1 + 0.6 + 0.6 + 0.2) / 5)
    assert in_time({}, END, DELAY) == 0


def test_it_is_too_late_from_the_day_after_the_last_on_which_one_can_begin():
    """
    ten a day bring, begun on Mon 34, Tue 24, Wed 14, Thu 8, Fri 2 that come in time
    """
    days = sorted(WEEK)

    def first(needed: float) -> date | None:
        return too_late_from(WEEK, END, DELAY, needed=needed, pace=10)

    assert [first(needed) for needed in (35, 34, 14, 8, 2)] == [days[0], days[1], days[3], days[4], END]
    assert too_late_from({}, END, DELAY, needed=1, pace=10) is None
