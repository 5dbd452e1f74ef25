"""A past that many tests begin with: the product writes it once, and its rows are put in again from then on.

Only where the tables hold before it, to the last value, what they held the first time.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

_Row = tuple[Any, ...]
_Held = dict[str, list[_Row]]
# Drawn by chance, and nothing that a past could depend on: the salt of a password, the mark of a set-up.
_DRAWN = {"password", "setup_stamp", "uid"}


@dataclass(frozen=True)
class _Written:
    """What a past took away and brought, by table, and how far the numbers of ids were counted then."""

    gone: _Held
    came: _Held
    counted: tuple[tuple[str, int], ...]


_WRITTEN: dict[Hashable, _Written] = {}


def write_once(name: Hashable, write: Callable[[], object]) -> None:
    """Let a past stand in the tables: as it was put in by ``write`` before, or by ``write``."""
    if not connection.in_atomic_block:
        write()
        return
    before = _held()
    key = (name, tuple((table, *(_without_chance(table, row) for row in rows)) for table, rows in before.items()))
    if key in _WRITTEN:
        _put_in(_WRITTEN[key])
        return
    write()
    after = _held()
    _WRITTEN[key] = _Written(_more(before, after), _more(after, before), _counted())


def count_from_one() -> None:
    """Let ids begin anew, as they do on SQLite behind a test that was taken back."""
    if connection.vendor == "postgresql":
        _count_on([(name, 0) for name, _ in _counted()])


def _put_in(written: _Written) -> None:
    with connection.cursor() as cursor:
        for table, rows in written.gone.items():
            key = _columns()[table][0]
            cursor.executemany(f'DELETE FROM "{table}" WHERE "{key}" = %s', [row[:1] for row in rows])
        for table, rows in written.came.items():
            columns = ", ".join(f'"{column}"' for column in _columns()[table])
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', rows)
    _count_on(written.counted)


def _more(some: _Held, others: _Held) -> _Held:
    """The rows of some tables that others lack."""
    known = {table: set(rows) for table, rows in others.items()}
    more = {table: [row for row in rows if row not in known.get(table, ())] for table, rows in some.items()}
    return {table: rows for table, rows in more.items() if rows}


def _held() -> _Held:
    """The rows of each table that has some, the key first."""
    held: _Held = {}
    with connection.cursor() as cursor:
        for table, columns in _columns().items():
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(f'SELECT {names} FROM "{table}" ORDER BY 1')
            if rows := cursor.fetchall():
                held[table] = list(map(tuple, rows))
    return held


def _without_chance(table: str, row: _Row) -> _Row:
    return tuple(value for column, value in zip(_columns()[table], row, strict=True) if column not in _DRAWN)


@cache
def _columns() -> dict[str, list[str]]:
    """The columns of each table, its key first; what a trigger keeps beside them follows by itself."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        key = model._meta.pk.column
        others = [field.column for field in model._meta.local_concrete_fields if field.column != key]
        tables[model._meta.db_table] = [key, *others]
    return tables


def _counted() -> tuple[tuple[str, int], ...]:
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'")
        return tuple(cursor.fetchall())


def _count_on(counted) -> None:
    if counted:
        with connection.cursor() as cursor:
            told = ", ".join(f"setval('\"{name}\"', {max(number, 1)}, {number > 0})" for name, number in counted)
            cursor.execute(f"SELECT {told}")
