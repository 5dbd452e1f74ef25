"""Reminders by mail: an hour before, each morning, in the reader's language, and exactly once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from headway.web.jobs import queue
from headway.web.log import NewStep, move_step
from headway.web.models import JobRun, NextStep, User
from headway.web.steps import jobs


@pytest.fixture(autouse=True)
def _worked_off_at_once(monkeypatch):
    """Let the worker deliver each mail as soon as it is put into the queue."""
    monkeypatch.setattr(queue, "runner", lambda: queue.run_job)


@pytest.fixture
def tick(django_capture_on_commit_callbacks):
    """Let a minute strike."""

    def struck(job, at):
        with django_capture_on_commit_callbacks(execute=True):
            job(at)

    return struck


@pytest.fixture
def reminded(bob):
    User.objects.filter(pk=bob.pk).update(reminds_by_mail=True)


def _subjects():
    return [(each.to, each.subject) for each in mail.outbox]


@pytest.mark.parametrize(
    ("minute", "is_reminded"), [("10:59", False), ("11:00", True), ("11:59", True), ("12:00", False), ("12:30", False)]
)
def test_a_step_with_a_time_is_reminded_of_within_the_hour_before(tick, reminded, agree, now, minute, is_reminded):
    """The meeting is at noon, UTC."""
    agree(1, at=now + timedelta(days=1))
    tick(jobs.remind, datetime.fromisoformat(f"2024-05-16T{minute}").replace(tzinfo=UTC))
    expected = [(["bob@example.com"], "2:00 PM: meeting, Pump Ltd")]
    assert [(to, subject.replace("\u202f", " ").replace("\u00a0", " ")) for to, subject in _subjects()] == (
        expected if is_reminded else []
    )


def test_it_is_sent_once_in_all_minutes_and_again_after_it_was_moved(tick, reminded, agree, bob, now):
    step = agree(1, at=now + timedelta(days=1))
    for minute in range(0, 60, 5):
        tick(jobs.remind, now + timedelta(hours=23, minutes=minute))
    assert len(mail.outbox) == 1
    step.refresh_from_db()
    later = NewStep(step.uid.__class__(int=5), "meeting", now.date(), now + timedelta(days=1, hours=2))
    move_step(step, later, by=bob, now=now)
    tick(jobs.remind, now + timedelta(days=1, hours=1, minutes=20))
    assert len(mail.outbox) == 2


def test_two_steps_of_one_hour_are_one_mail(tick, reminded, agree, now):
    for minutes in (0, 20):
        agree(1, at=now + timedelta(days=1, minutes=minutes))
    tick(jobs.remind, now + timedelta(hours=23, minutes=45))
    assert [subject for _to, subject in _subjects()] == ["2 next steps soon"]


def test_whoever_did_not_ask_is_left_alone(tick, agree, bob, now):
    agree(1, at=now + timedelta(days=1))
    tick(jobs.remind, now + timedelta(hours=23, minutes=30))
    tick(jobs.greet, now.replace(hour=6))
    assert mail.outbox == []
    assert NextStep.objects.get().reminded_at is None


def test_the_mail_speaks_the_readers_language_and_leads_to_the_step(tick, reminded, agree, bob, now):
    User.objects.filter(pk=bob.pk).update(language="hu")
    step = agree(1, at=now + timedelta(days=1), what="<b>Szivattyú</b> & cső")
    tick(jobs.remind, now + timedelta(hours=23, minutes=30))
    (sent,) = mail.outbox
    assert sent.subject.startswith("14:00")
    assert f"http://127.0.0.1:8000/steps/{step.pk}" in sent.body
    assert "<b>Szivattyú</b> & cső" in sent.body
    html = sent.alternatives[0][0]
    assert "&lt;b&gt;Szivattyú&lt;/b&gt; &amp; cső" in html
    assert 'lang="hu"' in html


@pytest.mark.parametrize(
    ("utc", "is_sent"), [("04:59", False), ("05:00", True), ("08:59", True), ("09:00", False), ("15:00", False)]
)
def test_the_list_of_the_day_comes_at_seven_in_ones_own_zone(tick, reminded, agree, now, utc, is_sent):
    """Bob is in Budapest, two hours ahead; after eleven a list would be no morning list any more."""
    agree(0)
    tick(jobs.greet, datetime.fromisoformat(f"2024-05-15T{utc}").replace(tzinfo=UTC))
    assert [subject for _to, subject in _subjects()] == (["Today: 1 next step"] if is_sent else [])


def test_the_morning_list_holds_what_is_due_and_overdue_and_comes_once_a_day(tick, reminded, agree, now):
    agree(-3, what="Send the offer")
    agree(0, "call", at=now, what="Ask about the valve")
    agree(1, what="Not yet")
    for hour in (5, 6, 7):
        tick(jobs.greet, now.replace(hour=hour))
    (sent,) = mail.outbox
    words = re.sub(r"\s+", " ", sent.body)
    assert words.index("Ask about the valve") < words.index("Overdue") < words.index("Send the offer")
    assert "Not yet" not in words
    tick(jobs.greet, now.replace(day=16, hour=5))
    assert mail.outbox[1].subject == "Today: 1 next step"


def test_a_morning_without_anything_due_is_left_in_peace(tick, reminded, agree, now):
    agree(3)
    tick(jobs.greet, now.replace(hour=5))
    assert mail.outbox == []


def test_one_whose_mail_cannot_be_written_keeps_nobody_else_from_theirs(
    tick, reminded, agree, carol, now, monkeypatch, caplog
):
    User.objects.filter(pk=carol.pk).update(reminds_by_mail=True)
    agree(0)
    agree(0, rep=carol)
    greeting = jobs._greet

    def broken(user, here):
        if user.name == "Bob":
            raise OSError("The disk is full.")
        return greeting(user, here)

    monkeypatch.setattr(jobs, "_greet", broken)
    tick(jobs.greet, now.replace(hour=5))
    assert [to for to, _subject in _subjects()] == [["carol@example.com"]]
    assert "could not be written" in caplog.text
    assert JobRun.objects.get(kind="steps.greet", finished_at=None).error == "OSError: The disk is full."


@pytest.mark.usefixtures("emptied_audit")
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(reminded, agree, bob, now):
    """They strike in different quarters, so that the ledger lets both of them look."""
    agree(1, at=now + timedelta(days=1))
    start = Barrier(2)

    def strike(minutes):
        try:
            start.wait()
            jobs.remind(now + timedelta(hours=23, minutes=minutes))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(strike, (14, 15)))
    assert len(mail.outbox) == 1
