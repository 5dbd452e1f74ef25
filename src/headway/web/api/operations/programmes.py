"""The programme: its weeks, what was done, what changed; beginning, writing and ending one."""

from datetime import date
from typing import Annotated, Any

from ninja import Path, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.api.guided import OutlineDraft, ProgrammeOut, nothing_runs
from headway.web.api.problem import Refusal
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.models import Programme
from headway.web.programmes.files import EIGHT_WEEKS
from headway.web.programmes.following import running
from headway.web.programmes.keeping import call_done, call_undone, end_programme, start_programme, write_programme
from headway.web.still import still_facts

router = Router()
Number = Annotated[int, Field(ge=1, le=100, description="The number of the week, from 1.")]


class ProgrammeIn(Schema):
    """Which programme begins, and when."""

    on: date | None = Field(None, description="A day of its first week; today unless given.")
    shipped: str = Field(EIGHT_WEEKS, max_length=40, description="One that ships, by its name.")
    programme: OutlineDraft | None = Field(None, description="One of the company's own instead.")


class DoneIn(Schema):
    """That a week is done."""

    note: str = Field("", max_length=300)


@router.get("/programme", response=ProgrammeOut, auth=READING, operation_id="programme")
def programme(request: ApiRequest) -> Any:
    """Return the programme that runs, counted of what you see."""
    return _told(request, _running())


@router.post(
    "/programme",
    response={201: ProgrammeOut},
    auth=LOGGING,
    operation_id="start_programme",
    summary="Begin a programme",
)
def start(request: ApiRequest, given: ProgrammeIn) -> Any:
    """Begin a programme on the first day of a week; the one that runs ends."""
    outline = given.programme.told() if given.programme else None
    begun = start_programme(asker_of(request), outline=outline, shipped=given.shipped, on=given.on)
    return Status(201, _told(request, begun))


@router.put(
    "/programme",
    response=ProgrammeOut,
    auth=LOGGING,
    operation_id="write_programme",
    summary="Write the programme that runs anew",
)
def write(request: ApiRequest, outline: OutlineDraft) -> Any:
    """Write the weeks of the programme that runs anew; its first day stays."""
    return _told(request, write_programme(asker_of(request), _running(), outline.told()))


@router.delete(
    "/programme",
    response={204: None},
    auth=LOGGING,
    operation_id="end_programme",
    summary="End the programme",
)
def end(request: ApiRequest) -> Any:
    """End the programme that runs; the audit trail keeps what was done."""
    end_programme(asker_of(request), _running())
    return Status(204, None)


@router.put(
    "/programme/weeks/{number}",
    response={204: None},
    auth=LOGGING,
    operation_id="call_week_done",
    summary="Call a week done",
)
def done(request: ApiRequest, number: Path[Number], given: DoneIn) -> Any:
    """Note that the task of a week is done."""
    call_done(asker_of(request), _running(), number, given.note)
    return Status(204, None)


@router.delete(
    "/programme/weeks/{number}",
    response={204: None},
    auth=LOGGING,
    operation_id="call_week_undone",
    summary="Take back that a week is done",
)
def undone(request: ApiRequest, number: Path[Number]) -> Any:
    """Take back that the task of a week is done."""
    call_undone(asker_of(request), _running(), number)
    return Status(204, None)


def _running() -> Programme:
    found = running()
    if found is None:
        raise Refusal(404, nothing_runs())
    return found


def _told(request: ApiRequest, programme: Programme) -> ProgrammeOut:
    with still_facts() as facts:
        return ProgrammeOut.asked(asker_of(request), programme, facts)
