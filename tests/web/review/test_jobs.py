"""The evening review by mail: at the hour of whoever asked for it, in their language, once, and with what waits."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from headway.web.jobs import queue
from headway.web.log import NewContact, NewStep, log_contact, set_step
from headway.web.models import User
from headway.web.review.jobs import send_reviews


@pytest.fixture
def strike(monkeypatch, django_capture_on_commit_callbacks):
    """Let a minute of Wednesday strike, UTC; the worker delivers at once."""
    monkeypatch.setattr(queue, "runner", lambda: queue.run_job)

    def struck(clock, day=15):
        at = datetime.fromisoformat(f"2024-05-{day}T{clock}").replace(tzinfo=UTC)
        with django_capture_on_commit_callbacks(execute=True):
            send_reviews(at)

    return struck


@pytest.fixture
def at_six(carol):
    """Carol gets it at six in the evening of Budapest, which is four in London."""
    User.objects.filter(pk=carol.pk).update(review_hour=18)


@pytest.fixture
def day(bob, deal, stage, now):
    """
    when   | rep | deal      | kind    | stage after | next step
    Wed 12 | Bob | Two pumps | call    | Need        | call on Tuesday
    Wed 13 | Bob | Two pumps | meeting |             |
    """
    for hours, kind, after in ((0, "call", stage["Need"]), (1, "meeting", None)):
        at = now + timedelta(hours=hours)
        new = NewContact(
            uid=uuid.uuid4(), client=deal.client, deal=deal, rep=bob, kind=kind, happened_at=at, stage_after=after
        )
        log_contact(new, by=bob, now=at)
    overdue = NewStep(uuid.uuid4(), "visit", now.date() - timedelta(days=1))
    set_step(overdue, client=deal.client, deal=None, rep=bob, by=bob, now=now)


@pytest.mark.parametrize(
    ("clock", "is_sent"), [("15:59", False), ("16:00", True), ("18:59", True), ("19:00", False), ("05:00", False)]
)
def test_it_comes_at_the_hour_of_its_reader(strike, at_six, day, clock, is_sent):
    strike(clock)
    assert [each.to for each in mail.outbox] == ([["carol@example.com"]] if is_sent else [])


def test_it_holds_each_reps_numbers_and_what_waits(strike, at_six, day):
    """Bob: two contacts, one effective on new ground; one step overdue, and his open deal has none."""
    strike("16:00")
    (sent,) = mail.outbox
    assert sent.subject == "May 15: 2 contacts"
    words = re.sub(r"\s+", " ", sent.body)
    assert "Bob contacts 2, effective 1, new ground 1 next steps: overdue 1, missing 1" in words
    assert "http://127.0.0.1:8000/review?day=2024-05-15" in words


def test_it_speaks_the_language_of_the_head_of_sales(strike, at_six, day, carol):
    User.objects.filter(pk=carol.pk).update(language="ru")
    strike("16:00")
    assert 'lang="ru"' in mail.outbox[0].alternatives[0][0]


def test_it_comes_once_an_evening_and_again_the_next(strike, at_six, day):
    for clock in ("16:00", "16:01", "17:30"):
        strike(clock)
    assert len(mail.outbox) == 1
    strike("16:00", day=16)
    assert len(mail.outbox) == 2


def test_only_the_team_is_in_it(strike, at_six, day, eve, now):
    strike("16:00")
    assert "Eve" not in mail.outbox[0].body


def test_a_day_without_contacts_is_told_but_not_a_free_weekend(strike, at_six, bob):
    """May 18 is a Saturday."""
    strike("16:00", day=18)
    assert mail.outbox == []
    strike("16:00", day=17)
    assert "Bob contacts 0" in re.sub(r"\s+", " ", mail.outbox[0].body)


def test_a_rep_gets_none_whatever_the_database_says(strike, bob, day):
    User.objects.filter(pk=bob.pk).update(review_hour=18)
    strike("16:00")
    assert mail.outbox == []
