"""Sales: money booked."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.access import Verb, deals_for, require, sales_for
from headway.web.api.drafts import SaleDraft
from headway.web.api.finding import (
    ClientId,
    Paging,
    PathId,
    currency_of,
    found,
    found_client,
    home_currency,
    page_of,
    rep_named,
)
from headway.web.api.once import write_once
from headway.web.api.records import Page, SaleOut
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.log import book_sale
from headway.web.models import Sale

router = Router()


class SalesAsked(Schema):
    """Which sales."""

    client: ClientId | None = None
    deal: PathId | None = None
    rep: PathId | None = None
    since: date | None = Field(None, description="The first day.")
    until: date | None = Field(None, description="The first day that no longer belongs.")


@router.get("/sales", response=Page[SaleOut], auth=READING, operation_id="sales")
def sales(request: ApiRequest, asked: Query[SalesAsked], page: Query[Paging]) -> Any:
    """Return the sales that exist for the user, the latest first."""
    columns = {"since": "sold_on__gte", "until": "sold_on__lt"}
    chosen = {columns.get(name, name): value for name, value in asked.dict(exclude_none=True).items()}
    booked = sales_for(request.user).filter(**chosen).select_related("rep").order_by("-sold_on", "-pk")
    return page_of(booked, page, lambda found: SaleOut.list_of(request.user, found))


@router.post(
    "/sales",
    response={201: SaleOut, 200: SaleOut},
    auth=LOGGING,
    operation_id="book_sale",
    summary="Book a sale",
)
def book(request: ApiRequest, payload: SaleDraft) -> Any:
    """Book a sale; the same `uid` again gives the one already booked, with 200.

    A sale to a client who had stopped buying becomes a renewal marked won-back.
    """
    require(request.user, Verb.LOG)
    asker = asker_of(request)
    client = found_client(request.user, payload.client)
    deal = found(deals_for(request.user).filter(client=client), payload.deal, "deal") if payload.deal else None
    rep = rep_named(request.user, payload.rep)
    fields = payload.dict(include={"uid", "amount", "cost_amount", "kind", "product"})

    def write(at: datetime) -> Sale:
        return book_sale(
            client,
            deal=deal,
            rep=rep,
            currency=currency_of(payload.currency) or home_currency(request),
            sold_on=payload.sold_on or asker.today,
            by=request.user,
            now=at,
            **fields,
        )

    status, written = write_once(Sale.objects.all(), payload.uid, Q(rep=rep), write)
    return Status(status, SaleOut.list_of(request.user, [written])[0])
