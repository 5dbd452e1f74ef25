"""Persons at clients and buying committees, as programs send them and as the API and the command line write them."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from headway.reports.committee import Committee, Seat
from headway.web.api.drafts import Draft, Id, Name
from headway.web.api.records import Ref, moment
from headway.web.log.committee import HIGHEST, LOWEST
from headway.web.models import Person, Position

_Level = Annotated[int, Field(ge=HIGHEST, le=LOWEST, description="1 is the highest, 9 the lowest.")]
_JobTitle = Annotated[str, StringConstraints(max_length=100)]
_Phone = Annotated[str, StringConstraints(max_length=40)]
_Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+$")]


class PersonDraft(Draft):
    """Somebody at a client; `uid` is made by the sender, so that sending twice counts once."""

    uid: UUID | None = None
    client: Id
    name: Name
    job_title: _JobTitle = ""
    phone: _Phone = ""
    email: _Email = ""


class PersonChange(Draft):
    """What to change of a person; what is left out stays."""

    name: Name | None = None
    job_title: _JobTitle = ""
    phone: _Phone = ""
    email: _Email = ""
    has_left: bool = Field(False, description="False takes back that they have left the client.")


class SeatDraft(Draft):
    """Somebody who is to decide on a deal."""

    person: Id
    level: _Level = HIGHEST
    position: Position = Position.UNKNOWN
    reports_to: Id | None = Field(None, description="A person who decides on the same deal.")


class SeatChange(Draft):
    """What to change of a decision-maker; what is left out stays."""

    level: _Level = HIGHEST
    position: Position = Position.UNKNOWN
    reports_to: Id | None = None


class PersonOut(Schema):
    """A person at a client."""

    id: int
    uid: UUID
    client: Ref | None
    name: str
    job_title: str
    phone: str
    email: str
    left_at: datetime | None = Field(description="When they were noted to have left; null while they are there.")

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(
            id=person.pk,
            uid=person.uid,
            client=Ref.of(person.client),
            name=person.name,
            job_title=person.job_title,
            phone=person.phone,
            email=person.email,
            left_at=moment(person.left_at),
        )


class SeatOut(Schema):
    """A decision-maker, with what was spent on them: contacts about this deal that name the person."""

    person: Ref
    job_title: str
    level: int
    position: str
    position_on: date | None = Field(description="The day of their latest change of mind; null while unknown.")
    reports_to: Ref | None
    contacts: int = Field(description="A meeting counts once.")
    meetings: int
    is_reached: bool = Field(description="Whether a contact was more than a try without an answer.")
    latest_contact_at: datetime | None
    has_left: bool

    @classmethod
    def of(cls, seat: Seat, committee: Committee) -> Self:
        since = moment(seat.position_at)
        return cls(
            person=_ref(seat),
            job_title=seat.job_title,
            level=seat.level,
            position=seat.position,
            position_on=since.date() if since else None,
            reports_to=_ref_or_none(committee.seat_of(seat.reports_to_id)),
            contacts=seat.contacts,
            meetings=seat.meetings,
            is_reached=seat.is_reached,
            latest_contact_at=moment(seat.latest_at),
            has_left=seat.has_left,
        )


class CommitteeOut(Schema):
    """Who decides on a deal, the highest level first."""

    agreed: int
    size: int
    hangs_on: Ref | None = Field(
        description="The one who is left to agree, where no contact has reached them; null once the deal is closed."
    )
    unreached: list[Ref]
    seats: list[SeatOut]

    @classmethod
    def of(cls, committee: Committee, *, is_open: bool) -> Self:
        return cls(
            agreed=committee.agreed,
            size=committee.size,
            hangs_on=_ref_or_none(committee.hangs_on if is_open else None),
            unreached=[_ref(seat) for seat in committee.unreached],
            seats=[SeatOut.of(seat, committee) for seat in committee.seats],
        )


def _ref(seat: Seat) -> Ref:
    return Ref(id=seat.person_id, name=seat.name)


def _ref_or_none(seat: Seat | None) -> Ref | None:
    return None if seat is None else _ref(seat)
