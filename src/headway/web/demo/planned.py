"""What the demo company did, planned in memory before it is written: its clients, deals, contacts and sales."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(slots=True, eq=False)
class PlannedClient:
    """A client, with the rep who looks after it and the people there."""

    name: str
    segment: str
    source: str
    seller: int
    created_at: datetime
    phone: str
    persons: list[tuple[str, str]]


@dataclass(slots=True, eq=False)
class PlannedTouch:
    """A contact, or a move without one where ``kind`` is empty; no stage says that the deal stays where it stands."""

    at: datetime
    written_at: datetime
    seller: int
    kind: str
    stage: str | None = None
    cause: str = ""
    loss_reason: int | None = None
    is_inbound: bool = False
    is_cold: bool = False
    duration: int | None = None
    note: str = ""
    # The places of those who were there among the persons of the client.
    persons: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """Somebody who decides; ``person`` and ``reports_to`` are places among the persons of the client."""

    person: int
    level: int
    position: str
    at: datetime | None
    reports_to: int | None


@dataclass(slots=True, eq=False)
class PlannedDeal:
    """A deal with everything that happened to it; owners, values and expected days are dated."""

    client: PlannedClient
    name: str
    kind: str
    product: str
    source: str
    entered_at: datetime
    owners: list[tuple[int, datetime]]
    currency: str
    worth: int
    entered_stage: str | None = None
    values: list[tuple[int, datetime]] = field(default_factory=list)
    expected: list[tuple[date, datetime]] = field(default_factory=list)
    touches: list[PlannedTouch] = field(default_factory=list)
    committee: list[PlannedSeat] = field(default_factory=list)

    @property
    def seller(self) -> int:
        """The owner of now."""
        return self.owners[-1][0]

    @property
    def stage(self) -> str:
        """Where it stands now."""
        moved = (touch.stage for touch in reversed(self.touches) if touch.stage)
        return next(moved, self.entered_stage or "new")

    @property
    def amount(self) -> int:
        """What it is worth now."""
        return self.values[-1][0] if self.values else self.worth


@dataclass(slots=True, eq=False)
class PlannedSale:
    """Money booked, of a deal or not."""

    client: PlannedClient
    deal: PlannedDeal | None
    seller: int
    sold_on: date
    kind: str
    amount: int
    cost: int
    currency: str
    product: str


@dataclass(slots=True)
class Plan:
    """All of it; ``loose`` are contacts that were about no deal, each with its client."""

    clients: list[PlannedClient] = field(default_factory=list)
    deals: list[PlannedDeal] = field(default_factory=list)
    loose: list[tuple[PlannedClient, PlannedTouch]] = field(default_factory=list)
    sales: list[PlannedSale] = field(default_factory=list)
