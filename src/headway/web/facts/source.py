"""The log as a source of facts: what changed since a change number, and how it stands now."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pyarrow as pa
from django.db import connection

from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.web.clock import now
from headway.web.facts.selects import SELECTS, STALE
from headway.web.facts.whole import page_of, whole_log
from headway.web.models import FunnelVersion, ImportState
from headway.web.models.fields import to_microseconds

# Rows fetched at once while everything is read, and keys named in one statement.
_PAGE = 50_000
_KEYS = 5_000
# Asked where the rows are read: a list made a moment earlier would not know an import that has just begun.
_HIDDEN = f"SELECT id FROM web_importrun WHERE state <> '{ImportState.DONE.value}'"  # noqa: S608 - a word of our own

# Of what a transaction wrote itself no snapshot tells what is new, so that a position also holds their last number.
_LAST_OWN = "SELECT coalesce(max(id), 0) FROM web_change WHERE txid = pg_current_xact_id_if_assigned()"


@dataclass(frozen=True)
class Touched:
    """What changed up to a position: ids by noun. The position is opaque to everybody else."""

    position: str
    ids: Mapping[str, frozenset[int]]


@contextmanager
def still_log() -> Iterator[None]:
    """Hold the log still for reading, without holding up anybody who writes."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        # Django's own transactions would take SQLite's write lock.
        cursor.execute("BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def touched_since(position: str) -> Touched:
    """Return what changed after a position that an earlier call returned."""
    return _touched_by_transaction(position) if connection.vendor == "postgresql" else _touched_by_number(position)


def position_now() -> str:
    """Return the position up to which everything that can be read now is known."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT pg_current_snapshot()::text || ' ' || ({_LAST_OWN})")
        else:
            cursor.execute("SELECT coalesce(max(id), 0) FROM web_change")
        return str(cursor.fetchone()[0])


def is_ahead(position: str) -> bool:
    """Whether a position lies beyond everything that the log knows."""
    if connection.vendor != "postgresql":
        return int(position) > int(position_now())
    with connection.cursor() as cursor:
        snapshot, _last_own = _parted(position)
        cursor.execute("SELECT pg_snapshot_xmax(%s::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot())", [snapshot])
        return bool(cursor.fetchone()[0])


def read_everything() -> Iterator[tuple[str, pa.Table]]:
    """Read every row of every fact table, a page at a time, in one snapshot.

    It may know more than the position that was asked for before; what it knows too early is copied once more later.
    """
    if connection.in_atomic_block:
        # What is not committed yet can only be seen through the connection that wrote it.
        yield from ((table, page) for table in FACT_TABLES for page in read_all(table))
        return
    with whole_log() as read:
        for table in FACT_TABLES:
            schema = arrow_schema(FACT_TABLES[table].columns)
            yield from ((table, page) for page in read(_everything(table), schema))


def read_all(table: str) -> Iterator[pa.Table]:
    """Read every row of a fact table, a page at a time."""
    return _read(table, _everything(table))


def read_some(table: str, column: str, keys: Iterable[int]) -> Iterator[pa.Table]:
    """Read the rows of a fact table whose key is among some."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _KEYS):
        # Integers of our own, so that neither database's limit of bound values is met.
        part = ", ".join(map(str, ordered[start : start + _KEYS]))
        yield from _read(table, _select(table, f"{column} IN ({part})"))


def names_end() -> int | None:
    """Return the moment from which the names stand in another order, because a version of a funnel comes into force."""
    versions = FunnelVersion.objects.filter(starts_at__gt=now()).order_by("starts_at")
    starts_at = versions.values_list("starts_at", flat=True).first()
    return None if starts_at is None else to_microseconds(starts_at)


def log_name() -> str:
    """Return which log this is: another one needs a copy of its own."""
    settings = connection.settings_dict
    is_file = connection.vendor == "sqlite"
    return "sqlite" if is_file else "postgresql {HOST}:{PORT}/{NAME}".format_map(settings)


def log_name_outside() -> str:
    """Return which log this is to an engine that may hold the facts of several installations, one after the other."""
    settings = connection.settings_dict
    return f"sqlite {settings['NAME']}" if connection.vendor == "sqlite" else log_name()


def stale_tables(noun: str) -> tuple[tuple[str, str, str], ...]:
    """Return the fact tables that a change of a noun makes stale: table, key column, that column in the log."""
    return STALE.get(noun, ())


def _touched_by_number(position: str) -> Touched:
    """SQLite has one writer, so change numbers become visible in their order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, noun, noun_id FROM web_change WHERE id > %s", [int(position)])
        rows = cursor.fetchall()
    latest = max((row[0] for row in rows), default=int(position))
    return Touched(str(latest), _by_noun((noun, id_) for _, noun, id_ in rows))


def _touched_by_transaction(position: str) -> Touched:
    """PostgreSQL's transactions commit in any order: what a snapshot did not see is what is new to it."""
    snapshot, last_own = _parted(position)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT noun, noun_id FROM web_change WHERE txid >= pg_snapshot_xmin(%s::pg_snapshot)"
            " AND NOT pg_visible_in_snapshot(txid, %s::pg_snapshot)"
            " AND txid IS DISTINCT FROM pg_current_xact_id_if_assigned()"
            " OR txid = pg_current_xact_id_if_assigned() AND id > %s",
            [snapshot, snapshot, last_own],
        )
        rows = cursor.fetchall()
    return Touched(position_now(), _by_noun(rows))


def _parted(position: str) -> tuple[str, int]:
    """Return the snapshot and the last number of its own transaction; copies of an earlier Headway hold no number."""
    snapshot, _space, last_own = position.partition(" ")
    return snapshot, int(last_own or 0)


def _by_noun(rows: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
    ids: dict[str, set[int]] = {}
    for noun, id_ in rows:
        ids.setdefault(noun, set()).add(id_)
    return {noun: frozenset(some) for noun, some in ids.items()}


def _everything(table: str) -> str:
    return _select(table, "1 = 1")


def _select(table: str, only: str) -> str:
    return SELECTS[table].format(only=only, hidden=_HIDDEN, now=to_microseconds(now()))


def _read(table: str, sql: str) -> Iterator[pa.Table]:
    schema = arrow_schema(FACT_TABLES[table].columns)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(_PAGE):
            yield page_of(rows, schema)
