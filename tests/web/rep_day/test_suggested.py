"""Whom to contact first, with the reasons, as far as they exist for the reader."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from headway.planning.first import Why
from headway.web.asking import Asker
from headway.web.log import NewContact, NewStep, book_sale, log_contact, open_client, open_deal, set_step
from headway.web.models import Company, Currency, DealKind, Stage
from headway.web.rep_day import suggested
from headway.web.rep_day.said_first import norm_words

TODAY = date(2024, 5, 15)


@pytest.fixture
def client_of(now):
    def make(rep, name):
        return open_client(name, by=rep, now=now)

    return make


@pytest.fixture
def bought(now):
    """Let a client have bought for so much, so many days ago."""

    def buy(client, *days_ago, amount=100):
        for ago in days_ago:
            book_sale(
                client, amount=amount, currency=Currency.objects.get(code="EUR"), sold_on=TODAY - timedelta(days=ago),
                kind=DealKind.NEW_BUSINESS, rep=client.owner, by=client.owner, now=now,
            )  # fmt: skip

    return buy


@pytest.fixture
def step(now):
    def agree(client, days, at=None):
        due_at = at and datetime(2024, 5, 15 + days, at, tzinfo=ZoneInfo("Europe/Budapest"))
        new = NewStep(uuid.uuid4(), "call", TODAY + timedelta(days=days), due_at=due_at)
        return set_step(new, client=client, deal=None, rep=client.owner, by=client.owner, now=now)

    return agree


def _first(user, rep, now):
    found = suggested(Asker(user, Company.objects.get(), now), rep)
    return [(one.client.name, [reason.why for reason in one.reasons]) for one in found]


def test_promises_go_before_silence_and_each_client_stands_once(client_of, bought, step, funnel, bob, alice, now):
    """
    client | next step        | bought, days ago
    Late   | 3 days overdue   |
    Later  | 1 day overdue    | 300, 200, 100
    Noon   | today at 16      |
    Soon   | today            |
    Big    |                  | 240, 180, 120, for 900 each: every 60 days
    Small  |                  | 240, 180, 120, for 10 each
    Quiet  | in two days      | 240, 180, 120
    Fresh  |                  | 130, 70, 10
    Lost   |                  | 900, 800, 700
    """
    names = ("Late", "Later", "Noon", "Soon", "Big", "Small", "Quiet", "Fresh", "Lost")
    clients = {name: client_of(bob, name) for name in names}
    for name, days, at in (("Late", -3, None), ("Later", -1, None), ("Noon", 0, 16), ("Soon", 0, None)):
        step(clients[name], days, at)
    step(clients["Quiet"], 2)
    bought(clients["Later"], 300, 200, 101)
    bought(clients["Big"], 240, 180, 120, amount=900)
    for name in ("Small", "Quiet"):
        bought(clients[name], 240, 180, 120, amount=10)
    bought(clients["Fresh"], 130, 70, 10)
    bought(clients["Lost"], 900, 800, 700)
    wanted = [
        ("Noon", [Why.TIMED]),
        ("Late", [Why.OVERDUE]),
        ("Later", [Why.OVERDUE, Why.SILENT]),
        ("Soon", [Why.DUE]),
        ("Big", [Why.SILENT]),
        ("Small", [Why.SILENT]),
    ]
    assert _first(bob, bob, now) == _first(alice, bob, now) == wanted


def test_with_few_purchases_the_companys_rhythm_counts(client_of, bought, funnel, bob, now):
    """All buy again after 50 days; One bought once, 51 days ago, Other once, 50 days ago."""
    for name in ("A", "B", "C"):
        bought(client_of(bob, name), 60, 10)
    bought(client_of(bob, "One"), 51)
    bought(client_of(bob, "Other"), 50)
    found = suggested(Asker(bob, Company.objects.get(), now), bob)
    assert [(one.client.name, one.first.days, one.first.usual, one.first.is_own) for one in found] == [
        ("One", 51, 50, False)
    ]


def test_who_was_spoken_to_is_not_silent(client_of, bought, funnel, bob, now):
    client = client_of(bob, "Spoken")
    bought(client, 240, 180, 120)
    assert _first(bob, bob, now) == [("Spoken", [Why.SILENT])]
    at = now - timedelta(days=20)
    log_contact(
        NewContact(uid=uuid.uuid4(), client=client, deal=None, rep=bob, kind="call", happened_at=at), by=bob, now=now
    )
    assert _first(bob, bob, now) == []


def test_nothing_of_another_rep_is_suggested(client_of, bought, step, funnel, bob, eve, now):
    client = client_of(eve, "Hers")
    bought(client, 240, 180, 120)
    step(client_of(eve, "Also hers"), -1)
    assert _first(bob, bob, now) == []
    assert len(_first(eve, eve, now)) == 2


def test_deals_past_their_norm_go_before_those_near_it(funnel, bob, now):
    """
    deal  | days so far | of 20 deals that were won within 2, 4, 6 ... 40 days
    Slow  | 60          | more than 9 of 10 took
    Near  | 33          | 16 of these took, and 16 of 21 with itself
    Fresh | 5           |
    """
    for place in range(1, 21):
        _deal(bob, f"Won {place}", now - timedelta(days=100), now - timedelta(days=100 - 2 * place))
    for name, days in (("Near", 33), ("Slow", 60), ("Fresh", 5)):
        _deal(bob, name, now - timedelta(days=days))
    assert _first(bob, bob, now) == [("Slow", [Why.PAST_NORM]), ("Near", [Why.NEAR_NORM])]
    found = suggested(Asker(bob, Company.objects.get(), now), bob)
    words = [norm_words(one.standing).replace("\u00a0", " ") for one in found]
    assert words == ["More days than 9 of 10 won deals", "Days: 76% of won deals took less."]


def _deal(rep, name, since, won=None):
    """A deal with one contact on its first day, and one on the day that it was won."""
    deal = open_deal(open_client(name, by=rep, now=since), name=name, by=rep, now=since)
    need, stage = Stage.objects.get(name="Need"), Stage.objects.get(name="Won")
    for at, after in ((since, need), *([(won, stage)] if won else [])):
        new = NewContact(uid=uuid.uuid4(), client=deal.client, deal=deal, rep=rep, kind="call", happened_at=at)
        log_contact(replace(new, stage_after=after), by=rep, now=at)
