"""Periods: half open, read as people write them, with the one before and the pieces within."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine.calendar import Step
from headway.engine.period import NoPeriodBefore, Period, PeriodNotUnderstood

TODAY = date(2024, 2, 14)  # a Wednesday
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 1, 1))


def between(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-01", "2024-01-01", "2024-02-01"),
        ("2024-12", "2024-12-01", "2025-01-01"),
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-Q1", "2024-01-01", "2024-04-01"),
        ("2024q4", "2024-10-01", "2025-01-01"),
        ("2024-W07", "2024-02-12", "2024-02-19"),
        ("2021-W01", "2021-01-04", "2021-01-11"),
        ("2024-01-05", "2024-01-05", "2024-01-06"),
        ("2024-01-01..2024-02-01", "2024-01-01", "2024-02-01"),
        ("2024-01-01 .. 2024-01-01", "2024-01-01", "2024-01-01"),
        ("today", "2024-02-14", "2024-02-15"),
        ("Yesterday", "2024-02-13", "2024-02-14"),
        ("this week", "2024-02-12", "2024-02-19"),
        ("last_week", "2024-02-05", "2024-02-12"),
        ("last-month", "2024-01-01", "2024-02-01"),
        ("this quarter", "2024-01-01", "2024-04-01"),
        ("last quarter", "2023-10-01", "2024-01-01"),
        ("last year", "2023-01-01", "2024-01-01"),
        ("last 30 days", "2024-01-16", "2024-02-15"),
        ("last 1 day", "2024-02-14", "2024-02-15"),
        ("last 4 weeks", "2024-01-15", "2024-02-12"),
        ("last 3 months", "2023-11-01", "2024-02-01"),
        ("last 2 quarters", "2023-07-01", "2024-01-01"),
        ("next month", "2024-03-01", "2024-04-01"),
        ("month to date", "2024-02-01", "2024-02-15"),
        ("year to date", "2024-01-01", "2024-02-15"),
        ("this fiscal year", "2024-01-01", "2025-01-01"),
        ("FY2024", "2024-01-01", "2025-01-01"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, start, end):
    assert Period.parse(text, TODAY) == between(start, end)


def test_a_week_starts_when_the_company_says():
    assert Period.parse("this week", TODAY, week_start=6) == between("2024-02-11", "2024-02-18")


@pytest.mark.parametrize(
    ("text", "year_start", "start", "end"),
    [
        ("this fiscal year", 4, "2023-04-01", "2024-04-01"),
        ("last fiscal year", 4, "2022-04-01", "2023-04-01"),
        ("this fiscal year", 2, "2024-02-01", "2025-02-01"),
        ("this fiscal year", 3, "2023-03-01", "2024-03-01"),
        ("this fiscal quarter", 4, "2024-01-01", "2024-04-01"),
        ("last fiscal quarter", 2, "2023-11-01", "2024-02-01"),
        ("this fiscal quarter", 2, "2024-02-01", "2024-05-01"),
        ("last 2 fiscal quarters", 2, "2023-08-01", "2024-02-01"),
        ("last 2 fiscal years", 7, "2021-07-01", "2023-07-01"),
        ("fiscal year to date", 10, "2023-10-01", "2024-02-15"),
        ("FY2024", 10, "2023-10-01", "2024-10-01"),
        ("fy 2024", 4, "2023-04-01", "2024-04-01"),
        ("FY2024-Q1", 10, "2023-10-01", "2024-01-01"),
        ("FY2024 Q4", 4, "2024-01-01", "2024-04-01"),
    ],
)
def test_a_fiscal_year_begins_with_the_companys_month_and_is_called_by_its_end(text, year_start, start, end):
    assert Period.parse(text, TODAY, year_start=year_start) == between(start, end)


@given(days, st.integers(1, 12))
def test_fiscal_quarters_lie_in_their_year_and_hold_today(today, year_start):
    """The slow way: walk back month by month to the first one of a fiscal year, then cut it by three months."""
    first = today.replace(day=1)
    while first.month != year_start:
        first = (first - timedelta(days=1)).replace(day=1)
    year = Period.parse("this fiscal year", today, year_start=year_start)
    quarter = Period.parse("this fiscal quarter", today, year_start=year_start)
    assert year.start == first
    assert quarter in [Period(*each) for each in zip(_thirds(year)[:-1], _thirds(year)[1:], strict=True)]
    assert quarter.contains(today)


def _thirds(year: Period) -> list[date]:
    months = [each.start for each in year.split(Step.MONTH)]
    return [*months[::3], year.end]


def test_all_is_all_time():
    everything = Period.parse("all", TODAY)
    assert Period.parse("All time", TODAY) == everything
    assert everything.is_all
    assert everything.contains(date(1970, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024-13",
        "2024-02-30",
        "2024-Q5",
        "2024-W54",
        "0000",
        "9999",
        "last 0x days",
        "2024-02-01..2024-01-01",
    ],
)
def test_what_is_no_period_is_told_what_is(text):
    with pytest.raises(PeriodNotUnderstood) as refusal:
        Period.parse(text, TODAY)
    assert str(refusal.value).startswith(f"'{text}' is not a period. Write a day (2024-01-05)")


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(ValueError) as refusal:
        between("2024-02-01", "2024-01-01")
    assert str(refusal.value) == "The period ends on 2024-01-01, before its start on 2024-02-01: exchange the two."


def test_the_end_is_not_in_the_period():
    january = between("2024-01-01", "2024-02-01")
    assert january.days == 31
    assert january.contains(date(2024, 1, 1))
    assert january.contains(date(2024, 1, 31))
    assert not january.contains(date(2024, 2, 1))
    assert not january.contains(date(2023, 12, 31))


def test_a_day_is_a_period():
    assert Period.day(date(2024, 2, 29)) == between("2024-02-29", "2024-03-01")


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("2024-03-01", "2024-04-01"), ("2024-02-01", "2024-03-01")),
        (("2024-01-01", "2024-04-01"), ("2023-10-01", "2024-01-01")),
        (("2024-01-01", "2025-01-01"), ("2023-01-01", "2024-01-01")),
        (("2024-02-12", "2024-02-19"), ("2024-02-05", "2024-02-12")),
        (("2024-03-01", "2024-03-11"), ("2024-02-20", "2024-03-01")),
    ],
)
def test_the_period_before_is_as_long_in_the_calendar_s_eyes(period, before):
    assert between(*period).previous() == between(*before)


@pytest.mark.parametrize(
    "period", [Period.all(), between("0001-01-01", "0001-02-01"), between("0001-01-03", "0001-02-09")]
)
def test_before_the_beginning_there_is_nothing(period):
    with pytest.raises(NoPeriodBefore) as refusal:
        period.previous()
    assert str(refusal.value).endswith("choose a period with a first day.")


def test_a_period_is_cut_along_the_calendar():
    assert between("2024-01-15", "2024-03-10").split(Step.MONTH) == (
        between("2024-01-15", "2024-02-01"),
        between("2024-02-01", "2024-03-01"),
        between("2024-03-01", "2024-03-10"),
    )


def test_all_time_stays_whole():
    assert Period.all().split(Step.DAY) == (Period.all(),)


@given(days, st.integers(0, 800), st.sampled_from(Step), st.integers(0, 6))
def test_the_pieces_make_up_the_period(start, length, step, week_start):
    period = Period(start, start + timedelta(days=length))
    pieces = period.split(step, week_start)
    edges = [period.start, *(piece.end for piece in pieces)]
    assert [piece.start for piece in pieces] == edges[:-1]
    assert edges[-1] == period.end
    assert all(piece.days for piece in pieces)


def test_up_to_a_day_it_is_the_part_that_has_been():
    """
    period     | up to      | is
    2024-05    | 2024-05-10 | 2024-05-01 .. 2024-05-10
    2024-05    | 2024-05-31 | the whole
    2024-05    | 2024-04-30 | the whole: it has not begun
    all time   | 2024-05-10 | all time
    """
    may = Period(date(2024, 5, 1), date(2024, 6, 1))
    assert may.up_to(date(2024, 5, 10)) == Period(date(2024, 5, 1), date(2024, 5, 11))
    assert may.up_to(date(2024, 5, 31)) == may.up_to(date(2024, 4, 30)) == may
    assert Period.all().up_to(date(2024, 5, 10)) == Period.all()
