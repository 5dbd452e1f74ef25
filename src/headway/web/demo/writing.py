"""Writing the plan of the demo company into the log: rows in one go, then the replay of every deal."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection

from headway.web.clock import day_of
from headway.web.demo.company import Settled
from headway.web.demo.planned import PlannedClient, PlannedDeal, PlannedSale, PlannedTouch
from headway.web.demo.scene import Scene
from headway.web.log.bulk import insert_rows
from headway.web.log.changes import note_changes, note_names
from headway.web.log.context import ReplayContext
from headway.web.log.derive import replay_deals
from headway.web.log.expecting import EXPECTATION
from headway.web.log.worth import settle_values
from headway.web.models import (
    Client,
    Contact,
    Deal,
    DealExpectation,
    DealKind,
    DealOwner,
    DealValue,
    DecisionMaker,
    FactNoun,
    Person,
    Sale,
    StageMove,
)
from headway.web.models.fields import to_microseconds
from headway.web.search import search_key_of

_AT_ONCE = 500
_CLIENT = (
    "id",
    "uid",
    "name",
    "search_key",
    "kind",
    "segment",
    "source",
    "owner",
    "phone",
    "email",
    "tax_number",
    "created_at",
)
_PERSON = ("id", "uid", "client", "name", "job_title", "phone", "email")
_DEAL = (
    "id", "uid", "client", "name", "kind", "funnel", "entered_at", "entered_on", "is_entry_known",
    "entered_stage", "owner", "value_amount", "currency", "expected_on", "source", "product", "created_at",
)  # fmt: skip
_CONTACT = (
    "id", "uid", "client", "deal", "rep", "team", "kind", "is_inbound", "is_cold", "happened_at", "happened_on",
    "position", "duration_seconds", "stage_after", "loss_reason", "note", "is_counted", "written_at",
    "written_by", "advance", "is_effective", "is_new_ground",
)  # fmt: skip
_SEAT = ("id", "deal", "person", "level", "position", "position_at", "reports_to")
_MOVE = (
    "uid", "deal", "stage_after", "cause", "loss_reason", "happened_at", "happened_on", "position", "note",
    "written_at", "written_by", "advance",
)  # fmt: skip
_SALE = (
    "uid", "client", "deal", "rep", "team", "kind", "said_kind", "is_won_back", "sold_on", "amount", "cost_amount",
    "currency", "company_amount", "company_cost_amount", "product", "written_at",
)  # fmt: skip
_Row = tuple[Any, ...]


def write_plan(scene: Scene, settled: Settled) -> None:
    """Write everything that was planned, within the caller's transaction."""
    _Writer(scene, settled).write()


