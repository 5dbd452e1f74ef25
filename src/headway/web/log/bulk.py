"""Many rows in one go, on either database, without building a model for each."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows whose values stand in the order of ``fields`` (names of fields; foreign keys by id)."""
    prepared = _prepared(model, fields, rows)
    if not prepared:
        return
    columns = ", ".join(_columns(model, tuple(fields)))
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(prepared) > 20:
            with cursor.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", prepared)


def update_rows(model: type[models.Model], key: str, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Update rows by a key field; each row holds the new values in the order of ``fields`` and then the key."""
    prepared = _prepared(model, (*fields, key), rows)
    if not prepared:
        return
    *columns, key_column = _columns(model, (*fields, key))
    settings = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {model._meta.db_table} SET {settings} WHERE {key_column} = %s", prepared)


def delete_rows_after(model: type[models.Model], key: str, number: str, rows: Iterable[tuple[int, int]]) -> None:
    """Delete, for each pair of ``rows``, the rows of that ``key`` whose ``number`` is greater than the other value."""
    prepared = list(rows)
    if not prepared:
        return
    key_column, number_column = _columns(model, (key, number))
    with connection.cursor() as cursor:
        statement = f"DELETE FROM {model._meta.db_table} WHERE {key_column} = %s AND {number_column} > %s"
        cursor.executemany(statement, prepared)


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
    columns = ", ".join(_columns(model, tuple(fields)))
    key_column = _columns(model, (key,))[0]
    rows: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(ids), 900):
            part = ids[start : start + 900]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f"SELECT {columns} FROM {model._meta.db_table} WHERE {key_column} IN ({marks})", part)
            rows.extend(cursor.fetchall())
    return rows
