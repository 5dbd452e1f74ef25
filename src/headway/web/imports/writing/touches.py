"""The rows of contacts and moves, made of what a file tells of them."""

from dataclasses import dataclass
from typing import Any

from headway.importers.records import ImportedContact, ImportedMove
from headway.web.imports.writing.desk import Desk
from headway.web.models import MoveCause

_CAUSE = MoveCause.IMPORT.value
_LONGEST_DURATION = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Home:
    """The deal that contacts and moves belong to: its key in the file, its id, client and owner."""

    key: str
    deal_id: int
    client_id: int
    owner_id: int | None


def contact_row(desk: Desk, id_: int, contact: ImportedContact, home: Home) -> tuple[Any, ...]:
    """Return the values of a contact in the order of `rows.CONTACT`; it is the owner's where the file names no rep."""
    rep_id = desk.names.rep(contact.rep) or home.owner_id or desk.names.unknown_rep
    return (
        id_,
        desk.identity.of("contact", f"{home.key}/{contact.key}"),
        home.client_id,
        home.deal_id,
        rep_id,
        desk.context.team_of(rep_id, contact.on),
        *contact_given(desk, contact),
        True,
        desk.started_at,
        desk.started_by_id,
        desk.run_id,
    )


def contact_given(desk: Desk, contact: ImportedContact) -> tuple[Any, ...]:
    """Return what the file itself says of a contact, in the order of `rows.CONTACT_GIVEN`."""
    seconds = contact.duration_seconds
    return (
        contact.kind,
        contact.is_inbound,
        contact.is_cold,
        contact.at,
        contact.on,
        contact.position,
        None if seconds is None else min(max(seconds, 0), _LONGEST_DURATION),
        desk.road.stage(contact.stage_after),
        desk.names.loss_reason(contact.loss_reason),
        contact.note.replace("\0", "").strip(),
    )


def move_row(desk: Desk, id_: int, move: ImportedMove, home: Home) -> tuple[Any, ...]:
    """Return the values of a move in the order of `rows.MOVE`."""
    return (
        id_,
        desk.identity.of("move", f"{home.key}/{move.key}"),
        home.deal_id,
        *move_given(desk, move),
        _CAUSE,
        "",
        desk.started_at,
        desk.started_by_id,
        desk.run_id,
    )


def move_given(desk: Desk, move: ImportedMove) -> tuple[Any, ...]:
    """Return what the file itself says of a move, in the order of `rows.MOVE_GIVEN`."""
    return (
        desk.road.stage(move.stage_after),
        desk.names.loss_reason(move.loss_reason),
        move.at,
        move.on,
        move.position,
    )
