"""Working days: of the company and of its people, absences, part time, and what the company settles."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.access import Verb, absences_for, may_arrange, may_be_away, reps_for, require
from headway.web.api.answers import written
from headway.web.api.drafts import Draft, Named
from headway.web.api.finding import Paging, PathId, found, found_by_uid, named, page_of, rep_named
from headway.web.api.once import write_once
from headway.web.api.problem import Refusal
from headway.web.api.records import Page, Ref
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.clock import now
from headway.web.models import Absence, AbsenceKind, Company, OwnWeek
from headway.web.working_days import company_days, worked
from headway.web.working_days.writing import (
    MOST_SHOWN,
    enter_absence,
    follow_calendar,
    overrule_day,
    remove_absence,
    remove_own_week,
    set_own_week,
    settle_week,
    too_long,
)

router = Router()
_DAY = timedelta(days=1)
Percents = Annotated[list[Annotated[int, Field(ge=0, le=100)]], Field(min_length=7, max_length=7)]


class DaysAsked(Schema):
    """Which days, and whose."""

    period: str = Field("this month", description="As everywhere: 2024, 2024-05, this quarter, 2024-05-01..2024-06-01.")
    rep: Named | None = Field(None, description="By id or name; the company's days without one.")


class WorkedDay(Schema):
    """A day that is worked."""

    day: date = Field(description="The local day.")
    share: str = Field(description="How much of a full day: 1, or less where it is a part of one.")


class WorkedOut(Schema):
    """The working days of a period."""

    rep: Ref | None
    since: date = Field(description="The first day.")
    until: date = Field(description="The first day that no longer belongs.")
    total: str = Field(description="The working days together; a half day is half of one.")
    days: list[WorkedDay] = Field(description="The days worked, in their order.")


class AbsenceOut(Schema):
    """Days on which somebody is away."""

    uid: UUID
    rep: Ref | None = Field(description="Who is away.")
    first: date = Field(description="The first day.")
    latest: date = Field(description="The last day, which belongs to it.")
    kind: AbsenceKind
    is_half: bool = Field(description="Whether it is half of each day.")

    @classmethod
    def of(cls, absence: Absence) -> Self:
        return cls(
            uid=absence.uid,
            rep=Ref.of(absence.user),
            first=absence.starts_on,
            latest=absence.ends_on - _DAY,
            kind=AbsenceKind(absence.kind),
            is_half=absence.is_half,
        )


class AbsenceDraft(Draft):
    """An absence; `uid` is made by the sender, so that sending twice writes once."""

    uid: UUID | None = None
    first: date = Field(description="The first day.")
    latest: date = Field(description="The last day, which belongs to it.")
    kind: AbsenceKind = AbsenceKind.HOLIDAY
    is_half: bool = Field(False, description="Whether it is half of each day.")
    rep: Named | None = Field(None, description="Who is away; the token's user unless given.")


class DayDraft(Draft):
    """What a day is for the company."""

    is_worked: bool | None = Field(description="Null: as the calendar of the country has it.")
    why: str = Field("", max_length=100, description="The reason, in a word.")


class WeekDraft(Draft):
    """The company's country and week."""

    country: str = Field(description="Two letters, ISO 3166.")
    region: str = Field("", description="A part of the country that has public holidays of its own.")
    weekdays: list[Annotated[int, Field(ge=0, le=6)]] = Field([], description="0 is Monday; none: as the country has.")


class OwnWeekDraft(Draft):
    """What part of each weekday somebody works."""

    starts_on: date
    percents: Percents | None = Field(description="Monday first; null for the company's week again.")


class AbsencesAsked(Schema):
    """Which absences."""

    rep: PathId | None = None
    since: date | None = Field(None, description="Those that end on this day or later.")
    until: date | None = Field(None, description="Those that begin before this day.")


@router.get("/working-days", response=WorkedOut, auth=READING, operation_id="working_days")
def days(request: ApiRequest, asked: Query[DaysAsked]) -> Any:
    """Return the days of a period that the company works, or one of its people, each with its share of a full day."""
    period = asker_of(request).period(asked.period)
    if period.days > MOST_SHOWN:
        raise Refusal(422, too_long(), "period")
    rep = named(reps_for(request.user), asked.rep, "rep")
    shares = worked([rep], period)[rep.pk] if rep else company_days(period)
    return WorkedOut(
        rep=Ref.of(rep),
        since=period.start,
        until=period.end,
        total=str(written(sum(shares.values(), Decimal(0)))),
        days=[WorkedDay(day=day, share=str(written(share))) for day, share in shares.items()],
    )


