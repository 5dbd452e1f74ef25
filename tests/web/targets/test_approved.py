"""What is to be reached in some days: whole months, parts of them by working days, and what does not add up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headway.engine.period import Period
from headway.web.bearers import Bearer
from headway.web.models import Absence
from headway.web.targets import approved, approved_months, approved_whole

MAY_AND_JUNE = Period(date(2024, 5, 1), date(2024, 7, 1))


@pytest.mark.parametrize(
    ("period", "value"),
    [
        # Hungary works 21 days in May 2024, of which five in this week, and 20 in June.
        ("2024-05", "42"),
        ("2024-05-13..2024-05-20", "10"),
        ("2024-05-27..2024-06-03", "10"),
        ("2024-05..", "62"),
        ("2024-05-01", "0"),
        ("2024-04-29..2024-05-06", None),
        ("2024", None),
        ("all", None),
    ],
)
def test_the_target_of_some_days(asks, alice, company, hold, period, value):
    hold("deals_won", company, {5: 42, 6: 20})
    days = MAY_AND_JUNE if period == "2024-05.." else asks(alice).period(period)
    assert approved("deals_won", days, Bearer.of(company)) == (None if value is None else Decimal(value))


def test_a_persons_part_of_a_month_is_by_their_own_days(asks, alice, bob, hold, now):
    """Bob is away in the week of the 13th, so that he has 16 days for the whole of May."""
    days = Period(date(2024, 5, 13), date(2024, 5, 20))
    hold("deals_won", bob, {5: 16})
    assert approved("deals_won", days, Bearer.of(bob)) == pytest.approx(Decimal(16) * 5 / 21)
    Absence.objects.create(
        user=bob, starts_on=days.start, ends_on=days.end, kind="holiday", written_at=now, written_by=alice
    )
    assert approved("deals_won", days, Bearer.of(bob)) == 0
    assert approved("deals_won", Period(date(2024, 5, 20), date(2024, 6, 1)), Bearer.of(bob)) == 9


@pytest.mark.parametrize(
    ("metric", "days", "value"),
    [
        # Five of the 21 working days of May: 9.76 deals of 41, 2,381.07 of 10,000.50; a whole month stays as set.
        ("deals_won", (13, 20), 10),
        ("won_value", (13, 20), 238100),
        ("won_value", (1, 32), 1000050),
        ("win_rate_of_closed", (13, 20), Decimal("0.3")),
    ],
)
def test_of_days_that_are_no_whole_months_it_is_said_in_whole_ones(company, hold, metric, days, value):
    hold(metric, company, {5: {"deals_won": 41, "won_value": 1000050}.get(metric, "0.3")})
    start, end = (date(2024, 5, 1) + timedelta(days=each - 1) for each in days)
    assert approved_whole(metric, Period(start, end), Bearer(), company.currency) == value


@pytest.mark.parametrize(
    ("metric", "values", "value"),
    [
        ("win_rate_of_closed", {5: "0.3", 6: "0.3"}, "0.3"),
        ("win_rate_of_closed", {5: "0.3", 6: "0.4"}, None),
        ("open_opportunities", {5: 10, 6: 12}, "12"),
    ],
)
def test_what_does_not_add_up_over_months(north, hold, metric, values, value):
    hold(metric, north, values)
    assert approved(metric, MAY_AND_JUNE, Bearer.of(north)) == (None if value is None else Decimal(value))


def test_months_are_told_one_by_one_and_drafts_do_not_hold(asks, alice, north, company, hold, propose):
    hold("deals_won", north, {5: 12})
    propose(alice, north, {5: 20, 6: 9})
    assert approved_months("deals_won", MAY_AND_JUNE, Bearer.of(north)) == {date(2024, 5, 1): 12}
    assert approved("deals_won", Period(date(2024, 5, 1), date(2024, 6, 1)), Bearer.of(north)) == 12
    assert approved_months("deals_won", MAY_AND_JUNE, Bearer.of(company)) == {}
