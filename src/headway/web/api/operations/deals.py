"""Deals."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.db.models import Q, QuerySet
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.access import Verb, deals_for, reps_for, require
from headway.web.api.drafts import DealChange, DealDraft
from headway.web.api.finding import (
    ClientId,
    Paging,
    PathId,
    currency_of,
    found,
    found_client,
    home_currency,
    named,
    page_of,
    the_named,
)
from headway.web.api.once import write_once
from headway.web.api.records import DealOut, Page
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.clock import now
from headway.web.committees import CommitteeState, narrowed_by_committee
from headway.web.log import assign_deal, expect_deal, open_deal, refer_deal, rename_deal, value_deal
from headway.web.models import Deal, Source, User
from headway.web.naming import funnels_for
from headway.web.referring import referrer_told

router = Router()


class DealsAsked(Schema):
    """Which deals."""

    client: ClientId | None = None
    owner: PathId | None = None
    stage: PathId | None = None
    outcome: Literal["open", "won", "lost"] | None = None
    committee: CommitteeState | None = Field(
        None,
        description="hangs: open, and all but one who was never reached have agreed; unreached: somebody was never "
        "reached; none: nobody is named.",
    )


@router.get("/deals", response=Page[DealOut], auth=READING, operation_id="deals")
def deals(request: ApiRequest, asked: Query[DealsAsked], page: Query[Paging]) -> Any:
    """Return the deals that exist for the user, the newest first."""
    columns = {"client": "client", "owner": "owner", "stage": "milestones__stage", "outcome": "milestones__outcome"}
    chosen = {columns[name]: value for name, value in asked.dict(exclude_none=True, exclude={"committee"}).items()}
    left = narrowed_by_committee(_deals(request.user).filter(**chosen), asked.committee or "")
    return page_of(left.order_by("-entered_at", "-pk"), page, _shaped)


@router.get("/deals/{deal_id}", response=DealOut, auth=READING, operation_id="deal")
def deal(request: ApiRequest, deal_id: PathId) -> Any:
    """Return one deal."""
    return DealOut.of(found(_deals(request.user), deal_id, "deal"))


@router.post(
    "/deals",
    response={201: DealOut, 200: DealOut},
    auth=LOGGING,
    operation_id="open_deal",
    summary="Open a deal",
)
def open_(request: ApiRequest, payload: DealDraft) -> Any:
    """Open a deal; the same `uid` again gives the one already opened, with 200."""
    require(request.user, Verb.LOG)
    client = found_client(request.user, payload.client)
    funnel = named(funnels_for(request.user), payload.funnel, "funnel")
    source = named(Source.objects.all(), payload.source, "source")
    currency = currency_of(payload.currency)
    fields = payload.dict(include={"uid", "name", "kind", "value_amount", "expected_on", "entered_at"})

    def write(at: datetime) -> Deal:
        with transaction.atomic():
            return open_deal(
                client,
                by=request.user,
                now=at,
                funnel=funnel,
                source=source,
                referrer=referrer_told(request.user, payload.referrer or ""),
                currency=currency,
                **fields,
            )

    status, written = write_once(Deal.objects.all(), payload.uid, Q(pk__in=deals_for(request.user).values("pk")), write)
    return Status(status, DealOut.of(found(_deals(request.user), written.pk, "deal")))


@router.patch(
    "/deals/{deal_id}",
    response=DealOut,
    auth=LOGGING,
    operation_id="change_deal",
    summary="Change a deal",
)
def change(request: ApiRequest, deal_id: PathId, payload: DealChange) -> Any:
    """Rename a deal, hand it to another owner, set its value and expected day: what is sent is changed, or nothing."""
    known = found(_deals(request.user), deal_id, "deal")
    require(request.user, Verb.CHANGE)
    with transaction.atomic():
        _change(request, known, payload)
    return DealOut.of(found(_deals(request.user), deal_id, "deal"))


def _change(request: ApiRequest, known: Deal, payload: DealChange) -> None:
    user, at = request.user, now()
    if payload.name is not None:
        rename_deal(known, payload.name, by=user, now=at)
    if payload.value_amount is not None:
        currency = currency_of(payload.currency) or known.currency or home_currency(request)
        value_deal(known, payload.value_amount, currency, by=user, now=at)
    if "expected_on" in payload.model_fields_set:
        expect_deal(known, payload.expected_on, by=user, now=at)
    if payload.referrer is not None:
        refer_deal(known, referrer_told(user, payload.referrer, stands=known.referrer), by=user, now=at)
    # The owner last: afterwards the deal may be another's.
    if payload.owner is not None:
        require(user, Verb.MOVE)
        assign_deal(known, the_named(reps_for(user).filter(is_active=True), payload.owner, "owner"), by=user, now=at)


def _deals(user: User) -> QuerySet[Deal]:
    return deals_for(user).select_related(
        "client", "owner", "source", "referrer", "milestones__funnel", "milestones__stage", "milestones__loss_reason"
    )


def _shaped(records: Iterable[Deal]) -> list[DealOut]:
    return [DealOut.of(each) for each in records]
