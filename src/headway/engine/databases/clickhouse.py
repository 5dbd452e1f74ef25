"""Facts in ClickHouse: MergeTree tables in a database of their own, asked over whatever line leads to it."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Protocol

import pyarrow as pa

from headway.engine.databases.change import Change
from headway.engine.databases.turns import Turns
from headway.engine.facts import FACT_TABLES, FactTable, arrow_schema
from headway.engine.statement import Reader

_TYPES = {"int64": "Int64", "string": "String", "boolean": "Bool", "date": "Date32"}
_BOUND = re.compile(r"\$(\d+)")
# The days that ClickHouse knows; a bound day beyond them says no more than the first or the last of them.
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2299, 12, 31)
# Keys bound to one statement: they travel in an address, whose length has an end. More stand in its text.
_KEYS = 5_000

# By themselves, joins and sums of nothing give zero, months before 1970 are others, sets know no null, and a constant
# to group by is taken for the number of a column.
SETTINGS: Mapping[str, str] = {
    "join_use_nulls": "1",
    "aggregate_functions_null_for_empty": "1",
    "transform_null_in": "0",
    "enable_extended_results_for_datetime_functions": "1",
    "enable_positional_arguments": "0",
    "output_format_arrow_string_as_string": "1",
    "output_format_arrow_low_cardinality_as_dictionary": "0",
    "max_query_size": "100000000",
}


class Line(Protocol):
    """What leads to a ClickHouse: its HTTP interface, or its engine in this process."""

    def ask(self, text: str, values: Mapping[str, str]) -> bytes:
        """Run a text with values for its ``{name:Type}``, and return the rows as an Arrow stream."""
        ...

    def send(self, text: str, rows: bytes) -> None:
        """Run an INSERT whose rows follow as an Arrow stream."""
        ...


class ClickHouseStore:
    """Facts in a database of a ClickHouse.

    It knows no transaction over several tables: who owns the facts writes while nobody reads. A run that was cut short
    leaves the state of the run before or none, and is repeated to the same end.
    """

    dialect = "clickhouse"

    def __init__(self, line: Line) -> None:
        """Take the line to a database of a ClickHouse; nothing is asked yet."""
        self._line = line
        self._turns = Turns()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Hold the facts still for some queries of this process."""
        with self._turns.reading():
            yield self

    def query(self, text: str, parameters: Sequence[object]) -> pa.Table:
        """Ask one query, whose text names the tables without their database."""
        named = _BOUND.sub(lambda mark: _place(int(mark[1]), parameters[int(mark[1]) - 1]), text)
        values = {f"p{number}": _told(value) for number, value in enumerate(parameters, start=1)}
        return _table(self._line.ask(named, {name: value for name, value in values.items() if f"{{{name}:" in named}))

    def close(self) -> None:
        """Nothing is held open."""

    def state(self, key: str) -> str | None:
        """Return what was remembered under a key, or None; tables of another make count as none."""
        tables = "SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'state'"
        if not self.query(tables, []).num_rows:
            return None
        known = {row["key"]: row["value"] for row in self.query("SELECT key, value FROM state", []).to_pylist()}
        return known.get(key) if known.get("make") == _fingerprint() else None

    def fill(self, pages: Iterable[tuple[str, pa.Table]], state: Mapping[str, str]) -> None:
        """Throw everything away and take these rows, page by page, and this state."""
        with self._turns.writing():
            self._make()
            for name, rows in pages:
                self._insert(FACT_TABLES[name], rows)
            self._remember({"make": _fingerprint(), **state})

    def apply(self, changes: Sequence[tuple[str, Change]], state: Mapping[str, str]) -> None:
        """Replace rows of several tables and remember the new state; everything that goes is gone before any comes."""
        with self._turns.writing():
            for name, change in changes:
                self._delete(name, change.key_column, change.keys)
            for name, change in changes:
                self._insert(FACT_TABLES[name], change.rows)
            self._remember(state)

    def _make(self) -> None:
        """Make the tables anew; without a state, what is cut short is begun again."""
        self._line.ask("DROP TABLE IF EXISTS state", {})
        for table in FACT_TABLES.values():
            self._line.ask(f"DROP TABLE IF EXISTS {table.name}", {})
            self._line.ask(_definition(table), {})
        self._line.ask("CREATE TABLE state (key String, value String) ENGINE = MergeTree ORDER BY key", {})

    def _insert(self, table: FactTable, rows: pa.Table) -> None:
        if rows.num_rows:
            incoming = rows.select(list(table.columns)).cast(arrow_schema(table.columns))
            self._line.send(f"INSERT INTO {table.name} FORMAT ArrowStream", _stream(incoming))

    def _delete(self, name: str, column: str, keys: Sequence[int | str]) -> None:
        for start in range(0, len(keys), _KEYS):
            part = list(keys[start : start + _KEYS])
            text = f"DELETE FROM {name} WHERE {column} IN {{keys:{_type(part)}}}"  # noqa: S608 - our own names
            self._line.ask(text, {"keys": _told(part)})

    def _remember(self, state: Mapping[str, str]) -> None:
        self._delete("state", "key", list(state))
        rows = pa.table({"key": list(state), "value": list(state.values())})
        self._line.send("INSERT INTO state FORMAT ArrowStream", _stream(rows))


def _stream(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    return bytes(sink.getvalue().to_pybytes())


def _table(stream: bytes) -> pa.Table:
    return pa.ipc.open_stream(stream).read_all() if stream else pa.table({})


def _place(number: int, value: object) -> str:
    """Return what stands in the text for a bound value; a list that is too long to travel beside it, itself."""
    if isinstance(value, list) and len(value) > _KEYS:
        return f"CAST({_told(value)}, '{_type(value)}')"
    return f"{{p{number}:{_type(value)}}}"


def _type(value: object) -> str:
    """Return ClickHouse's type of a bound value."""
    if isinstance(value, list | tuple):
        return f"Array({_type(value[0]) if value else 'Int64'})"
    if isinstance(value, date):
        return "Date32"
    return "Nullable(String)" if value is None else "Int64" if isinstance(value, int) else "String"


def _told(value: object) -> str:
    """Return a bound value as ClickHouse reads it."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(_quoted(each) for each in value)}]"
    if isinstance(value, date):
        return min(max(value, _FIRST_DAY), _LAST_DAY).isoformat()
    return "\\N" if value is None else _escaped(value) if isinstance(value, str) else str(value)


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + _escaped(value).replace("'", "\\'") + "'"


def _escaped(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _fingerprint() -> str:
    return hashlib.sha256("\n".join(map(_definition, FACT_TABLES.values())).encode()).hexdigest()


def _definition(table: FactTable) -> str:
    columns = ", ".join(f"{name} {_column_type(type_)}" for name, type_ in table.columns.items())
    # What orders must not be null there.
    known = [name for name in table.order if table.columns[name].startswith("!")]
    order = ", ".join((*known, *(name for name in table.key if name not in known)))
    return f"CREATE TABLE {table.name} ({columns}) ENGINE = MergeTree ORDER BY ({order})"


def _column_type(type_: str) -> str:
    name = _TYPES[type_.removeprefix("!")]
    return name if type_.startswith("!") else f"Nullable({name})"
