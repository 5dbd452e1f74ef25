"""Time entries: where working time went, and what it can be spent on."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from django.db.models import Q, QuerySet
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, StringConstraints

from headway.web.access import Verb, require
from headway.web.api.drafts import Draft, Named
from headway.web.api.finding import Paging, PathId, found_by_uid, page_of, rep_named, the_named
from headway.web.api.once import write_once
from headway.web.api.records import Page, Ref
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.clock import now
from headway.web.log import add_time_category, enter_time, remove_time
from headway.web.models import TimeCategory, TimeEntry, User
from headway.web.models.time_entry import SECONDS_A_DAY
from headway.web.timed import time_entries_for

router = Router()


class TimeCategoryDraft(Draft):
    """Something more that time is spent on."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    is_selling: bool = Field(description="Whether time on it is selling time; this is not changed afterwards.")


class TimeCategoryOut(Schema):
    """Something that time is spent on."""

    id: int
    name: str
    is_selling: bool

    @classmethod
    def of(cls, category: TimeCategory) -> Self:
        return cls(id=category.pk, name=category.name, is_selling=category.is_selling)


class TimeEntryDraft(Draft):
    """How long something took; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID | None = None
    category: Named
    seconds: Annotated[int, Field(ge=1, le=SECONDS_A_DAY)]
    spent_on: date | None = Field(None, description="The rep's own day; today unless given.")
    rep: Named | None = Field(None, description="Whose time it was; the token's user unless given.")


class TimeEntryOut(Schema):
    """How long a rep spent on something on a day."""

    uid: UUID
    category: Ref | None
    rep: Ref | None
    spent_on: date
    seconds: int

    @classmethod
    def of(cls, entry: TimeEntry) -> Self:
        named = {"category": Ref.of(entry.category), "rep": Ref.of(entry.rep)}
        return cls(uid=entry.uid, spent_on=entry.spent_on, seconds=entry.seconds, **named)


class TimeEntriesAsked(Schema):
    """Which time entries."""

    rep: PathId | None = None
    category: PathId | None = None
    since: date | None = Field(None, description="The first day.")
    until: date | None = Field(None, description="The first day that no longer belongs.")


@router.get(
    "/time-categories",
    response=list[TimeCategoryOut],
    auth=READING,
    operation_id="time_categories",
)
def categories(request: ApiRequest) -> Any:
    """Return what the company spends time on."""
    return [TimeCategoryOut.of(category) for category in TimeCategory.objects.all()]


@router.post(
    "/time-categories",
    response={201: TimeCategoryOut},
    auth=LOGGING,
    operation_id="add_time_category",
    summary="Let time be spent on something more",
)
def add_category(request: ApiRequest, payload: TimeCategoryDraft) -> Any:
    """Let time be spent on something more, and say whether that is selling."""
    require(request.user, Verb.ADMINISTER)
    added = add_time_category(payload.name, is_selling=payload.is_selling, by=request.user, now=now())
    return Status(201, TimeCategoryOut.of(added))


@router.get("/time-entries", response=Page[TimeEntryOut], auth=READING, operation_id="time_entries")
def entries(request: ApiRequest, asked: Query[TimeEntriesAsked], page: Query[Paging]) -> Any:
    """Return the time entries that exist for the user, the latest first."""
    columns = {"since": "spent_on__gte", "until": "spent_on__lt"}
    chosen = {columns.get(name, name): value for name, value in asked.dict(exclude_none=True).items()}
    return page_of(_entries(request.user).filter(**chosen).order_by("-spent_on", "-pk"), page, _shaped)


@router.post(
    "/time-entries",
    response={201: TimeEntryOut, 200: TimeEntryOut},
    auth=LOGGING,
    operation_id="enter_time",
    summary="Write down time",
)
def enter(request: ApiRequest, payload: TimeEntryDraft) -> Any:
    """Write down how long something took; the same `uid` again gives the entry already written, with 200."""
    require(request.user, Verb.LOG)
    category = the_named(TimeCategory.objects.all(), payload.category, "time_category")
    rep = rep_named(request.user, payload.rep)
    fields = payload.dict(include={"uid", "seconds", "spent_on"})

    def write(at: datetime) -> TimeEntry:
        return enter_time(category, rep=rep, by=request.user, now=at, **fields)

    status, written = write_once(TimeEntry.objects.all(), payload.uid, Q(rep=rep), write)
    return Status(status, TimeEntryOut.of(written))


@router.delete(
    "/time-entries/{uid}",
    response={204: None},
    auth=LOGGING,
    operation_id="remove_time",
    summary="Take a time entry out",
)
def remove(request: ApiRequest, uid: UUID) -> Any:
    """Take a time entry out; the audit trail keeps what it was."""
    known = found_by_uid(_entries(request.user), uid, "time_entry")
    require(request.user, Verb.LOG)
    remove_time(known, by=request.user, now=now())
    return Status(204, None)


def _entries(user: User) -> QuerySet[TimeEntry]:
    return time_entries_for(user).select_related("category", "rep")


def _shaped(records: Iterable[TimeEntry]) -> list[TimeEntryOut]:
    return [TimeEntryOut.of(each) for each in records]
