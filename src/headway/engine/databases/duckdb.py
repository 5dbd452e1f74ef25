"""Facts in DuckDB: columns in one file or in memory, owned by one process and shared by its threads."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import Self

import duckdb
import pyarrow as pa

from headway.engine.databases.change import Change
from headway.engine.facts import FACT_TABLES, FactTable, arrow_schema
from headway.engine.statement import Reader
from headway.engine.text import Sentence, gettext_noop

_BOUND = re.compile(r"\$(\d+)")
_TYPES = {"int64": "BIGINT", "string": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE"}

# Nothing is fetched from a network, and no text can reach a file.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "allow_community_extensions": "false",
}


_IN_USE = gettext_noop("The facts in %(path)s are open in another process: stop it, or choose another data folder.")


class FactsInUse(OSError):
    """Another process owns the facts file."""

    def __init__(self, path: Path) -> None:
        super().__init__(Sentence(_IN_USE, path=path))


class DuckDBStore:
    """Facts in DuckDB.

    One process owns a file; within it any number of threads may read while one writes. A file that is missing,
    unreadable or of another make is made anew, empty and without any state: that is when its owner has to ``fill`` it.
    """

    dialect = "duckdb"

    def __init__(self, path: Path | None = None, *, threads: int = 0, megabytes: int = 0) -> None:
        """Open a file, or memory without one. Raises FactsInUse.

        Beyond so many ``megabytes`` work goes by way of a folder beside the file, and of `.tmp` where there is none.
        0 leaves threads or megabytes to DuckDB.
        """
        limits = {"threads": str(threads) if threads else "", "memory_limit": f"{megabytes}MiB" if megabytes else ""}
        self._settings = _SETTINGS | {name: limit for name, limit in limits.items() if limit}
        self._writing = Lock()
        self._database = self._open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was applied is kept."""
        self._database.close()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Hold the facts still for some queries."""
        with self._transaction() as cursor:
            yield _Reader(cursor)

    def query(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """Ask one query."""
        with self.reading() as facts:
            return facts.query(sql, parameters)

    def load(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table, as they are."""
        with self._writing, self._transaction() as cursor:
            _insert(cursor, FACT_TABLES[table], rows)

    def apply(self, changes: Sequence[tuple[str, Change]], state: Mapping[str, str]) -> None:
        """Replace rows of several tables and remember the new state, all of it or nothing.

        A table may be named more than once: everything that goes is gone before anything comes in.
        """
        with self._writing, self._transaction() as cursor:
            for name, change in changes:
                _delete(cursor, FACT_TABLES[name], change)
            for name, change in changes:
                if change.rows.num_rows:
                    _insert(cursor, FACT_TABLES[name], change.rows)
            _remember(cursor, state)

    def fill(self, pages: Iterable[tuple[str, pa.Table]], state: Mapping[str, str]) -> None:
        """Throw everything away and take these rows, page by page, and this state: all of it or nothing."""
        with self._writing, self._transaction() as cursor:
            for name in (*FACT_TABLES, "state"):
                cursor.execute(f"TRUNCATE {name}")
            for name, some in groupby(pages, key=itemgetter(0)):
                _write(cursor, FACT_TABLES[name], (rows for _name, rows in some))
            _remember(cursor, state)

    def state(self, key: str) -> str | None:
        """Return what was remembered under a key, or None."""
        with self._transaction() as cursor:
            found = cursor.execute("SELECT value FROM state WHERE key = $1", [key]).fetchall()
        return str(found[0][0]) if found else None

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._database.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    def _open(self, path: Path | None) -> duckdb.DuckDBPyConnection:
        if path is None:
            return _made(duckdb.connect(config=self._settings))
        try:
            database = duckdb.connect(str(path), config=self._settings)
        except duckdb.IOException as trouble:
            if "lock" in str(trouble):
                raise FactsInUse(path) from trouble
        else:
            if _is_current(database):
                return database
            database.close()
        # The log can fill the columns again at any time, so a file that is of no use is no loss.
        for each in (path, path.with_name(f"{path.name}.wal")):
            each.unlink(missing_ok=True)
        return _made(duckdb.connect(str(path), config=self._settings))


