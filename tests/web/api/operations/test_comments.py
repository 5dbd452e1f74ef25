"""Comments through the API."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from headway.web.log import NewContact, log_contact
from headway.web.models import Client, Contact, Deal, User


@pytest.fixture
def contact(pump: Client, deal: Deal, bob: User, carol: User, now: datetime) -> Contact:
    at = now + timedelta(hours=1)
    new = NewContact(uid=uuid.uuid4(), client=pump, deal=deal, rep=bob, kind="call", happened_at=at)
    return log_contact(new, by=bob, now=at)


def test_who_leads_asks_and_the_rep_answers(api_of: Callable, contact: Contact, carol: User, bob: User) -> None:
    path = f"/contacts/{contact.uid}/comments"
    asked = api_of(carol).post(path, {"uid": str(uuid.uuid4()), "text": " Who decides there? "})
    assert (asked.status_code, asked.json()["text"], asked.json()["seen_at"]) == (201, "Who decides there?", None)
    assert [each["text"] for each in api_of(bob).get("/comments").json()] == ["Who decides there?"]
    assert [each["author"]["name"] for each in api_of(bob).get(path).json()] == ["Carol"]
    assert api_of(bob).get("/comments").json() == []
    answered = api_of(bob).post(path, {"uid": str(uuid.uuid4()), "text": "The manager."})
    assert (answered.status_code, answered.json()["is_answer_to_flag"]) == (201, False)
    assert [each["text"] for each in api_of(carol).get("/comments").json()] == ["The manager."]
    assert [each["seen_at"] is None for each in api_of(carol).get(path).json()] == [False, True]


def test_the_same_uid_is_said_once_and_is_nobody_elses(
    api_of: Callable, contact: Contact, carol: User, alice: User
) -> None:
    path, sent = f"/contacts/{contact.uid}/comments", {"uid": str(uuid.uuid4()), "text": "Well?"}
    assert [api_of(carol).post(path, sent).status_code for _twice in range(2)] == [201, 200]
    assert api_of(alice).post(path, sent).status_code == 409
    assert len(api_of(alice).get(path).json()) == 1


@pytest.mark.parametrize("text", ["", "  ", "a" * 2001])
def test_a_comment_says_something_and_not_too_much(api_of: Callable, contact: Contact, carol: User, text: str) -> None:
    answer = api_of(carol).post(f"/contacts/{contact.uid}/comments", {"uid": str(uuid.uuid4()), "text": text})
    assert (answer.status_code, answer.json()["field"]) == (422, "text")


def test_a_rep_whom_nobody_asked_is_told_where_to_write(api_of: Callable, contact: Contact, bob: User) -> None:
    answer = api_of(bob).post(f"/contacts/{contact.uid}/comments", {"uid": str(uuid.uuid4()), "text": "By the way"})
    assert answer.status_code == 422
    assert "into its note" in answer.json()["error"]


def test_who_only_reads_cannot_comment_and_strangers_see_nothing(
    api_of: Callable, contact: Contact, ann: User, eve: User
) -> None:
    path, sent = f"/contacts/{contact.uid}/comments", {"uid": str(uuid.uuid4()), "text": "Well?"}
    assert (api_of(ann).post(path, sent).status_code, api_of(ann).get(path).status_code) == (403, 200)
    assert (api_of(eve).post(path, sent).status_code, api_of(eve).get(path).status_code) == (404, 404)