@router.put(
    "/working-days/{day}",
    response={204: None},
    auth=LOGGING,
    operation_id="overrule_day",
    summary="Let a day be worked or not",
)
def overrule(request: ApiRequest, day: date, payload: DayDraft) -> Any:
    """Let a day be worked by the company, or not, or be as the calendar has it again."""
    require(request.user, Verb.ADMINISTER)
    if payload.is_worked is None:
        follow_calendar(day, by=request.user, now=now())
    else:
        overrule_day(day, is_worked=payload.is_worked, why=payload.why, by=request.user, now=now())
    return Status(204, None)


@router.put(
    "/working-week",
    response={204: None},
    auth=LOGGING,
    operation_id="settle_week",
    summary="Set the country and the week",
)
def week(request: ApiRequest, payload: WeekDraft) -> Any:
    """Set the country whose holidays are free, and the weekdays that the company works."""
    require(request.user, Verb.ADMINISTER)
    if not Company.objects.exists():
        raise PermissionDenied
    settle_week(**payload.dict(), by=request.user, now=now())
    return Status(204, None)


@router.put(
    "/reps/{rep_id}/week",
    response={204: None},
    auth=LOGGING,
    operation_id="set_own_week",
    summary="Set somebody's part time",
)
def own_week(request: ApiRequest, rep_id: PathId, payload: OwnWeekDraft) -> Any:
    """Let somebody work a part of each weekday from a day on."""
    rep = found(reps_for(request.user), rep_id, "rep")
    if not may_arrange(request.user, rep):
        raise PermissionDenied
    set_own_week(rep, payload.starts_on, payload.percents, by=request.user, now=now())
    return Status(204, None)


@router.delete(
    "/reps/{rep_id}/week/{starts_on}",
    response={204: None},
    auth=LOGGING,
    operation_id="remove_own_week",
    summary="Take somebody's part time out",
)
def remove_week(request: ApiRequest, rep_id: PathId, starts_on: date) -> Any:
    """Take somebody's week out: what held before it holds on."""
    rep = found(reps_for(request.user), rep_id, "rep")
    if not may_arrange(request.user, rep):
        raise PermissionDenied
    for known in OwnWeek.objects.filter(user=rep, starts_on=starts_on):
        remove_own_week(known, by=request.user, now=now())
    return Status(204, None)


@router.get("/absences", response=Page[AbsenceOut], auth=READING, operation_id="absences")
def absences(request: ApiRequest, asked: Query[AbsencesAsked], page: Query[Paging]) -> Any:
    """Return the absences that exist for the user, in the order of their days."""
    columns = {"rep": "user", "since": "ends_on__gt", "until": "starts_on__lt"}
    chosen = {columns[name]: value for name, value in asked.dict(exclude_none=True).items()}
    return page_of(absences_for(request.user).filter(**chosen).select_related("user"), page, _shaped)


@router.post(
    "/absences",
    response={201: AbsenceOut, 200: AbsenceOut},
    auth=LOGGING,
    operation_id="enter_absence",
    summary="Enter an absence",
)
def enter(request: ApiRequest, payload: AbsenceDraft) -> Any:
    """Write down that somebody is away; the same `uid` again gives the absence already written, with 200."""
    rep = rep_named(request.user, payload.rep)
    if not may_be_away(request.user, rep):
        raise PermissionDenied
    fields = payload.dict(include={"uid", "kind", "is_half"})

    def write(at: datetime) -> Absence:
        return enter_absence(rep, payload.first, payload.latest, by=request.user, now=at, **fields)

    status, entered = write_once(Absence.objects.all(), payload.uid, Q(user=rep), write)
    return Status(status, AbsenceOut.of(entered))


@router.delete(
    "/absences/{uid}",
    response={204: None},
    auth=LOGGING,
    operation_id="remove_absence",
    summary="Take an absence out",
)
def remove(request: ApiRequest, uid: UUID) -> Any:
    """Take an absence out; the audit trail keeps it."""
    known = found_by_uid(absences_for(request.user).select_related("user"), uid, "absence")
    if not may_be_away(request.user, known.user):
        raise PermissionDenied
    remove_absence(known, by=request.user, now=now())
    return Status(204, None)


def _shaped(absences: Iterable[Absence]) -> list[AbsenceOut]:
    return [AbsenceOut.of(each) for each in absences]
