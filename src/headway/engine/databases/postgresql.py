"""Facts in PostgreSQL: plain tables in a schema of their own, for companies that keep their numbers there."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import psycopg
import pyarrow as pa
from psycopg import sql

from headway.engine.databases.change import Change
from headway.engine.databases.turns import Turns
from headway.engine.facts import FACT_TABLES, FactTable, arrow_schema
from headway.engine.statement import Reader
from headway.engine.store import EngineLost

_SECONDS_TO_CONNECT = 10
_TYPES = {"int64": "bigint", "string": "text", "boolean": "boolean", "date": "date"}


class PostgreSQLTrouble(EngineLost):
    """The server cannot be reached or broke off, and why."""


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as trouble:
        raise PostgreSQLTrouble(f"PostgreSQL cannot be reached: {trouble}") from trouble


class PostgreSQLStore:
    """Facts in a schema of a PostgreSQL database; who owns it fills the tables and keeps them fresh."""

    dialect = "postgres"

    def __init__(self, url: str, schema: str = "headway_facts") -> None:
        """Name a database by its address; nothing is opened yet."""
        self._url = url
        self._schema = schema
        self._turns = Turns()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Hold the facts still for some queries, in a connection of their own."""
        with self._turns.reading(), self._connection() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            try:
                yield _Reader(connection)
            finally:
                # All that was asked is here already: whether the server saw the end of it does not matter.
                with suppress(psycopg.Error):
                    connection.rollback()

    def create(self) -> None:
        """Create the schema and its empty tables, in place of what is there."""
        schema = sql.Identifier(self._schema)
        with self._connection() as connection:
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
            for table in FACT_TABLES.values():
                connection.execute(_definition(table))
                for column in _changed_by(table):
                    index = sql.SQL("CREATE INDEX ON {} ({})")
                    connection.execute(index.format(sql.Identifier(table.name), sql.Identifier(column)))
            connection.execute("CREATE TABLE state (key text PRIMARY KEY, value text NOT NULL)")
            _remember(connection, {"make": _fingerprint()})

    def close(self) -> None:
        """Nothing is held open."""

    @_answering()
    def state(self, key: str) -> str | None:
        """Return what was remembered under a key, or None; tables of another make count as none."""
        with self._connection() as connection:
            try:
                known: dict[str, str] = dict(connection.execute("SELECT key, value FROM state").fetchall())
            except psycopg.errors.UndefinedTable:
                return None
        return known.get(key) if known.get("make") == _fingerprint() else None

    @_answering()
    def fill(self, pages: Iterable[tuple[str, pa.Table]], state: Mapping[str, str]) -> None:
        """Throw everything away and take these rows, page by page, and this state: all of it or nothing.

        Who reads meanwhile would find a table empty that was emptied since their transaction began, so nobody does.
        """
        with self._turns.writing():
            if self.state("make") is None:
                self.create()
            with self._connection() as connection:
                for name in FACT_TABLES:
                    connection.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(name)))
                for name, rows in pages:
                    _copy(connection, FACT_TABLES[name], rows)
                _remember(connection, state)
            self._look_over()

    @_answering()
    def apply(self, changes: Sequence[tuple[str, Change]], state: Mapping[str, str]) -> None:
        """Replace rows of several tables and remember the new state, all of it or nothing."""
        with self._connection() as connection:
            for name, change in changes:
                delete = sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)")
                names = (sql.Identifier(name), sql.Identifier(change.key_column))
                connection.execute(delete.format(*names), [list(change.keys)])
            for name, change in changes:
                _copy(connection, FACT_TABLES[name], change.rows)
            _remember(connection, state)

    def _look_over(self) -> None:
        """Let the planner know what came in: it would only find out by and by."""
        with self._connection() as connection:
            for name in FACT_TABLES:
                connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))

    def _connection(self) -> psycopg.Connection:
        # In UTC, because PostgreSQL cuts a day to its month by way of midnight in the session's zone.
        options = f"-c search_path={self._schema} -c TimeZone=UTC"
        with _answering():
            return psycopg.connect(self._url, options=options, connect_timeout=_SECONDS_TO_CONNECT)


class _Reader:
    """One transaction of a PostgreSQL store."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def query(self, text: str, parameters: Sequence[object]) -> pa.Table:
        # Only the raw cursor takes `$1` as it stands, and a `%` in the text for a `%`.
        with _answering(), psycopg.RawCursor(self._connection) as cursor:
            cursor.execute(text.encode(), list(parameters))
            names = [column.name for column in cursor.description or ()]
            rows = cursor.fetchall()
        return pa.table({name: pa.array([row[index] for row in rows]) for index, name in enumerate(names)})


def _copy(connection: psycopg.Connection, table: FactTable, rows: pa.Table) -> None:
    columns = list(table.columns)
    copy = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), _listed(columns))
    with connection.cursor() as cursor, cursor.copy(copy) as target:
        for batch in rows.select(columns).cast(arrow_schema(table.columns)).to_batches(max_chunksize=10_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                target.write_row(row)


def _remember(connection: psycopg.Connection, state: Mapping[str, str]) -> None:
    insert = "INSERT INTO state VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    for key, value in state.items():
        connection.execute(insert, [key, value])


def _changed_by(table: FactTable) -> list[str]:
    """Return the columns by whose keys rows are replaced: the key's first, and the deal."""
    return list(dict.fromkeys([table.key[0], *(["deal_id"] if "deal_id" in table.columns else [])]))


def _fingerprint() -> str:
    told = "\n".join(f"{table.name} {dict(table.columns)}" for table in FACT_TABLES.values())
    return hashlib.sha256(told.encode()).hexdigest()


def _definition(table: FactTable) -> sql.Composed:
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_TYPES[type_.removeprefix("!")]))
        for name, type_ in table.columns.items()
    ]
    return sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(table.name), sql.SQL(", ").join(columns))


def _listed(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)
