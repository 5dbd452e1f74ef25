"""Moves of deals that no contact made."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from ninja import Query, Router, Schema
from ninja.responses import Status

from headway.web.access import Verb, deals_for, moves_for, require
from headway.web.api.drafts import MoveDraft
from headway.web.api.finding import Paging, PathId, found, named, page_of, the_named
from headway.web.api.once import write_once
from headway.web.api.records import MoveOut, Page
from headway.web.api.security import LOGGING, READING, ApiRequest
from headway.web.log import move_deal
from headway.web.models import LossReason, Stage, StageMove
from headway.web.naming import funnels_for

router = Router()


class MovesAsked(Schema):
    """Which moves."""

    deal: PathId | None = None


@router.get("/moves", response=Page[MoveOut], auth=READING, operation_id="moves")
def moves(request: ApiRequest, asked: Query[MovesAsked], page: Query[Paging]) -> Any:
    """Return the moves without a contact that exist for the user, the latest first."""
    log = moves_for(request.user).select_related("deal", "stage_before", "stage_after", "loss_reason")
    chosen = log.filter(**asked.dict(exclude_none=True)).order_by("-happened_at", "-position", "-pk")
    return page_of(chosen, page, lambda found: [MoveOut.of(each) for each in found])


@router.post(
    "/moves",
    response={201: MoveOut, 200: MoveOut},
    auth=LOGGING,
    operation_id="move_deal",
    summary="Move a deal",
)
def move(request: ApiRequest, payload: MoveDraft) -> Any:
    """Move a deal without a contact, with its cause; it earns nobody an effective contact.

    The same `uid` again gives the move already written, with 200. A stage of another funnel ends the deal's road on
    its own and starts it there.
    """
    deal = found(deals_for(request.user), payload.deal, "deal")
    require(request.user, Verb.MOVE)
    stage = the_named(Stage.objects.filter(funnel__in=funnels_for(request.user)), payload.stage, "stage")
    loss_reason = named(LossReason.objects.all(), payload.loss_reason, "loss_reason")
    fields = payload.dict(include={"uid", "cause", "happened_at", "note"})

    def write(at: datetime) -> StageMove:
        return move_deal(deal, stage, by=request.user, now=at, loss_reason=loss_reason, **fields)

    status, written = write_once(StageMove.objects.all(), payload.uid, Q(deal=deal), write)
    return Status(status, MoveOut.of(written))