class _Reader:
    """One transaction of a DuckDB store."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def query(self, sql: str, parameters: Sequence[object]) -> pa.Table:
        left = {str(number): _bound(each) for number, each in enumerate(parameters, start=1) if not _is_plain(each)}
        text = _BOUND.sub(lambda mark: mark[0] if mark[1] in left else f"'{parameters[int(mark[1]) - 1]}'", sql)
        return self._cursor.execute(text, left or None).to_arrow_table()


# DuckDB's client looks for pandas at every value that is bound, and at every element of a list.
def _is_plain(value: object) -> bool:
    """Whether a value is written into the text, which casts it: numbers and days, among which no words can hide."""
    return type(value) in {int, date}


def _bound(value: object) -> object:
    """Return whole numbers as their text, which our statements cast: five thousand of them would take half a second."""
    is_list_of_numbers = isinstance(value, list) and all(type(each) is int for each in value)
    return str(value) if is_list_of_numbers else value


def _write(cursor: duckdb.DuckDBPyConnection, table: FactTable, pages: Iterable[pa.Table]) -> None:
    """Write many rows of a table in its order: its blocks then hold few days each, and who asks for some reads few.

    Each table in its turn, so that no more than one lies in memory beside the file.
    """
    some = (rows for rows in pages if rows.num_rows)
    first = list(islice(some, 2))
    if len(first) < 2 or not table.order:
        for rows in chain(first, some):
            _insert(cursor, table, rows.sort_by([(each, "ascending") for each in table.order]) if table.order else rows)
        return
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE unordered ({_columns(table)})")
    for rows in chain(first, some):
        _insert(cursor, table, rows, into="unordered")
    cursor.execute(f"INSERT INTO {table.name} SELECT * FROM unordered ORDER BY {', '.join(table.order)}")  # noqa: S608 - our own names
    cursor.execute("DROP TABLE unordered")


def _insert(cursor: duckdb.DuckDBPyConnection, table: FactTable, rows: pa.Table, *, into: str = "") -> None:
    incoming = rows.select(list(table.columns)).cast(arrow_schema(table.columns))
    # What is registered by a name is held until the transaction ends, page upon page.
    cursor.from_arrow(incoming).insert_into(into or table.name)


def _delete(cursor: duckdb.DuckDBPyConnection, table: FactTable, change: Change) -> None:
    # Keys come as a column: thousands of them bound as one list would take seconds.
    type_ = arrow_schema({"key": table.columns[change.key_column]}).field("key").type
    cursor.register("gone", pa.table({"key": pa.array(change.keys, type_)}))
    cursor.execute(f"DELETE FROM {table.name} WHERE {change.key_column} IN (SELECT key FROM gone)")  # noqa: S608 - our own names
    cursor.unregister("gone")


def _remember(cursor: duckdb.DuckDBPyConnection, state: Mapping[str, str]) -> None:
    for key, value in state.items():
        cursor.execute("INSERT OR REPLACE INTO state VALUES ($1, $2)", [key, value])


def _made(database: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Create the tables in an empty database; no index, because scanning columns is as quick and writing quicker."""
    own = (
        "CREATE TABLE state (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
        "CREATE TABLE make (fingerprint VARCHAR NOT NULL)",
    )
    database.execute(";".join((*_definitions(), *own)))
    database.execute("INSERT INTO make VALUES ($1)", [_fingerprint()])
    return database


def _is_current(database: duckdb.DuckDBPyConnection) -> bool:
    try:
        return database.execute("SELECT fingerprint FROM make").fetchall() == [(_fingerprint(),)]
    except duckdb.Error:
        return False


def _fingerprint() -> str:
    told = [*_definitions(), *(f"{table.name} by {table.order}" for table in FACT_TABLES.values())]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _definitions() -> list[str]:
    return [f"CREATE TABLE {table.name} ({_columns(table)})" for table in FACT_TABLES.values()]


def _columns(table: FactTable) -> str:
    return ", ".join(
        f'"{name}" {_TYPES[type_.removeprefix("!")]}{" NOT NULL" if type_.startswith("!") else ""}'
        for name, type_ in table.columns.items()
    )
