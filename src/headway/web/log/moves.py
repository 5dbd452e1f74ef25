"""Moves of a deal that no contact made."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.clock import day_of
from headway.web.log.context import replay_context
from headway.web.log.derive import replay_deals
from headway.web.log.locks import lock_deals
from headway.web.log.problem import LogProblem
from headway.web.log.times import check_reach, is_future
from headway.web.models import Deal, LossReason, MoveCause, Phase, Stage, StageMove, User
from headway.web.models.fields import to_microseconds


def move_deal(
    deal: Deal,
    stage: Stage,
    *,
    cause: MoveCause,
    by: User | None,
    now: datetime,
    uid: uuid.UUID | None = None,
    happened_at: datetime | None = None,
    note: str = "",
    loss_reason: LossReason | None = None,
) -> StageMove:
    """Write that a deal came to stand on a stage without a contact, and replay it.

    A stage of another funnel ends the deal's road there as moved and starts it here. The same ``uid`` gives the move
    already written. Raises LogProblem for a move that lies in the future or before all times.
    """
    happened_at = happened_at or now
    check_reach(happened_at)
    if is_future(happened_at, now):
        raise LogProblem(_("This move lies in the future. Write it when it has happened."))
    with transaction.atomic():
        lock_deals([deal])
        known = StageMove.objects.filter(uid=uid).first() if uid else None
        if known is not None:
            return known
        move = StageMove.objects.create(
            uid=uid or uuid.uuid4(),
            deal=deal,
            stage_after=stage,
            cause=cause,
            loss_reason=loss_reason if stage.phase == Phase.LOST else None,
            happened_at=happened_at,
            happened_on=day_of(happened_at, replay_context().zone_of(deal.owner)),
            position=to_microseconds(now),
            note=note.strip(),
            written_at=now,
            written_by=by,
        )
        audit.record(
            by, "move", move, now, after={"deal": deal.pk, "stage_after": stage.pk, "cause": str(cause), "note": note}
        )
        replay_deals([deal.pk])
    move.refresh_from_db()
    return move
