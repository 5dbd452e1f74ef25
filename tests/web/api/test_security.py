"""Who is let in: a token with the scope, or for reading alone, whoever is signed in on this site."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.test import Client as Browser

from headway.web.models import Client, Contact, User


def _contact(pump: Client) -> dict[str, object]:
    return {"uid": str(uuid.uuid4()), "client": pump.pk, "kind": "call"}


def test_without_a_token_one_is_told_how_to_send_one(client: Browser, company: object) -> None:
    answer = client.get("/api/v1/me")
    assert answer.status_code == 401
    assert "Authorization: Bearer" in answer.json()["error"]
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_that_reads_cannot_log(api_of: Callable, bob: User, pump: Client) -> None:
    reader = api_of(bob, "read")
    assert reader.get("/contacts").status_code == 200
    refused = reader.post("/contacts", _contact(pump))
    assert refused.status_code == 403
    assert "lacks the scope 'log'" in refused.json()["error"]
    assert not Contact.objects.exists()


def test_a_token_that_logs_cannot_read(api_of: Callable, bob: User, pump: Client) -> None:
    logger = api_of(bob, "log")
    assert logger.post("/contacts", _contact(pump)).status_code == 201
    assert logger.get("/contacts").status_code == 403


def test_whoever_is_signed_in_may_read_and_not_write(client: Browser, bob: User, pump: Client) -> None:
    client.force_login(bob)
    assert client.get("/api/v1/me").json()["name"] == "Bob"
    answer = client.post("/api/v1/contacts", _contact(pump), content_type="application/json")
    assert answer.status_code == 401
    assert not Contact.objects.exists()


def test_a_bad_token_is_not_saved_by_a_session(client: Browser, bob: User) -> None:
    client.force_login(bob)
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer hw_nonsense"}).status_code == 401


def test_the_token_and_not_the_session_says_who_one_is(
    client: Browser, api_of: Callable, bob: User, alice: User
) -> None:
    client.force_login(alice)
    carried = api_of(bob)
    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {carried.text}"})
    assert answer.json()["name"] == "Bob"


def test_times_are_told_in_the_zone_of_the_reader(api_of: Callable, bob: User, deal: object, now: datetime) -> None:
    """
    reader's zone    | noon UTC
    the company's    | 14:00+02:00
    America/New_York | 08:00-04:00
    """
    assert api_of(bob).get("/deals").json()["items"][0]["entered_at"] == "2024-05-15T14:00:00+02:00"
    bob.time_zone = "America/New_York"
    bob.save()
    assert api_of(bob).get("/deals").json()["items"][0]["entered_at"] == "2024-05-15T08:00:00-04:00"


def test_nobody_between_us_keeps_answers(api_of: Callable, bob: User) -> None:
    assert api_of(bob).get("/me")["Cache-Control"] == "private, no-store"
