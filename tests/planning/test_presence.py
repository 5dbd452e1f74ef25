"""Which part of which days a person works, against a walk over the days by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headway.planning.calendar import Calendar
from headway.planning.presence import Away, Presence, Week, mean_of, next_worked

AUGUST = tuple(Calendar("HU").days(date(2024, 8, 1), date(2024, 9, 1)))
HALF, FULL, NONE = Decimal("0.5"), Decimal(1), Decimal(0)


def _days(presence):
    return {day.day: share for day, share in presence.shares(AUGUST).items()}


def test_without_anything_particular_all_days_of_the_company_are_worked():
    assert Presence().shares(AUGUST) == {each.day: FULL for each in AUGUST if each.is_worked}
    assert len(Presence().shares(AUGUST)) == 21


def test_absences_take_days_and_halves_away():
    """Away from the 5th to the 7th, and for half of the 8th; two halves of the 9th are the whole of it."""
    day = date(2024, 8, 5)
    away = [
        Away(day, date(2024, 8, 8)),
        Away(date(2024, 8, 8), date(2024, 8, 9), HALF),
        *[Away(date(2024, 8, 9), date(2024, 8, 10), HALF)] * 3,
    ]
    days = _days(Presence(away=away))
    assert [days.get(number, NONE) for number in range(1, 13)] == [1, 1, 1, 0, 0, 0, 0, HALF, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("shares", "worked"),
    [
        # Four days a week: not on Fridays; the Saturday in exchange (the 3rd) like the others.
        ("1 1 1 1 0 0 0", [1, 0, 1, 0, 1, 1, 1, 1, 0, 0]),
        # Mornings; Saturdays too, which the company does not work.
        (".5 .5 .5 .5 .5 .25 0", [HALF, HALF, Decimal("0.25"), 0, HALF, HALF, HALF, HALF, HALF, Decimal("0.25")]),
        ("0 0 0 0 0 0 0", [0] * 10),
    ],
)
def test_part_time_is_a_share_of_each_weekday(shares, worked):
    """From Thursday the 1st to Saturday the 10th."""
    week = Week(date(2024, 1, 1), tuple(map(Decimal, shares.split())))
    days = _days(Presence(weeks=[week]))
    assert [days.get(number, NONE) for number in range(1, 11)] == worked


def test_nobody_works_part_time_on_a_holiday():
    week = Week(date(2024, 1, 1), (FULL,) * 7)
    assert date(2024, 8, 20) not in Presence(weeks=[week]).shares(AUGUST)


def test_a_later_week_takes_the_place_of_the_former_and_none_is_the_companys():
    """Half days from the 5th, the company's week again from the 12th."""
    weeks = [Week(date(2024, 8, 5), (HALF,) * 5 + (NONE,) * 2), Week(date(2024, 8, 12))]
    days = _days(Presence(weeks=weeks))
    assert [days[number] for number in (2, 5, 9, 12)] == [1, HALF, HALF, 1]


def test_only_days_on_which_they_are_there_count():
    """There until the 6th, again from the 29th."""
    presence = Presence(spans=[(date.min, date(2024, 8, 6)), (date(2024, 8, 29), None)])
    assert sorted(_days(presence)) == [1, 2, 3, 5, 29, 30]
    assert Presence(spans=()).shares(AUGUST) == {}


def test_the_mean_is_over_the_days_that_are_worked():
    assert mean_of((FULL, HALF, NONE)) == Decimal("0.75")
    assert mean_of((NONE,)) == 0


def test_the_next_worked_day_skips_what_is_free():
    shares = Presence().shares(AUGUST)
    assert next_worked(shares, date(2024, 8, 16)) == date(2024, 8, 21)
    assert next_worked(shares, AUGUST[-1].day + timedelta(days=1)) is None
