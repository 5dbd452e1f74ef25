"""Writing deals that are new: replayed in memory first, so that every row is written once, with what was derived."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from headway import replay
from headway.importers.records import ImportedDeal
from headway.web.imports.writing.clients import client_of
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.ids import take_ids
from headway.web.imports.writing.rows import CONTACT, DEAL, MOVE, trimmed
from headway.web.imports.writing.touches import Home, contact_row, move_row
from headway.web.imports.writing.worth import worth_of
from headway.web.log.bulk import insert_rows
from headway.web.log.derive import store_stays_and_milestones
from headway.web.log.expecting import EXPECTATION
from headway.web.log.stored import CONTACT_DERIVED, MOVE_DERIVED, StoredLog
from headway.web.log.worth import VALUE, first_value
from headway.web.models import Contact, Deal, DealExpectation, DealKind, DealOwner, DealValue, StageMove

_Touch = replay.Touch
# The database's driver looks for a way to write what is more than a text.
_ADVANCES = {advance: advance.value for advance in replay.Advance}
_NEW_BUSINESS = DealKind.NEW_BUSINESS.value
_CONTACT_STAGE, _CONTACT_REASON = CONTACT.index("stage_after"), CONTACT.index("loss_reason")
_MOVE_STAGE, _MOVE_REASON = MOVE.index("stage_after"), MOVE.index("loss_reason")


def write_fresh_deals(desk: Desk, deals: Sequence[tuple[str, ImportedDeal]]) -> list[Home]:
    """Write new deals with their contacts, moves, stays and milestones, and return where they are."""
    batch = _Batch(desk, [deal for _, deal in deals])
    ids = take_ids(Deal, len(deals))
    homes = [batch.add(id_, uid, deal) for id_, (uid, deal) in zip(ids, deals, strict=True)]
    batch.store()
    return homes


class _Batch:
    """The rows that some new deals come to."""

    def __init__(self, desk: Desk, deals: Sequence[ImportedDeal]) -> None:
        self._desk = desk
        self._contact_ids = iter(take_ids(Contact, sum(len(deal.contacts) for deal in deals)))
        self._move_ids = iter(take_ids(StageMove, sum(len(deal.moves) for deal in deals)))
        self._deals: list[tuple[Any, ...]] = []
        # Rows by id, without what is derived until the deal is replayed.
        self._contacts: dict[int, tuple[Any, ...]] = {}
        self._moves: dict[int, tuple[Any, ...]] = {}
        self._logs: dict[int, StoredLog] = {}
        self._histories: dict[int, replay.History] = {}
        self._expected: list[tuple[Any, ...]] = []

    def add(self, id_: int, uid: str, deal: ImportedDeal) -> Home:
        """Make the rows of a deal and replay it."""
        desk = self._desk
        at, on = _entry(desk, deal)
        home = Home(deal.key, id_, desk.clients[client_of(deal).key], desk.names.rep(deal.owner))
        log = self._logs[id_] = StoredLog(
            replay.Entry(at, on, desk.road.funnel_id, desk.road.stage(deal.entered_stage))
        )
        self._add_deal(uid, deal, home, log)
        self._add_contacts(deal, home, log)
        self._add_moves(deal, home, log)
        self._histories[id_] = history = replay.replay(log.entry, log.touches, desk.context.roads)
        self._derive(history.steps)
        return home

    def store(self) -> None:
        """Insert the rows."""
        logs = self._logs
        insert_rows(Deal, DEAL, self._deals)
        owners = ((id_, owner_id, at) for id_, log in logs.items() for at, owner_id in log.owners)
        insert_rows(DealOwner, ("deal", "owner", "starts_at"), owners)
        context = self._desk.context
        told = ((id_, *value) for id_, log in logs.items() for value in log.values)
        values = (first_value(id_, amount, code, at, context) for id_, at, amount, code in told)
        insert_rows(DealValue, VALUE, values)
        insert_rows(DealExpectation, EXPECTATION, self._expected)
        insert_rows(Contact, (*CONTACT, *CONTACT_DERIVED), self._contacts.values())
        insert_rows(StageMove, (*MOVE, *MOVE_DERIVED), self._moves.values())
        store_stays_and_milestones(logs, self._histories, self._desk.context)

    def _add_deal(self, uid: str, deal: ImportedDeal, home: Home, log: StoredLog) -> None:
        desk, entry = self._desk, log.entry
        amount, code = worth_of(desk, deal)
        if home.owner_id is not None:
            log.owners.append((entry.at, home.owner_id))
        if amount is not None and code is not None:
            log.values.append((entry.at, amount, code))
        name = trimmed(deal.name, 200) or trimmed(deal.key, 200)
        entered = (entry.funnel_id, entry.at, entry.on, deal.entered_at is not None, entry.stage_id)
        if deal.expected_on is not None:
            self._expected.append((home.deal_id, deal.expected_on, desk.started_at, desk.started_on))
        came = (desk.names.source(deal.source), desk.names.referrer(deal.referrer))
        worth = (home.owner_id, amount, code, deal.expected_on, *came, trimmed(deal.product, 200))
        identity = (home.deal_id, uid, home.client_id, name, deal.kind or _NEW_BUSINESS)
        self._deals.append((*identity, *entered, *worth, desk.started_at, desk.run_id))

    def _add_contacts(self, deal: ImportedDeal, home: Home, log: StoredLog) -> None:
        for contact, id_ in zip(deal.contacts, self._contact_ids, strict=False):
            row = self._contacts[id_] = contact_row(self._desk, id_, contact, home)
            stage_id, reason_id = row[_CONTACT_STAGE], row[_CONTACT_REASON]
            # By their order: to name seven values takes longer than to keep them.
            log.touches.append(_Touch(id_, contact.at, contact.on, contact.position, stage_id, True, contact.kind))
            if reason_id is not None:
                log.loss_reasons[True, id_] = reason_id

    def _add_moves(self, deal: ImportedDeal, home: Home, log: StoredLog) -> None:
        for move, id_ in zip(deal.moves, self._move_ids, strict=False):
            row = self._moves[id_] = move_row(self._desk, id_, move, home)
            stage_id, reason_id = row[_MOVE_STAGE], row[_MOVE_REASON]
            log.touches.append(_Touch(id_, move.at, move.on, move.position, stage_id, False))
            if reason_id is not None:
                log.loss_reasons[False, id_] = reason_id

    def _derive(self, steps: Iterable[replay.Step]) -> None:
        for touch, before_id, after_id, advance, is_effective, is_new_ground in steps:
            if touch.is_contact:
                self._contacts[touch.id] += (before_id, after_id, _ADVANCES[advance], is_effective, is_new_ground)
            else:
                self._moves[touch.id] += (before_id, _ADVANCES[advance])


def _entry(desk: Desk, deal: ImportedDeal) -> tuple[int, date]:
    """Return when a deal entered: where the file does not say, with its first contact or move, else with the import."""
    if deal.entered_at is not None and deal.entered_on is not None:
        return deal.entered_at, deal.entered_on
    touches = [(contact.at, contact.on) for contact in deal.contacts] + [(move.at, move.on) for move in deal.moves]
    return min(touches, default=(desk.started_at, desk.started_on))
