"""The columnar copy: whatever happens to the log, what was copied bit by bit equals a copy made anew."""

import random
import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from headway.engine.facts import FACT_TABLES
from headway.web.facts import get_store
from headway.web.facts.local import LocalStore
from headway.web.funnels import open_funnel
from headway.web.log import (
    LogProblem,
    NewContact,
    assign_deal,
    book_sale,
    change_client,
    correct_contact,
    delete_contact,
    expect_deal,
    log_contact,
    move_deal,
    named,
    value_deal,
)
from headway.web.log.checking import funnel_id_at
from headway.web.models import Client, Company, Contact, Currency, Deal, Funnel, MoveCause, Segment, Stage, Team, User
from headway.web.people.staff import change_user


def _everything(store: LocalStore) -> dict[str, list[dict[str, object]]]:
    with store.reading() as reader:
        return {name: sorted(reader.query(f"SELECT * FROM {name}", []).to_pylist(), key=str) for name in FACT_TABLES}


def _anew() -> dict[str, list[dict[str, object]]]:
    store = LocalStore(None)
    try:
        return _everything(store)
    finally:
        store.close()


@pytest.mark.django_db
def test_it_takes_no_more_memory_than_the_setting_says(settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, memory=300)
    store = LocalStore(None)
    try:
        with store.reading() as reader:
            held = reader.query("SELECT current_setting('memory_limit') AS held", []).to_pylist()
    finally:
        store.close()
    assert held == [{"held": "300.0 MiB"}]


@pytest.mark.parametrize("seed", range(4))
def test_a_copy_kept_up_equals_a_copy_made_anew(
    deal: Deal,
    pump: Client,
    bob: User,
    eve: User,
    alice: User,
    stage: dict[str, Stage],
    company: Company,
    now: datetime,
    seed: int,
) -> None:
    chance = random.Random(seed)
    stages = [*stage.values(), *_another_funnel().stages.all()]
    book_sale(pump, amount=100, currency=company.currency, sold_on=now.date(), by=bob, now=now, deal=deal, rep=bob)
    store = get_store()
    assert isinstance(store, LocalStore)
    for number in range(12):
        for _ in range(chance.randint(1, 3)):
            _something(chance, deal=deal, pump=pump, reps=[bob, eve], by=alice, stages=stages, now=now)
        kept_up = _everything(store)
        if number % 3 == 2:
            assert kept_up == _anew()


def _something(chance: random.Random, *, deal: Deal, stages: list[Stage], **world: Any) -> None:
    """Log, correct, delete, move, hand over or rename something at random; what the log refuses changes nothing."""
    at = world["now"] - timedelta(minutes=chance.randint(0, 5000))
    what = chance.choice([_logged, _logged, _corrected, _moved, _changed, _said])
    with suppress(LogProblem):
        what(chance, at=at, deal=deal, stages=stages, **world)


def _logged(
    chance: random.Random, *, at: datetime, deal: Deal, pump: Client, reps: list[User], stages: list[Stage], **who: Any
) -> None:
    known = [stage for stage in stages if stage.funnel_id == funnel_id_at(deal, at)]
    about, after = chance.choice([(None, None), (deal, None), (deal, chance.choice(known))])
    rep = chance.choice(reps)
    new = NewContact(uid=uuid.uuid4(), client=pump, deal=about, rep=rep, kind="call", happened_at=at, stage_after=after)
    log_contact(new, **who)


def _corrected(chance: random.Random, *, at: datetime, deal: Deal, by: User, now: datetime, **_: Any) -> None:
    contacts = list(Contact.objects.order_by("pk"))
    if not contacts:
        return
    contact = chance.choice(contacts)
    changes = chance.choice([{"happened_at": at}, {"deal": chance.choice([None, deal]), "stage_after": None}, None])
    if changes is None:
        delete_contact(contact, by=by, now=now)
    else:
        correct_contact(contact, changes, by=by, now=now)


def _moved(
    chance: random.Random, *, at: datetime, deal: Deal, reps: list[User], stages: list[Stage], pump: Client, **who: Any
) -> None:
    if chance.random() < 0.7:
        move_deal(deal, chance.choice(stages), cause=MoveCause.CORRECTION, happened_at=at, **who)
    else:
        assign_deal(deal, chance.choice(reps), **who)


def _changed(chance: random.Random, *, pump: Client, reps: list[User], by: User, now: datetime, **_: Any) -> None:
    if chance.random() < 0.5:
        change_client(pump, {"segment": named(Segment, chance.choice(["Mining", "Water"]))}, by=by, now=now)
    else:
        change_user(chance.choice(reps), {"team": chance.choice(Team.objects.order_by("pk"))}, by=by, now=now)


def _said(chance: random.Random, *, deal: Deal, by: User, now: datetime, **_: Any) -> None:
    """Value a deal, or say when it is expected, in the order in which chance has it."""
    then = now + timedelta(minutes=chance.randint(0, 5000))
    if chance.random() < 0.5:
        value_deal(deal, chance.randint(1, 999), Currency.objects.get(code="EUR"), by=by, now=then)
    else:
        expect_deal(deal, then.date() + timedelta(days=chance.randint(0, 9)), by=by, now=then)


def _another_funnel() -> Funnel:
    stages = (("Asked", "lead"), ("Quoted", "opportunity"), ("Renewed", "won"), ("Gone", "lost"))
    return open_funnel("Renewals", stages, starts_at=datetime(2020, 1, 1, tzinfo=UTC))
