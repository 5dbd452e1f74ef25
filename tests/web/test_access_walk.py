"""Walks every address as every role, on own and on others' records: the table in `walk.py` says what each gets."""

import logging
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from headway.engine.definition import Counted, Definition, checked
from headway.planning.levers import Lever
from headway.web import clock
from headway.web.aims.keeping import set_aim
from headway.web.api.operations import ROUTERS
from headway.web.api.tokens import make_token
from headway.web.asking import Asker, Words
from headway.web.asking_levers import levers_asked
from headway.web.boards.holders import holder_told
from headway.web.boards.picks import Pick
from headway.web.boards.writing import add_tile
from headway.web.imports.preparing.prepare import prepare
from headway.web.log import (
    NewContact,
    NewRate,
    NewStep,
    add_decision_maker,
    add_person,
    add_source,
    add_tally_kind,
    add_time_category,
    book_sale,
    count_tally,
    enter_cost,
    enter_time,
    log_contact,
    merge_clients,
    move_deal,
    open_client,
    open_deal,
    rate_of,
    set_rates,
    set_step,
)
from headway.web.models import (
    Client,
    Company,
    Contact,
    Currency,
    MoveCause,
    NextStep,
    Plan,
    Stage,
    User,
)
from headway.web.own.keeping import add_metric
from headway.web.programmes.keeping import start_programme
from headway.web.saved_words import keep_words
from headway.web.scenarios import keep_scenario
from headway.web.working_days.writing import enter_absence, set_own_week
from tests.web.walk import WAYS
from tests.web.walk_api import API
from tests.web.way import ROLES, Way

# Words that stand in the records of one team alone, and those of a colleague in the North.
OF_THE_NORTH = ("Zanzibar Waterworks", "Quagga order", "Okapi whispered", "Numbat pump", "+36 1 555 0199", "Zebra Lund")
OF_THE_SOUTH = ("Wombat Mills", "Dugong order", "Axolotl whispered", "Tapir pump", "+36 1 555 0288", "Gnu Horvath")
OF_A_COLLEAGUE = ("Narwhal Boats", "Ibex order", "Lemur whispered", "Bongo pump", "+36 1 555 0377", "Kudu Farkas")
HIDDEN = {
    "nobody": OF_THE_NORTH + OF_A_COLLEAGUE + OF_THE_SOUTH,
    "alice": (),
    "carol": OF_THE_SOUTH,
    "bob": OF_THE_SOUTH + OF_A_COLLEAGUE,
    "ann": (),
    "eve": OF_THE_NORTH + OF_A_COLLEAGUE,
}


@pytest.fixture
def known(
    alice: User,
    carol: User,
    bob: User,
    ann: User,
    eve: User,
    colleagues: list[User],
    stage: dict[str, Stage],
    now: datetime,
) -> dict[str, object]:
    """The ids that paths and bodies name: Bob's records, and an import of Alice's; Eve has records of her own."""
    contact = _sell(bob, OF_THE_NORTH, stage, carol, now)
    _sell(eve, OF_THE_SOUTH, stage, alice, now)
    _sell(colleagues[0], OF_A_COLLEAGUE, stage, carol, now)
    token, _text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    add_metric(checked(Definition(label="Own", of=Counted(facts="deals", day="won_on"))), by=alice, now=now)
    run = prepare(BytesIO(b"client,entered\nPipes,2024-03-01\n"), "deals.csv", by=alice, now=now)
    return {
        "bob": bob.pk,
        "team": bob.team_id,
        "client": contact.client_id,
        "client_uid": contact.client.uid,
        "deal": contact.deal_id,
        "contact": contact.pk,
        "uid": contact.uid,
        "fresh": uuid.uuid4(),
        "stage": stage["New"].pk,
        "step": (step := NextStep.objects.get(rep=bob)).pk,
        "step_uid": step.uid,
        "person": contact.persons.get().pk,
        "token": token.pk,
        "tile": _board_of(carol, now),
        "saved": keep_words("Everybody", period="this year", filters={}, is_shared=True, by=alice, now=now).pk,
        "scenario": _scenario_of(alice, now),
        "plan": _plan_of(alice, bob, now),
        "run": run.pk,
        **_twins(contact.client, bob, now),
        **_counted_and_spent(bob, alice, now),
        **_away(bob, carol, now),
        "rate": _rate(alice, now),
        **_aimed(alice, now),
    }


