"""Contacts and moves of stored deals: those that the file has more are added, hidden until the import is published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from headway.importers.records import ImportedContact, ImportedMove
from headway.web.imports.tables import records
from headway.web.imports.writing.by_hand import changed_by_hand, deleted_by_hand
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.ids import take_ids
from headway.web.imports.writing.rows import CONTACT, CONTACT_GIVEN, MOVE, MOVE_GIVEN
from headway.web.imports.writing.stored import in_digits, stored_ids
from headway.web.imports.writing.taking_over import take_over
from headway.web.imports.writing.touches import Home, contact_given, contact_row, move_given, move_row
from headway.web.log.bulk import insert_rows, read_rows
from headway.web.models import Contact, ImportRun, StageMove

_Touch = ImportedContact | ImportedMove
# The place in a file shifts with every row that is added before it.
_SHIFTING = "position"


@dataclass(frozen=True)
class TouchTable:
    """What contacts and moves have in common here: their table, and how what the file says becomes its rows."""

    noun: str
    model: type[Contact] | type[StageMove]
    columns: tuple[str, ...]
    given_columns: tuple[str, ...]
    row: Callable[[Desk, int, Any, Home], tuple[Any, ...]]
    given: Callable[[Desk, Any], tuple[Any, ...]]
    # What the table wants beside the columns until the deal is replayed.
    underived: dict[str, Any]


CONTACTS = TouchTable(
    "contact",
    Contact,
    CONTACT,
    CONTACT_GIVEN,
    contact_row,
    contact_given,
    {"advance": "none", "is_effective": False, "is_new_ground": False},
)
MOVES = TouchTable("move", StageMove, MOVE, MOVE_GIVEN, move_row, move_given, {"advance": "none"})


def add_or_compare(desk: Desk, table: TouchTable, touches: Sequence[tuple[Home, Sequence[_Touch]]]) -> None:
    """Insert the touches that their deals lack, and note the fields of the others that differ."""
    told = {
        desk.identity.of(table.noun, f"{home.key}/{touch.key}"): (home, touch)
        for home, some in touches
        for touch in some
    }
    stored = _stored(table, [home.deal_id for home, _ in touches])
    take_over(desk, table.model, (row[0] for row in stored.values()))
    _compare(desk, table, [(stored[uid], touch) for uid, (_, touch) in told.items() if uid in stored])
    lacking = [uid for uid in told if uid not in stored]
    elsewhere = _elsewhere(table, lacking) | deleted_by_hand(table.model._meta.model_name or "", lacking)
    _insert(desk, table, [told[uid] for uid in lacking if uid not in elsewhere])


def deals_added_to(run: ImportRun) -> set[int]:
    """Return the deals with touches of a run that no replay has seen yet, be they of this attempt or an earlier one."""
    contacts = records(Contact).filter(import_run=run, deal__isnull=False, stage=None)
    moves = records(StageMove).filter(import_run=run, stage_before=None)
    return {*contacts.values_list("deal_id", flat=True), *moves.values_list("deal_id", flat=True)}


def _stored(table: TouchTable, deal_ids: Sequence[int]) -> dict[str, tuple[Any, ...]]:
    rows = read_rows(table.model, ("uid", "id", *table.given_columns), key="deal", ids=deal_ids)
    return {in_digits(uid): tuple(rest) for uid, *rest in rows}


def _compare(desk: Desk, table: TouchTable, pairs: Sequence[tuple[tuple[Any, ...], _Touch]]) -> None:
    differing = {
        stored[0]: (stored[1:], given) for stored, touch in pairs if (given := table.given(desk, touch)) != stored[1:]
    }
    kept = changed_by_hand(table.model._meta.model_name or "", list(differing)) if differing else set()
    for id_, (stored_values, given) in differing.items():
        if id_ not in kept:
            says = dict(zip(table.given_columns, given, strict=True)) | {_SHIFTING: None}
            desk.pending.compare(table.model, id_, dict(zip(table.given_columns, stored_values, strict=True)), says)


def _elsewhere(table: TouchTable, uids: Sequence[str]) -> set[str]:
    """Return those that somebody has moved to another deal."""
    return set(stored_ids(table.model, uids))


def _insert(desk: Desk, table: TouchTable, touches: Sequence[tuple[Home, _Touch]]) -> None:
    ids = take_ids(table.model, len(touches))
    rows = [
        (*table.row(desk, id_, touch, home), *table.underived.values())
        for id_, (home, touch) in zip(ids, touches, strict=True)
    ]
    insert_rows(table.model, (*table.columns, *table.underived), rows)
