"""The evening review for all doors: working days, who is ranked, who had no contact."""

from datetime import date, timedelta

import pytest

from headway.engine.period import Period
from headway.web.asking import Asker, Words
from headway.web.evening import evening_of, working_days
from headway.web.models import Company, Membership, User
from tests.web.diary import write

MAY = Period(date(2024, 5, 1), date(2024, 6, 1))


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([(date.min, None)], 23),
        ([(date(2024, 5, 31), None)], 1),
        ([(date(2024, 5, 4), date(2024, 5, 6))], 0),
        ([(date(2024, 5, 1), date(2024, 5, 11)), (date(2024, 5, 6), date(2024, 5, 13))], 8),
        ([(date(2024, 5, 20), None), (date(2024, 5, 1), date(2024, 5, 3))], 12),
        ([(date(2025, 1, 1), None)], 0),
        ([], 0),
    ],
)
def test_working_days_are_from_monday_to_friday_and_count_once(spans, days):
    assert working_days(MAY, spans) == days
    ends = [(start, min(end or MAY.end, MAY.end)) for start, end in spans]
    counted = [MAY.start + timedelta(days=day) for day in range(31)]
    assert days == sum(any(a <= day < b for a, b in ends) and day.weekday() < 5 for day in counted)


@pytest.fixture
def told(funnel, alice, carol, bob, eve, now):
    write("""
        when             | rep | deal | kind    | stage after
        2024-05-14 08:00 | Bob | pump | meeting | Offer
        2024-05-15 08:00 | Bob | pump | call    | Decision
        2024-05-15 09:00 | Eve | pipe | call    | Need
    """)

    def ask(user, period="this week", **filters):
        asker = Asker(user, Company.objects.get(), now)
        return evening_of(asker, Words(period=period, filters={name: [text] for name, text in filters.items()}))

    return ask


def _days(evening):
    return {line.rep_id: line.days for line in evening.ranking.lines}


def test_days_that_have_not_come_are_no_working_days(told, alice, bob, eve):
    """It is Wednesday."""
    assert _days(told(alice)) == {bob.pk: 3, eve.pk: 3}
    assert _days(told(alice, "2024-05-15")) == {bob.pk: 1, eve.pk: 1}
    assert _days(told(alice, "all")) == {bob.pk: 2, eve.pk: 2}


def test_working_days_are_those_in_the_team_that_is_asked_about(told, alice, carol, bob, north, south):
    """Bob was in the South until Tuesday."""
    Membership.objects.filter(user=bob).update(team=south)
    Membership.objects.create(user=bob, team=north, starts_on=date(2024, 5, 14))
    assert _days(told(carol))[bob.pk] == 2
    assert _days(told(alice, team="North"))[bob.pk] == 2
    assert _days(told(alice))[bob.pk] == 3


def test_who_sells_and_had_no_contact_is_there_too(told, carol, north):
    idle = User.objects.create_user("ivy@example.com", None, name="Ivy", team=north)
    gone = User.objects.create_user("gus@example.com", None, name="Gus", team=north, is_active=False)
    Membership.objects.create(user=idle, team=north)
    evening = told(carol)
    assert [(rep.name, rep.effective) for rep in evening.reps] == [("Bob", 2), ("Ivy", 0)]
    assert _days(evening)[idle.pk] == 3
    assert gone.pk not in _days(evening)


def test_a_part_of_the_contacts_ranks_nobody(told, alice, bob, eve):
    assert told(alice, kind="call").ranking is None
    assert told(alice, rep="Bob").ranking is None
    assert told(bob).ranking is None
    assert [rep.name for rep in told(alice, rep="Bob").reps] == ["Bob"]
    assert _days(told(alice, team="South")) == {eve.pk: 3}
