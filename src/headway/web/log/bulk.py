"""Many rows in one go, on either database, without building a model for each."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from django.db import connection, models

from headway.web.insert_words import Row, as_one, told_apart, told_as_one
from headway.web.statements import carry_out, in_one_go, rows_later

_PART = 900
# So many rows go in one statement, which takes SQLite four fifths of the time that as many of them take.
_TOGETHER = 100
# Up to so many rows go one by one, or to PostgreSQL as one value.
FEW = 20
# Of so many ids at the most it tells what all tables hold in one answer.
_AT_ONCE = 100


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of ``fields`` (names of fields; foreign keys by id)."""
    told, names = list(rows), tuple(fields)
    if len(told) <= FEW or (connection.vendor == "postgresql" and _is_in_one_go()):
        put_rows(model, (), names, told)
    elif connection.vendor == "postgresql":
        columns = ", ".join(_columns(model, names))
        with (
            connection.cursor() as cursor,
            cursor.cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy,
        ):
            for row in told:
                copy.write_row(row)
    else:
        for start in range(0, len(told), _TOGETHER):
            some = told[start : start + _TOGETHER]
            carry_out(told_apart(model, names, count=len(some)), list(chain.from_iterable(some)))


def put_rows(model: type[models.Model], key: Sequence[str], fields: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows, each in the place of the one that stands under its key, if one does.

    ``key`` are those of the fields that no two rows have in common; without one, no row is replaced.
    """
    names = tuple(fields)
    if connection.vendor != "postgresql":
        _each(told_apart(model, names, tuple(key)), rows)
    elif rows:
        carry_out(told_as_one(model, names, tuple(key)), [as_one(model, names, rows)], is_kept=True)


def _is_in_one_go() -> bool:
    """PostgreSQL takes no COPY among statements that it answers later."""
    # Loading it takes a tenth of a second, which an installation on SQLite need not wait for.
    from psycopg.pq import PipelineStatus  # noqa: PLC0415

    return bool(connection.connection.pgconn.pipeline_status != PipelineStatus.OFF)


def update_rows(model: type[models.Model], key: str, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Update rows by a key field; each row holds the new values in the order of ``fields`` and then the key."""
    *columns, key_column = _columns(model, (*fields, key))
    settings = ", ".join(f"{column} = %s" for column in columns)
    _each(f"UPDATE {model._meta.db_table} SET {settings} WHERE {key_column} = %s", list(rows))


def update_many_rows(model: type[models.Model], key: str, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Update rows as `update_rows` does, where they are very many: PostgreSQL takes each part as one statement."""
    told = list(rows)
    if connection.vendor != "postgresql" or len(told) <= FEW:
        update_rows(model, key, fields, told)
        return
    names = (*fields, key)
    columns = _columns(model, names)
    kinds = ", ".join(f"%s::{model._meta.get_field(name).rel_db_type(connection)}[]" for name in names)  # type: ignore[union-attr]
    settings = ", ".join(f"{column} = n.{column}" for column in columns[:-1])
    table = model._meta.db_table
    carry_out(
        f"UPDATE {table} SET {settings} FROM unnest({kinds}) AS n ({', '.join(columns)})"
        f" WHERE {table}.{columns[-1]} = n.{columns[-1]}",
        [list(values) for values in zip(*told, strict=True)],
    )


def delete_rows_after(model: type[models.Model], key: str, number: str, rows: Iterable[tuple[int, int]]) -> None:
    """Delete, for each pair of ``rows``, the rows of that ``key`` whose ``number`` is greater than the other value."""
    key_column, number_column = _columns(model, (key, number))
    _each(f"DELETE FROM {model._meta.db_table} WHERE {key_column} = %s AND {number_column} > %s", list(rows))


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
    if connection.vendor == "postgresql" and len(wanted) > 1 and 0 < len(ids) <= _AT_ONCE:
        return _read_at_once(tuple(wanted), ids)
    parts = [ids[start : start + _PART] for start in range(0, len(ids), _PART)]
    answers = [
        [rows_later(_selecting(connection.vendor, table, len(part) > 1), _chosen(part)) for part in parts]
        for table in wanted
    ]
    return lambda: [[row for rows in answer for row in rows()] for answer in answers]


def _read_at_once(
    wanted: tuple[Wanted, ...], ids: Sequence[int] | Sequence[str]
) -> Callable[[], list[list[tuple[Any, ...]]]]:
    """Read a few rows of several tables by one statement: to tell PostgreSQL of each takes longer than to find them."""
    found = rows_later(_selecting_all(wanted), [list(ids)])
    return lambda: [_read(table, rows) for table, rows in zip(wanted, found()[0], strict=True)]


@cache
def _selecting_all(wanted: tuple[Wanted, ...]) -> str:
    kind = wanted[0].model._meta.get_field(wanted[0].key).db_type(connection)
    tables = []
    for table in wanted:
        columns, (key,) = ", ".join(_columns(table.model, table.fields)), _columns(table.model, (table.key,))
        rows = f"FROM {table.model._meta.db_table} WHERE {key} = ANY(asked.ids)"
        tables.append(f"(SELECT json_agg(json_build_array({columns})) {rows})")
    return f"SELECT {', '.join(tables)} FROM (SELECT %s::{kind}[] AS ids) AS asked"


def _read(table: Wanted, rows: list[list[Any]] | None) -> list[tuple[Any, ...]]:
    """Return rows that came as JSON, their days as days."""
    for place in _days(table):
        for row in rows or ():
            if row[place] is not None:
                row[place] = date.fromisoformat(row[place])
    return list(map(tuple, rows or ()))


@cache
def _days(table: Wanted) -> tuple[int, ...]:
    fields = [table.model._meta.get_field(name) for name in table.fields]
    return tuple(place for place, field in enumerate(fields) if isinstance(field, models.DateField))


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
