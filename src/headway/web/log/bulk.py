"""Many rows in one go, on either database, without building a model for each."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from headway.web.statements import carry_out, in_one_go, rows_later

Row = Sequence[Any]
_PART = 900
# Up to so many rows go one by one.
FEW = 20


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of ``fields`` (names of fields; foreign keys by id)."""
    prepared = _prepared(model, fields, rows)
    if not prepared:
        return
    columns = ", ".join(_columns(model, tuple(fields)))
    table = model._meta.db_table
    if connection.vendor == "postgresql" and len(prepared) > FEW and not _is_in_one_go():
        with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in prepared:
                copy.write_row(row)
    else:
        marks = ", ".join(["%s"] * len(fields))
        _each(f"INSERT INTO {table} ({columns}) VALUES ({marks})", prepared)


def _is_in_one_go() -> bool:
    """PostgreSQL takes no COPY among statements that it answers later."""
    # Loading it takes a tenth of a second, which an installation on SQLite need not wait for.
    from psycopg.pq import PipelineStatus  # noqa: PLC0415

    return bool(connection.connection.pgconn.pipeline_status != PipelineStatus.OFF)


def update_rows(model: type[models.Model], key: str, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Update rows by a key field; each row holds the new values in the order of ``fields`` and then the key."""
    prepared = _prepared(model, (*fields, key), rows)
    if not prepared:
        return
    *columns, key_column = _columns(model, (*fields, key))
    settings = ", ".join(f"{column} = %s" for column in columns)
    _each(f"UPDATE {model._meta.db_table} SET {settings} WHERE {key_column} = %s", prepared)


def delete_rows_after(model: type[models.Model], key: str, number: str, rows: Iterable[tuple[int, int]]) -> None:
    """Delete, for each pair of ``rows``, the rows of that ``key`` whose ``number`` is greater than the other value."""
    prepared = list(rows)
    if not prepared:
        return
    key_column, number_column = _columns(model, (key, number))
    _each(f"DELETE FROM {model._meta.db_table} WHERE {key_column} = %s AND {number_column} > %s", prepared)


def _each(statement: str, rows: Sequence[Row]) -> None:
    if len(rows) <= FEW:
        # Many in a row cost preparations that a few do not repay.
        for row in rows:
            carry_out(statement, row)
    else:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


@cache
def _columns(model: type[models.Model], fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f'"{model._meta.get_field(name).column}"' for name in fields)  # type: ignore[union-attr]


def _prepared(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """Write days and ids as the database at hand keeps them."""
    turns, told = _turns(connection.vendor, model, tuple(fields)), list(rows)
    if not turns or not told:
        return told
    # Column by column, which takes half of the time that row by row does.
    columns = list(zip(*told, strict=True))
    for place, turn in turns:
        columns[place] = tuple([None if value is None else turn(value) for value in columns[place]])
    return list(zip(*columns, strict=True))


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
        return _digits
    # Python's driver looks long for a way to adapt a truth, and not at all for a number.
    return int if isinstance(field, models.BooleanField) else None


def _digits(uid: UUID | str) -> str:
    return uid if isinstance(uid, str) else uid.hex


def read_rows(
    model: type[models.Model], fields: Sequence[str], *, key: str, ids: Sequence[int] | Sequence[str]
) -> list[tuple[Any, ...]]:
    """Read columns of the rows whose ``key`` is one of ``ids``: times as integers, days as dates, truths as bools.

    Django's connection to SQLite turns columns declared as days and truths by itself.
    """
    return read_tables([Wanted(model, tuple(fields), key)], ids)[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Columns of a table, of the rows whose ``key`` is one of the ids asked for."""

    model: type[models.Model]
    fields: tuple[str, ...]
    key: str


def read_tables(wanted: Sequence[Wanted], ids: Sequence[int] | Sequence[str]) -> list[list[tuple[Any, ...]]]:
    """Read from several tables as `read_rows` does from one, waiting once for all of them."""
    with in_one_go():
        found = tables_later(wanted, ids)
    return found()


def tables_later(
    wanted: Sequence[Wanted], ids: Sequence[int] | Sequence[str]
) -> Callable[[], list[list[tuple[Any, ...]]]]:
    """Read the same among statements in one go, and return what gives it after the last of them."""
    parts = [ids[start : start + _PART] for start in range(0, len(ids), _PART)]
    answers = [
        [rows_later(_selecting(connection.vendor, table, len(part) > 1), _chosen(part)) for part in parts]
        for table in wanted
    ]
    return lambda: [[row for rows in answer for row in rows()] for answer in answers]


@cache
def _selecting(vendor: str, table: Wanted, are_several: bool) -> str:  # noqa: FBT001 - a cache tells calls apart by place
    columns = ", ".join(_columns(table.model, table.fields))
    (key,) = _columns(table.model, (table.key,))
    # The words are the same for any number of ids, so that the database need not read them anew.
    kind = table.model._meta.get_field(table.key).db_type(connection)
    several = "IN (SELECT value FROM json_each(%s))" if vendor == "sqlite" else f"= ANY(%s::{kind}[])"
    return f"SELECT {columns} FROM {table.model._meta.db_table} WHERE {key} {several if are_several else '= %s'}"


def _chosen(ids: Sequence[int] | Sequence[str]) -> list[Any]:
    if len(ids) == 1:
        return list(ids)
    return [json.dumps(ids) if connection.vendor == "sqlite" else list(ids)]
