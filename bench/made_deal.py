"""Made-up deals that go forward, stay, slip back, jump, get lost and return, as rows of the log."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from headway.replay import Entry, Touch
from headway.web.log.stored import StoredLog
from headway.web.models import Client, Contact, Deal, Sale, Segment, Source, Stage, User
from headway.web.models.fields import to_microseconds

CLIENT = ("id", "uid", "name", "search_key", "kind", "segment", "source", "owner", "phone", "email", "tax_number",
          "created_at", "import_run")  # fmt: skip
DEAL = ("id", "uid", "client", "name", "kind", "funnel", "entered_at", "entered_on", "is_entry_known", "entered_stage",
        "owner", "value_amount", "currency", "source", "product", "created_at", "import_run")  # fmt: skip
CONTACT = ("id", "uid", "client", "deal", "rep", "team", "kind", "is_inbound", "is_cold", "happened_at", "happened_on",
           "position", "duration_seconds", "stage_after", "loss_reason", "note", "is_counted", "written_at",
           "written_by", "import_run")  # fmt: skip
SALE = ("id", "uid", "client", "deal", "rep", "team", "kind", "said_kind", "is_won_back", "sold_on", "amount",
        "cost_amount", "currency", "company_amount", "company_cost_amount", "product", "written_at",
        "import_run")  # fmt: skip
_HOUR = 3_600_000_000
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
_PLACE_OF_WON = 5
_FIRST_WORDS = (
    "Mill",
    "North",
    "South",
    "River",
    "Stone",
    "Iron",
    "Green",
    "Silver",
    "Forest",
    "Lake",
    "Solid",
    "Prime",
)
_LAST_WORDS = (
    "Pumps",
    "Works",
    "Foods",
    "Mining",
    "Trading",
    "Transport",
    "Systems",
    "Tools",
    "Dairy",
    "Motors",
    "Farms",
)


@dataclass
class MadeDeal:
    """The rows of one deal, and what replay wants of it."""

    id: int
    client: tuple[Any, ...]
    row: tuple[Any, ...]
    owner: tuple[Any, ...]
    value: tuple[Any, ...]
    log: StoredLog
    contacts: list[tuple[Any, ...]] = field(default_factory=list)
    sales: list[tuple[Any, ...]] = field(default_factory=list)


class DealMaker:
    """Makes deals that enter on any of some days, with ids after those that are stored; the latest are still open."""

    def __init__(self, chance: random.Random, start: datetime, days: int) -> None:
        self._chance, self._start, self._hours = chance, to_microseconds(start), days * 24
        self._end = self._start + self._hours * _HOUR
        self._stages = list(Stage.objects.order_by("id").values_list("id", flat=True))
        self._funnel = Stage.objects.values_list("funnel_id", flat=True)[0]
        self._reps = list(User.objects.order_by("id").values_list("id", "team_id"))
        self._segments = list(Segment.objects.values_list("id", flat=True))
        self._sources = list(Source.objects.values_list("id", flat=True))
        self._latest_uid = chance.getrandbits(60) << 64
        self._latest = {model: _latest(model) for model in (Client, Deal, Contact, Sale)}

    def deal(self) -> MadeDeal:
        """Make the next deal with its client, contacts and, once won, its sale."""
        chance, id_, client_id = self._chance, self._next(Deal), self._next(Client)
        rep, team = chance.choice(self._reps)
        at = self._start + int(chance.random() * self._hours) * _HOUR
        amount, source = chance.randrange(1_000, 9_000_000), chance.choice(self._sources)
        name = _client_name(client_id)
        log = StoredLog(Entry(at, _day(at), self._funnel))
        log.owners.append((at, rep))
        log.values.append((at, amount, "EUR"))
        made = MadeDeal(
            id=id_,
            client=(client_id, self._uid(), name, f" {name.lower()}", "organisation",
                    chance.choice(self._segments), source, rep, "", "", "", at, None),
            row=(id_, self._uid(), client_id, f"Deal {id_}", chance.choice(_DEAL_KINDS), self._funnel, at, _day(at),
                 True, None, rep, amount, "EUR", source, "", at, None),
            owner=(id_, rep, at),
            value=(id_, amount, "EUR", at),
            log=log,
        )  # fmt: skip
        self._add_contacts(made, rep, team)
        return made

    def _add_contacts(self, made: MadeDeal, rep: int, team: int) -> None:
        client_id, log = made.client[0], made.log
        for number, (at, place) in enumerate(self._road(log.entry.at)):
            kind, id_, on = self._chance.choice(_KINDS), self._next(Contact), _day(at)
            is_inbound = number > 0 and self._chance.random() < _INBOUND
            stage = None if place is None else self._stages[place]
            log.touches.append(Touch(id_, at, on, number, stage, is_contact=True, kind=kind))
            made.contacts.append(
                (id_, self._uid(), client_id, made.id, rep, team, kind, is_inbound, number == 0, at, on, number, 600,
                 stage, None, "", True, at, rep, None)
            )  # fmt: skip
            if place == _PLACE_OF_WON:
                made.sales.append(self._sale(made, rep, team, at))

    def _sale(self, made: MadeDeal, rep: int, team: int, at: int) -> tuple[Any, ...]:
        amount = made.value[1]
        cost = amount * 6 // 10 if self._chance.random() < 0.8 else None
        kind, is_won_back = self._chance.choice(_SALE_KINDS)
        return (self._next(Sale), self._uid(), made.client[0], made.id, rep, team, kind, kind, is_won_back, _day(at),
                amount, cost, "EUR", amount, cost, "", at, None)  # fmt: skip

    def _road(self, at: int) -> Iterator[tuple[int, int | None]]:
        """Walk the funnel: the time of each contact and the place it leads to, none where nothing moves."""
        chance, place = self._chance, 0
        while place != _PLACE_OF_WON:
            at += int(chance.expovariate(1 / 120) * _HOUR)
            if at > self._end:
                return
            throw = chance.random()
            if throw < 0.08:
                yield at, _PLACE_OF_WON + 1
                if chance.random() < 0.95:
                    return
            elif throw < 0.62:
                yield at, None
            else:
                place = max(0, min(place + (-1 if throw < 0.68 else 2 if throw > 0.96 else 1), _PLACE_OF_WON))
                yield at, place

    def _next(self, model: type) -> int:
        self._latest[model] += 1
        return self._latest[model]

    def _uid(self) -> uuid.UUID:
        """Make an id after the latest one; ids at random would make the index the slow part of many rows."""
        self._latest_uid += 1
        return uuid.UUID(int=self._latest_uid)


def _client_name(number: int) -> str:
    """Name a client so that a word is shared by many of them, two by few, and the number by nobody."""
    first, last = _FIRST_WORDS[number % len(_FIRST_WORDS)], _LAST_WORDS[number % len(_LAST_WORDS)]
    return f"{first} {last} {number}"


def _latest(model: Any) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _day(at: int) -> date:
    return date.fromordinal(719163 + at // (24 * _HOUR))
