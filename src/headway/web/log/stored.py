"""The log of some deals as it stands in the database, with what was derived from it before."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from headway import replay
from headway.web.log.bulk import Wanted, tables_later
from headway.web.models import Contact, Deal, DealOwner, DealValue, Milestones, StageMove, Stay
from headway.web.published import unpublished_runs_later
from headway.web.statements import in_one_go

CONTACT_DERIVED = ("stage_before", "stage", "advance", "is_effective", "is_new_ground")
MOVE_DERIVED = ("stage_before", "advance")
STAY = ("number", "funnel", "stage", "visit", "entered_at", "entered_on", "left_at", "left_on", "exit", "next_stage")
MILESTONES = tuple(column.name for column in Milestones._meta.fields if column.name != "deal")
_TOUCH = ("id", "happened_at", "happened_on", "position", "stage_after", "loss_reason")
_TABLES = (
    Wanted(Deal, ("id", "import_run", "client", "entered_at", "entered_on", "funnel", "entered_stage"), "id"),
    Wanted(Contact, ("deal", "import_run", "kind", *_TOUCH, *CONTACT_DERIVED), "deal"),
    Wanted(StageMove, ("deal", "import_run", *_TOUCH, *MOVE_DERIVED), "deal"),
    Wanted(Stay, ("deal", *STAY), "deal"),
    Wanted(Milestones, ("deal", *MILESTONES), "deal"),
    Wanted(DealOwner, ("deal", "owner", "starts_at"), "deal"),
    Wanted(DealValue, ("deal", "amount", "currency", "starts_at"), "deal"),
)


@dataclass(slots=True)
class StoredLog:
    """One deal: how it entered, what touched it, who owned it, what it was worth, and the facts stored so far."""

    entry: replay.Entry
    touches: list[replay.Touch] = field(default_factory=list)
    contacts: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    moves: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    # Contacts that are about to be written, with what follows for themselves.
    fresh: set[int] = field(default_factory=set)
    loss_reasons: dict[tuple[bool, int], int] = field(default_factory=dict)
    stays: list[tuple[Any, ...]] = field(default_factory=list)
    milestones: tuple[Any, ...] | None = None
    owners: list[tuple[int, int]] = field(default_factory=list)
    values: list[tuple[int, int, str]] = field(default_factory=list)
    # Whose the deal is; None before it is written.
    client_id: int | None = None


def read_logs(deal_ids: Sequence[int]) -> dict[int, StoredLog]:
    """Read everything that replaying these deals needs, in one query a table.

    What an import added to a deal that was there before it does not count until the import is published.
    """
    with in_one_go():
        found, hidden = logs_later(deal_ids), unpublished_runs_later()
    return found(hidden())


def logs_later(deal_ids: Sequence[int]) -> Callable[[Collection[int]], dict[int, StoredLog]]:
    """Read the same among statements in one go, and return what gives it, told which imports are not published."""
    tables = tables_later(_TABLES, deal_ids)
    return lambda hidden: _logs(tables(), hidden)


def _logs(tables: Sequence[Sequence[tuple[Any, ...]]], hidden: Collection[int]) -> dict[int, StoredLog]:
    entries, contacts, moves, stays, milestones, owners, values = tables
    logs = {row[0]: StoredLog(replay.Entry(*row[3:]), client_id=row[2]) for row in entries}
    runs = {row[0]: row[1] for row in entries}
    for deal_id, run_id, kind, *rest in contacts:
        if run_id not in hidden or run_id == runs[deal_id]:
            _add_touch(logs[deal_id], rest, is_contact=True, kind=kind)
    for deal_id, run_id, *rest in moves:
        if run_id not in hidden or run_id == runs[deal_id]:
            _add_touch(logs[deal_id], rest, is_contact=False, kind="")
    for deal_id, *rest in sorted(stays, key=lambda row: row[:2]):
        logs[deal_id].stays.append(tuple(rest))
    for deal_id, *rest in milestones:
        logs[deal_id].milestones = tuple(rest)
    _add_history(logs, owners, values)
    return logs


def _add_touch(log: StoredLog, row: list[Any], *, is_contact: bool, kind: str) -> None:
    id_, at, on, position, stage_id, loss_reason_id, *derived = row
    log.touches.append(replay.Touch(id_, at, on, position, stage_id, is_contact, kind))
    (log.contacts if is_contact else log.moves)[id_] = tuple(derived)
    if loss_reason_id is not None:
        log.loss_reasons[is_contact, id_] = loss_reason_id


def _add_history(
    logs: dict[int, StoredLog], owners: Iterable[tuple[Any, ...]], values: Iterable[tuple[Any, ...]]
) -> None:
    for deal_id, owner_id, starts_at in owners:
        logs[deal_id].owners.append((starts_at, owner_id))
    for deal_id, amount, code, starts_at in values:
        logs[deal_id].values.append((starts_at, amount, code))
    for log in logs.values():
        log.owners.sort()
        log.values.sort()
