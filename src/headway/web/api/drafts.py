"""What programs send: ids or names of what exists, whole minor units, times with an offset."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, model_validator

from headway.web.log import NewStep
from headway.web.log.plausible import LONGEST_NOTE
from headway.web.models import ClientKind, ContactKind, ContactOutcome, DealKind, MoveCause, NextStep

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
What = Annotated[str, StringConstraints(max_length=200)]
Note = Annotated[str, StringConstraints(max_length=10_000)]
LongNote = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]
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
    referrer: Name | None = Field(None, description="Who referred it: a client, a person, a partner.")
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
    referrer: Name | None = Field(None, description="Who referred it; whoever referred the client unless given.")
    expected_on: date | None = Field(None, description="The day on which it is expected to be won.")
    entered_at: Moment | None = None


class DealChange(Draft):
    """What to change of a deal; what is left out stays. Owner, value and expected day are those from now on."""

    name: Name | None = None
    owner: Named | None = Field(None, description="A rep, by id or name; only whoever leads them hands deals over.")
    value_amount: Minor | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(
        None, description="Of the value; the one it has, or the company's, unless given."
    )
    expected_on: date | None = Field(
        None, description="The day on which it is expected to be won, today or later; null takes it back."
    )
    referrer: What | None = Field(None, description="Who referred it; empty leaves it to whoever referred the client.")

    @model_validator(mode="after")
    def _a_currency_is_of_a_value(self) -> Self:
        if self.currency is not None and self.value_amount is None:
            raise ValueError("a currency needs 'value_amount' beside it")
        return self


class AgreedDraft(Draft):
    """What a contact agreed to come; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID
    kind: ContactKind
    due_on: date | None = Field(None, description="The day, in the rep's zone; not needed beside `due_at`.")
    due_at: Moment | None = Field(None, description="Where a time was agreed; with its offset.")
    what: What = ""

    @model_validator(mode="after")
    def _a_step_is_due(self) -> Self:
        if self.due_on is None and self.due_at is None:
            raise ValueError("give 'due_on', or 'due_at' where a time was agreed")
        return self


class StepDraft(AgreedDraft):
    """A next step to write down without a contact."""

    client: Id
    deal: Id | None = None
    rep: Named | None = Field(None, description="Whose step it is; the token's user unless given.")


class MovedDraft(Draft):
    """What a next step is moved to; what is left out stays, but the time, which belongs to its day."""

    uid: UUID
    due_on: date | None = None
    due_at: Moment | None = None
    kind: ContactKind | None = None
    what: What | None = None
    rep: Named | None = None


class KeptDraft(Draft):
    """Which contact a next step was."""

    contact: UUID


def step_told(draft: AgreedDraft | MovedDraft, known: NextStep | None = None) -> NewStep:
    """Return the next step that a draft says, with what it leaves out taken from the one that is known."""
    is_dated = draft.due_on is not None or draft.due_at is not None
    at = draft.due_at if is_dated or known is None else known.due_at
    on = draft.due_on or (known.due_on if known else None) or (at.date() if at else date.min)
    kind = draft.kind or (known.kind if known else "")
    what = draft.what if draft.what is not None else (known.what if known else "")
    return NewStep(uid=draft.uid, kind=kind, due_on=on, due_at=at, what=what)


class DiscussedDraft(Draft):
    """A deal that a meeting was about."""

    deal: Id
    stage_after: Named | None = Field(None, description="Where the deal stands after it; null says it did not move.")
    loss_reason: Named | None = None


class ContactDraft(Draft):
    """A contact to log; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID
    client: Id
    deal: Id | None = None
    deals: list[DiscussedDraft] = Field(
        [],
        max_length=20,
        description="In place of `deal` and `stage_after`: all the deals that one meeting was about. Each gets a "
        "contact of its own, linked by `meeting`; the first one counts.",
    )
    kind: ContactKind
    happened_at: Moment | None = Field(None, description="Now unless given; with its offset.")
    noted_at: Moment | None = Field(None, description="What the clock of the device said that it was written on.")
    stage_after: Named | None = Field(None, description="Where the deal stands after it; null says it did not move.")
    rep: Named | None = Field(None, description="Whoever held it; the token's user unless given.")
    is_inbound: bool = False
    is_cold: bool = False
    duration_seconds: Seconds | None = None
    note: LongNote = ""
    outcome: ContactOutcome | Literal[""] = Field("", description="How it ended, apart from the stage.")
    persons: list[Named] = Field([], max_length=100, description="Who of the client was there.")
    others: list[Named] = Field([], max_length=100, description="Colleagues who took part beside the rep.")
    loss_reason: Named | None = None
    next_step: AgreedDraft | None = Field(None, description="What was agreed to come.")
    keeps: UUID | None = Field(
        None, description="The next step that this contact was; without it the fitting one is kept by itself."
    )
    position: Annotated[int, Field(ge=0, lt=2**63)] | None = Field(
        None, description="The sender's own counter: it settles the order of contacts of one instant."
    )

    @model_validator(mode="after")
    def _one_way_to_name_deals(self) -> Self:
        if self.deals and (self.deal is not None or self.stage_after is not None or self.loss_reason is not None):
            raise ValueError("name each deal within 'deals', with its own stage and reason")
        return self


class ContactChange(Draft):
    """What to correct of a contact; what is left out stays."""

    deal: Id | None = None
    kind: ContactKind = ContactKind.CALL
    happened_at: Moment | None = None
    stage_after: Named | None = None
    is_inbound: bool = False
    is_cold: bool = False
    duration_seconds: Seconds | None = None
    note: LongNote = ""
    outcome: ContactOutcome | Literal[""] = Field("", description="How it ended, apart from the stage.")
    persons: list[Named] = Field([], max_length=100, description="Who of the client was there; in place of all before.")
    others: list[Named] = Field([], max_length=100, description="Colleagues who took part; in place of all before.")
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
