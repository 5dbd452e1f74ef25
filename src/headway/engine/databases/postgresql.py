"""Facts in PostgreSQL: plain tables in a schema of their own, for companies that keep their numbers there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
import pyarrow as pa
from psycopg import sql

from headway.engine.facts import FACT_TABLES, FactTable, arrow_schema
from headway.engine.statement import Reader

_TYPES = {"int64": "bigint", "string": "text", "boolean": "boolean", "date": "date"}


class PostgreSQLStore:
    """Facts in a schema of a PostgreSQL database; who owns it loads the tables and keeps them fresh."""

    dialect = "postgres"

    def __init__(self, url: str, schema: str = "headway_facts") -> None:
        """Name a database by its address; nothing is opened yet."""
        self._url = url
        self._schema = schema

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Hold the facts still for some queries, in a connection of their own."""
        with self._connection() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            yield _Reader(connection)

    def create(self) -> None:
        """Create the schema and its empty tables, in place of what is there."""
        schema = sql.Identifier(self._schema)
        with self._connection() as connection:
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
            for table in FACT_TABLES.values():
                connection.execute(_definition(table))

    def load(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table, as they are."""
        columns = list(FACT_TABLES[table].columns)
        copy = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _listed(columns))
        with self._connection() as connection, connection.cursor() as cursor, cursor.copy(copy) as target:
            for row in rows.select(columns).cast(arrow_schema(FACT_TABLES[table].columns)).to_pylist():
                target.write_row(tuple(row.values()))

    def _connection(self) -> psycopg.Connection:
        # In UTC, because PostgreSQL cuts a day to its month by way of midnight in the session's zone.
        return psycopg.connect(self._url, options=f"-c search_path={self._schema} -c TimeZone=UTC")


class _Reader:
    """One transaction of a PostgreSQL store."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def query(self, text: str, parameters: Sequence[object]) -> pa.Table:
        # Only the raw cursor takes `$1` as it stands, and a `%` in the text for a `%`.
        with psycopg.RawCursor(self._connection) as cursor:
            cursor.execute(text.encode(), list(parameters))
            names = [column.name for column in cursor.description or ()]
            rows = cursor.fetchall()
        return pa.table({name: pa.array([row[index] for row in rows]) for index, name in enumerate(names)})


def _definition(table: FactTable) -> sql.Composed:
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_TYPES[type_.removeprefix("!")]))
        for name, type_ in table.columns.items()
    ]
    return sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(table.name), sql.SQL(", ").join(columns))


def _listed(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)
