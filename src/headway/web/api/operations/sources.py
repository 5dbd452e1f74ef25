"""Sources: where clients and deals come from, and what they cost."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from django.db.models import Q, QuerySet
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, StringConstraints

from headway.web.access import Verb, costs_for, require
from headway.web.api.drafts import Draft, Named
from headway.web.api.finding import (
    Paging,
    PathId,
    currency_of,
    found,
    found_by_uid,
    home_currency,
    page_of,
    the_named,
)
from headway.web.api.once import write_once
from headway.web.api.records import Page, Ref
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.clock import now
from headway.web.log import add_source, change_cost, change_source, enter_cost, remove_cost
from headway.web.models import Cost, Source, SourceKind, User

router = Router()
SourceName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Amount = Annotated[int, Field(ge=0, le=10**15, description="Minor units of the currency.")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Note = Annotated[str, StringConstraints(max_length=200)]


class SourceOut(Schema):
    """Where clients and deals come from."""

    id: int
    name: str
    kind: str = Field(description="channel, list or referral.")

    @classmethod
    def of(cls, source: Source) -> Self:
        return cls(id=source.pk, name=source.name, kind=source.kind)


class SourceDraft(Draft):
    """A source more."""

    name: SourceName
    kind: SourceKind = SourceKind.CHANNEL


class SourceChange(Draft):
    """What to change of a source; what is left out stays."""

    name: SourceName | None = None
    kind: SourceKind | None = None


class CostOut(Schema):
    """What a source cost over some days."""

    uid: UUID
    source: Ref | None
    starts_on: date
    ends_on: date = Field(description="The first day that no longer belongs.")
    amount: int = Field(description="Minor units of the currency.")
    currency: str
    note: str

    @classmethod
    def of(cls, cost: Cost) -> Self:
        return cls(
            uid=cost.uid,
            source=Ref.of(cost.source),
            starts_on=cost.starts_on,
            ends_on=cost.ends_on,
            amount=cost.amount,
            currency=cost.currency_id,
            note=cost.note,
        )


class CostsAsked(Schema):
    """Which costs."""

    source: PathId | None = None
    since: date | None = Field(None, description="Those with days from this one on.")
    until: date | None = Field(None, description="Those that begin before this day.")


class CostDraft(Draft):
    """What a source cost; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID | None = None
    source: Named
    starts_on: date
    ends_on: date = Field(description="The first day that no longer belongs.")
    amount: Amount
    currency: Code | None = Field(None, description="The company's unless given.")
    note: Note = ""


class CostChange(Draft):
    """What to change of a cost; what is left out stays."""

    starts_on: date | None = None
    ends_on: date | None = None
    amount: Amount | None = None
    currency: Code | None = None
    note: Note | None = None


@router.get("/sources", response=list[SourceOut], auth=READING, operation_id="sources")
def sources(request: ApiRequest) -> Any:
    """Return the sources by name, with what each of them is."""
    return [SourceOut.of(source) for source in Source.objects.order_by("name")]


@router.post(
    "/sources",
    response={201: SourceOut},
    auth=LOGGING,
    operation_id="add_source",
    summary="Add a source",
)
def add(request: ApiRequest, payload: SourceDraft) -> Any:
    """Let clients and deals come from a source more."""
    require(request.user, Verb.SPEND)
    return Status(201, SourceOut.of(add_source(payload.name, payload.kind, by=request.user, now=now())))


@router.patch(
    "/sources/{source_id}",
    response=SourceOut,
    auth=LOGGING,
    operation_id="change_source",
    summary="Change a source",
)
def change(request: ApiRequest, source_id: PathId, payload: SourceChange) -> Any:
    """Rename a source, or say what it is: only what is sent is changed."""
    require(request.user, Verb.SPEND)
    known = found(Source.objects.all(), source_id, "source")
    said = {"name": known.name, "kind": known.kind} | payload.dict(exclude_unset=True, exclude_none=True)
    return SourceOut.of(change_source(known, **said, by=request.user, now=now()))


@router.get("/costs", response=Page[CostOut], auth=READING, operation_id="costs")
def costs(request: ApiRequest, asked: Query[CostsAsked], page: Query[Paging]) -> Any:
    """Return the costs of sources, the latest first; they exist for whoever leads and whoever reads all."""
    require(request.user, Verb.REVIEW)
    columns = {"since": "ends_on__gt", "until": "starts_on__lt"}
    chosen = {columns.get(name, name): value for name, value in asked.dict(exclude_none=True).items()}
    return page_of(_costs(request.user).filter(**chosen), page, _shaped)


@router.post(
    "/costs",
    response={201: CostOut, 200: CostOut},
    auth=LOGGING,
    operation_id="enter_cost",
    summary="Enter what a source cost",
)
def enter(request: ApiRequest, payload: CostDraft) -> Any:
    """Write down what a source cost over some days; the same `uid` again gives the cost already written, with 200."""
    require(request.user, Verb.SPEND)
    source = the_named(Source.objects.all(), payload.source, "source")
    currency = currency_of(payload.currency) or home_currency(request)
    fields = payload.dict(include={"uid", "starts_on", "ends_on", "amount", "note"})

    def write(at: datetime) -> Cost:
        return enter_cost(source, currency=currency, by=request.user, now=at, **fields)

    status, written = write_once(Cost.objects.all(), payload.uid, Q(source=source), write)
    return Status(status, CostOut.of(written))


@router.patch(
    "/costs/{uid}",
    response=CostOut,
    auth=LOGGING,
    operation_id="change_cost",
    summary="Change a cost",
)
def change_one(request: ApiRequest, uid: UUID, payload: CostChange) -> Any:
    """Change the days, the amount or the note of a cost: only what is sent is changed."""
    require(request.user, Verb.SPEND)
    known = found_by_uid(_costs(request.user), uid, "cost")
    changes = payload.dict(exclude_unset=True, exclude_none=True)
    if "currency" in changes:
        changes["currency"] = currency_of(changes["currency"])
    return CostOut.of(change_cost(known, changes, by=request.user, now=now()))


@router.delete("/costs/{uid}", response={204: None}, auth=LOGGING, operation_id="remove_cost", summary="Remove a cost")
def remove(request: ApiRequest, uid: UUID) -> Any:
    """Take a cost out."""
    require(request.user, Verb.SPEND)
    remove_cost(found_by_uid(_costs(request.user), uid, "cost"), by=request.user, now=now())
    return Status(204, None)


def _costs(user: User) -> QuerySet[Cost]:
    return costs_for(user).select_related("source", "currency").order_by("-starts_on", "-pk")


def _shaped(records: Iterable[Cost]) -> list[CostOut]:
    return [CostOut.of(each) for each in records]
