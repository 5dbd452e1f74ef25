"""The day on which a deal is expected to be won: said from a moment on, kept with what was said before."""

from datetime import date, timedelta

import pytest

from headway.engine.answer import ask
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.log import LogProblem, expect_deal, move_deal, value_deal
from headway.web.models import AuditEntry, DealExpectation, MoveCause

MAY, JUNE = Period(date(2024, 5, 1), date(2024, 6, 1)), Period(date(2024, 6, 1), date(2024, 7, 1))


def _slipped(period, today):
    question = Question(metric="slipped_value", period=period, today=today)
    with get_store().reading():
        return ask(question, get_store()).total.value


def test_what_is_said_again_is_written_once(deal, bob, now):
    for hours in (0, 1):
        expect_deal(deal, date(2024, 5, 31), by=bob, now=now + timedelta(hours=hours))
    assert DealExpectation.objects.count() == AuditEntry.objects.filter(verb="expect").count() == 1
    entry = AuditEntry.objects.get(verb="expect")
    assert (entry.actor, entry.before, entry.after) == (bob, {"expected_on": None}, {"expected_on": "2024-05-31"})


def test_a_closed_deal_is_expected_no_more(deal, bob, stage, now):
    move_deal(deal, stage["Lost"], cause=MoveCause.CLIENT, by=bob, now=now)
    with pytest.raises(LogProblem, match="Two pumps is closed: only an open deal is expected to be won"):
        expect_deal(deal, date(2024, 5, 31), by=bob, now=now)


def test_a_day_that_has_passed_where_the_owner_is_is_refused(deal, bob, now):
    """In Honolulu it is still the 15th when it is the 16th in Budapest."""
    night = now + timedelta(hours=11)
    with pytest.raises(LogProblem, match="has passed"):
        expect_deal(deal, date(2024, 5, 15), by=bob, now=night)
    bob.time_zone = "Pacific/Honolulu"
    deal.owner = bob
    expect_deal(deal, date(2024, 5, 15), by=bob, now=night)


def test_a_deal_slips_from_the_month_it_was_expected_in_at_its_value_of_that_day(deal, bob, company, now):
    """
    15 May  | worth 100.00, expected on 31 May
    20 May  | put off to 10 June
    5 June  | worth 70.00
    12 June | still open
    """
    value_deal(deal, 10_000, company.currency, by=bob, now=now)
    expect_deal(deal, date(2024, 5, 31), by=bob, now=now)
    expect_deal(deal, date(2024, 6, 10), by=bob, now=now + timedelta(days=5))
    value_deal(deal, 7_000, company.currency, by=bob, now=now + timedelta(days=21))
    assert [_slipped(MAY, date(2024, 5, day)) for day in (21, 31)] == [0, 0]
    assert _slipped(MAY, date(2024, 6, 1)) == _slipped(MAY, date(2024, 6, 12)) == 10_000
    assert [_slipped(JUNE, date(2024, 6, day)) for day in (10, 11)] == [0, 7_000]
    assert _slipped(Period(MAY.start, JUNE.end), date(2024, 6, 12)) == 7_000


def test_a_day_corrected_on_the_day_it_was_written_was_never_expected(deal, bob, company, now):
    value_deal(deal, 10_000, company.currency, by=bob, now=now)
    expect_deal(deal, date(2024, 5, 17), by=bob, now=now)
    expect_deal(deal, date(2024, 7, 17), by=bob, now=now + timedelta(minutes=1))
    assert _slipped(MAY, date(2024, 6, 12)) == 0


def test_who_takes_an_expected_day_back_has_not_undone_it(deal, bob, company, now):
    value_deal(deal, 10_000, company.currency, by=bob, now=now)
    expect_deal(deal, date(2024, 5, 31), by=bob, now=now)
    expect_deal(deal, None, by=bob, now=now + timedelta(days=5))
    assert _slipped(MAY, date(2024, 6, 12)) == 10_000
