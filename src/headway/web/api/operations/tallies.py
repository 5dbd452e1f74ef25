"""Tallies: what reps count without a client, and the kinds that the company counts."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from django.db.models import Q, QuerySet
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, StringConstraints

from headway.web.access import Verb, require, tallies_for
from headway.web.api.drafts import Draft, Named
from headway.web.api.finding import Paging, PathId, found, found_by_uid, page_of, rep_named, the_named
from headway.web.api.once import write_once
from headway.web.api.records import Page, Ref
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.clock import now
from headway.web.log import add_tally_kind, change_tally_kind, correct_tally, count_tally, undo_tally
from headway.web.log.tallies import MOST
from headway.web.models import Tally, TallyKind, User

router = Router()
KindName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class TallyKindOut(Schema):
    """Something that reps count."""

    id: int
    name: str
    code: str = Field(description="business_cards for the kind that has a number of its own; empty for all others.")
    is_retired: bool

    @classmethod
    def of(cls, kind: TallyKind) -> Self:
        return cls(id=kind.pk, name=kind.name, code=kind.code, is_retired=kind.retired_at is not None)


class TallyKindDraft(Draft):
    """Something more to count."""

    name: KindName


class TallyKindChange(Draft):
    """What to change of a kind; what is left out stays."""

    name: KindName | None = None
    is_retired: bool | None = Field(None, description="Whether it is counted no more; its counts stay.")


class TallyOut(Schema):
    """So many of a kind, counted by a rep on a day."""

    uid: UUID
    kind: Ref | None
    rep: Ref | None
    counted_on: date
    count: int = Field(description="Below zero where a day's count was corrected downwards.")

    @classmethod
    def of(cls, tally: Tally) -> Self:
        return cls(
            uid=tally.uid,
            kind=Ref.of(tally.kind),
            rep=Ref.of(tally.rep),
            counted_on=tally.counted_on,
            count=tally.count,
        )


class TalliesAsked(Schema):
    """Which tallies."""

    rep: PathId | None = None
    kind: PathId | None = None
    since: date | None = Field(None, description="The first day.")
    until: date | None = Field(None, description="The first day that no longer belongs.")


class TallyDraft(Draft):
    """So many more; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID | None = None
    kind: Named
    count: Annotated[int, Field(ge=-MOST, le=MOST)] = 1
    counted_on: date | None = Field(None, description="The rep's own day; today unless given.")
    rep: Named | None = Field(None, description="Who counted; the token's user unless given.")


class TallyTotalDraft(Draft):
    """How many of a kind a day had in all."""

    uid: UUID | None = None
    kind: Named
    counted_on: date
    total: Annotated[int, Field(ge=0, le=MOST)]
    rep: Named | None = Field(None, description="Who counted; the token's user unless given.")


@router.get("/tally-kinds", response=list[TallyKindOut], auth=READING, operation_id="tally_kinds")
def kinds(request: ApiRequest) -> Any:
    """Return what the company counts, retired kinds too."""
    return [TallyKindOut.of(kind) for kind in TallyKind.objects.all()]


@router.post(
    "/tally-kinds",
    response={201: TallyKindOut},
    auth=LOGGING,
    operation_id="add_tally_kind",
    summary="Count something more",
)
def add_kind(request: ApiRequest, payload: TallyKindDraft) -> Any:
    """Let the company count something more; one that was retired is counted again."""
    require(request.user, Verb.ADMINISTER)
    return Status(201, TallyKindOut.of(add_tally_kind(payload.name, by=request.user, now=now())))


@router.patch(
    "/tally-kinds/{kind_id}",
    response=TallyKindOut,
    auth=LOGGING,
    operation_id="change_tally_kind",
    summary="Rename or retire a kind of tally",
)
def change_kind(request: ApiRequest, kind_id: PathId, payload: TallyKindChange) -> Any:
    """Rename a kind, let it be counted no more, or again: only what is sent is changed."""
    require(request.user, Verb.ADMINISTER)
    known = found(TallyKind.objects.all(), kind_id, "kind")
    changes = payload.dict(exclude_unset=True, exclude_none=True)
    return TallyKindOut.of(change_tally_kind(known, changes, by=request.user, now=now()))


@router.get("/tallies", response=Page[TallyOut], auth=READING, operation_id="tallies")
def tallies(request: ApiRequest, asked: Query[TalliesAsked], page: Query[Paging]) -> Any:
    """Return the tallies that exist for the user, the latest first."""
    columns = {"since": "counted_on__gte", "until": "counted_on__lt"}
    chosen = {columns.get(name, name): value for name, value in asked.dict(exclude_none=True).items()}
    return page_of(_tallies(request.user).filter(**chosen).order_by("-counted_on", "-pk"), page, _shaped)


@router.post(
    "/tallies",
    response={201: TallyOut, 200: TallyOut},
    auth=LOGGING,
    operation_id="count_tally",
    summary="Count",
)
def count(request: ApiRequest, payload: TallyDraft) -> Any:
    """Count so many of a kind; the same `uid` again gives the count already written, with 200."""
    require(request.user, Verb.LOG)
    kind, rep = the_named(TallyKind.objects.all(), payload.kind, "tally_kind"), rep_named(request.user, payload.rep)
    fields = payload.dict(include={"uid", "count", "counted_on"})

    def write(at: datetime) -> Tally:
        return count_tally(kind, rep=rep, by=request.user, now=at, **fields)

    status, written = write_once(Tally.objects.all(), payload.uid, Q(rep=rep), write)
    return Status(status, TallyOut.of(written))


@router.post(
    "/tallies/total",
    response={200: TallyOut | None},
    auth=LOGGING,
    operation_id="correct_tally",
    summary="Correct a day's count",
)
def correct(request: ApiRequest, payload: TallyTotalDraft) -> Any:
    """Let a day have had so many in all: what is missing or too much is written beside it; null where it is so."""
    require(request.user, Verb.LOG)
    kind, rep = the_named(TallyKind.objects.all(), payload.kind, "tally_kind"), rep_named(request.user, payload.rep)
    fields = payload.dict(include={"uid", "counted_on"})
    written = correct_tally(kind, payload.total, rep=rep, by=request.user, now=now(), **fields)
    return None if written is None else TallyOut.of(written)


@router.delete(
    "/tallies/{uid}",
    response={204: None},
    auth=LOGGING,
    operation_id="undo_tally",
    summary="Take a count back",
)
def undo(request: ApiRequest, uid: UUID) -> Any:
    """Take back what was counted within the last day."""
    known = found_by_uid(_tallies(request.user), uid, "tally")
    require(request.user, Verb.LOG)
    undo_tally(known, by=request.user, now=now())
    return Status(204, None)


def _tallies(user: User) -> QuerySet[Tally]:
    return tallies_for(user).select_related("kind", "rep")


def _shaped(records: Iterable[Tally]) -> list[TallyOut]:
    return [TallyOut.of(each) for each in records]