def _twins(client: Client, rep: User, now: datetime) -> dict[str, object]:
    """Two more records of a client: one that looks the same, and one that is merged into it."""
    twin, merged = (open_client(client.name, by=rep, now=now) for _each in range(2))
    merge_clients(client, merged, by=rep, now=now)
    return {"twin": twin.pk, "merged": merged.pk}


def _rate(owner: User, now: datetime) -> int:
    """What a forint is worth."""
    first = date(2024, 1, 1)
    set_rates([NewRate("HUF", first, Decimal("0.0025"))], by=owner, now=now)
    return rate_of("HUF", first).pk


def _aimed(owner: User, now: datetime) -> dict[str, object]:
    """An aim of the company's, and a programme that runs."""
    asker = Asker(owner, Company.objects.get(), now)
    start_programme(asker)
    return {"aim": set_aim(asker, indicator="new_leads", value=Decimal(10)).pk}


def _away(rep: User, head: User, now: datetime) -> dict[str, object]:
    """An absence of a rep's, and the week that they work."""
    first = now.date()
    week = set_own_week(rep, first.replace(month=4, day=1), [50] * 7, by=head, now=now)
    return {"absence": enter_absence(rep, first, first, by=rep, now=now).uid, "own_week": week.pk}


def _counted_and_spent(rep: User, owner: User, now: datetime) -> dict[str, object]:
    """A tally and a time entry of a rep's, and a source with a cost."""
    kind = add_tally_kind("Door knocks", by=owner, now=now)
    source = add_source("Fair", by=owner, now=now)
    days = {"starts_on": now.date(), "ends_on": now.date() + timedelta(days=1)}
    currency = Currency.objects.get(code="EUR")
    cost = enter_cost(source, amount=100, currency=currency, by=owner, now=now, **days)
    # Now in truth: what was counted long ago is not taken back.
    tally = count_tally(kind, rep=rep, by=rep, now=clock.now())
    category = add_time_category("Documentation", is_selling=False, by=owner, now=now)
    return {
        "kind": kind.pk,
        "tally_uid": tally.uid,
        "time_uid": enter_time(category, 600, rep=rep, by=rep, now=now).uid,
        "source": source.pk,
        "cost": cost.pk,
        "cost_uid": cost.uid,
    }


def _plan_of(owner: User, rep: User, now: datetime) -> int:
    """A plan in force for a rep's team."""
    days = {"starts_on": now.date(), "ends_on": now.date() + timedelta(days=30)}
    told = {"scope": "team", "team": rep.team, "certainty": Decimal("0.8"), "chain": [], "made_by": owner}
    return Plan.objects.create(goal="deals_won", amount=5, adopted_at=now, **days, **told).pk


def _scenario_of(owner: User, now: datetime) -> int:
    """Let the owner keep a scenario for the whole company."""
    asked = levers_asked(
        Asker(owner, Company.objects.get(), now), Words(period="2024"), {Lever.CONVERSION: Fraction(1)}
    )
    told = {"raises": asked.raises, "is_shared": True, "by": owner, "now": now}
    return keep_scenario("Everybody", question=asked.questions[0], **told).pk


def _board_of(head: User, now: datetime) -> int:
    """Let a head of sales pick the board of the team, and return one of its tiles."""
    holder = holder_told(head, "team")
    tile = add_tile(Asker(head, Company.objects.get(), now), holder, Pick(metric="contacts", period="all", compare=""))
    return tile.pk


