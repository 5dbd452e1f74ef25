"""One core, three doors: whoever asks the page, the API and the command the same question gets the same numbers."""

import csv
import json
import random
import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.web.facts import get_store
from headway.web.log import NewContact, book_sale, log_contact, open_client, open_deal
from headway.web.models import Currency, Source, Stage, User
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401
from tests.web.conftest import (  # noqa: F401
    _fresh_facts,
    alice,
    bob,
    carol,
    company,
    eve,
    funnel,
    north,
    now,
    south,
    stage,
)

CUTS = (Dimension.REP, Dimension.SOURCE, Dimension.KIND, Dimension.MONTH)
PERIOD = "2024-05"
WHO = ("alice", "carol", "eve")
ASKERS = [name if name == "carol" else pytest.param(name, marks=pytest.mark.any_database) for name in WHO]
Figures = dict[str, Decimal | None]


@pytest.fixture
def _history(bob: User, carol: User, eve: User, stage: dict[str, Stage], now: datetime) -> None:  # noqa: F811
    """Some weeks of April, May and June: deals of three reps that move to and fro, and what was sold."""
    chance, euro = random.Random(7), Currency.objects.get(pk="EUR")
    sources = [Source.objects.create(name=name) for name in ("Fair", "Web")]
    for number in range(14):
        rep = (bob, carol, eve)[number % 3]
        at = now + timedelta(days=chance.randrange(-30, 20))
        client = open_client(f"Client {number}", by=rep, now=at, source=chance.choice([*sources, None]))
        amount = chance.randrange(1_000, 1_000_000)
        deal = open_deal(client, name=f"Deal {number}", by=rep, now=at, value_amount=amount)
        for _step in range(chance.randrange(7)):
            at += timedelta(hours=chance.randrange(1, 90))
            after = chance.choice([None, *stage.values()])
            kind = chance.choice(["call", "meeting", "email"])
            new = NewContact(
                uid=uuid.uuid4(), client=client, deal=deal, rep=rep, kind=kind, happened_at=at, stage_after=after
            )
            log_contact(new, by=rep, now=at)
        if number % 2:
            cost = None if number % 3 else amount // 2
            day = at.date()
            book_sale(
                client, deal=deal, rep=rep, amount=amount, cost_amount=cost, currency=euro, sold_on=day, by=rep, now=at
            )


@pytest.mark.parametrize("name", ASKERS)
@pytest.mark.usefixtures("_history", "alice")
def test_every_metric_is_the_same_at_every_door(
    name: str,
    request: pytest.FixtureRequest,
    client: Browser,
    api_of: Callable,  # noqa: F811
    headway: Callable,  # noqa: F811
) -> None:
    user: User = request.getfixturevalue(name)
    client.force_login(user)
    api = api_of(user)
    counted = 0
    # The head of sales asks for each, the others for every third: what differs between them is whose rows they see.
    metrics = list(catalogue().values()) if name == "carol" else list(catalogue().values())[WHO.index(name) :: 3]
    for place, metric in enumerate(metrics, start=WHO.index(name)):
        cuts = [each for each in CUTS if each in metric.dimensions]
        by = cuts[place % len(cuts)]
        asked = {"period": PERIOD, "compare": "previous", "by": by.value}
        told = api.get(f"/metrics/{metric.name}", **asked).json()
        words = ("ask", metric.name, "--period", PERIOD, "--compare", "previous", "--by", by.value)
        assert json.loads(headway(*words, "--json", "--as", user.email).out) == told
        assert _of_csv(headway(*words, "--csv", "--as", user.email).out, by) == _lines(told)
        page = client.get(f"/numbers/{metric.name}", asked).content.decode()
        assert _of_page(page) == _lines(told) | {"total": _exact(told["total"]["value"])}
        counted += told["total"]["rows"]
    assert counted > 20


@pytest.mark.parametrize("name", ASKERS)
@pytest.mark.usefixtures("_history", "alice")
def test_the_funnel_is_the_same_at_every_door(
    name: str,
    request: pytest.FixtureRequest,
    client: Browser,
    api_of: Callable,  # noqa: F811
    headway: Callable,  # noqa: F811
) -> None:
    user: User = request.getfixturevalue(name)
    client.force_login(user)
    for entries in ("first", "every"):
        told = api_of(user).get("/funnel", period="2024", entries=entries).json()
        words = ("funnel", "--period", "2024", "--entries", entries, "--as", user.email)
        assert json.loads(headway(*words, "--json").out) == told
        page = client.get("/funnel", {"period": "2024", "entries": entries, "compare": "none"}).content.decode()
        shown = _funnel_of_page(page)
        for line in told["stages"]:
            for outcome, count in shown[line["stage"]["id"]].items():
                assert count == line[outcome], (line["stage"]["name"], outcome)
        assert len(shown) == len(told["stages"])
        assert sum(line["entered"] for line in told["stages"]) > 5


@pytest.mark.usefixtures("_history", "alice")
def test_what_a_rep_logs_at_one_door_is_seen_at_the_others(
    client: Browser,
    bob: User,  # noqa: F811
    api_of: Callable,  # noqa: F811
    headway: Callable,  # noqa: F811
) -> None:
    """Bob logs a call by the command, then one through the API: each is in every door's number at once."""
    client.force_login(bob)
    bobs = api_of(bob)

    def counted() -> set[int]:
        if connection.vendor == "postgresql":
            # It tells the columns of what is committed, and a test is one transaction.
            get_store().rebuild()
        told = bobs.get("/metrics/contacts", period="today").json()["total"]["value"]
        said = json.loads(headway("ask", "contacts", "--period", "today", "--json", "--as", bob.email).out)
        page = _of_page(client.get("/numbers/contacts", {"period": "today"}).content.decode())
        return {told, said["total"]["value"], int(page["total"] or 0)}

    assert counted() == {0}
    assert headway("log", "Client 0", "call", "--as", bob.email).code == 0
    assert counted() == {1}
    about = bobs.get("/clients", q="client 3").json()["items"][0]["id"]
    assert bobs.post("/contacts", {"uid": str(uuid.uuid4()), "client": about, "kind": "call"}).status_code == 201
    assert counted() == {2}


def _exact(value: int | str | None) -> Decimal | None:
    return None if value is None or value == "" else Decimal(value)


def _key(keys: list[Any]) -> str:
    return "|".join("none" if key is None else str(key) for key in keys)


def _lines(told: dict[str, Any]) -> Figures:
    return {_key(line["keys"]): _exact(line["figure"]["value"]) for line in told["lines"]}


def _of_csv(text: str, by: Dimension) -> Figures:
    rows = csv.DictReader(text.splitlines())
    return {row[f"{by.value}_key"] or "none": _exact(row["value"]) for row in rows}


def _of_page(page: str) -> Figures:
    """Read a metric's page: the total, and each line by its keys."""
    total = re.search(r'class="answer-value" value="([^"]*)"', page)
    assert total is not None
    lines = re.findall(r'data-keys="([^"]*)" data-value="([^"]*)"', page)
    return {"total": _exact(total[1])} | {keys or "none": _exact(value) for keys, value in lines}


def _funnel_of_page(page: str) -> dict[int, dict[str, int]]:
    """Read the funnel's table: the counts of each stage by their outcome."""
    shown: dict[int, dict[str, int]] = {}
    for stage_id, rest in re.findall(r'<tr data-stage="(\d+)">(.*?)</tr>', page, re.DOTALL):
        counts = re.findall(r'data-outcome="(\w+)" data-value="(\d+)"', rest)
        shown[int(stage_id)] = {outcome: int(count) for outcome, count in counts}
    return shown
