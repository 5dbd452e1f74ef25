"""The whole log at once, in a snapshot and over a connection of its own: Django's would turn every value by itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.db import connection

from headway.web.sqlite import sqlite3

# Few rows at a time keep Python in the memory it has; many together, since each insert into the columns has a price.
_ROWS, _FETCHES = 5_000, 10
_ADDRESS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}

Read = Callable[[str, pa.Schema], Iterator[pa.Table]]


def page_of(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    """Make a table of rows."""
    return _cast((pa.array(values) for values in zip(*rows, strict=True)), schema)


@contextmanager
def whole_log() -> Iterator[Read]:
    """Open a snapshot of what is committed, and give what reads a SELECT of some schema in it, a page at a time."""
    with _postgresql() if connection.vendor == "postgresql" else _sqlite() as read:
        yield read


@contextmanager
def _sqlite() -> Iterator[Read]:
    """Read with Python's driver and not with ADBC's, which brings an SQLite of its own.

    With two of them in one process, closing a file in one frees the locks that the other holds on the log.
    """
    address = f"{Path(connection.settings_dict['NAME']).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=20)) as log:
        log.execute("BEGIN")
        yield lambda select, schema: _pages(log.execute(select), schema)


@contextmanager
def _postgresql() -> Iterator[Read]:
    # Loading these takes a fifth of a second, which an installation on SQLite need not wait for.
    from adbc_driver_postgresql.dbapi import connect  # noqa: PLC0415
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415

    settings = connection.settings_dict
    address = make_conninfo("", **{word: settings[name] or None for word, name in _ADDRESS.items()})
    with connect(address, autocommit=True) as log, log.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield lambda select, schema: _batches(cursor, select, schema)


def _batches(cursor: Any, select: str, schema: pa.Schema) -> Iterator[pa.Table]:
    cursor.execute(select)
    for batch in cursor.fetch_record_batch():
        yield _cast(batch.columns, schema)


def _pages(cursor: sqlite3.Cursor, schema: pa.Schema) -> Iterator[pa.Table]:
    fetched = iter(lambda: cursor.fetchmany(_ROWS), [])
    while some := [page_of(rows, schema) for rows in islice(fetched, _FETCHES)]:
        yield pa.concat_tables(some)


def _cast(columns: Iterable[pa.Array], schema: pa.Schema) -> pa.Table:
    """Make a table of columns; the cast turns the days that SQLite gives as text, and its truths of 0 and 1."""
    pairs = zip(columns, schema, strict=True)
    arrays = [column if column.type == field.type else column.cast(field.type) for column, field in pairs]
    return pa.Table.from_arrays(arrays, schema=schema)
