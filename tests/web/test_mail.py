"""Mail: in the reader's language, as text and as HTML, tried again where the server is down, and never in the way."""

import smtplib

import pytest
from django.core import mail as outgoing
from django.core.mail.backends import locmem
from django.utils.translation import gettext_lazy

from headway.web import mail
from headway.web.jobs import queue
from headway.web.mail import WAITS, can_send, deliver, send


@pytest.fixture
def later(monkeypatch):
    """What was put off, with the seconds to wait; everything else is worked off at once."""
    put_off = []
    monkeypatch.setattr(queue, "runner", lambda: queue.run_job)
    monkeypatch.setattr(mail, "enqueue_later", lambda seconds, job, *arguments: put_off.append((seconds, arguments)))
    return put_off


@pytest.fixture
def failing(monkeypatch):
    """A mail server that raises what it is given."""

    def fail(trouble):
        def send_messages(_backend, _messages):
            raise trouble

        monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_messages)

    return fail


def _send(user, capture, subject="Today"):
    with capture(execute=True):
        send(user, subject, "morning", {"day": None, "today": [], "overdue": []})


def test_it_is_written_in_the_language_of_its_reader(bob, later, django_capture_on_commit_callbacks):
    bob.language = "ru"
    _send(bob, django_capture_on_commit_callbacks, subject=gettext_lazy("Today"))
    (sent,) = outgoing.outbox
    assert (sent.to, sent.subject) == (["bob@example.com"], "Сегодня")
    assert sent.alternatives[0][1] == "text/html"
    assert 'lang="ru"' in sent.alternatives[0][0]
    assert "http://127.0.0.1:8000/profile" in sent.body


@pytest.mark.parametrize("reason", ["left", "demo", "no server"])
def test_nothing_is_sent_to_whom_nothing_can_be_sent(bob, later, settings, reason, django_capture_on_commit_callbacks):
    if reason == "left":
        bob.is_active = False
    elif reason == "demo":
        bob.email = "bob@demo.example"
    else:
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        assert not can_send()
    _send(bob, django_capture_on_commit_callbacks)
    assert outgoing.outbox == []


@pytest.mark.parametrize(
    "trouble",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPDataError(451, b"later"),
    ],
)
def test_a_server_that_is_down_is_asked_again_and_raises_nothing(
    bob, later, failing, trouble, django_capture_on_commit_callbacks
):
    failing(trouble)
    _send(bob, django_capture_on_commit_callbacks)
    ((seconds, arguments),) = later
    assert (seconds, arguments[0], arguments[-1]) == (WAITS[0], "bob@example.com", 1)


def test_after_the_last_try_there_is_a_line_in_the_log(later, failing, caplog):
    failing(ConnectionRefusedError("nobody there"))
    for attempt in range(len(WAITS) + 1):
        deliver("bob@example.com", "Today", "text", "<p>text</p>", attempt)
    assert [seconds for seconds, _arguments in later] == list(WAITS)
    assert "The mail 'Today' to bob@example.com did not go out: nobody there" in caplog.text


def test_an_address_that_the_server_refuses_is_not_tried_again(later, failing, caplog):
    failing(smtplib.SMTPRecipientsRefused({"bob@example.com": (550, b"unknown")}))
    deliver("bob@example.com", "Today", "text", "<p>text</p>", 0)
    assert later == []
    assert "takes no mail for bob@example.com" in caplog.text
