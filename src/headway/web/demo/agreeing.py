"""What is agreed to come in the demo company: next steps of most open deals, some of them overdue."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from headway.web.clock import day_of
from headway.web.demo.words import Words
from headway.web.log.context import ReplayContext
from headway.web.models import Contact, Deal, Milestones, NextStep

_Value = TypeVar("_Value")
_AGREED = 0.7
# Days from today, each with how likely it is.
_DAYS = ((-6, 1), (-2, 1), (-1, 2), (0, 4), (1, 4), (2, 3), (3, 3), (5, 2), (7, 2), (12, 1))
_KINDS = (("call", 6), ("meeting", 3), ("email", 1))
_TIMES = (time(9), time(10, 30), time(13), time(14, 30), time(16))
_SATURDAY = 5


def agree_next_steps(words: Words, now: datetime, seed: int) -> None:
    """Let the latest contact of most open deals have agreed what comes next."""
    chance, context = Random(seed), ReplayContext()
    marks = Milestones.objects.filter(outcome="open", latest_contact_at__isnull=False).order_by("deal")
    deals = {mark.deal_id: mark.deal for mark in marks.select_related("deal__owner", "deal__client")}
    latest = _latest_contacts(list(deals))
    steps = []
    for id_, deal in deals.items():
        contact = latest.get(id_)
        if contact is None or deal.owner is None or chance.random() > _AGREED:
            continue
        zone = context.zone_of(deal.owner)
        today = day_of(now, zone)
        on = _day(today, contact.happened_on, chance)
        kind = _one(_KINDS, chance)
        # A call is made some time on its day; a meeting has its hour.
        at = datetime.combine(on, chance.choice(_TIMES), zone) if kind == "meeting" else None
        what = chance.choice(words.notes[f"next_{kind}"])
        uid = UUID(int=chance.getrandbits(128), version=4)
        steps.append(_step(uid, deal, contact, kind=kind, due_on=on, due_at=at, what=what))
    NextStep.objects.bulk_create(steps)


def _latest_contacts(deal_ids: Sequence[int]) -> dict[int | None, Contact]:
    found = Contact.objects.filter(deal__in=deal_ids).order_by("happened_at", "position", "pk")
    return {contact.deal_id: contact for contact in found}


def _step(uid: UUID, deal: Deal, contact: Contact, **agreed: Any) -> NextStep:
    return NextStep(
        uid=uid,
        client_id=deal.client_id,
        deal=deal,
        rep=deal.owner,
        set_by=contact,
        written_at=contact.written_at,
        written_by=contact.rep,
        **agreed,
    )


def _day(today: date, agreed_on: date, chance: Random) -> date:
    """Return a working day, no earlier than the contact that agreed it."""
    day = max(today + timedelta(days=_one(_DAYS, chance)), agreed_on)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def _one(likely: Sequence[tuple[_Value, int]], chance: Random) -> _Value:
    values, weights = zip(*likely, strict=True)
    picked: _Value = chance.choices(values, weights)[0]
    return picked
