"""Writing down where working time went: entries, entries taken out, and what time is spent on."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.figure import MICROSECONDS_AN_HOUR
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.log import LogProblem, add_time_category, enter_time, remove_time
from headway.web.models import AuditEntry, TimeEntry
from headway.web.people.memberships import change_team

TODAY = date(2024, 5, 15)
DAY = timedelta(days=1)
HOUR = 3600
MAY = Question(metric="non_selling_time_share", period=Period(date(2024, 5, 1), date(2024, 6, 1)))


@pytest.fixture
def papers(alice, now):
    return add_time_category("Documentation", is_selling=False, by=alice, now=now)


@pytest.fixture
def enter(papers, bob, now):
    def entered(seconds=HOUR, category=papers, **more):
        return enter_time(category, seconds, **{"rep": bob, "by": bob, "now": now} | more)

    return entered


def test_the_share_is_unknown_until_somebody_writes_and_zero_where_all_of_it_is_selling(enter, alice, bob, eve, now):
    """
    rep | Meeting, selling | Documentation
    Eve | 3 hours          |
    Bob | 1 hour           | 2 hours
    """
    unknown = ask(MAY, get_store()).total
    assert (unknown.value, unknown.why) == (
        None,
        "Unknown: nobody wrote down in this period what working time went to.",
    )
    meeting = add_time_category("Meeting", is_selling=True, by=alice, now=now)
    enter(3 * HOUR, meeting, rep=eve, by=eve)
    of_eve = ask(MAY, get_store()).total
    assert (of_eve.value, of_eve.of, of_eve.per, of_eve.why) == (Decimal(0), 0, 3 * MICROSECONDS_AN_HOUR, None)
    enter(HOUR, meeting)
    wrong = enter(5 * HOUR)
    enter(2 * HOUR, spent_on=TODAY - DAY)
    remove_time(wrong, by=bob, now=now)
    answer = ask(Question(metric=MAY.metric, period=MAY.period, by=(Dimension.REP,)), get_store())
    assert answer.total.value == Decimal(2) / 6
    assert {line.labels[0]: line.figure.value for line in answer.lines} == {"Eve": 0, "Bob": Decimal(2) / 3}


def test_what_is_sent_twice_is_written_once(enter, eve):
    uid = uuid.uuid4()
    assert enter(uid=uid) == enter(uid=uid)
    assert AuditEntry.objects.filter(noun="timeentry", verb="log").count() == 1
    with pytest.raises(LogProblem, match="has this id already"):
        enter(uid=uid, rep=eve)


def test_an_entry_is_taken_out_once_and_the_trail_keeps_it(enter, bob, now):
    entry = enter(600)
    again = TimeEntry.objects.get()
    remove_time(entry, by=bob, now=now + 9 * DAY)
    with pytest.raises(LogProblem, match="taken out already"):
        remove_time(again, by=bob, now=now)
    assert AuditEntry.objects.get(noun="timeentry", verb="delete").before["seconds"] == 600


@pytest.mark.parametrize(
    ("seconds", "on", "sentence"),
    [
        (0, TODAY, "No time at all"),
        (HOUR, TODAY + DAY, "still to come"),
        (14 * HOUR + 1, TODAY, "more than 24 hours"),
        (25 * HOUR, TODAY - DAY, "more than 24 hours"),
        (HOUR, date(1800, 1, 1), "begins with the year"),
    ],
)
def test_time_that_cannot_be_is_refused(enter, seconds, on, sentence):
    """Ten hours of today are written down; so fourteen are left."""
    enter(10 * HOUR)
    with pytest.raises(LogProblem, match=sentence):
        enter(seconds, spent_on=on)
    assert enter(14 * HOUR).spent_on == TODAY


@pytest.mark.parametrize("seconds", [0, -1, 86_401])
def test_the_database_holds_what_a_day_can(enter, seconds):
    entry = enter()
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeEntry.objects.filter(pk=entry.pk).update(seconds=seconds)


@pytest.mark.parametrize(
    ("name", "sentence"), [("  ", "needs a name"), (" documentation", "already"), ("x" * 61, "60 characters")]
)
def test_a_category_has_a_name_of_its_own(papers, alice, now, name, sentence):
    with pytest.raises(LogProblem, match=sentence):
        add_time_category(name, is_selling=True, by=alice, now=now)


def test_time_stays_with_the_team_of_its_day(enter, bob, south, now):
    """Bob goes to the south today; what he wrote down yesterday stays where he was."""
    former = bob.team_id
    before, today = enter(spent_on=TODAY - DAY), enter()
    bob.team = south
    bob.save()
    change_team(bob, former, TODAY)
    assert [TimeEntry.objects.get(pk=each.pk).team_id for each in (before, today)] == [former, south.pk]
    lines = ask(Question(metric=MAY.metric, period=MAY.period, by=(Dimension.TEAM,)), get_store()).lines
    assert {line.keys[0]: line.figure.per for line in lines} == dict.fromkeys((former, south.pk), MICROSECONDS_AN_HOUR)
