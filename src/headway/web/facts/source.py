"""The log as a source of facts: what changed since a change number, and how it stands now."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pyarrow as pa
from django.db import connection

from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.web.access import unpublished_runs
from headway.web.facts.selects import SELECTS, STALE

# Rows fetched at once while everything is read, and keys named in one statement.
_PAGE = 50_000
_KEYS = 5_000


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
            cursor.execute("SELECT pg_current_snapshot()::text")
        else:
            cursor.execute("SELECT coalesce(max(id), 0) FROM web_change")
        return str(cursor.fetchone()[0])


def read_all(table: str) -> Iterator[pa.Table]:
    """Read every row of a fact table, a page at a time."""
    return _read(table, SELECTS[table].format(only="1 = 1", hidden=_hidden()))


def read_some(table: str, column: str, keys: Iterable[int]) -> Iterator[pa.Table]:
    """Read the rows of a fact table whose key is among some."""
    ordered, hidden = sorted(keys), _hidden()
    for start in range(0, len(ordered), _KEYS):
        # Integers of our own, so that neither database's limit of bound values is met.
        part = ", ".join(map(str, ordered[start : start + _KEYS]))
        yield from _read(table, SELECTS[table].format(only=f"{column} IN ({part})", hidden=hidden))


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
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT noun, noun_id FROM web_change WHERE txid >= pg_snapshot_xmin(%s::pg_snapshot)"
            " AND NOT pg_visible_in_snapshot(txid, %s::pg_snapshot)",
            [position, position],
        )
        rows = cursor.fetchall()
    return Touched(position_now(), _by_noun(rows))


def _by_noun(rows: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
    ids: dict[str, set[int]] = {}
    for noun, id_ in rows:
        ids.setdefault(noun, set()).add(id_)
    return {noun: frozenset(some) for noun, some in ids.items()}


def _hidden() -> str:
    return ", ".join(map(str, unpublished_runs())) or "0"


def _read(table: str, sql: str) -> Iterator[pa.Table]:
    schema = arrow_schema(FACT_TABLES[table].columns)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(_PAGE):
            columns = zip(*rows, strict=True)
            # SQLite gives days as text and truths as 0 and 1; the cast makes both what the schema says.
            arrays = [_column(values, field.type) for values, field in zip(columns, schema, strict=True)]
            yield pa.Table.from_arrays(arrays, schema=schema)


def _column(values: Iterable[object], type_: pa.DataType) -> pa.Array:
    return pa.array(values).cast(type_)
