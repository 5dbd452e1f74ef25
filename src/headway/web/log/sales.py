"""Booking money."""

import uuid
from calendar import monthrange
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.changes import note_changes
from headway.web.log.context import Conversion, replay_context
from headway.web.log.problem import LogProblem
from headway.web.models import Client, Company, Currency, Deal, DealKind, FactNoun, Sale, User

_FIELDS = ("client", "deal", "rep", "kind", "sold_on", "amount", "cost_amount", "currency", "product")


def book_sale(
    client: Client,
    *,
    amount: int,
    currency: Currency,
    sold_on: date,
    by: User | None,
    now: datetime,
    uid: uuid.UUID | None = None,
    deal: Deal | None = None,
    rep: User | None = None,
    kind: str = DealKind.NEW_BUSINESS,
    cost_amount: int | None = None,
    product: str = "",
) -> Sale:
    """Book a sale in minor units of its currency; safe to repeat by ``uid``.

    A sale to a client who had stopped buying is a renewal marked won-back, whatever kind was given. Raises LogProblem
    where the currency has no rate.
    """
    context = replay_context()
    with transaction.atomic():
        known = Sale.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return known
        sale = Sale(
            uid=uid or uuid.uuid4(),
            client=client,
            deal=deal,
            rep=rep,
            team_id=context.team_of(rep.pk if rep else None, sold_on),
            kind=kind,
            sold_on=sold_on,
            amount=amount,
            cost_amount=cost_amount,
            currency=currency,
            product=product,
            written_at=now,
        )
        _convert(sale, context.conversion)
        _judge(sale)
        sale.save(force_insert=True)
        audit.record(by, "book", sale, now, after=audit.snapshot(sale, _FIELDS))
        note_changes(FactNoun.SALE, [sale.pk])
    return sale


def _convert(sale: Sale, conversion: Conversion) -> None:
    code = sale.currency_id
    amount = conversion.convert(sale.amount, code, sale.sold_on)
    if amount is None:
        raise LogProblem(_("There is no exchange rate for %(code)s yet. Add one, then book the sale.") % {"code": code})
    sale.company_amount = amount
    sale.company_cost_amount = conversion.convert(sale.cost_amount, code, sale.sold_on)


def _judge(sale: Sale) -> None:
    """Tell won back apart: a client who had stopped buying buys again."""
    if _has_stopped(sale.client, sale.sold_on):
        sale.kind, sale.is_won_back = DealKind.RENEWAL, True


def _has_stopped(client: Client, on: date) -> bool:
    """Whether the client bought before, but not within the company's number of months."""
    months = Company.objects.values_list("won_back_months", flat=True).get()
    latest = (
        Sale.objects.filter(client=client, sold_on__lte=on)
        .order_by("-sold_on")
        .values_list("sold_on", flat=True)
        .first()
    )
    return latest is not None and latest < months_before(on, months)


def months_before(day: date, months: int) -> date:
    """Return the same day some months ago, or the last one of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
