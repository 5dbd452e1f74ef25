"""Whose working days are which: teams, joining and leaving, absences, part time, the company's own days."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from headway.engine.period import Period
from headway.web.log import LogProblem
from headway.web.models import Absence, AuditEntry, Company, Membership, OwnWeek
from headway.web.working_days import company_days, spans_of, worked, worked_by, worked_today
from headway.web.working_days.writing import (
    enter_absence,
    follow_calendar,
    overrule_day,
    remove_absence,
    remove_own_week,
    set_own_week,
    settle_week,
)

MAY = Period(date(2024, 5, 1), date(2024, 6, 1))


def _sum(shares):
    return sum(shares.values(), Decimal(0))


def test_the_company_works_as_its_country_does(company):
    """Hungary's May of 2024: 23 weekdays, less the first and Pentecost Monday."""
    assert len(company_days(MAY)) == 21
    Company.objects.update(country="RU")
    assert len(company_days(MAY)) == 20
    Company.objects.update(country="XX", working_weekdays="0")
    assert len(company_days(MAY)) == 4


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([(date.min, None)], 21),
        ([(date(2024, 5, 31), None)], 1),
        ([(date(2024, 5, 4), date(2024, 5, 6))], 0),
        ([(date(2024, 5, 1), date(2024, 5, 11)), (date(2024, 5, 6), date(2024, 5, 13))], 7),
        ([(date(2024, 5, 20), None), (date(2024, 5, 1), date(2024, 5, 3))], 10),
        ([(date(2025, 1, 1), None)], 0),
        ([], 0),
    ],
)
def test_days_of_several_spans_count_once(bob, spans, days):
    assert len(worked_by([bob], MAY, {bob.pk: spans})[bob.pk]) == days
    ends = [(start, min(end or MAY.end, MAY.end)) for start, end in spans]
    free = {date(2024, 5, 1), date(2024, 5, 20)}
    counted = [MAY.start + timedelta(days=day) for day in range(31)]
    assert days == sum(any(a <= day < b for a, b in ends) and day.weekday() < 5 and day not in free for day in counted)


def test_who_joined_or_left_in_the_middle_counts_from_and_to_that_day(bob, eve, north):
    """Bob left on the 9th, Eve was added on the 29th."""
    Membership.objects.filter(user=bob).update(ends_on=date(2024, 5, 9))
    eve.joined_at = datetime(2024, 5, 29, 8, tzinfo=UTC)
    days = worked([bob, eve], MAY)
    assert (len(days[bob.pk]), len(days[eve.pk])) == (5, 3)
    assert len(worked_by([bob], MAY, spans_of([bob.pk], [north.pk]))[bob.pk]) == 5


def test_absences_part_time_and_days_of_the_company_go_together(alice, bob, eve, now):
    """
    week  | Mon | Tue | Wed     | Thu                   | Fri
    13-17 | 1   | 1   | Bob off | Bob away half the day | company closed
    """
    set_own_week(bob, date(2024, 5, 1), [100, 100, 0, 100, 100, 0, 0], by=alice, now=now)
    enter_absence(bob, date(2024, 5, 16), date(2024, 5, 16), is_half=True, by=bob, now=now)
    overrule_day(date(2024, 5, 17), is_worked=False, why="Outing", by=alice, now=now)
    overrule_day(date(2024, 5, 18), is_worked=True, by=alice, now=now)
    week = Period(date(2024, 5, 13), date(2024, 5, 20))
    days = worked([bob, eve], week)
    assert {day.day: str(share) for day, share in days[bob.pk].items()} == {13: "1", 14: "1", 16: "0.5", 18: "1.00"}
    assert sorted(day.day for day in days[eve.pk]) == [13, 14, 15, 16, 18]
    assert not worked_today(bob, date(2024, 5, 15))
    follow_calendar(date(2024, 5, 17), by=alice, now=now)
    assert _sum(worked([eve], week)[eve.pk]) == 6


