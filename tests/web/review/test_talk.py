"""Comments on a contact, and the question that a deal asks which went forward, back and forward again."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client as Browser

from headway.web.models import AuditEntry, Contact, ContactComment
from tests.web.diary import told, write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-13 08:00 | Bob | pump | meeting | Offer
    2024-05-14 08:00 | Bob | pump | call    | Need
    2024-05-15 08:00 | Bob | pump | meeting | Offer
    2024-05-15 09:00 | Bob | tank | call    | Need
    2024-05-15 10:30 | Eve | pipe | call    | Need
"""
EVENING = datetime(2024, 5, 15, 16, 0, tzinfo=UTC)
ASKED = "This deal went back and forward again within 14 days. What happened?"


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def contacts(funnel, alice, carol, bob, eve, ann):
    write(DIARY)
    return list(Contact.objects.order_by("happened_at"))


def _as(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def _say(user, contact, text):
    address = f"/review/contacts/{contact.pk}"
    browser = _as(user)
    uid = re.search(r'name="uid" value="([^"]+)"', browser.get(address).content.decode())
    return browser.post(address, {"text": text, "uid": uid[1] if uid else "00000000-0000-4000-8000-000000000001"})


def _talk(user, contact):
    return told(_as(user).get(f"/review/contacts/{contact.pk}").content.decode())


def test_the_head_asks_the_rep_reads_it_on_today_and_answers(contacts, carol, bob):
    tank = contacts[3]
    assert _say(carol, tank, "Who decides there?").status_code == 302
    today = told(_as(bob).get("/").content.decode())
    assert "Carol · tank Ltd Who decides there?" in today
    assert ContactComment.objects.get().seen_at is None
    assert _say(bob, tank, "The plant manager.").status_code == 302
    assert "Who decides there?" not in told(_as(bob).get("/").content.decode())
    assert "Bob · tank Ltd The plant manager." in told(_as(carol).get("/").content.decode())
    assert "The plant manager." in _talk(carol, tank)
    assert [comment.seen_at for comment in ContactComment.objects.all()] == [EVENING, EVENING]
    assert "said about your contacts" not in told(_as(carol).get("/").content.decode()).lower()


def test_a_flag_is_a_question_to_the_rep_and_the_answer_stands_beside_it(contacts, carol, bob):
    asked = contacts[2]
    assert ASKED in told(_as(bob).get("/").content.decode())
    assert ASKED in _talk(bob, asked)
    assert "1 without an answer" in told(_as(carol).get("/review?day=2024-05-15").content.decode())
    _say(bob, asked, "Their budget was cut and came back.")
    assert ContactComment.objects.get().is_answer_to_flag
    review = told(_as(carol).get("/review?day=2024-05-15").content.decode())
    assert "All are answered" in review
    assert f"pump Ltd · pump {ASKED}" in review
    assert "Bob : Their budget was cut and came back." in review
    assert ASKED not in told(_as(bob).get("/").content.decode())


def test_open_questions_come_first_in_their_list(contacts, carol, bob):
    """Both meetings are asked about: forward on the 13th and back, back and forward again on the 15th."""
    _say(bob, contacts[0], "They wanted another quote.")
    page = told(_as(carol).get("/review/questions?period=2024-05").content.decode())
    assert page.index(ASKED) < page.index("This deal went forward and back within 14 days.")
    assert "1 without an answer" in page


def test_after_the_answer_the_rep_only_comments(contacts, bob):
    for text in ("The budget.", "And the manager was ill."):
        _say(bob, contacts[2], text)
    assert [comment.is_answer_to_flag for comment in ContactComment.objects.all()] == [True, False]


def test_a_rep_whom_nobody_asked_writes_notes_instead(contacts, bob):
    answer = _say(bob, contacts[3], "By the way.")
    assert answer.status_code == 422
    assert "Nobody has asked about this contact." in told(answer.content.decode())
    assert not ContactComment.objects.exists()


def test_others_read_or_see_nothing(contacts, carol, ann, eve):
    _say(carol, contacts[3], "Who decides there?")
    assert "Who decides there?" in _talk(ann, contacts[3])
    assert _say(ann, contacts[3], "Well?").status_code == 403
    assert _as(eve).get(f"/review/contacts/{contacts[3].pk}").status_code == 404
    assert ContactComment.objects.get().seen_at is None


@pytest.mark.parametrize("text", ["", "   ", "a" * 2001])
def test_a_comment_says_something_and_not_too_much(contacts, carol, text):
    assert _say(carol, contacts[3], text).status_code == 422
    assert not ContactComment.objects.exists()


def test_what_is_sent_twice_is_said_once_and_audited_once(contacts, carol):
    address = f"/review/contacts/{contacts[3].pk}"
    sent = {"text": "Who decides there?", "uid": "11111111-1111-4111-8111-111111111111"}
    assert [_as(carol).post(address, sent).status_code for _twice in range(2)] == [302, 302]
    [entry] = AuditEntry.objects.filter(noun="contactcomment")
    assert (entry.verb, entry.actor, entry.after["text"]) == ("add", carol, "Who decides there?")


def test_the_comment_stands_with_the_contact_on_the_pages_of_client_and_deal(contacts, carol, bob):
    tank = contacts[3]
    _say(carol, tank, "Who decides there?")
    for page in (f"/clients/{tank.client_id}", f"/deals/{tank.deal_id}"):
        assert "Carol : Who decides there?" in told(_as(bob).get(page).content.decode())
