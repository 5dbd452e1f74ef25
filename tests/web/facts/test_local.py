"""The columnar copy: whatever happens to the log, what was copied bit by bit equals a copy made anew."""

import random
import uuid
from datetime import datetime, timedelta

import pytest

from headway.engine.facts import FACT_TABLES
from headway.web.facts import get_store
from headway.web.facts.local import LocalStore
from headway.web.log import (
    NewContact,
    assign_deal,
    change_client,
    correct_contact,
    delete_contact,
    log_contact,
    move_deal,
    named,
)
from headway.web.models import Client, Contact, Deal, MoveCause, Segment, Stage, User


def _everything(store: LocalStore) -> dict[str, list[dict[str, object]]]:
    with store.reading() as reader:
        return {name: sorted(reader.query(f"SELECT * FROM {name}", []).to_pylist(), key=str) for name in FACT_TABLES}


def _anew() -> dict[str, list[dict[str, object]]]:
    store = LocalStore(None)
    try:
        return _everything(store)
    finally:
        store.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_copy_kept_up_equals_a_copy_made_anew(
    deal: Deal, pump: Client, bob: User, eve: User, alice: User, stage: dict[str, Stage], now: datetime, seed: int
) -> None:
    chance = random.Random(seed)
    store = get_store()
    assert isinstance(store, LocalStore)
    for _ in range(12):
        for _ in range(chance.randint(1, 3)):
            _something(chance, deal=deal, pump=pump, reps=[bob, eve], by=alice, stages=list(stage.values()), now=now)
        assert _everything(store) == _anew()


def _something(
    chance: random.Random, *, deal: Deal, pump: Client, reps: list[User], by: User, stages: list[Stage], now: datetime
) -> None:
    """Log, correct, delete, move, hand over or rename something at random."""
    at = now - timedelta(minutes=chance.randint(0, 5000))
    contacts = list(Contact.objects.all())
    what = chance.choice(["log", "log", "loose", "correct", "deal", "delete", "move", "assign", "client"])
    if what in {"log", "loose"}:
        about = deal if what == "log" else None
        after = chance.choice([None, *stages]) if about else None
        rep = chance.choice(reps)
        new = NewContact(
            uid=uuid.uuid4(), client=pump, deal=about, rep=rep, kind="call", happened_at=at, stage_after=after
        )
        log_contact(new, by=by, now=now)
    elif what == "correct" and contacts:
        correct_contact(chance.choice(contacts), {"happened_at": at}, by=by, now=now)
    elif what == "deal" and contacts:
        about = chance.choice([None, deal])
        correct_contact(chance.choice(contacts), {"deal": about, "stage_after": None}, by=by, now=now)
    elif what == "delete" and contacts:
        delete_contact(chance.choice(contacts), by=by, now=now)
    elif what == "move":
        move_deal(deal, chance.choice(stages), cause=MoveCause.CORRECTION, by=by, now=now, happened_at=at)
    elif what == "assign":
        assign_deal(deal, chance.choice(reps), by=by, now=now)
    elif what == "client":
        segment = named(Segment, chance.choice(["Mining", "Water"]))
        change_client(pump, {"segment": segment}, by=by, now=now)
