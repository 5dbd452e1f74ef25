"""Tokens: shown once, kept as a digest, and worth nothing once they ended, were revoked, or their user left."""

from datetime import datetime, timedelta

import pytest

from headway.web.api.tokens import make_token, revoke_token, token_told, tokens_of
from headway.web.models import ApiToken, AuditEntry, User


def test_the_text_is_told_once_and_never_kept(bob: User, now: datetime) -> None:
    token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    assert text.startswith(f"hw_{token.prefix}")
    kept = ApiToken.objects.filter(pk=token.pk).values().get()
    assert text not in str(kept)
    assert text not in str(AuditEntry.objects.filter(noun="apitoken").values())
    assert token_told(text, now) == token


def test_scopes_are_kept_in_one_order_and_strangers_dropped(bob: User, now: datetime) -> None:
    token, _text = make_token(bob, "Phone", ["log", "rule the world", "read"], by=bob, now=now)
    assert token.scopes == ["read", "log"]


@pytest.mark.parametrize("spoilt", ["", "hw_", "hw_abcdefgh", "x" * 54, "{text}x", "{other}"])
def test_another_text_is_nobodys(bob: User, now: datetime, spoilt: str) -> None:
    _token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    other = text[:-1] + ("a" if text[-1] != "a" else "b")
    assert token_told(spoilt.format(text=text, other=other), now) is None


def test_a_token_ends_on_time(bob: User, now: datetime) -> None:
    _token, text = make_token(bob, "Phone", ["read"], by=bob, now=now, expires_at=now + timedelta(days=1))
    assert token_told(text, now + timedelta(hours=23)) is not None
    assert token_told(text, now + timedelta(days=1)) is None


def test_a_revoked_token_is_worth_nothing_and_the_audit_says_who_did_it(bob: User, alice: User, now: datetime) -> None:
    token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    revoke_token(token, by=alice, now=now)
    assert token_told(text, now) is None
    assert AuditEntry.objects.get(verb="revoke", noun="apitoken").actor == alice


def test_the_token_of_somebody_who_left_is_worth_nothing(bob: User, now: datetime) -> None:
    _token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    bob.is_active = False
    bob.save()
    assert token_told(text, now) is None


def test_its_use_is_noted_once_an_hour(bob: User, now: datetime) -> None:
    """
    asked  | latest use
    12:00  | 12:00
    12:30  | 12:00
    13:01  | 13:01
    """
    token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    noted = []
    for minutes in (0, 30, 61):
        token_told(text, now + timedelta(minutes=minutes))
        token.refresh_from_db()
        assert token.latest_used_at is not None
        noted.append(token.latest_used_at - now)
    assert noted == [timedelta(0), timedelta(0), timedelta(minutes=61)]


def test_one_sees_only_ones_own(bob: User, eve: User, now: datetime) -> None:
    token, _text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    make_token(eve, "Laptop", ["read"], by=eve, now=now)
    assert list(tokens_of(bob)) == [token]
