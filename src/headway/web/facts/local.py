"""The owner of the columns: brings in what changed in the log before every answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import pyarrow as pa

from headway.engine.databases.change import Change
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.engine.statement import Reader
from headway.web.clock import now
from headway.web.facts import source
from headway.web.models.fields import to_microseconds

_POSITION = "position"
# Which log was copied, and when the order of its names ends.
_LOG, _NAMES_END = "log", "names_end"


class LocalStore:
    """The columnar copy of the log, held by this process."""

    dialect = DuckDBStore.dialect

    def __init__(self, path: Path | None) -> None:
        """Open the file, or memory without a path. Raises FactsInUse where another process holds the file."""
        self._columns = DuckDBStore(path)
        self._refreshing = Lock()
        # Nobody else writes to the columns, so that asking them once is enough. A copy of another log is no copy.
        is_ours = self._columns.state(_LOG) == source.log_name()
        self._position = self._columns.state(_POSITION) if is_ours else None
        self._names_end = int(self._columns.state(_NAMES_END) or 0) or None

    def close(self) -> None:
        """Let go of the file."""
        self._columns.close()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Bring the facts up to date and hold them still."""
        self.refresh()
        with self._columns.reading() as reader:
            yield reader

    def refresh(self) -> None:
        """Copy what changed since the last time, or everything where nothing was copied yet."""
        with self._refreshing, source.still_log():
            if self._position is None:
                self._copy_everything()
                return
            touched = source.touched_since(self._position)
            if touched.ids or self._are_names_over():
                self._apply(touched)

    def rebuild(self) -> None:
        """Throw the copy away and make it anew."""
        with self._refreshing, source.still_log():
            self._copy_everything()

    def _copy_everything(self) -> None:
        position, names_end = source.position_now(), source.names_end()
        state = {_POSITION: position, _LOG: source.log_name(), _NAMES_END: str(names_end or 0)}
        self._columns.fill(source.read_everything(), state)
        self._position, self._names_end = position, names_end

    def _apply(self, touched: source.Touched) -> None:
        has_names = "names" in touched.ids or self._are_names_over()
        names_end = source.names_end() if has_names else self._names_end
        state = {_POSITION: touched.position, _NAMES_END: str(names_end or 0)}
        self._columns.apply(_changes(touched, has_names=has_names), state)
        self._position, self._names_end = touched.position, names_end

    def _are_names_over(self) -> bool:
        """Whether a version of a funnel has come into force since the names were copied: nobody writes that down."""
        return self._names_end is not None and to_microseconds(now()) >= self._names_end


def _changes(touched: source.Touched, *, has_names: bool) -> list[tuple[str, Change]]:
    changes = []
    for noun, ids in touched.ids.items():
        for table, key, column in source.stale_tables(noun):
            changes.append((table, Change(key, sorted(ids), _rows(table, source.read_some(table, column, ids)))))
    if has_names:
        dimensions = ("rep", "team", "source", "segment", "funnel", "stage", "loss_reason")
        changes.append(("names", Change("dimension", dimensions, _rows("names", source.read_all("names")))))
    return changes


def _rows(table: str, pages: Iterator[pa.Table]) -> pa.Table:
    schema = arrow_schema(FACT_TABLES[table].columns)
    return pa.concat_tables([schema.empty_table(), *pages])
