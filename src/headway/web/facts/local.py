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
from headway.web.facts import source

_POSITION = "position"


class LocalStore:
    """The columnar copy of the log, held by this process."""

    dialect = DuckDBStore.dialect

    def __init__(self, path: Path | None) -> None:
        """Open the file, or memory without a path. Raises FactsInUse where another process holds the file."""
        self._columns = DuckDBStore(path)
        self._refreshing = Lock()
        # Nobody else writes to the columns, so that asking them for it once is enough.
        self._position = self._columns.state(_POSITION)

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
            if touched.ids:
                self._columns.apply(_changes(touched), {_POSITION: touched.position})
                self._position = touched.position

    def rebuild(self) -> None:
        """Throw the copy away and make it anew."""
        with self._refreshing, source.still_log():
            self._copy_everything()

    def _copy_everything(self) -> None:
        position = source.position_now()
        self._columns.fill(source.read_everything(), {_POSITION: position})
        self._position = position


def _changes(touched: source.Touched) -> list[tuple[str, Change]]:
    changes = []
    for noun, ids in touched.ids.items():
        for table, key, column in source.stale_tables(noun):
            changes.append((table, Change(key, sorted(ids), _rows(table, source.read_some(table, column, ids)))))
    if "names" in touched.ids:
        dimensions = ("rep", "team", "source", "segment", "funnel", "stage", "loss_reason")
        changes.append(("names", Change("dimension", dimensions, _rows("names", source.read_all("names")))))
    return changes


def _rows(table: str, pages: Iterator[pa.Table]) -> pa.Table:
    schema = arrow_schema(FACT_TABLES[table].columns)
    return pa.concat_tables([schema.empty_table(), *pages])