def _sell(rep: User, words: tuple[str, ...], stage: dict[str, Stage], head: User, now: datetime) -> Contact:
    """One of everything: a client with a phone, a deal, a contact that wins it, a move back, a sale, a next step,
    and a person who decides and was there.
    """
    name, order, note, product, phone, decider = words
    client = open_client(name, by=rep, now=now, phone=phone)
    deal = open_deal(client, name=order, by=rep, now=now, value_amount=1_000)
    person = add_person(client, decider, by=rep, now=now)
    add_decision_maker(deal, person, by=rep, now=now)
    at = now + timedelta(minutes=5)
    new = NewContact(
        uid=uuid.uuid4(),
        client=client,
        deal=deal,
        rep=rep,
        kind="call",
        happened_at=at,
        stage_after=stage["Won"],
        note=note,
        persons=(person,),
    )
    contact = log_contact(new, by=rep, now=at)
    later = now + timedelta(minutes=6)
    move_deal(deal, stage["Decision"], cause=MoveCause.CORRECTION, by=head, now=later, note=note)
    move_deal(deal, stage["Won"], cause=MoveCause.CORRECTION, by=head, now=now + timedelta(minutes=7), note=note)
    euro = Currency.objects.get(pk="EUR")
    book_sale(
        client, deal=deal, rep=rep, amount=1_000, currency=euro, sold_on=now.date(), by=rep, now=later, product=product
    )
    planned = NewStep(uuid.uuid4(), "visit", now.date() + timedelta(days=1), what=note)
    set_step(planned, client=client, deal=deal, rep=rep, by=rep, now=later)
    return contact


@pytest.fixture(autouse=True)
def _in_silence() -> Iterator[None]:
    """Every refusal is logged with its traceback, and refusals are what this is about."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def go(request: pytest.FixtureRequest, known: dict[str, object], now: datetime) -> Callable[[Way, str], HttpResponse]:
    """Go a way as a role, and leave everything as it was."""
    users: dict[str, User] = {role: request.getfixturevalue(role) for role in ROLES[1:]}
    texts = {role: make_token(user, "walk", ["read", "log"], by=user, now=now)[1] for role, user in users.items()}

    def walk(way: Way, role: str) -> HttpResponse:
        browser, more = Browser(raise_request_exception=False), {}
        with transaction.atomic():
            if way in API:
                more = {"headers": {"Authorization": f"Bearer {texts[role]}"} if role in texts else {}}
                more |= {} if way.method == "get" else {"content_type": "application/json"}
            elif role in users:
                browser.force_login(users[role])
            answer = getattr(browser, way.method)(way.path.format(**known), _filled(way.body, known), **more)
            transaction.set_rollback(True)
        return answer

    return walk


def _filled(body: dict[str, object], known: dict[str, object]) -> dict[str, object]:
    return {name: _told(value, known) for name, value in body.items()}


def _told(value: object, known: dict[str, object]) -> object:
    if isinstance(value, list):
        return [_told(each, known) for each in value]
    return value.format(**known) if isinstance(value, str) else value


# Every page and operation is opened on every database by Bob; what each role may is the same on all.
@pytest.mark.parametrize(
    "role", [role if role == "bob" else pytest.param(role, marks=pytest.mark.any_database) for role in ROLES]
)
def test_a_role_gets_what_the_table_says_and_nothing_of_another_team(
    go: Callable[[Way, str], HttpResponse], role: str
) -> None:
    """Bob's words must be found by those who may read them, or the search for them elsewhere would prove nothing."""
    wrong, leaks = [], []
    read: set[str] = set()
    for way in WAYS:
        answer, status = go(way, role), way.wanted[role]
        is_right = answer.status_code == status
        wrong += [] if is_right else [f"{way.method} {way.path}: {answer.status_code}, not {status}"]
        text = _text(answer)
        read |= {word for word in OF_THE_NORTH if word in text}
        leaks += [f"{word} at {way.method} {way.path}" for word in HIDDEN[role] if word in text]
    assert wrong == []
    assert leaks == []
    assert (read == set(OF_THE_NORTH)) == (role in {"alice", "carol", "bob", "ann"})


def test_every_address_is_in_the_table() -> None:
    """A new page without an entry fails here: say in `walk.py` what each role gets."""
    assert {way.route for way in WAYS} == set(_routes(get_resolver()))


def test_every_operation_of_the_api_is_in_the_table() -> None:
    """A new operation without an entry fails here: say in `walk.py` what each role gets."""
    operations = {
        (method.lower(), f"api/v1{path}".replace("{", "<").replace("}", ">"))
        for router in ROUTERS.values()
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
    assert {
        (way.method, way.route) for way in API if way.route in {route for _method, route in operations}
    } == operations


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern, route)


def _text(answer: HttpResponse) -> str:
    content: Any = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")
