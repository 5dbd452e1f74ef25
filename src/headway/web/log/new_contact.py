"""What a rep, a phone or a program reports of a contact, before the log takes it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headway.web.log.next_steps import NewStep
from headway.web.models import Client, Deal, LossReason, NextStep, Person, Stage, User


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """A contact as a rep, a phone or a program reports it; ``uid`` is made there, so that sending twice counts once.

    ``stage_after`` None says that the deal did not move. ``position`` settles the order of contacts of one instant;
    without it, the order of writing does. ``persons`` of the client were there, ``others`` of our own took part beside
    the rep; ``noted_at`` is when the device it was written on says that it was. ``next_step`` is what was agreed to
    come; ``keeps`` is the open step that this contact was, by the word of the rep, else `log.keeping` decides.
    ``meeting_uid`` links the contacts of one meeting about several deals, of which `log.meetings` lets one count.
    """

    uid: UUID
    client: Client
    kind: str
    rep: User
    happened_at: datetime
    deal: Deal | None = None
    stage_after: Stage | None = None
    is_inbound: bool = False
    is_cold: bool = False
    duration_seconds: int | None = None
    note: str = ""
    loss_reason: LossReason | None = None
    position: int | None = None
    outcome: str = ""
    persons: tuple[Person, ...] = ()
    others: tuple[User, ...] = ()
    noted_at: datetime | None = None
    next_step: NewStep | None = None
    keeps: NextStep | None = None
    meeting_uid: UUID | None = None
    is_counted: bool = True
