"""Booking money."""

import uuid
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.clock import day_of
from headway.web.log.bulk import update_rows
from headway.web.log.changes import note_changes
from headway.web.log.context import Conversion, ReplayContext, context_to_convert
from headway.web.log.locks import lock_client_of
from headway.web.log.problem import LogProblem
from headway.web.log.times import check_reach
from headway.web.models import Client, Company, Currency, Deal, DealKind, FactNoun, Sale, User
from headway.web.published import unpublished_runs

_FIELDS = ("client", "deal", "rep", "kind", "said_kind", "sold_on", "amount", "cost_amount", "currency", "product")


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
    where the currency has no rate, and for a day that is still to come or before all times.
    """
    with transaction.atomic():
        context = context_to_convert(currency.pk)
        _check_day(sold_on, now, context, (by, rep))
        # Two sales to one client follow each other, so that each is judged by the other.
        client = lock_client_of(client, deal)
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
            said_kind=kind,
            sold_on=sold_on,
            amount=amount,
            cost_amount=cost_amount,
            currency=currency,
            product=product,
            written_at=now,
        )
        _convert(sale, context.conversion)
        sale.save(force_insert=True)
        tell_won_back_apart([client.pk])
        sale.refresh_from_db(fields=("kind", "is_won_back"))
        audit.record(by, "book", sale, now, after=audit.snapshot(sale, _FIELDS))
        note_changes(FactNoun.SALE, [sale.pk])
    return sale


def _check_day(sold_on: date, now: datetime, context: ReplayContext, people: Iterable[User | None]) -> None:
    """Raise LogProblem where it is not that day yet for anybody concerned."""
    check_reach(sold_on)
    if sold_on > max(day_of(now, context.zone_of(user)) for user in people):
        raise LogProblem(_("This sale lies in the future. Book it when the day has come."))


def _convert(sale: Sale, conversion: Conversion) -> None:
    code = sale.currency_id
    amount = conversion.convert(sale.amount, code, sale.sold_on)
    if amount is None:
        raise LogProblem(
            _(
                "There is no exchange rate for %(code)s yet. The owner adds one on the page Exchange rates or with"
                " `headway rate`; then book the sale."
            )
            % {"code": code}
        )
    sale.company_amount = amount
    sale.company_cost_amount = conversion.convert(sale.cost_amount, code, sale.sold_on)


def tell_won_back_apart(clients: Iterable[int] | QuerySet[Any, Any]) -> None:
    """Judge all sales of some clients anew, as if they had been booked in the order of their days.

    Of one day no sale is before another: all of the day on which a client buys again are won back. A refund neither
    stops nor resumes buying. A sale that is found not to be won back is again of the kind it was
    written with. Each is judged among those of the client that it counts for, so that a merge changes none.
    """
    months = Company.objects.values_list("won_back_months", flat=True).get()
    booked = Sale.objects.filter(client__in=clients, amount__gte=0).exclude(import_run__in=unpublished_runs())
    booked = booked.annotate(buyer=Coalesce("deal__merged_from", "merged_from", "client"))
    columns = ("buyer", "sold_on", "pk", "is_won_back", "said_kind")
    in_order = booked.order_by("buyer", "sold_on", "pk").values_list(*columns).iterator()
    misjudged: list[tuple[str, bool, int]] = []
    for _buyer, sales in groupby(in_order, key=itemgetter(0)):
        before: date | None = None
        latest: date | None = None
        for _same, sold_on, id_, was_won_back, said_kind in sales:
            if sold_on != latest:
                before, latest = latest, sold_on
            is_won_back = before is not None and before < months_before(sold_on, months)
            if is_won_back != was_won_back:
                kind = DealKind.RENEWAL.value if is_won_back else said_kind
                misjudged.append((kind, is_won_back, id_))
    update_rows(Sale, "id", ("kind", "is_won_back"), misjudged)
    note_changes(FactNoun.SALE, (id_ for _kind, _is_won_back, id_ in misjudged))


def months_before(day: date, months: int) -> date:
    """Return the same day some months ago, or the last one of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
