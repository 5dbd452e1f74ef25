"""Counting what has no client: taps, corrections, taps taken back, and the kinds."""

import uuid
from datetime import date, timedelta

import pytest
from django.db.models import Sum

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.log import (
    LogProblem,
    add_tally_kind,
    change_tally_kind,
    correct_tally,
    count_tally,
    undo_tally,
)
from headway.web.models import AuditEntry, Company, Tally, TallyKind

TODAY = date(2024, 5, 15)
DAY = timedelta(days=1)


@pytest.fixture
def knocks(alice, now):
    return add_tally_kind("Door knocks", by=alice, now=now)


@pytest.fixture
def count(knocks, bob, now):
    def counted(count=1, **more):
        return count_tally(knocks, count, **{"rep": bob, "by": bob, "now": now} | more)

    return counted


def total(on=TODAY):
    return Tally.objects.filter(counted_on=on).aggregate(total=Sum("count"))["total"] or 0


def test_taps_add_up_and_one_sent_twice_counts_once(count):
    uid = uuid.uuid4()
    for tap in (uid, uuid.uuid4(), uid):
        count(uid=tap)
    assert total() == 2
    assert AuditEntry.objects.filter(noun="tally", verb="count").count() == 2


def test_a_day_begins_where_the_rep_is(count, bob, now):
    """At 23:30 in Budapest it is Wednesday; for a rep in Tokyo, Thursday."""
    late = now.replace(hour=21, minute=30)
    assert count(now=late).counted_on == TODAY
    bob.time_zone = "Asia/Tokyo"
    bob.save()
    assert count(now=late).counted_on == TODAY + DAY


@pytest.mark.parametrize(("said", "rows", "after"), [(7, [5, 2], 7), (3, [5, -2], 3), (0, [5, -5], 0), (5, [5], 5)])
def test_a_correction_writes_what_is_missing_or_too_much(count, knocks, bob, now, said, rows, after):
    """
    counted | really | written beside it
    5       | 7      | 2
    5       | 3      | -2
    5       | 5      | nothing
    """
    count(5)
    correct_tally(knocks, said, rep=bob, counted_on=TODAY, by=bob, now=now)
    assert list(Tally.objects.order_by("pk").values_list("count", flat=True)) == rows
    assert total() == after


def test_a_tap_is_taken_back_within_a_day(count, bob, now):
    first, second = count(), count()
    undo_tally(second, by=bob, now=now + timedelta(minutes=1))
    assert total() == 1
    with pytest.raises(LogProblem, match="more than a day ago"):
        undo_tally(first, by=bob, now=now + timedelta(hours=25))
    assert AuditEntry.objects.get(noun="tally", verb="undo").before["count"] == 1


def test_a_tap_that_is_taken_back_twice_is_one_less(count, bob, now):
    """Two tabs show the same tap, and both take it back."""
    tap = count()
    count()
    again = Tally.objects.get(pk=tap.pk)
    undo_tally(tap, by=bob, now=now)
    with pytest.raises(LogProblem, match="taken back already"):
        undo_tally(again, by=bob, now=now)
    assert (total(), AuditEntry.objects.filter(noun="tally", verb="undo").count()) == (1, 1)


def test_a_new_counter_leaves_the_setup_of_replay_alone(alice, company, now):
    company.refresh_from_db()
    kind = add_tally_kind("Flyers", by=alice, now=now)
    change_tally_kind(kind, {"name": "Leaflets"}, by=alice, now=now)
    assert Company.objects.get().setup_stamp == company.setup_stamp


def test_what_was_corrected_away_is_not_taken_back_again(count, knocks, bob, now):
    three = count(3)
    correct_tally(knocks, 1, rep=bob, counted_on=TODAY, by=bob, now=now)
    with pytest.raises(LogProblem, match="was corrected since"):
        undo_tally(three, by=bob, now=now)
    assert total() == 1


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"counted_on": TODAY + DAY}, "still to come"),
        ({"count": 0}, "nothing says nothing"),
        ({"count": -1}, "between 0 and 10000"),
        ({"count": 10_001}, "between 0 and 10000"),
    ],
)
def test_a_count_that_cannot_be_is_refused(count, more, sentence):
    with pytest.raises(LogProblem, match=sentence):
        count(**more)
    assert total() == 0


def test_a_kind_that_is_retired_keeps_its_counts_and_takes_no_more(count, knocks, alice, now):
    count()
    change_tally_kind(knocks, {"is_retired": True}, by=alice, now=now)
    with pytest.raises(LogProblem, match="counted no more"):
        count()
    assert add_tally_kind(" door  knocks ", by=alice, now=now) == knocks
    knocks.refresh_from_db()
    count()
    assert total() == 2


@pytest.mark.parametrize(("name", "sentence"), [("  ", "needs a name"), ("DOOR KNOCKS", "already"), ("x" * 61, "60")])
def test_a_kind_has_a_name_of_its_own(knocks, alice, now, name, sentence):
    with pytest.raises(LogProblem, match=sentence):
        add_tally_kind(name, by=alice, now=now)


def test_business_cards_are_counted_by_their_code_whatever_they_are_called(count, alice, bob, now):
    """
    kind                    | counted
    Door knocks             | 4
    Visitenkarten (renamed) | 3
    """
    cards = TallyKind.objects.create(name="Business cards", code="business_cards")
    change_tally_kind(cards, {"name": "Visitenkarten"}, by=alice, now=now)
    count(4)
    count_tally(cards, 3, rep=bob, by=bob, now=now)
    may = Period(date(2024, 5, 1), date(2024, 6, 1))
    assert ask(Question(metric="business_cards", period=may), get_store()).total.value == 3
    lines = ask(Question(metric="tallies", period=may, by=(Dimension.TALLY_KIND,)), get_store()).lines
    assert {line.labels[0]: line.figure.value for line in lines} == {"Door knocks": 4, "Visitenkarten": 3}
