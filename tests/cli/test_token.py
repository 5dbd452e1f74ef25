"""`headway token`, and what a token in HEADWAY_TOKEN may do on the command line."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from headway.web.api.tokens import make_token, token_told
from headway.web.models import ApiToken, Contact, User

pytestmark = pytest.mark.usefixtures("written", "alice")


def test_a_token_is_printed_once(headway: Callable, bob: User) -> None:
    said = headway("token", "create", "Phone", "--scope", "log", "--days", "3", "--as", "bob@example.com")
    token = ApiToken.objects.get()
    assert said.lines[0].startswith(f"hw_{token.prefix}")
    assert len(said.lines) == 1
    assert (token.user, token.scopes, token.expires_at - token.created_at) == (bob, ["log"], timedelta(days=3))
    assert said.lines[0] not in headway("token", "list").out


def test_the_list_tells_how_each_token_stands(headway: Callable, bob: User, alice: User, now: datetime) -> None:
    """
    name   | of    | state
    Phone  | Bob   | ended long ago
    Laptop | Alice | holds
    Tablet | Alice | revoked
    """
    make_token(bob, "Phone", ["read"], by=bob, now=now, expires_at=now)
    headway("token", "create", "Laptop")
    tablet, _text = make_token(alice, "Tablet", ["read"], by=alice, now=now)
    headway("token", "revoke", f"hw_{tablet.prefix}")
    states = {line.split()[1]: line.split()[4] for line in headway("token", "list").lines[2:]}
    assert states == {"Phone": "ended", "Laptop": "holds", "Tablet": "revoked"}
    assert "Laptop" not in headway("token", "list", "--as", "bob@example.com").out


def test_a_revoked_token_is_worth_nothing(headway: Callable, bob: User, now: datetime) -> None:
    token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    assert headway("token", "revoke", f"hw_{token.prefix}").out == "The token 'Phone' is revoked.\n"
    assert token_told(text, now) is None
    assert headway("token", "revoke", token.prefix).code == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--scope", "rule"], "There is no scope 'rule'. There are: read, log."),
        (["--days", "0"], "A token holds for a day at least."),
    ],
)
def test_a_token_that_cannot_be_is_refused(headway: Callable, words: list[str], sentence: str) -> None:
    assert sentence in headway("token", "create", "Phone", *words).err


def test_a_token_says_who_asks(headway: Callable, monkeypatch: pytest.MonkeyPatch, eve: User, now: datetime) -> None:
    _token, text = make_token(eve, "Laptop", ["read"], by=eve, now=now)
    monkeypatch.setenv("HEADWAY_TOKEN", text)
    assert headway("ask", "contacts", "--period", "2024").lines[0] == "Contacts: 1"
    assert "Bob" not in headway("review", "2024-05-17").out
    assert "Take it out of the environment" in headway("ask", "contacts", "--as", "alice@example.com").err
    assert "A token cannot do this" in headway("token", "list").err


def test_a_token_is_held_to_its_scopes(
    headway: Callable, monkeypatch: pytest.MonkeyPatch, bob: User, now: datetime
) -> None:
    before = Contact.objects.count()
    for scope, command in (("read", ("log", "Pump Ltd", "call")), ("log", ("ask", "contacts"))):
        _token, text = make_token(bob, "Laptop", [scope], by=bob, now=now)
        monkeypatch.setenv("HEADWAY_TOKEN", text)
        said = headway(*command)
        assert (said.code, "lacks the scope" in said.err) == (2, True)
    assert Contact.objects.count() == before


def test_a_token_that_does_not_hold_is_refused(headway: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADWAY_TOKEN", "hw_nonsense")
    assert "does not hold" in headway("ask", "contacts").err
