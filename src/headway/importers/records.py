"""The plain records that a file becomes: what the loader writes to the log, and what could not be read.

They are named tuples, which are made, sent to another process and read there in a third of the time that frozen
dataclasses take; a large file is hundreds of thousands of them.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class ImportedStep(NamedTuple):
    """What is to be done next with a client, on a day; ``at`` is its time in microseconds since 1970 UTC, if any.

    ``on`` is ``None`` where the file says what, but not when; ``kind`` is ``None`` where it does not say how.
    """

    on: date | None
    at: int | None = None
    kind: str | None = None
    what: str = ""


class ImportedContact(NamedTuple):
    """A contact about a deal; ``at`` is in microseconds since 1970 UTC, and ``stage_after`` is ``None`` for 'no move'.

    ``position`` is the place in the file, which decides between equal times. ``rep`` is ``None`` where it names nobody.
    """

    key: str
    at: int
    on: date
    position: int
    kind: str
    rep: str | None
    duration_seconds: int | None = None
    is_inbound: bool = False
    is_cold: bool = False
    stage_after: str | None = None
    note: str = ""
    line: int = 0
    loss_reason: str | None = None
    next_step: ImportedStep | None = None


class ImportedMove(NamedTuple):
    """A change of stage that no contact made."""

    key: str
    at: int
    on: date
    position: int
    stage_after: str
    rep: str | None = None
    loss_reason: str | None = None
    line: int = 0


class ImportedSale(NamedTuple):
    """Money booked on a day; amounts are in the currency's major unit, and an empty currency is the company's own."""

    key: str
    sold_on: date
    amount: Decimal
    currency: str
    kind: str = "new_business"
    cost: Decimal | None = None
    product: str | None = None
    rep: str | None = None
    line: int = 0


class ImportedClient(NamedTuple):
    """A client with its sales of no deal; ``None`` means that the file does not say, so what is known already stays."""

    key: str
    name: str
    kind: str = "organisation"
    segment: str | None = None
    source: str | None = None
    owner: str | None = None
    phone: str | None = None
    email: str | None = None
    tax_number: str | None = None
    referrer: str | None = None
    sales: tuple[ImportedSale, ...] = ()


class ImportedDeal(NamedTuple):
    """A deal with all that the file tells of it; ``None`` means that the file does not say, so what is known stays.

    ``entered_stage`` with ``entered_at`` of ``None`` is a deal that stands there since nobody wrote when.
    """

    key: str
    name: str | None
    client: ImportedClient | None
    kind: str | None
    owner: str | None
    source: str | None
    product: str | None
    entered_at: int | None
    entered_on: date | None
    entered_stage: str | None
    value: Decimal | None
    currency: str | None
    expected_on: date | None = None
    contacts: tuple[ImportedContact, ...] = ()
    moves: tuple[ImportedMove, ...] = ()
    sales: tuple[ImportedSale, ...] = ()
    line: int = 0
    next_step: ImportedStep | None = None
    referrer: str | None = None


class ImportedRep(NamedTuple):
    """A rep, the team the rep belongs to, and who leads it."""

    name: str
    email: str | None = None
    team: str | None = None
    head: str | None = None


class ImportedCost(NamedTuple):
    """What a source cost from a day up to another, the latter not included; the amount is in the major unit."""

    key: str
    source: str
    starts_on: date
    ends_on: date
    amount: Decimal
    currency: str = ""
    note: str = ""
    line: int = 0


class Problem(NamedTuple):
    """A row that was left out, or, with ``is_kept``, one that was taken though something in it is doubtful.

    ``reason`` is a `Sentence`; ``raw`` is the row as the file has it, for the rejects. Line 0 speaks of the whole file.
    """

    line: int
    reason: str
    raw: str = ""
    is_kept: bool = False


Record = ImportedClient | ImportedRep | ImportedDeal | ImportedCost
