"""Next steps: what was agreed to come, and what became of it."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.access import (
    Verb,
    contacts_for,
    deals_for,
    may_settle,
    reps_for,
    require,
    steps_for,
)
from headway.web.agenda import Agenda
from headway.web.api.drafts import KeptDraft, MovedDraft, StepDraft, step_told
from headway.web.api.finding import (
    ClientId,
    Paging,
    PathId,
    found,
    found_by_uid,
    found_client,
    named,
    page_of,
    rep_named,
)
from headway.web.api.once import write_once
from headway.web.api.records import DealOut, Page
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.api.stepped import NextStepOut
from headway.web.clock import now
from headway.web.log import drop_step, keep_step, move_step, reopen_step, set_step
from headway.web.models import NextStep, User
from headway.web.open_steps import DEAL_LOST, ENDED, LOST_WITH_DEAL, STILL_OPEN

router = Router()
StepEnded = Literal["kept", "moved", "dropped", "deal_lost"]
_WRITTEN = {200: NextStepOut}


class StepsAsked(Schema):
    """Which next steps; a day is due in the rep's zone."""

    rep: PathId | None = None
    client: ClientId | None = None
    deal: PathId | None = None
    is_open: bool | None = Field(None, description="True for those to come, false for those that have ended.")
    end: StepEnded | None = None
    since: date | None = Field(None, description="The first day on which they are due.")
    until: date | None = Field(None, description="The first day that no longer belongs.")


class MissingAsked(Schema):
    """Whose deals."""

    rep: PathId | None = None


@router.get("/steps", response=Page[NextStepOut], auth=READING, operation_id="steps")
def steps(request: ApiRequest, asked: Query[StepsAsked], page: Query[Paging]) -> Any:
    """Return the next steps that exist for the user, in the order in which they are due."""
    columns = {"since": "due_on__gte", "until": "due_on__lt"}
    told = asked.dict(exclude_none=True, exclude={"is_open", "end"})
    chosen = _steps(request.user).filter(**{columns.get(name, name): value for name, value in told.items()})
    if asked.end is not None:
        chosen = chosen.filter(LOST_WITH_DEAL if asked.end == DEAL_LOST else Q(end=asked.end))
    if asked.is_open is not None:
        chosen = chosen.filter(STILL_OPEN if asked.is_open else ENDED)
    steps = chosen.order_by("due_on", "pk")
    return page_of(steps, page, lambda found: NextStepOut.list_of(request.user, found))


@router.get("/steps/missing", response=Page[DealOut], auth=READING, operation_id="missing_steps")
def missing(request: ApiRequest, asked: Query[MissingAsked], page: Query[Paging]) -> Any:
    """Return the open deals about which nothing is agreed, those longest without a contact first."""
    rep = found(reps_for(request.user), asked.rep, "rep") if asked.rep else None
    deals = Agenda(request.user, asker_of(request).today, rep).missing()
    whole = deals.select_related(
        "client", "owner", "source", "referrer", "milestones__stage", "milestones__funnel", "milestones__loss_reason"
    )
    return page_of(whole, page, lambda found: [DealOut.of(each) for each in found])


@router.get("/steps/{uid}", response=NextStepOut, auth=READING, operation_id="step")
def step(request: ApiRequest, uid: UUID) -> Any:
    """Return one next step by the id that its sender made."""
    return _shaped(request, uid)


@router.post(
    "/steps",
    response={201: NextStepOut, **_WRITTEN},
    auth=LOGGING,
    operation_id="set_step",
    summary="Agree a next step",
)
def agree(request: ApiRequest, payload: StepDraft) -> Any:
    """Write down what is agreed to come; the same `uid` again gives the one already written, with 200.

    A step that a contact agreed is sent with the contact, as its `next_step`.
    """
    require(request.user, Verb.LOG)
    client = found_client(request.user, payload.client)
    deal = found(deals_for(request.user), payload.deal, "deal") if payload.deal is not None else None
    rep, new = rep_named(request.user, payload.rep), step_told(payload)

    def write(at: datetime) -> NextStep:
        return set_step(new, client=client, deal=deal, rep=rep, by=request.user, now=at)

    status, written = write_once(NextStep.objects.all(), payload.uid, Q(rep=rep), write)
    return Status(status, _shaped(request, written.uid))


@router.post("/steps/{uid}/move", response=_WRITTEN, auth=LOGGING, operation_id="move_step", summary="Move a next step")
def move(request: ApiRequest, uid: UUID, payload: MovedDraft) -> Any:
    """Move a step to another day, or to another rep: it ends as moved, and what comes back stands in its place.

    Its `uid` is new and made by the sender, so that sending twice moves once.
    """
    known = _settled_by(request.user, uid)
    rep = named(reps_for(request.user).filter(is_active=True), payload.rep, "rep")
    moved = move_step(known, step_told(payload, known), rep=rep, by=request.user, now=now())
    return _shaped(request, moved.uid)


@router.post("/steps/{uid}/keep", response=_WRITTEN, auth=LOGGING, operation_id="keep_step", summary="Keep a next step")
def keep(request: ApiRequest, uid: UUID, payload: KeptDraft) -> Any:
    """Say which contact a step was; most are kept by themselves when the contact is logged."""
    known = _settled_by(request.user, uid)
    contact = found_by_uid(contacts_for(request.user), payload.contact, "contact")
    keep_step(known, contact, by=request.user, now=now())
    return _shaped(request, uid)


@router.post("/steps/{uid}/drop", response=_WRITTEN, auth=LOGGING, operation_id="drop_step", summary="Drop a next step")
def drop(request: ApiRequest, uid: UUID) -> Any:
    """End a step that will not be held."""
    drop_step(_settled_by(request.user, uid), by=request.user, now=now())
    return _shaped(request, uid)


@router.post(
    "/steps/{uid}/reopen", response=_WRITTEN, auth=LOGGING, operation_id="reopen_step", summary="Open a next step again"
)
def reopen(request: ApiRequest, uid: UUID) -> Any:
    """Take back that a step was kept or dropped."""
    reopen_step(_settled_by(request.user, uid), by=request.user, now=now())
    return _shaped(request, uid)


def _steps(user: User) -> QuerySet[NextStep]:
    return steps_for(user).select_related("rep", "set_by", "kept_by", "deal__milestones")


def _settled_by(user: User, uid: UUID) -> NextStep:
    known = found_by_uid(steps_for(user).select_related("client", "deal", "rep"), uid, "step")
    if not may_settle(user, known):
        raise PermissionDenied
    return known


def _shaped(request: ApiRequest, uid: UUID) -> NextStepOut:
    return NextStepOut.list_of(request.user, [found_by_uid(_steps(request.user), uid, "step")])[0]
