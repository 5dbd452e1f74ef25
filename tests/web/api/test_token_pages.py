"""The page of tokens: a new one is shown once, one revokes one's own, and another's does not exist."""

import re
from datetime import datetime

from django.test import Client as Browser

from headway.web.api.tokens import make_token, token_told, tokens_of
from headway.web.models import User


def test_a_new_token_is_shown_in_the_answer_to_its_making_and_nowhere_else(
    client: Browser, bob: User, now: datetime
) -> None:
    client.force_login(bob)
    page = client.post("/tokens", {"name": "Phone", "scopes": ["read", "log"], "days": "30"})
    text = re.search(r"<code>(hw_\S{40,})</code>", page.content.decode())
    assert text is not None
    token = token_told(text[1], now)
    assert token is not None
    assert (token.user, token.scopes) == (bob, ["read", "log"])
    assert page["Cache-Control"] == "no-store"
    assert text[1] not in client.get("/tokens").content.decode()


def test_a_token_without_a_purpose_is_refused(client: Browser, bob: User) -> None:
    client.force_login(bob)
    assert client.post("/tokens", {"name": "", "scopes": ["read"], "days": ""}).status_code == 422
    assert not tokens_of(bob).exists()


def test_one_can_make_a_token_that_does_not_end(client: Browser, bob: User) -> None:
    client.force_login(bob)
    client.post("/tokens", {"name": "Wallboard", "scopes": ["read"], "days": ""})
    assert tokens_of(bob).get().expires_at is None


def test_one_revokes_ones_own(client: Browser, bob: User, now: datetime) -> None:
    token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    client.force_login(bob)
    assert client.post(f"/tokens/{token.pk}/revoke").status_code == 302
    assert token_told(text, now) is None
    assert client.post(f"/tokens/{token.pk}/revoke").status_code == 404
    assert b"revoked on" in client.get("/tokens").content


def test_another_ones_token_does_not_exist(client: Browser, bob: User, alice: User, now: datetime) -> None:
    token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    client.force_login(alice)
    assert client.post(f"/tokens/{token.pk}/revoke").status_code == 404
    assert token_told(text, now) == token
    assert token.prefix not in client.get("/tokens").content.decode()
