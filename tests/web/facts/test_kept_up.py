"""Appointments, tallies, costs and referrals: what was copied bit by bit equals a copy made anew, whatever happened."""

import uuid
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from headway.web.facts.local import LocalStore
from headway.web.log import (
    LogProblem,
    NewContact,
    NewStep,
    add_source,
    add_tally_kind,
    add_time_category,
    change_client,
    change_cost,
    change_source,
    correct_contact,
    correct_tally,
    count_tally,
    delete_contact,
    drop_step,
    enter_cost,
    enter_time,
    keep_step,
    log_contact,
    move_step,
    open_deal,
    refer_deal,
    referrer_named,
    remove_cost,
    remove_time,
    reopen_step,
    undo_tally,
)
from headway.web.models import (
    Client,
    Company,
    Contact,
    Cost,
    Deal,
    NextStep,
    Source,
    SourceKind,
    Tally,
    TallyKind,
    Team,
    TimeCategory,
    TimeEntry,
    User,
)
from headway.web.people.staff import change_user

TABLES = ("contacts", "deals", "appointments", "tallies", "costs", "time_entries", "names")


class Happenings:
    """What may happen next, by chance."""

    def __init__(self, seed: int, company: Company, deals: list[Deal | None], rep: User, now: datetime) -> None:
        self.chance, self.company, self.deals, self.rep, self.now = Random(seed), company, deals, rep, now

    def happen(self) -> None:
        self.now += timedelta(hours=self.chance.randint(1, 30))
        happening = self.chance.choice(
            [
                self.meet,
                self.meet,
                self.meet,
                self.correct,
                self.delete,
                self.settle,
                self.count,
                self.spend,
                self.take_time,
                self.refer,
            ]
        )
        with suppress(LogProblem):
            happening()

    def meet(self) -> None:
        deal = self.chance.choice(self.deals)
        on = self.now.date() + timedelta(days=self.chance.randint(0, 9))
        agreed = NewStep(uuid.uuid4(), self.chance.choice(["meeting", "meeting", "call"]), on)
        new = NewContact(
            uid=uuid.uuid4(),
            client=Client.objects.get(),
            deal=deal,
            rep=self.rep,
            kind=self.chance.choice(["call", "meeting"]),
            happened_at=self.now - timedelta(hours=self.chance.randint(0, 60)),
            next_step=agreed if self.chance.random() < 0.7 else None,
        )
        log_contact(new, **self.signed)

    def correct(self) -> None:
        contact = self.one_of(Contact)
        moved = {"happened_at": contact.happened_at - timedelta(days=self.chance.randint(0, 4))}
        changes = self.chance.choice([moved, {"deal": self.chance.choice(self.deals)}, {"is_cold": True}])
        correct_contact(contact, changes, **self.signed)

    def delete(self) -> None:
        delete_contact(self.one_of(Contact), **self.signed)

    def settle(self) -> None:
        step = self.one_of(NextStep)
        new = NewStep(uuid.uuid4(), "meeting", self.now.date() + timedelta(days=3))
        self.chance.choice(
            [
                lambda: move_step(step, new, **self.signed),
                lambda: drop_step(step, **self.signed),
                lambda: reopen_step(step, **self.signed),
                lambda: keep_step(step, self.one_of(Contact), **self.signed),
            ]
        )()

    def count(self) -> None:
        kind, on = self.one_of(TallyKind), self.now.date()
        self.chance.choice(
            [
                lambda: count_tally(kind, self.chance.randint(1, 5), rep=self.rep, **self.signed),
                lambda: correct_tally(kind, self.chance.randint(0, 5), rep=self.rep, counted_on=on, **self.signed),
                lambda: undo_tally(self.one_of(Tally), **self.signed),
            ]
        )()

    def spend(self) -> None:
        ends_on = self.now.date() + timedelta(days=self.chance.randint(1, 40))
        days = {"starts_on": self.now.date(), "ends_on": ends_on, "amount": self.chance.randint(0, 9_999)}
        enter = lambda: enter_cost(self.one_of(Source), currency=self.company.currency, **days, **self.signed)  # noqa: E731
        self.chance.choice(
            [
                *[enter] * 3,
                lambda: change_cost(self.one_of(Cost), days, **self.signed),
                lambda: remove_cost(self.one_of(Cost), **self.signed),
            ]
        )()

    def take_time(self) -> None:
        category, seconds = self.one_of(TimeCategory), self.chance.randint(1, 9_999)
        self.chance.choice(
            [
                lambda: enter_time(category, seconds, rep=self.rep, **self.signed),
                lambda: remove_time(self.one_of(TimeEntry), **self.signed),
            ]
        )()

    def refer(self) -> None:
        dan = referrer_named(self.chance.choice(["Dan", "Eve", ""]))
        source, kind = self.one_of(Source), self.chance.choice(SourceKind.values)
        self.chance.choice(
            [
                lambda: refer_deal(self.one_of(Deal), dan, **self.signed),
                lambda: change_client(Client.objects.get(), {"referrer": dan}, **self.signed),
                lambda: change_client(Client.objects.get(), {"source": source}, **self.signed),
                lambda: change_source(source, name=source.name, kind=kind, **self.signed),
            ]
        )()

    @property
    def signed(self) -> dict[str, Any]:
        return {"by": self.rep, "now": self.now}

    def one_of(self, model: Any) -> Any:
        """One of the records there are; where there are none, nothing happens."""
        ids = list(model.objects.order_by("pk").values_list("pk", flat=True))
        if not ids:
            raise LogProblem("")
        return model.objects.get(pk=self.chance.choice(ids))


@pytest.mark.parametrize("seed", range(4))
def test_a_copy_kept_up_equals_a_copy_made_anew(
    deal: Deal, pump: Client, alice: User, bob: User, south: Team, company: Company, now: datetime, seed: int
) -> None:
    other = open_deal(pump, name="Four pipes", by=bob, now=now)
    add_source("Fair", by=alice, now=now)
    add_tally_kind("Door knocks", by=alice, now=now)
    add_time_category("Research", is_selling=False, by=alice, now=now)
    happenings, store = Happenings(seed, company, [deal, other, None], bob, now), LocalStore(None)
    seen = set()
    for number in range(60):
        happenings.happen()
        if number % 3 == 0:
            kept_up = _everything(store)
            seen |= {name for name in TABLES if kept_up[name]}
        if number % 9 == 0:
            assert kept_up == _anew(), number
    change_user(bob, {"team": south}, by=alice, now=happenings.now)
    assert _everything(store) == _anew()
    assert seen == set(TABLES)
    store.close()


def _everything(store: LocalStore) -> dict[str, list[dict[str, object]]]:
    with store.reading() as reader:
        return {name: sorted(reader.query(f"SELECT * FROM {name}", []).to_pylist(), key=str) for name in TABLES}


def _anew() -> dict[str, list[dict[str, object]]]:
    store = LocalStore(None)
    try:
        return _everything(store)
    finally:
        store.close()
