"""The records as the API writes them: ids, names beside ids, times with the offset of the reader's zone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.timezone import localtime
from ninja import Schema
from pydantic import Field

from headway.web.behind import Sight
from headway.web.models import Client, Contact, Deal, ImportRun, Sale, StageMove, User

Item = TypeVar("Item")


class Ref(Schema):
    """Something by its id and its name."""

    id: int
    name: str

    @classmethod
    def of(cls, record: Model | None) -> Self | None:
        return None if record is None else cls(id=record.pk, name=str(record))


class Page(Schema, Generic[Item]):
    """Some of a list."""

    items: list[Item]
    next_offset: int | None = Field(None, description="Where the next page begins; null on the last one.")


class ClientOut(Schema):
    """A client."""

    id: int
    uid: UUID
    name: str
    kind: str
    segment: Ref | None
    source: Ref | None
    referrer: Ref | None = Field(description="Who referred it.")
    owner: Ref | None
    phone: str
    email: str
    tax_number: str
    created_at: datetime

    @classmethod
    def of(cls, client: Client) -> Self:
        return cls(
            id=client.pk,
            uid=client.uid,
            name=client.name,
            kind=client.kind,
            segment=Ref.of(client.segment),
            source=Ref.of(client.source),
            referrer=Ref.of(client.referrer),
            owner=Ref.of(client.owner),
            phone=client.phone,
            email=client.email,
            tax_number=client.tax_number,
            created_at=localtime(client.created_at),
        )


class DealOut(Schema):
    """A deal, where it stands, and the moments that counted."""

    id: int
    uid: UUID
    client: Ref | None
    name: str
    kind: str
    funnel: Ref | None
    stage: Ref | None
    outcome: str = Field(description="open, won or lost")
    owner: Ref | None
    source: Ref | None
    referrer: Ref | None = Field(description="Who referred it; null leaves it to whoever referred the client.")
    value_amount: int | None = Field(description="Minor units of the currency.")
    currency: str | None
    expected_on: date | None = Field(description="The day on which it is expected to be won; null where nobody said.")
    entered_at: datetime | None = Field(description="Null where the source knew no date.")
    first_contact_at: datetime | None
    qualified_at: datetime | None
    won_at: datetime | None
    lost_at: datetime | None
    loss_reason: Ref | None
    contacts: int

    @classmethod
    def of(cls, deal: Deal) -> Self:
        marks = deal.milestones
        return cls(
            id=deal.pk,
            uid=deal.uid,
            client=Ref.of(deal.client),
            name=deal.name,
            kind=deal.kind,
            funnel=Ref.of(marks.funnel),
            stage=Ref.of(marks.stage),
            outcome=marks.outcome,
            owner=Ref.of(deal.owner),
            source=Ref.of(deal.source),
            referrer=Ref.of(deal.referrer),
            value_amount=deal.value_amount,
            currency=deal.currency_id,
            expected_on=deal.expected_on,
            entered_at=moment(deal.entered_at) if deal.is_entry_known else None,
            first_contact_at=moment(marks.first_contact_at),
            qualified_at=moment(marks.qualified_at),
            won_at=moment(marks.won_at),
            lost_at=moment(marks.lost_at),
            loss_reason=Ref.of(marks.loss_reason),
            contacts=marks.contacts,
        )


class ContactOut(Schema):
    """A contact, and what it did to its deal: the last fields are derived from the log."""

    uid: UUID
    client: Ref | None
    deal: Ref | None = Field(description="Null without a deal, and where the deal is another's.")
    rep: Ref | None
    kind: str
    is_inbound: bool
    is_cold: bool
    happened_at: datetime
    happened_on: date = Field(description="The rep's local day.")
    noted_at: datetime | None = Field(description="What the clock of the device said that it was written on.")
    duration_seconds: int | None
    note: str
    outcome: str = Field(description="talked, no_answer, postponed or refused; empty where nobody said.")
    persons: list[Ref] = Field(description="Who of the client was there.")
    others: list[Ref] = Field(description="Colleagues who took part beside the rep.")
    loss_reason: Ref | None
    is_move: bool = Field(description="Whether the rep said where the deal stands after it.")
    stage_before: Ref | None
    stage: Ref | None
    advance: str
    is_effective: bool
    is_new_ground: bool
    meeting: UUID | None = Field(description="The same for all contacts of one meeting about several deals.")
    is_counted: bool = Field(description="False where another contact of the same meeting counts in volumes.")

    @classmethod
    def of(cls, contact: Contact, sight: Sight, *, is_alone: bool = False) -> Self:
        """Shape a contact; ``is_alone`` says that nobody but rep and client took part, so that nobody is looked up."""
        return cls(**contact_told(contact, sight, is_alone=is_alone))

    @classmethod
    def list_of(cls, user: User, contacts: Iterable[Contact]) -> list[Self]:
        found = list(contacts)
        sight = Sight.of(user, (), (contact.deal_id for contact in found))
        return [cls.of(contact, sight) for contact in found]


def contact_told(contact: Contact, sight: Sight, *, is_alone: bool = False) -> dict[str, Any]:
    """Return what `ContactOut` says of a contact, in its order, as plain values that are right as they are."""
    persons, others = ((), ()) if is_alone else (contact.persons.all(), contact.others.all())
    return {
        "uid": contact.uid,
        "client": _ref(contact.client),
        "deal": _ref(sight.deal(contact.deal_id)),
        "rep": _ref(contact.rep),
        "kind": contact.kind,
        "is_inbound": contact.is_inbound,
        "is_cold": contact.is_cold,
        "happened_at": localtime(contact.happened_at),
        "happened_on": contact.happened_on,
        "noted_at": moment(contact.noted_at),
        "duration_seconds": contact.duration_seconds,
        "note": contact.note,
        "outcome": contact.outcome,
        "persons": [_ref(person) for person in persons],
        "others": [_ref(other) for other in others],
        "loss_reason": _ref(contact.loss_reason),
        "is_move": contact.is_move,
        "stage_before": _ref(contact.stage_before),
        "stage": _ref(contact.stage),
        "advance": contact.advance,
        "is_effective": contact.is_effective,
        "is_new_ground": contact.is_new_ground,
        "meeting": contact.meeting_uid,
        "is_counted": contact.is_counted,
    }


def _ref(record: Model | None) -> dict[str, Any] | None:
    return None if record is None else {"id": record.pk, "name": str(record)}


class MoveOut(Schema):
    """A move of a deal that no contact made."""

    uid: UUID
    deal: Ref | None
    stage_before: Ref | None
    stage: Ref | None
    cause: str
    advance: str
    loss_reason: Ref | None
    happened_at: datetime
    note: str

    @classmethod
    def of(cls, move: StageMove) -> Self:
        return cls(
            uid=move.uid,
            deal=Ref.of(move.deal),
            stage_before=Ref.of(move.stage_before),
            stage=Ref.of(move.stage_after),
            cause=move.cause,
            advance=move.advance,
            loss_reason=Ref.of(move.loss_reason),
            happened_at=localtime(move.happened_at),
            note=move.note,
        )


class SaleOut(Schema):
    """Money booked, in minor units of its currency."""

    uid: UUID
    client: Ref | None = Field(description="Null where the client is another's.")
    deal: Ref | None
    rep: Ref | None
    kind: str
    is_won_back: bool
    sold_on: date
    amount: int
    cost_amount: int | None
    currency: str
    product: str

    @classmethod
    def list_of(cls, user: User, sales: Iterable[Sale]) -> list[Self]:
        found = list(sales)
        sight = Sight.of(user, (sale.client_id for sale in found), (sale.deal_id for sale in found))
        return [cls.of(sale, sight) for sale in found]

    @classmethod
    def of(cls, sale: Sale, sight: Sight) -> Self:
        return cls(
            uid=sale.uid,
            client=Ref.of(sight.client(sale.client_id)),
            deal=Ref.of(sight.deal(sale.deal_id)),
            rep=Ref.of(sale.rep),
            kind=sale.kind,
            is_won_back=sale.is_won_back,
            sold_on=sale.sold_on,
            amount=sale.amount,
            cost_amount=sale.cost_amount,
            currency=sale.currency_id,
            product=sale.product,
        )


class ImportOut(Schema):
    """A file that was brought in, and how far it is."""

    id: int
    uid: UUID
    file_name: str
    state: str
    done: int
    total: int
    counts: dict[str, object]
    error: str
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, run: ImportRun) -> Self:
        return cls(
            id=run.pk,
            uid=run.uid,
            file_name=run.file_name,
            state=run.state,
            done=run.done,
            total=run.total,
            counts=run.counts,
            error=run.error,
            created_at=localtime(run.created_at),
            finished_at=moment(run.finished_at),
        )


def moment(at: datetime | None) -> datetime | None:
    """Return a moment in the reader's zone, so that it is written with its offset."""
    return None if at is None else localtime(at)
