"""Made-up deals that go forward, stay, slip back, jump, get lost and return, and what reps and sources add to them.

Ids count from 1; a place is where a stage stands in the funnel, from 0. Times are microseconds since the epoch, UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

STAGES = (
    ("New", "lead"), ("Reached", "lead"), ("Need", "opportunity"), ("Offer", "opportunity"),
    ("Decision", "opportunity"), ("Won", "won"), ("Lost", "lost"),
)  # fmt: skip
START = datetime(2024, 1, 1, 8, tzinfo=UTC)
DAYS = 730
SOURCES = SEGMENTS = 3
TEAMS = 5
CATEGORIES = (("Meetings", True), ("Documentation", False))
CONTACTS_A_DEAL = 8
_HOUR = 3_600_000_000
_WON, _LOST = 5, 6
# The share of the contacts after the first that the client begins.
_INBOUND = 0.2
_KINDS = ("call", "call", "call", "call", "email", "email", "meeting", "meeting", "mail")
_DEAL_KINDS = ("new_business", "new_business", "add_on", "renewal")
_SALE_KINDS = (
    ("new_business", False),
    ("new_business", False),
    ("add_on", False),
    ("renewal", False),
    ("renewal", True),
)
# The share of calls that agree a meeting, of rep's days on which something is tallied or time written down, and of
# deals that somebody expects to be won on a day.
_AGREED, _TALLIED, _TIMED, _EXPECTED = 0.3, 0.3, 0.3, 0.6


@dataclass(frozen=True)
class Contact:
    """A contact about a deal, and the place of the stage after it, None where nothing moved."""

    id: int
    number: int
    kind: str
    is_inbound: bool
    at: int
    place: int | None

    @property
    def is_cold(self) -> bool:
        """Nobody spoke to them before the first."""
        return self.number == 0


@dataclass(frozen=True)
class Sale:
    """What a won deal sold; the cost is not always known."""

    id: int
    kind: str
    is_won_back: bool
    at: int
    amount: int
    cost: int | None


@dataclass(frozen=True)
class Appointment:
    """A meeting that a contact agreed for a day, and the contact that kept it."""

    id: int
    set_by: Contact
    due_on: date
    kept_by: Contact | None


@dataclass
class Deal:
    """A deal of a client of its own, with all that was written about it."""

    id: int
    rep: int
    source: int
    segment: int
    kind: str
    at: int
    amount: int
    contacts: list[Contact] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    # The moments at which somebody said on which day it would be won, and the days.
    expected: list[tuple[int, date]] = field(default_factory=list)


class Maker:
    """Makes deals that enter on any of the days, the latest still open."""

    def __init__(self, seed: int, reps: int) -> None:
        self._chance, self._reps = Random(seed), reps
        self._start = microseconds(START)
        self._end = self._start + DAYS * 24 * _HOUR
        self._deals = self._contacts = self._sales = self._appointments = 0

    def deal(self) -> Deal:
        """Make the next deal."""
        chance = self._chance
        self._deals += 1
        deal = Deal(
            id=self._deals,
            rep=chance.randint(1, self._reps),
            source=chance.randint(1, SOURCES),
            segment=chance.randint(1, SEGMENTS),
            kind=chance.choice(_DEAL_KINDS),
            at=self._start + int(chance.random() * DAYS * 24) * _HOUR,
            amount=chance.randrange(1_000, 9_000_000),
        )
        for number, (at, place) in enumerate(self._road(deal.at)):
            self._contacts += 1
            is_inbound = number > 0 and chance.random() < _INBOUND
            deal.contacts.append(Contact(self._contacts, number, chance.choice(_KINDS), is_inbound, at, place))
            if place == _WON:
                deal.sales.append(self._sale(deal.amount, at))
        self._agree(deal)
        self._expect(deal)
        return deal

    def _sale(self, amount: int, at: int) -> Sale:
        self._sales += 1
        kind, is_won_back = self._chance.choice(_SALE_KINDS)
        cost = amount * 6 // 10 if self._chance.random() < 0.8 else None
        return Sale(self._sales, kind, is_won_back, at, amount, cost)

    def _agree(self, deal: Deal) -> None:
        """Let calls agree meetings; a meeting that comes next keeps them."""
        for contact, later in zip(deal.contacts, [*deal.contacts[1:], None], strict=False):
            if contact.kind == "call" and self._chance.random() < _AGREED:
                self._appointments += 1
                kept_by = later if later and later.kind == "meeting" else None
                due_on = day(contact.at) + timedelta(days=7) if kept_by is None else day(kept_by.at)
                deal.appointments.append(Appointment(self._appointments, contact, due_on, kept_by))

    def _expect(self, deal: Deal) -> None:
        """Let the day be said at the entry, and half of the time put off a month later."""
        if self._chance.random() < _EXPECTED:
            first = day(deal.at) + timedelta(days=self._chance.randint(20, 90))
            deal.expected.append((deal.at, first))
            if self._chance.random() < 0.5:
                put_off = first + timedelta(days=self._chance.randint(1, 60))
                deal.expected.append((deal.at + 30 * 24 * _HOUR, put_off))

    def _road(self, at: int) -> Iterator[tuple[int, int | None]]:
        """Walk the funnel: the time of each contact and the place it leads to, none where nothing moves."""
        chance, place = self._chance, 0
        while place != _WON:
            at += int(chance.expovariate(1 / 120) * _HOUR)
            if at > self._end:
                return
            throw = chance.random()
            if throw < 0.08:
                yield at, _LOST
                if chance.random() < 0.95:
                    return
            elif throw < 0.62:
                yield at, None
            else:
                place = max(0, min(place + (-1 if throw < 0.68 else 2 if throw > 0.96 else 1), _WON))
                yield at, place


def deals_of(contacts: int, *, seed: int, reps: int) -> Iterator[Deal]:
    """Make deals until they have about so many contacts together."""
    maker, made = Maker(seed, reps), 0
    while made < contacts:
        deal = maker.deal()
        made += len(deal.contacts)
        yield deal


def tallies_of(seed: int, reps: int) -> Iterator[tuple[int, date, int]]:
    """Make what reps tallied: the rep, the day, how many."""
    chance = Random(seed)
    for rep, on in _working_days(reps):
        if chance.random() < _TALLIED:
            yield rep, on, chance.randint(1, 6)


def times_of(seed: int, reps: int) -> Iterator[tuple[int, date, int, int]]:
    """Make where time went: the rep, the day, the place of the category, seconds."""
    chance = Random(seed + 1)
    for rep, on in _working_days(reps):
        if chance.random() < _TIMED:
            yield from ((rep, on, place, chance.randint(1, 16) * 900) for place in range(len(CATEGORIES)))


def costs_of(seed: int) -> Iterator[tuple[int, date, int]]:
    """Make what sources cost on each day; the last of them costs nothing that is known."""
    chance = Random(seed + 2)
    for source in range(1, SOURCES):
        for number in range(DAYS):
            yield source, START.date() + timedelta(days=number), chance.randrange(10_000)


def day(at: int) -> date:
    """Return the day of a moment."""
    return date.fromordinal(719163 + at // (24 * _HOUR))


def microseconds(moment: datetime) -> int:
    """Return a moment as microseconds since the epoch."""
    return int(moment.timestamp()) * 1_000_000


def _working_days(reps: int) -> Iterator[tuple[int, date]]:
    days = [START.date() + timedelta(days=number) for number in range(DAYS)]
    return ((rep, on) for rep in range(1, reps + 1) for on in days if on.weekday() < 5)
