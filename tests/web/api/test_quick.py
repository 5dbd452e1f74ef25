"""The short way of a plain contact answers as the long one does, and lets nobody do what the long one refuses."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from headway.web.api import quick
from headway.web.api.drafts import ContactDraft
from headway.web.api.finding import deals_with_clients, found_client, found_deal
from headway.web.api.problem import Refusal
from headway.web.api.taking import Asked, take
from headway.web.api.tokens import make_token, revoke_token
from headway.web.clock import now as moment
from headway.web.log import delete_contact, open_client, open_deal
from headway.web.models import AuditEntry, Client, Contact, Deal, DeletedContact, ImportRun, ImportState, Role, User

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


@pytest.fixture
def body(pump: Client, deal: Deal) -> Body:
    """A call about a deal of Bob's."""
    return {"client": pump.pk, "deal": deal.pk, "kind": "call", "happened_at": "2024-05-15T15:00:00+02:00"}


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Close the short way from now on."""
    return lambda: monkeypatch.setattr(quick, "_asked", lambda _request: None)


@pytest.mark.parametrize("language", ["", "ru", "hu;q=0.8, xx"])
@pytest.mark.parametrize("more", [{}, {"stage_after": "Need", "note": " ő "}, {"deal": None}])
def test_both_ways_answer_the_same(
    api_of: Callable, bob: User, body: Body, more: Body, language: str, long_way: Callable[[], None]
) -> None:
    api, uid = api_of(bob), str(uuid.uuid4())
    answers = []
    for _way in ("short", "long"):
        answers.append(_post(api.text, body | more | {"uid": uid}, language))
        delete_contact(Contact.objects.get(uid=uid), by=bob, now=moment())
        DeletedContact.objects.all().delete()
        long_way()
    short, long = answers
    assert (short.status_code, long.status_code) == (201, 201)
    assert short.content == long.content
    assert dict(short.items()) == dict(long.items())


@pytest.mark.parametrize("is_known", [True, False])
def test_brackets_without_end_are_refused(api_of: Callable, bob: User, is_known: bool) -> None:
    carried = f"Bearer {api_of(bob).text if is_known else 'nobody'}"
    sent = {"data": "[" * 100_000, "content_type": "application/json", "headers": {"Authorization": carried}}
    refused = Browser(raise_request_exception=False).post("/api/v1/contacts", **sent)
    assert refused.status_code == (400 if is_known else 401)


def test_a_plain_contact_takes_the_short_way(
    api_of: Callable, bob: User, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the tests here would compare the long way with itself."""
    monkeypatch.setattr("headway.web.api.operations.contacts.log_contact", None)
    assert _post(api_of(bob).text, body | {"uid": str(uuid.uuid4())}).status_code == 201


def test_every_one_of_a_round_is_judged_by_itself(
    api_of: Callable, bob: User, carol: User, eve: User, ann: User, body: Body, pump: Client
) -> None:
    """
    who sends it                    | about                      | is it logged the short way
    Bob                             | his deal                   | yes
    Carol, the head of his team     | his deal                   | yes
    Eve, of another team            | his deal                   | no
    Eve                             | his client                 | no
    Ann, who only looks at numbers  | his deal                   | no
    Bob, with a token for reading   | his deal                   | no
    Bob, with a token that ended    | his deal                   | no
    nobody                          | his deal                   | no
    Bob                             | a stage that is none       | no
    Bob                             | his deal, another's client | no
    Bob                             | tomorrow                   | no
    Bob                             | what he just sent          | no
    Bob                             | his client                 | yes
    """
    other = open_client("Dock", by=bob, now=moment())
    ended, ended_text = make_token(bob, "old", ["log"], by=bob, now=moment())
    revoke_token(ended, by=bob, now=moment())
    texts = {name: api_of(user).text for name, user in (("bob", bob), ("carol", carol), ("eve", eve), ("ann", ann))}
    texts |= {"reader": api_of(bob, "read").text, "ended": ended_text, "nobody": "hw_" + "a" * 51}
    tomorrow = (moment() + timedelta(days=1)).isoformat()
    told: list[tuple[str, Body, bool]] = [
        ("bob", {}, True),
        ("carol", {}, True),
        ("eve", {}, False),
        ("eve", {"deal": None}, False),
        ("ann", {}, False),
        ("reader", {}, False),
        ("ended", {}, False),
        ("nobody", {}, False),
        ("bob", {"stage_after": "Nowhere"}, False),
        ("bob", {"client": other.pk}, False),
        ("bob", {"happened_at": tomorrow}, False),
        ("bob", {}, False),
        ("bob", {"deal": None}, True),
    ]
    uids = [uuid.uuid4() for _each in told]
    uids[11] = uids[0]
    several = [
        Asked(texts[who], ContactDraft.model_validate(body | more | {"uid": uid}), moment())
        for (who, more, _is_logged), uid in zip(told, uids, strict=True)
    ]
    assert [taken is not None for taken in take(several)] == [is_logged for _who, _more, is_logged in told]
    logged = {uid for uid, (_who, _more, is_logged) in zip(uids, told, strict=True) if is_logged}
    assert set(Contact.objects.values_list("uid", flat=True)) == logged
    assert AuditEntry.objects.filter(verb="log").count() == len(logged)


def test_what_was_logged_before_is_left_to_the_long_way(api_of: Callable, bob: User, body: Body) -> None:
    api, sent = api_of(bob), body | {"uid": str(uuid.uuid4())}
    answers = [_post(api.text, sent) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("role", [*Role])
def test_who_sees_a_deal_sees_its_client(role: Role, bob: User, eve: User, deal: Deal, now: datetime) -> None:
    """What the short way takes for granted, for every role, with deals of both teams and of an import to come."""
    bob.role = role
    run = ImportRun.objects.create(state=ImportState.RUNNING, size=1, created_at=now)
    theirs, own = (open_client(name, by=by, now=now) for name, by in (("Mill", eve), ("Dock", bob)))
    deals = [deal, *(open_deal(client, name="", by=client.owner, now=now) for client in (theirs, own))]
    Client.objects.filter(pk=own.pk).update(import_run=run)
    Deal.objects.filter(pk=deals[2].pk).update(import_run=run)
    at_once = deals_with_clients([(bob, each.pk) for each in deals])
    assert [None if found is None else (found, found.client) for found in at_once] == [
        _seen(bob, each) for each in deals
    ]


def _seen(user: User, deal: Deal) -> tuple[Deal, Client] | None:
    try:
        return found_deal(user, deal.pk), found_client(user, deal.client_id)
    except Refusal:
        return None


@pytest.mark.parametrize("sent", [b"", b"[]", b"{", b'{"uid": 1}', b"\xff", b'"text"'])
def test_what_cannot_be_read_is_refused_in_the_words_of_the_long_way(api_of: Callable, bob: User, sent: bytes) -> None:
    answer = Browser().post("/api/v1/contacts", sent, content_type="application/json", headers=_as(api_of(bob).text))
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]


def test_an_address_that_is_not_ours_is_refused(api_of: Callable, bob: User, body: Body) -> None:
    sent = body | {"uid": str(uuid.uuid4())}
    headers = _as(api_of(bob).text) | {"Host": "elsewhere.example"}
    assert Browser().post("/api/v1/contacts", sent, content_type="application/json", headers=headers).status_code == 400
    assert not Contact.objects.exists()


def _post(text: str, sent: Body, language: str = "") -> HttpResponse:
    headers = _as(text) | ({"Accept-Language": language} if language else {})
    return Browser().post("/api/v1/contacts", sent, content_type="application/json", headers=headers)


def _as(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}
