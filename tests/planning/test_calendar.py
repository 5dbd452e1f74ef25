"""The calendar of a company: holidays, Saturdays in exchange, its own week and its own days."""

from datetime import date, timedelta

import pytest

from headway.planning.calendar import Calendar, DayKind, countries, country_of, language_of, regions_of


def _worked(calendar, start, end):
    return sum(day.is_worked for day in calendar.days(start, end))


@pytest.mark.parametrize(
    ("month", "days"),
    # The official working days of Hungary in 2024, month by month (ministerial decree 8/2024 of the exchanged days).
    [(1, 22), (2, 21), (3, 19), (4, 21), (5, 21), (6, 20), (7, 23), (8, 21), (9, 21), (10, 22), (11, 20), (12, 20)],
)
def test_hungary_works_its_saturdays_in_exchange(month, days):
    end = (date(2024, month, 1) + timedelta(days=31)).replace(day=1)
    assert _worked(Calendar("HU"), date(2024, month, 1), end) == days


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2024, 8, 2), DayKind.WORKED),
        (date(2024, 8, 3), DayKind.EXTRA),
        (date(2024, 8, 4), DayKind.REST),
        (date(2024, 8, 19), DayKind.HOLIDAY),
        (date(2024, 3, 31), DayKind.HOLIDAY),
        (date(2024, 8, 21), DayKind.CLOSED),
        (date(2024, 8, 24), DayKind.OPENED),
    ],
)
def test_each_day_says_what_it_is(day, kind):
    """2024-08-21 the company is closed, on Saturday 2024-08-24 it works; Easter Sunday is a Sunday."""
    ruled = {date(2024, 8, 21): (False, "Outing"), date(2024, 8, 24): (True, "Fair")}
    found = Calendar("HU", ruled=ruled).look(day)
    assert found.kind == kind
    assert found.is_worked is (kind in {DayKind.WORKED, DayKind.EXTRA, DayKind.OPENED})
    assert found.word == ruled.get(day, (None, found.word))[1]


def test_a_company_that_works_on_saturdays_has_no_saturday_in_exchange():
    calendar = Calendar("HU", weekdays=frozenset({1, 2, 3, 4, 5}))
    assert calendar.look(date(2024, 8, 3)).kind == DayKind.WORKED
    assert calendar.look(date(2024, 8, 5)).kind == DayKind.REST


def test_holidays_are_named_in_the_language_that_is_read_where_the_country_knows_it():
    words = [Calendar("HU").look(date(2024, 12, 25), language).word for language in ("", "en", "hu", "ru")]
    assert words == ["Christmas Day", "Christmas Day", "Karácsony", "Christmas Day"]


def test_a_region_has_holidays_of_its_own():
    assert "BY" in regions_of("DE")
    assert regions_of("HU") == ()
    assert Calendar("DE", "BY").look(date(2024, 11, 1)).kind == DayKind.HOLIDAY
    assert Calendar("DE").look(date(2024, 11, 1)).kind == DayKind.WORKED


def test_a_country_has_its_own_weekend():
    """Israel works from Sunday to Thursday."""
    assert [Calendar("IL").look(date(2024, 2, day)).is_worked for day in (4, 8, 9, 10)] == [True, True, False, False]


def test_a_country_that_nobody_knows_works_from_monday_to_friday():
    assert country_of("XX", "", 2024).holidays == {}
    assert _worked(Calendar("XX"), date(2024, 1, 1), date(2024, 1, 8)) == 5


def test_the_known_countries_are_those_of_two_letters():
    assert {"HU", "RU", "GB", "DE"} <= set(countries())
    assert all(len(code) == 2 for code in countries())


def test_a_language_is_found_whatever_its_land():
    known = ("en_US", "hu")
    assert [language_of(known, wanted) for wanted in ("en", "hu", "ru", "")] == ["en_US", "hu", "en_US", "en_US"]
    assert language_of(("uk",), "hu") == "uk"
    assert language_of((), "hu") is None


def test_the_next_day_that_is_worked():
    """Friday, a Saturday in exchange, a Sunday; and Christmas, whose Friday is exchanged too."""
    calendar = Calendar("HU")
    days = [date(2024, 8, 2), date(2024, 8, 3), date(2024, 8, 4), date(2024, 12, 24)]
    assert [calendar.next_worked(day) for day in days] == [days[0], days[1], date(2024, 8, 5), date(2024, 12, 30)]
    closed = {days[0] + timedelta(days=number): (False, "") for number in range(90)}
    assert Calendar("HU", ruled=closed).next_worked(days[0]) == days[0]
