"""What a day needs, and the streak of days that had it, against a walk over the days by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headway.planning.day_plan import Course, DayNeed, streak

MONDAY = date(2024, 5, 13)
DAYS = [MONDAY + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
WHOLE = dict.fromkeys(DAYS, Decimal(1))


def _course(total, *done, shares=None):
    shares = WHOLE if shares is None else shares
    return Course(Decimal(total), shares, {day: Decimal(count) for day, count in zip(DAYS, done, strict=False)})


def test_fifty_sales_at_five_per_cent_are_48_calls_a_working_day():
    """1,000 calls in 21 working days."""
    days = [MONDAY + timedelta(days=number) for number in range(21)]
    assert Course(Decimal(1000), dict.fromkeys(days, Decimal(1)), {}).on(MONDAY).needed == 48


def test_what_was_missed_is_spread_over_the_days_left():
    """
    100 calls in ten days; 10 a day are needed, until Tuesday brings 1 only: 89 are left for 8 days.

    day       | needed | done | left
    Monday    | 10     | 10   | 0
    Tuesday   | 10     | 1    | 9
    Wednesday | 12     | 4    | 8
    """
    course = _course(100, 10, 1, 4)
    needs = [course.on(day) for day in DAYS[:3]]
    assert [(need.needed, need.done, need.left) for need in needs] == [(10, 10, 0), (10, 1, 9), (12, 4, 8)]
    assert [need.behind for need in needs] == [0, 0, 9]
    assert needs[2].left_in_all == 85


def test_rounding_up_each_day_reaches_the_total_and_no_more():
    done, course = [], _course(47)
    for day in DAYS:
        done.append(_course(47, *done).on(day).needed)
    assert sum(done) == course.total
    assert max(done) - min(done) <= 1


def test_half_a_day_needs_half_and_a_day_off_nothing():
    """Tuesday is a half day, Wednesday free: 84 calls in eight and a half days."""
    shares = {day: share for day, share in WHOLE.items() if day != DAYS[2]} | {DAYS[1]: Decimal("0.5")}
    course = _course(85, 10, shares=shares)
    assert [course.on(day).needed for day in (*DAYS[:4], MONDAY + timedelta(days=5))] == [10, 5, 0, 11, 0]


def test_what_is_done_needs_no_more():
    need = _course(10, 12).on(DAYS[1])
    assert (need.needed, need.left, need.left_in_all, need.is_met) == (0, 0, 0, True)


def test_days_without_any_working_day_need_nothing():
    need = DayNeed(Decimal(5), Decimal(0), Decimal(0), Decimal(0), Decimal(0), Decimal(0))
    assert (need.needed, need.behind, need.is_daily) == (0, 0, False)


@pytest.mark.parametrize(
    ("done", "today", "days"),
    [
        # Today counts once it has its ten, and breaks nothing before that.
        ((10, 10, 10), 2, 3),
        ((10, 10, 0), 2, 2),
        # A day that was missed breaks; the days after it need more.
        ((10, 5, 11, 11), 3, 2),
        ((10, 5, 10, 10), 3, 0),
        # The weekend between the fifth and the sixth day breaks nothing, and work on it counts.
        ((10, 10, 10, 10, 10, 10), 5, 6),
        ((), 0, 0),
    ],
)
def test_a_streak_is_of_working_days_that_had_what_they_needed(done, today, days):
    assert streak([_course(100, *done)], DAYS[today], MONDAY) == days


def test_a_day_off_does_not_break_a_streak():
    shares = {day: share for day, share in WHOLE.items() if day != DAYS[1]}
    assert streak([_course(90, 10, 0, 10, shares=shares)], DAYS[2], MONDAY) == 2


def test_every_number_must_have_what_the_day_needs_but_those_of_less_than_one_a_day():
    calls, meetings, sales = _course(100, 10, 10), _course(20, 2, 1), _course(3)
    assert streak([calls], DAYS[2], MONDAY) == 2
    assert streak([calls, sales], DAYS[2], MONDAY) == 2
    assert streak([calls, meetings], DAYS[2], MONDAY) == 0
    assert streak([sales], DAYS[2], MONDAY) == 0


@pytest.mark.parametrize(("total", "needed"), [("66.14", 11), ("66.6", 12), ("0.2", 1)])
def test_a_hundredth_of_one_does_not_make_a_whole_one_more_each_day(total, needed):
    """
    total | left as it is shown | over six working days
    66.14 | 66                  | 11 a day, not 12
    66.6  | 67                  | 12 a day
    0.2   | 1, for it is not 0  | 1 a day
    """
    course = Course(Decimal(total), dict.fromkeys(DAYS[:6], Decimal(1)), {})
    assert course.on(MONDAY).needed == needed


def test_a_streak_begins_with_the_plan():
    assert streak([_course(100, 10, 10, 10)], DAYS[2], DAYS[1]) == 2


def test_a_result_is_needed_on_no_day_and_is_held_against_even_steps():
    """
    10 deals in ten days; a deal of the day itself counts.

    day       | won | by even steps before it | short
    Monday    | 0   | 0                       | 0
    Tuesday   | 0   | 1                       | 1
    Wednesday | 1   | 2                       | 1
    Thursday  | 3   | 3                       | 0
    """
    course = Course(Decimal(10), WHOLE, {DAYS[2]: Decimal(1), DAYS[3]: Decimal(3)}, is_result=True)
    needs = [course.on(day) for day in DAYS[:4]]
    assert [(need.even, need.short) for need in needs] == [(0, 0), (1, 1), (2, 1), (3, 0)]
    assert {(need.needed, need.left, need.is_met, need.is_daily) for need in needs} == {(0, 0, True, False)}
    assert streak([course], DAYS[3], MONDAY) == 0
    assert Course(Decimal(4), {}, {}, is_result=True).on(MONDAY).short == 0


def test_a_result_that_was_not_won_breaks_no_streak():
    calls, deals = _course(20, 2, 2, 2), Course(Decimal(20), WHOLE, {}, is_result=True)
    assert streak([calls, deals], DAYS[2], MONDAY) == 3
