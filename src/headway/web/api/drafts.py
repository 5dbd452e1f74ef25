"""What programs send: ids or names of what exists, whole minor units, times with an offset."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

from headway.web.models import ClientKind, ContactKind, DealKind, MoveCause

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Note = Annotated[str, StringConstraints(max_length=10_000)]
Named = Annotated[int | str, Field(description="An id or a name.")]
Minor = Annotated[int, Field(ge=-(2**53), le=2**53, description="Minor units of the currency.")]
Id = Annotated[int, Field(ge=1, lt=2**63)]
# Nobody sold anything before; the calendar ends too near to the year 1 for every zone to have a day then.
Moment = Annotated[AwareDatetime, Field(ge=datetime(1900, 1, 1, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC))]
Seconds = Annotated[int, Field(ge=0, le=86_400)]


class Draft(Schema):
    """What is sent; a field that is not known is refused, because it would be lost."""

    model_config = ConfigDict(extra="forbid")


class ClientDraft(Draft):
    """A client to write down; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID | None = None
    name: Name
    kind: ClientKind = ClientKind.ORGANISATION
    segment: Named | None = None
    source: Named | None = None
    phone: Annotated[str, StringConstraints(max_length=40)] = ""
    email: Annotated[str, StringConstraints(max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+$")] = ""
    tax_number: Annotated[str, StringConstraints(max_length=40)] = ""


class DealDraft(Draft):
    """A deal to open, on the first stage of its funnel."""

    uid: UUID | None = None
    client: Id
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    kind: DealKind = DealKind.NEW_BUSINESS
    funnel: Named | None = Field(None, description="The company's default funnel unless given.")
    value_amount: Minor | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    source: Named | None = None
    entered_at: Moment | None = None


class ContactDraft(Draft):
    """A contact to log; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID
    client: Id
    deal: Id | None = None
    kind: ContactKind
    happened_at: Moment | None = Field(None, description="Now unless given; with its offset.")
    stage_after: Named | None = Field(None, description="Where the deal stands after it; null says it did not move.")
    rep: Named | None = Field(None, description="Whoever held it; the token's user unless given.")
    is_inbound: bool = False
    is_cold: bool = False
    duration_seconds: Seconds | None = None
    note: Note = ""
    loss_reason: Named | None = None
    position: Annotated[int, Field(ge=0, lt=2**63)] | None = Field(
        None, description="The sender's own counter: it settles the order of contacts of one instant."
    )


class ContactChange(Draft):
    """What to correct of a contact; what is left out stays."""

    deal: Id | None = None
    kind: ContactKind = ContactKind.CALL
    happened_at: Moment | None = None
    stage_after: Named | None = None
    is_inbound: bool = False
    is_cold: bool = False
    duration_seconds: Seconds | None = None
    note: Note = ""
    loss_reason: Named | None = None


class MoveDraft(Draft):
    """A deal to move without a contact; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID | None = None
    deal: Id
    stage: Named
    cause: MoveCause = MoveCause.CORRECTION
    happened_at: Moment | None = None
    loss_reason: Named | None = None
    note: Note = ""


class SaleDraft(Draft):
    """Money to book; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID
    client: Id
    deal: Id | None = None
    rep: Named | None = Field(None, description="Whose sale it is; the token's user unless given.")
    kind: DealKind = DealKind.NEW_BUSINESS
    sold_on: date | None = Field(None, description="Today unless given.")
    amount: Minor
    cost_amount: Minor | None = Field(None, description="Null where the cost is not known.")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    product: Annotated[str, StringConstraints(max_length=200)] = ""
