"""The calendar's arithmetic against Python's own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.calendar import Step, first_day, months_between, walk

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("step", "first"),
    [
        (Step.DAY, "2024-05-15"),
        (Step.WEEK, "2024-05-13"),
        (Step.MONTH, "2024-05-01"),
        (Step.QUARTER, "2024-04-01"),
        (Step.YEAR, "2024-01-01"),
    ],
)
def test_the_first_day(step, first):
    assert first_day(date(2024, 5, 15), step) == date.fromisoformat(first)


@given(days, st.integers(0, 6))
def test_a_week_holds_its_day_and_starts_on_its_weekday(on, week_start):
    first = first_day(on, Step.WEEK, week_start)
    assert first.weekday() == week_start
    assert timedelta(0) <= on - first < timedelta(days=7)


@given(days, st.sampled_from(Step), st.integers(-40, 40))
def test_there_and_back_again(on, step, count):
    first = first_day(on, step)
    assert walk(walk(first, step, count), step, -count) == first


@given(days, days)
def test_months_between_are_walked(start, end):
    count = months_between(start, end)
    assert walk(start.replace(day=1), Step.MONTH, count) == end.replace(day=1)