class _Writer:
    """Turns planned things into rows."""

    def __init__(self, scene: Scene, settled: Settled) -> None:
        self.scene, self.plan, self.settled = scene, scene.plan, settled
        self.context = ReplayContext()
        # The tables are empty, for there was no company.
        self.clients = {client: number for number, client in enumerate(self.plan.clients, start=1)}
        self.deals = {deal: number for number, deal in enumerate(self.plan.deals, start=1)}
        numbers = count(1)
        self.persons = {client: [next(numbers) for _ in client.persons] for client in self.plan.clients}
        # Which contacts name whom, told while they are written.
        self.named: list[_Row] = []

    def write(self) -> None:
        insert_rows(Client, _CLIENT, map(self._client, self.plan.clients))
        insert_rows(Person, _PERSON, self._persons())
        insert_rows(Deal, _DEAL, map(self._deal, self.plan.deals))
        insert_rows(DealOwner, ("deal", "owner", "starts_at"), self._owners())
        insert_rows(DealValue, ("deal", "amount", "currency", "starts_at"), self._values())
        settle_values(self.deals.values(), self.context)
        insert_rows(DealExpectation, EXPECTATION, self._expectations())
        insert_rows(Contact, _CONTACT, self._contacts())
        insert_rows(Contact.persons.through, ("contact", "person"), self.named)
        insert_rows(DecisionMaker, _SEAT, self._seats())
        insert_rows(StageMove, _MOVE, self._moves())
        insert_rows(Sale, _SALE, self._sales())
        self._count_on_from_here()
        ids = list(self.deals.values())
        for start in range(0, len(ids), _AT_ONCE):
            replay_deals(ids[start : start + _AT_ONCE], self.context)
        note_changes(FactNoun.CONTACT, Contact.objects.filter(deal=None).values_list("pk", flat=True))
        note_changes(FactNoun.SALE, Sale.objects.values_list("pk", flat=True))
        note_names()

    def _client(self, client: PlannedClient) -> _Row:
        email = f"office{self.clients[client]}@client.example"
        persons = "".join(search_key_of(name, "", "", "") for name, _job_title in client.persons)
        key = search_key_of(client.name, email, client.phone, "") + persons
        segment, source = self.settled.segments[client.segment], self.settled.sources[client.source]
        owner, created_at = self.settled.sellers[client.seller], to_microseconds(client.created_at)
        row = (self.clients[client], self._uid(), client.name, key, "organisation", segment, source, owner)
        return (*row, client.phone, email, "", created_at)

    def _persons(self) -> Iterator[_Row]:
        for client, id_ in self.clients.items():
            for number, (name, job_title) in zip(self.persons[client], client.persons, strict=True):
                yield (number, self._uid(), id_, name, job_title, "", "")

    def _deal(self, deal: PlannedDeal) -> _Row:
        entered_at = to_microseconds(deal.entered_at)
        entered_stage = self.settled.stages[deal.entered_stage] if deal.entered_stage else None
        amount = deal.values[-1][0] if deal.values else None
        currency = deal.currency if deal.values else None
        expected_on = deal.expected[-1][0] if deal.expected else None
        row = (self.deals[deal], self._uid(), self.clients[deal.client], deal.name, deal.kind, self.settled.funnel)
        entry = (entered_at, self._day(deal.entered_at), True, entered_stage, self.settled.sellers[deal.seller])
        worth = (amount, currency, expected_on)
        return (*row, *entry, *worth, self.settled.sources[deal.source], deal.product, entered_at)

    def _owners(self) -> Iterator[_Row]:
        for deal, id_ in self.deals.items():
            yield from ((id_, self.settled.sellers[seller], to_microseconds(at)) for seller, at in deal.owners)

    def _values(self) -> Iterator[_Row]:
        for deal, id_ in self.deals.items():
            yield from ((id_, amount, deal.currency, to_microseconds(at)) for amount, at in deal.values)

    def _expectations(self) -> Iterator[_Row]:
        for deal, id_ in self.deals.items():
            yield from ((id_, on, to_microseconds(at), self._day(at)) for on, at in deal.expected)

    def _contacts(self) -> Iterator[_Row]:
        held = [(deal.client, deal, touch) for deal in self.plan.deals for touch in deal.touches if touch.kind]
        loose = [(client, None, touch) for client, touch in self.plan.loose]
        # As reps write them down: the newest last.
        in_order = sorted([*held, *loose], key=lambda each: each[2].written_at)
        for number, (client, deal, touch) in enumerate(in_order, start=1):
            rep, on = self.settled.sellers[touch.seller], self._day(touch.at)
            self.named += [(number, self.persons[client][place]) for place in touch.persons]
            deal_id, team_id = deal and self.deals[deal], self.context.team_of(rep, on)
            whom = (number, self._uid(), self.clients[client], deal_id, rep, team_id)
            how = (touch.kind, touch.is_inbound, touch.is_cold, *self._when(touch), touch.duration)
            written = (touch.note, True, to_microseconds(touch.written_at), rep)
            yield (*whom, *how, *self._where(touch), *written, "none", False, False)

    def _seats(self) -> Iterator[_Row]:
        """Who decides; those who report to nobody first on their deal, as the plan has them."""
        numbers = count(1)
        for deal, id_ in self.deals.items():
            own = {seat.person: next(numbers) for seat in deal.committee}
            persons = self.persons[deal.client]
            for seat in deal.committee:
                at = None if seat.at is None else to_microseconds(seat.at)
                superior = None if seat.reports_to is None else own[seat.reports_to]
                yield (own[seat.person], id_, persons[seat.person], seat.level, seat.position, at, superior)

    def _moves(self) -> Iterator[_Row]:
        for deal, id_ in self.deals.items():
            for touch in deal.touches:
                if not touch.kind:
                    stage, loss_reason = self._where(touch)
                    written = (touch.note, to_microseconds(touch.written_at), self.settled.sellers[touch.seller])
                    yield (self._uid(), id_, stage, touch.cause, loss_reason, *self._when(touch), *written, "none")

    def _when(self, touch: PlannedTouch) -> _Row:
        """The moment, the local day, and the position."""
        return to_microseconds(touch.at), self._day(touch.at), to_microseconds(touch.written_at)

    def _where(self, touch: PlannedTouch) -> _Row:
        """The stage after and the loss reason."""
        stage = self.settled.stages[touch.stage] if touch.stage else None
        return stage, None if touch.loss_reason is None else self.settled.loss_reasons[touch.loss_reason]

    def _sales(self) -> Iterator[_Row]:
        latest: dict[PlannedClient, date] = {}
        for sale in sorted(self.plan.sales, key=lambda sale: sale.sold_on):
            is_won_back = sale.client in latest and _is_over_a_year(latest[sale.client], sale.sold_on)
            latest[sale.client] = sale.sold_on
            yield self._sale(sale, is_won_back=is_won_back)

    def _sale(self, sale: PlannedSale, *, is_won_back: bool) -> _Row:
        rep = self.settled.sellers[sale.seller]
        convert, money = self.context.conversion.convert, (sale.amount, sale.cost)
        home = (convert(amount, sale.currency, sale.sold_on) for amount in money)
        whom = (self._uid(), self.clients[sale.client], sale.deal and self.deals[sale.deal], rep)
        kinds = (DealKind.RENEWAL.value if is_won_back else sale.kind, sale.kind, is_won_back)
        what = (self.context.team_of(rep, sale.sold_on), *kinds, sale.sold_on, *money, sale.currency)
        written_at = min(self.scene.midnight(sale.sold_on), self.scene.now)
        return (*whom, *what, *home, sale.product, to_microseconds(written_at))

    def _day(self, moment: datetime) -> date:
        return day_of(moment, self.scene.zone)

    def _uid(self) -> UUID:
        return UUID(int=self.scene.chance.getrandbits(128), version=4)

    def _count_on_from_here(self) -> None:
        """Tell the database which ids were given out by us."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(
                no_style(), [Client, Person, Deal, Contact, DecisionMaker]
            ):
                cursor.execute(statement)


def _is_over_a_year(earlier: date, later: date) -> bool:
    return (earlier.year + 1, earlier.month, earlier.day) < (later.year, later.month, later.day)
