"""Contacts that arrive together stand in the log as if each had been logged by itself."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from headway.web.log import (
    DeletedSince,
    LogProblem,
    NewContact,
    NewStep,
    delete_contact,
    log_contact,
    open_client,
    open_deal,
    set_step,
)
from headway.web.log.arriving import Arrival, take_in
from headway.web.models import AuditEntry, Change, Contact, Deal, LossReason, Milestones, NextStep, Stage, Stay, User

pytestmark = pytest.mark.django_db
_DERIVED = ("uid", "happened_on", "team_id", "stage_before_id", "stage_id", "advance", "is_effective", "is_new_ground")


@pytest.fixture
def deals(deal: Deal, bob: User, now: datetime) -> list[Deal]:
    """Three deals of Bob's."""
    clients = [open_client(name, by=bob, now=now) for name in ("Mill", "Dock")]
    return [deal, *(open_deal(client, name=client.name, by=bob, now=now) for client in clients)]


@pytest.mark.parametrize("seed", range(8))
def test_together_or_one_after_the_other_comes_to_the_same(
    deals: list[Deal], bob: User, carol: User, now: datetime, seed: int
) -> None:
    """Thirty contacts in any order of time, several on each deal and some about none, after five that were there."""
    stages = [None, *Stage.objects.order_by("pk")]
    loss = LossReason.objects.create(name="Price")
    chance = random.Random(seed)
    arrivals = [_arrival(chance, deals, stages, loss, chance.choice((bob, carol)), now, n) for n in range(35)]
    outcomes = []
    for together in (False, True):
        with transaction.atomic():
            before = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            _one_by_one(arrivals[:5])
            (take_in if together else _one_by_one)(arrivals[5:])
            outcomes.append(_state(deals, before))
            transaction.set_rollback(True)
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0]["contacts"]) == 35


def test_one_that_cannot_be_stops_none_of_the_others(deals: list[Deal], bob: User, now: datetime) -> None:
    """
    contact                      | what becomes of it
    a call                       | is logged
    a call of tomorrow           | cannot be
    a call that was there before | is that one
    a call that was deleted      | stays deleted
    a call about another's deal  | cannot be
    a call                       | is logged
    """
    told = [_call(deals[0], bob, now) for _number in range(6)]
    told[1] = replace(told[1], happened_at=now + timedelta(days=1))
    known = log_contact(told[2], by=bob, now=now)
    delete_contact(log_contact(told[3], by=bob, now=now), by=bob, now=now)
    told[4] = replace(told[4], client=deals[1].client)
    taken = take_in([Arrival(each, bob, now) for each in told])
    assert [type(each) for each in taken] == [Contact, LogProblem, Contact, DeletedSince, LogProblem, Contact]
    assert taken[2] == known
    assert {contact.uid for contact in Contact.objects.all()} == {told[0].uid, told[2].uid, told[5].uid}
    assert AuditEntry.objects.filter(noun="contact", verb="log").count() == 4


def test_a_next_step_is_kept_once_by_the_nearest_of_those_that_come_together(
    deals: list[Deal], bob: User, now: datetime
) -> None:
    """Two calls come together, and one call was agreed for each of two deals."""
    due = {deal.pk: _step(deal, bob, now) for deal in deals[:2]}
    told = [_call(deal, bob, now + timedelta(hours=1)) for deal in (*deals, deals[0])]
    taken = take_in([Arrival(each, bob, now + timedelta(hours=2)) for each in told])
    assert all(isinstance(each, Contact) for each in taken)
    kept = {step.deal_id: step.kept_by for step in NextStep.objects.select_related("kept_by")}
    assert {deal_id: contact.deal_id for deal_id, contact in kept.items() if contact} == {pk: pk for pk in due}


def test_of_none_nothing_becomes(company: object) -> None:
    assert take_in([]) == []


def _arrival(
    chance: random.Random,
    deals: Sequence[Deal],
    stages: Sequence[Stage | None],
    loss: LossReason,
    rep: User,
    now: datetime,
    number: int,
) -> Arrival:
    deal = chance.choice((*deals, None))
    stage = chance.choice(stages) if deal is not None else None
    new = NewContact(
        uid=uuid.UUID(int=chance.getrandbits(128)),
        client=(deal or deals[0]).client,
        deal=deal,
        rep=rep,
        kind=chance.choice(("call", "meeting")),
        # Some at one and the same moment.
        happened_at=now - timedelta(minutes=chance.randrange(60)),
        stage_after=stage,
        loss_reason=loss if chance.random() < 0.5 else None,
        note="We spoke.",
    )
    return Arrival(new, rep, now + timedelta(microseconds=number))


def _one_by_one(arrivals: Sequence[Arrival]) -> list[Contact]:
    return [log_contact(arrival.new, by=arrival.by, now=arrival.now) for arrival in arrivals]


def _state(deals: Sequence[Deal], before: int) -> dict[str, Any]:
    """Everything that was derived, without the ids that the database gives."""
    stay = [field.name for field in Stay._meta.fields if field.name != "id"]
    uids = dict(Contact.objects.values_list("pk", "uid"))
    trail = AuditEntry.objects.filter(noun="contact").values_list("noun_id", "actor", "at", "after")
    return {
        "contacts": sorted(Contact.objects.values_list(*_DERIVED)),
        "stays": list(Stay.objects.order_by("deal", "number").values_list(*stay)),
        "milestones": list(Milestones.objects.order_by("deal").values_list()),
        "trail": sorted(((uids[id_], *rest) for id_, *rest in trail), key=lambda row: row[0]),
        "changed": {
            uids.get(id_, id_) if noun == "contact" else id_
            for noun, id_ in Change.objects.filter(pk__gt=before).values_list("noun", "noun_id")
        },
    }


def _call(deal: Deal, rep: User, at: datetime) -> NewContact:
    return NewContact(uid=uuid.uuid4(), client=deal.client, deal=deal, rep=rep, kind="call", happened_at=at)


def _step(deal: Deal, rep: User, now: datetime) -> NextStep:
    new = NewStep(uid=uuid.uuid4(), kind="call", due_on=now.date())
    return set_step(new, client=deal.client, deal=deal, rep=rep, by=rep, now=now)