def test_everything_is_in_the_audit_trail_and_can_be_taken_back(alice, bob, now):
    before = worked([bob], MAY)
    absence = enter_absence(bob, date(2024, 5, 6), date(2024, 5, 10), by=bob, now=now)
    week = set_own_week(bob, date(2024, 5, 1), [50] * 7, by=alice, now=now)
    overrule_day(date(2024, 5, 2), is_worked=False, by=alice, now=now)
    settle_week(country="DE", region="BY", weekdays=[0, 1], by=alice, now=now)
    # Half of the 31 days less five of absence, the 2nd, and Bavaria's holidays of the 1st, the 20th and the 30th.
    assert _sum(worked([bob], MAY)[bob.pk]) == 11
    settle_week(country="HU", region="", weekdays=[], by=alice, now=now)
    follow_calendar(date(2024, 5, 2), by=alice, now=now)
    remove_own_week(week, by=alice, now=now)
    remove_absence(absence, by=bob, now=now)
    assert worked([bob], MAY) == before
    told = AuditEntry.objects.order_by("pk").values_list("noun", "verb")
    assert [each for each in told if each[0] in {"absence", "ownweek", "overruledday"}] == [
        ("absence", "add"),
        ("ownweek", "add"),
        ("overruledday", "add"),
        ("overruledday", "delete"),
        ("ownweek", "delete"),
        ("absence", "delete"),
    ]


def test_the_same_sent_twice_is_written_once(bob, eve, now):
    first = enter_absence(bob, date(2024, 5, 6), date(2024, 5, 7), by=bob, now=now)
    assert enter_absence(bob, date(2024, 5, 6), date(2024, 5, 7), by=bob, now=now, uid=first.uid) == first
    with pytest.raises(LogProblem, match="new one"):
        enter_absence(eve, date(2024, 5, 6), date(2024, 5, 7), by=eve, now=now, uid=first.uid)
    assert Absence.objects.count() == 1
    for percents in ([50] * 7, [50] * 7, None):
        set_own_week(bob, date(2024, 5, 1), percents, by=bob, now=now)
    assert [each.percents for each in OwnWeek.objects.all()] == [None]


@pytest.mark.parametrize(
    ("first", "latest", "more", "words"),
    [
        ((2024, 5, 7), (2024, 5, 6), {}, "before the first"),
        ((2024, 5, 6), (2025, 5, 7), {}, "a year at most"),
        ((1824, 5, 6), (1824, 5, 7), {}, "begins with the year"),
        ((2124, 5, 6), (2124, 5, 7), {}, "up to the year 2100"),
        ((2024, 5, 6), (2024, 5, 6), {"kind": "surfing"}, "no kind of absence"),
        ((2024, 5, 9), (2024, 5, 12), {}, "already"),
    ],
)
def test_absences_that_cannot_be_are_refused(bob, now, first, latest, more, words):
    """Bob is away from the 10th to the 15th."""
    enter_absence(bob, date(2024, 5, 10), date(2024, 5, 15), by=bob, now=now)
    with pytest.raises(LogProblem, match=words):
        enter_absence(bob, date(*first), date(*latest), by=bob, now=now, **more)


def test_what_a_company_cannot_settle_is_refused(alice, bob, now):
    refused = [
        (lambda: settle_week(country="XX", region="", weekdays=[], by=alice, now=now), "no country"),
        (lambda: settle_week(country="HU", region="BY", weekdays=[], by=alice, now=now), "no region"),
        (lambda: settle_week(country="HU", region="", weekdays=[7], by=alice, now=now), "from 0 for Monday"),
        (lambda: overrule_day(date(2024, 5, 2), is_worked=True, why="x" * 101, by=alice, now=now), "100 characters"),
        (lambda: follow_calendar(date(2024, 5, 2), by=alice, now=now), "as the calendar has it already"),
        (lambda: set_own_week(bob, date(2024, 5, 2), [100] * 6, by=alice, now=now), "seven numbers"),
    ]
    for write, words in refused:
        with pytest.raises(LogProblem, match=words):
            write()
    assert not AuditEntry.objects.filter(verb="change").exists()
