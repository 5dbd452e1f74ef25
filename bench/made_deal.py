"""The made-up deals of the funnel benchmark as rows of the log."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bench.funnel import made
from headway.replay import Entry, Touch
from headway.web.log.stored import StoredLog
from headway.web.models import Client, Contact, Deal, NextStep, Sale, Segment, Source, Stage, User

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
STEP = ("id", "uid", "client", "deal", "rep", "kind", "what", "due_on", "set_by", "kept_by", "end", "ended_at",
        "written_at", "written_by")  # fmt: skip
EXPECTATION = ("deal", "expected_on", "starts_at", "starts_on")
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
    steps: list[tuple[Any, ...]] = field(default_factory=list)
    expectations: list[tuple[Any, ...]] = field(default_factory=list)


class DealMaker:
    """Turns deals into rows, with ids after those that are stored."""

    def __init__(self) -> None:
        self._stages = list(Stage.objects.order_by("id").values_list("id", flat=True))
        self._funnel = Stage.objects.values_list("funnel_id", flat=True)[0]
        self.reps = list(User.objects.order_by("id").values_list("id", "team_id"))
        self._segments = list(Segment.objects.order_by("id").values_list("id", flat=True))
        self._sources = list(Source.objects.order_by("id").values_list("id", flat=True))
        self._before = {model: _latest(model) for model in (Client, Deal, Contact, Sale, NextStep)}
        # Ids at random would make the index the slow part of many rows.
        self._latest_uid = uuid.uuid4().int >> 68 << 64

    def rows_of(self, deals: Iterable[made.Deal]) -> list[MadeDeal]:
        """Return the rows of deals."""
        return [self._made(deal) for deal in deals]

    def _made(self, deal: made.Deal) -> MadeDeal:
        id_, client_id = self._before[Deal] + deal.id, self._before[Client] + deal.id
        rep, team = self.reps[deal.rep - 1]
        at, on, amount, source = deal.at, made.day(deal.at), deal.amount, self._sources[deal.source - 1]
        name = _client_name(client_id)
        log = StoredLog(Entry(at, on, self._funnel))
        log.owners.append((at, rep))
        log.values.append((at, amount, "EUR"))
        rows = MadeDeal(
            id=id_,
            client=(client_id, self._uid(), name, f" {name.lower()}", "organisation",
                    self._segments[deal.segment - 1], source, rep, "", "", "", at, None),
            row=(id_, self._uid(), client_id, f"Deal {id_}", deal.kind, self._funnel, at, on,
                 True, None, rep, amount, "EUR", source, "", at, None),
            owner=(id_, rep, at),
            value=(id_, amount, "EUR", at),
            log=log,
            expectations=[(id_, on, at, made.day(at)) for at, on in deal.expected],
        )  # fmt: skip
        for contact in deal.contacts:
            self._add_contact(rows, contact, rep, team)
        rows.sales = [self._sale(rows, sale, rep, team) for sale in deal.sales]
        rows.steps = [self._step(rows, each, rep) for each in deal.appointments]
        return rows

    def _add_contact(self, deal: MadeDeal, contact: made.Contact, rep: int, team: int) -> None:
        id_, at, number = self._before[Contact] + contact.id, contact.at, contact.number
        stage = None if contact.place is None else self._stages[contact.place]
        on = made.day(at)
        deal.log.touches.append(Touch(id_, at, on, number, stage, is_contact=True, kind=contact.kind))
        deal.contacts.append(
            (id_, self._uid(), deal.client[0], deal.id, rep, team, contact.kind, contact.is_inbound, contact.is_cold,
             at, on, number, 600, stage, None, "", True, at, rep, None)
        )  # fmt: skip

    def _sale(self, deal: MadeDeal, sale: made.Sale, rep: int, team: int) -> tuple[Any, ...]:
        return (self._before[Sale] + sale.id, self._uid(), deal.client[0], deal.id, rep, team, sale.kind, sale.kind,
                sale.is_won_back, made.day(sale.at), sale.amount, sale.cost, "EUR", sale.amount, sale.cost, "",
                sale.at, None)  # fmt: skip

    def _step(self, deal: MadeDeal, step: made.Appointment, rep: int) -> tuple[Any, ...]:
        kept = step.kept_by
        ended = (None, None, None) if kept is None else (self._before[Contact] + kept.id, "kept", kept.at)
        return (self._before[NextStep] + step.id, self._uid(), deal.client[0], deal.id, rep, "meeting", "",
                step.due_on, self._before[Contact] + step.set_by.id, *ended, step.set_by.at, rep)  # fmt: skip

    def _uid(self) -> uuid.UUID:
        """Make an id after the latest one."""
        self._latest_uid += 1
        return uuid.UUID(int=self._latest_uid)


def _client_name(number: int) -> str:
    """Name a client so that a word is shared by many of them, two by few, and the number by nobody."""
    first, last = _FIRST_WORDS[number % len(_FIRST_WORDS)], _LAST_WORDS[number % len(_LAST_WORDS)]
    return f"{first} {last} {number}"


def _latest(model: Any) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
