"""Many rows in one go, on either database, without building a model for each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, models
from psycopg.pq import PipelineStatus

Row = Sequence[Any]
_PART = 900


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of ``fields`` (names of fields; foreign keys by id)."""
    prepared = _prepared(model, fields, rows)
    if not prepared:
        return
    columns = ", ".join(_columns(model, tuple(fields)))
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(prepared) > 20 and not _is_in_one_go():
            with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            _each(cursor, f"INSERT INTO {table} ({columns}) VALUES ({marks})", prepared)


def _is_in_one_go() -> bool:
    """PostgreSQL takes no COPY among statements that it answers later."""
    return bool(connection.connection.pgconn.pipeline_status != PipelineStatus.OFF)


def update_rows(model: type[models.Model], key: str, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Update rows by a key field; each row holds the new values in the order of ``fields`` and then the key."""
    prepared = _prepared(model, (*fields, key), rows)
    if not prepared:
        return
    *columns, key_column = _columns(model, (*fields, key))
    settings = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        _each(cursor, f"UPDATE {model._meta.db_table} SET {settings} WHERE {key_column} = %s", prepared)


def delete_rows_after(model: type[models.Model], key: str, number: str, rows: Iterable[tuple[int, int]]) -> None:
    """Delete, for each pair of ``rows``, the rows of that ``key`` whose ``number`` is greater than the other value."""
    prepared = list(rows)
    if not prepared:
        return
    key_column, number_column = _columns(model, (key, number))
    with connection.cursor() as cursor:
        statement = f"DELETE FROM {model._meta.db_table} WHERE {key_column} = %s AND {number_column} > %s"
        _each(cursor, statement, prepared)


def _each(cursor: Any, statement: str, rows: Sequence[Row]) -> None:
    if len(rows) == 1:
        # Many in a row cost preparations that one alone does not repay.
        cursor.execute(statement, rows[0])
    else:
        cursor.executemany(statement, rows)


@contextmanager
def in_one_go(*, is_wanted: bool = True) -> Iterator[None]:
    """Let PostgreSQL take the statements within one after the other, and wait for it once, at the end or for rows."""
    if connection.vendor != "postgresql" or not is_wanted:
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


@cache
def _columns(model: type[models.Model], fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f'"{model._meta.get_field(name).column}"' for name in fields)  # type: ignore[union-attr]


def _prepared(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """Write days and ids as the database at hand keeps them."""
    turns = _turns(connection.vendor, model, tuple(fields))
    if not turns:
        return list(rows)
    prepared: list[Row] = []
    for row in rows:
        values = list(row)
        for place, turn in turns:
            if values[place] is not None:
                values[place] = turn(values[place])
        prepared.append(values)
    return prepared


@cache
def _turns(
    vendor: str, model: type[models.Model], fields: tuple[str, ...]
) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """Return the places of the values to be written otherwise, each with what turns them."""
    if vendor == "postgresql":
        return ()
    found = ((place, _turn(model, name)) for place, name in enumerate(fields))
    return tuple((place, turn) for place, turn in found if turn is not None)


def _turn(model: type[models.Model], name: str) -> Callable[[Any], Any] | None:
    field = model._meta.get_field(name)
    if isinstance(field, models.DateField):
        return date.isoformat
    if isinstance(field, models.UUIDField):
        return attrgetter("hex")
    # Python's driver looks long for a way to adapt a truth, and not at all for a number.
    return int if isinstance(field, models.BooleanField) else None


def read_rows(
    model: type[models.Model], fields: Sequence[str], *, key: str, ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    """Read columns of the rows whose ``key`` is one of ``ids``: times as integers, days as dates, truths as bools.

    Django's connection to SQLite turns columns declared as days and truths by itself.
    """
    return read_tables([Wanted(model, fields, key)], ids)[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Columns of a table, of the rows whose ``key`` is one of the ids asked for."""

    model: type[models.Model]
    fields: Sequence[str]
    key: str


def read_tables(wanted: Sequence[Wanted], ids: Sequence[int]) -> list[list[tuple[Any, ...]]]:
    """Read from several tables as `read_rows` does from one, waiting once for all of them."""
    found: list[list[tuple[Any, ...]]] = [[] for _table in wanted]
    for start in range(0, len(ids), _PART):
        part = ids[start : start + _PART]
        marks = ", ".join(["%s"] * len(part))
        with in_one_go(), ExitStack() as open_:
            cursors = [open_.enter_context(connection.cursor()) for _table in wanted]
            for cursor, table in zip(cursors, wanted, strict=True):
                cursor.execute(_selecting(table, marks), part)
            for rows, cursor in zip(found, cursors, strict=True):
                rows.extend(cursor.fetchall())
    return found


def _selecting(table: Wanted, marks: str) -> str:
    columns = ", ".join(_columns(table.model, tuple(table.fields)))
    (key,) = _columns(table.model, (table.key,))
    return f"SELECT {columns} FROM {table.model._meta.db_table} WHERE {key} IN ({marks})"
