"""`headway comment`."""

import json
from collections.abc import Callable

import pytest

from headway.web.models import Contact, ContactComment, User

pytestmark = pytest.mark.usefixtures("written", "alice")


@pytest.fixture
def contact(bob: User) -> Contact:
    return Contact.objects.get(rep=bob, kind="meeting")


def test_the_head_asks_and_the_rep_answers(headway: Callable, contact: Contact, carol: User) -> None:
    said = headway("comment", f"{contact.pk}", "Who decides there?", "--as", "carol@example.com")
    assert "Carol: Who decides there?" in said.out
    unread = headway("comment", "--as", "bob@example.com")
    assert f"Carol ({contact.pk}): Who decides there?" in unread.out
    answered = headway("comment", f"{contact.uid}", "The manager.", "--as", "bob@example.com")
    assert [line.partition("M ")[2] for line in answered.lines] == ["Carol: Who decides there?", "Bob: The manager."]
    assert headway("comment", "--as", "bob@example.com").lines == ["Nothing is said here that you have not seen."]


def test_programs_get_the_shape_of_the_api(headway: Callable, contact: Contact) -> None:
    headway("comment", f"{contact.pk}", "Who decides there?")
    [told] = json.loads(headway("comment", f"{contact.pk}", "--json").out)
    assert (told["contact"], told["text"], told["author"]["name"]) == (str(contact.uid), "Who decides there?", "Alice")


@pytest.mark.parametrize("name", ["0", "999999", "nonsense", "9" * 40])
def test_a_contact_that_is_not_there_gets_a_sentence(headway: Callable, name: str) -> None:
    assert f"There is no contact {name} that you can see." in headway("comment", name, "Well?").err


def test_who_may_not_is_refused(headway: Callable, contact: Contact, ann: User) -> None:
    assert "does not allow this" in headway("comment", f"{contact.pk}", "Well?", "--as", "ann@example.com").err
    assert "no contact" in headway("comment", f"{contact.pk}", "Well?", "--as", "eve@example.com").err
    assert not ContactComment.objects.exists()
