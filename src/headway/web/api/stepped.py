"""A next step as the API writes it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self
from uuid import UUID

from ninja import Schema
from pydantic import Field

from headway.web.agenda import SeenStep, seen_steps
from headway.web.api.records import Ref, moment
from headway.web.models import NextStep, User
from headway.web.open_steps import DEAL_LOST, lost_with_deal_at


class NextStepOut(Schema):
    """A contact agreed to come, and how it ended where it has."""

    uid: UUID
    client: Ref | None = Field(description="Null where the client is another's.")
    deal: Ref | None
    rep: Ref | None
    kind: str
    what: str
    due_on: date = Field(description="The rep's local day.")
    due_at: datetime | None = Field(description="Null where no time was agreed.")
    end: str | None = Field(description="kept, moved, dropped or deal_lost; null while it is open")
    ended_at: datetime | None
    set_by: UUID | None = Field(description="The contact that agreed it.")
    kept_by: UUID | None = Field(description="The contact that it was.")

    @classmethod
    def of(cls, seen: SeenStep) -> Self:
        step, lost_at = seen.step, lost_with_deal_at(seen.step)
        return cls(
            uid=step.uid,
            client=Ref.of(seen.client),
            deal=Ref.of(seen.deal),
            rep=Ref.of(step.rep),
            kind=step.kind,
            what=step.what,
            due_on=step.due_on,
            due_at=moment(step.due_at),
            end=DEAL_LOST if lost_at else step.end,
            ended_at=moment(lost_at or step.ended_at),
            set_by=step.set_by.uid if step.set_by else None,
            kept_by=step.kept_by.uid if step.kept_by else None,
        )

    @classmethod
    def list_of(cls, user: User, steps: Iterable[NextStep]) -> list[Self]:
        return [cls.of(seen) for seen in seen_steps(user, steps)]
