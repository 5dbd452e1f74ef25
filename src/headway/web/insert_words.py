"""The words that insert rows, written once for each kind of row; PostgreSQL is told any number of rows as one value.

Then the words and the kinds of the values are always the same, so that it reads and plans them once for a connection.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

Names = tuple[str, ...]
Row = Sequence[Any]


@cache
def told_apart(model: type[models.Model], names: Names, key: Names = (), count: int = 1) -> str:
    """Return the words that insert so many rows, told value by value; what stands under their ``key`` is replaced."""
    columns = ", ".join(f'"{column}"' for column in _columns(model, names))
    row = f"({', '.join(['%s'] * len(names))})"
    rows = ", ".join([row] * count)
    replacing = _replacing(model, names, key)
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {rows}{replacing}"  # noqa: S608 - our own words


@cache
def told_as_one(model: type[models.Model], names: Names, key: Names = ()) -> str:
    """Return PostgreSQL's words for the same, told any number of rows as `as_one` writes them."""
    columns = [f'"{column}"' for column in _columns(model, names)]
    kinds = [str(model._meta.get_field(name).db_type(connection)) for name in names]
    told = ", ".join(f"{column} {_TOLD.get(kind, kind)}" for column, kind in zip(columns, kinds, strict=True))
    values = ", ".join(f"{column}::{kind}" for column, kind in zip(columns, kinds, strict=True))
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "  # noqa: S608 - our own words
        f"SELECT {values} FROM json_to_recordset(%s) AS told({told}){_replacing(model, names, key)}"
    )


# JSON within JSON is text.
_TOLD = {"jsonb": "text"}


def as_one(model: type[models.Model], names: Names, rows: Iterable[Row]) -> str:
    """Return rows as one text: days and ids as the database reads them, JSON as the text that it is given as."""
    columns = _columns(model, names)
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], default=str)


@cache
def _columns(model: type[models.Model], names: Names) -> tuple[str, ...]:
    return tuple(str(model._meta.get_field(name).column) for name in names)  # type: ignore[union-attr]


def _replacing(model: type[models.Model], names: Names, key: Names) -> str:
    if not key:
        return ""
    columns = dict(zip(names, _columns(model, names), strict=True))
    settings = ", ".join(f'"{column}" = excluded."{column}"' for name, column in columns.items() if name not in key)
    keys = ", ".join(f'"{columns[name]}"' for name in key)
    return f" ON CONFLICT ({keys}) DO UPDATE SET {settings}"
