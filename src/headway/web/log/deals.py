"""Opening clients and deals, and the dated changes of a deal's owner and value."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.clock import day_of
from headway.web.log.changes import note_changes
from headway.web.log.context import context_to_convert, replay_context
from headway.web.log.derive import replay_deals
from headway.web.log.expecting import check_expected, write_expectation
from headway.web.log.keeping import hand_over
from headway.web.log.locks import lock_client, lock_deals
from headway.web.log.problem import LogProblem
from headway.web.log.referrals import rename_referrers
from headway.web.log.times import check_reach, is_future
from headway.web.log.worth import settle_values
from headway.web.merged import kept_id
from headway.web.models import (
    Client,
    Company,
    Contact,
    Currency,
    Deal,
    DealKind,
    DealOwner,
    DealValue,
    FactNoun,
    Funnel,
    Referrer,
    Sale,
    Source,
    User,
)
from headway.web.search import search_key

_CLIENT = ("name", "kind", "segment", "source", "referrer", "owner", "phone", "email", "tax_number")
_LONGEST_NAME = 200
_DEAL = ("client", "name", "kind", "funnel", "owner", "value_amount", "expected_on", "referrer")


def open_client(name: str, *, by: User | None, now: datetime, uid: uuid.UUID | None = None, **fields: Any) -> Client:
    """Write down a new client; the same ``uid`` gives the one already written. Raises LogProblem without a name."""
    if not name.strip():
        raise LogProblem(_("A client needs a name."))
    uid = uid or uuid.uuid4()
    with transaction.atomic():
        known = Client.objects.filter(uid=uid).first()
        if known is not None:
            return known if known.merged_into_id is None else Client.objects.get(pk=kept_id(known.pk))
        client = Client(uid=uid, name=name.strip(), created_at=now, **{"owner": by, **fields})
        client.search_key = search_key(client)
        client.save(force_insert=True)
        audit.record(by, "open", client, now, after=audit.snapshot(client, _CLIENT))
    return client


def change_client(client: Client, changes: dict[str, Any], *, by: User | None, now: datetime) -> Client:
    """Change a client; facts that carry its segment or source follow, and so does its name where it refers others.

    Raises LogProblem for one that was merged into another.
    """
    with transaction.atomic():
        client.refresh_from_db(from_queryset=Client.objects.select_for_update(no_key=True))
        if client.merged_into is not None:
            told = {"client": client.name, "kept": client.merged_into.name}
            raise LogProblem(_("%(client)s was merged into %(kept)s meanwhile. Change that one.") % told)
        before = audit.snapshot(client, _CLIENT)
        for name, value in changes.items():
            setattr(client, name, value)
        client.search_key = search_key(client)
        client.save()
        if client.name != before["name"]:
            rename_referrers([client])
        audit.record(by, "change", client, now, before=before, after=audit.snapshot(client, _CLIENT))
        note_changes(FactNoun.DEAL, Deal.objects.filter(client=client).values_list("id", flat=True))
        loose = Contact.objects.filter(client=client, deal=None)
        note_changes(FactNoun.CONTACT, loose.values_list("id", flat=True))
        note_changes(FactNoun.SALE, Sale.objects.filter(client=client).values_list("id", flat=True))
    return client


def open_deal(
    client: Client,
    *,
    name: str,
    by: User | None,
    now: datetime,
    uid: uuid.UUID | None = None,
    owner: User | None = None,
    kind: str = DealKind.NEW_BUSINESS,
    funnel: Funnel | None = None,
    value_amount: int | None = None,
    currency: Currency | None = None,
    source: Source | None = None,
    referrer: Referrer | None = None,
    expected_on: date | None = None,
    entered_at: datetime | None = None,
) -> Deal:
    """Open a deal on the first stage of its funnel (the default one unless given); safe to repeat by ``uid``.

    Raises LogProblem for a deal that begins in the future or before all times, or is expected on a day that has passed.
    """
    entered_at = entered_at or now
    check_reach(entered_at)
    if is_future(entered_at, now):
        raise LogProblem(_("This deal begins in the future. Open it when it has begun."))
    with transaction.atomic():
        context_to_convert(currency.pk if currency else None)
        known = Deal.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return known
        client = lock_client(client)
        deal = Deal(
            uid=uid or uuid.uuid4(),
            client=client,
            name=name.strip() or client.name,
            kind=kind,
            funnel=funnel or Funnel.objects.get(is_default=True),
            entered_at=entered_at,
            source=source or client.source,
            referrer=referrer,
            created_at=now,
            owner=owner or by,
            value_amount=value_amount,
            expected_on=expected_on,
        )
        if value_amount is not None:
            deal.currency = currency or Company.objects.select_related("currency").get().currency
        _begin(deal, now)
        audit.record(by, "open", deal, now, after=audit.snapshot(deal, _DEAL))
        replay_deals([deal.pk])
    return deal


def _begin(deal: Deal, now: datetime) -> None:
    """Store a new deal with the first rows of its owners, values and expected days. Raises LogProblem."""
    check_expected(deal.expected_on, deal.owner, now)
    deal.entered_on = day_of(deal.entered_at, replay_context().zone_of(deal.owner))
    deal.save(force_insert=True)
    if deal.owner is not None:
        DealOwner.objects.create(deal=deal, owner=deal.owner, starts_at=deal.entered_at)
    if deal.value_amount is not None and deal.currency is not None:
        value = {"amount": deal.value_amount, "currency": deal.currency}
        DealValue.objects.create(deal=deal, starts_at=deal.entered_at, **value)
        settle_values([deal.pk])
    if deal.expected_on is not None:
        write_expectation(deal, now)


def rename_deal(deal: Deal, name: str, *, by: User | None, now: datetime) -> Deal:
    """Give a deal another name. Raises LogProblem without one, and for one that is too long."""
    name = name.strip()
    if not name:
        raise LogProblem(_("A deal needs a name."))
    if len(name) > _LONGEST_NAME:
        raise LogProblem(_("The name of a deal has %(longest)s characters at most.") % {"longest": _LONGEST_NAME})
    with transaction.atomic():
        lock_deals([deal])
        deal.refresh_from_db(fields=("name",))
        before = audit.snapshot(deal, ("name",))
        if before["name"] == name:
            return deal
        deal.name = name
        deal.save(update_fields=["name"])
        audit.record(by, "rename", deal, now, before=before, after=audit.snapshot(deal, ("name",)))
    return deal


def assign_deal(deal: Deal, owner: User, *, by: User | None, now: datetime) -> Deal:
    """Hand a deal to another owner from now on, with the former one's open steps about it."""
    with transaction.atomic():
        lock_deals([deal])
        before = audit.snapshot(deal, ("owner",))
        deal.owner = owner
        deal.save(update_fields=["owner"])
        DealOwner.objects.update_or_create(deal=deal, starts_at=now, defaults={"owner": owner})
        audit.record(by, "assign", deal, now, before=before, after=audit.snapshot(deal, ("owner",)))
        hand_over(deal, before["owner"], by=by, now=now)
        replay_deals([deal.pk])
    return deal


def value_deal(deal: Deal, amount: int, currency: Currency, *, by: User | None, now: datetime) -> Deal:
    """Set what a deal is worth from now on, in minor units."""
    with transaction.atomic():
        context_to_convert(currency.pk)
        lock_deals([deal])
        before = audit.snapshot(deal, ("value_amount", "currency"))
        deal.value_amount, deal.currency = amount, currency
        deal.save(update_fields=["value_amount", "currency"])
        DealValue.objects.update_or_create(deal=deal, starts_at=now, defaults={"amount": amount, "currency": currency})
        settle_values([deal.pk])
        audit.record(by, "value", deal, now, before=before, after=audit.snapshot(deal, ("value_amount", "currency")))
        replay_deals([deal.pk])
    return deal
