"""The owner of the facts: brings in what changed in the log before every answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Lock

import pyarrow as pa
from django.conf import settings

from headway.engine.databases.change import Change
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.engine.statement import Reader
from headway.engine.store import Columns, FactKeeper
from headway.web.clock import now
from headway.web.facts import source
from headway.web.models.fields import to_microseconds

_POSITION = "position"
# Which log was copied, and when the order of its names ends.
_LOG, _NAMES_END = "log", "names_end"
_NAMED = tuple(each.value for each in Dimension if each.is_named)
# When the log was last looked at: a week later, the daily upkeep drops the changes that came since.
_LOOKED_AT = "looked_at"
LONGEST_REST = timedelta(days=6)
_REMEMBERED = timedelta(days=1)


class LogCopy:
    """A copy of the log in fact tables that this process keeps up to date."""

    def __init__(self, columns: FactKeeper, log: str) -> None:
        """Take the tables, and the name of the log to tell whether they are a copy of it."""
        self._columns, self._log = columns, log
        self._refreshing = Lock()
        # Nobody else writes to the columns, so that asking them once is enough. A copy of another log is no copy.
        is_ours = self._columns.state(_LOG) == self._log
        position = self._columns.state(_POSITION) if is_ours else None
        # A log that was restored from a backup has yet to come to what was copied of it: its numbers begin again.
        self._position = None if position is None or source.is_ahead(position) else position
        self._names_end = int(self._columns.state(_NAMES_END) or 0) or None
        self._looked_at = int(self._columns.state(_LOOKED_AT) or 0)

    def close(self) -> None:
        """Let go of the file."""
        self._columns.close()

    def refresh(self) -> None:
        """Copy what changed since the last time, or everything where nothing was copied yet."""
        with self._refreshing, source.still_log():
            if self._position is None or self._is_since(LONGEST_REST):
                self._copy_everything()
                return
            touched = source.touched_since(self._position)
            if touched.ids or self._are_names_over() or self._is_since(_REMEMBERED):
                self._apply(touched)

    def rebuild(self) -> None:
        """Throw the copy away and make it anew."""
        with self._refreshing, source.still_log():
            self._copy_everything()

    def _copy_everything(self) -> None:
        position, names_end = source.position_now(), source.names_end()
        looked_at = to_microseconds(now())
        state = {_POSITION: position, _NAMES_END: str(names_end or 0), _LOOKED_AT: str(looked_at), _LOG: self._log}
        self._columns.fill(source.read_everything(), state)
        self._position, self._names_end, self._looked_at = position, names_end, looked_at

    def _apply(self, touched: source.Touched) -> None:
        has_names = "names" in touched.ids or self._are_names_over()
        names_end = source.names_end() if has_names else self._names_end
        looked_at = to_microseconds(now())
        state = {_POSITION: touched.position, _NAMES_END: str(names_end or 0), _LOOKED_AT: str(looked_at)}
        self._columns.apply(_changes(touched, has_names=has_names), state)
        self._position, self._names_end, self._looked_at = touched.position, names_end, looked_at

    def _is_since(self, time: timedelta) -> bool:
        """Whether the log was last looked at longer ago than that."""
        return to_microseconds(now()) - self._looked_at > time // timedelta(microseconds=1)

    def _are_names_over(self) -> bool:
        """Whether a version of a funnel has come into force since the names were copied: nobody writes that down."""
        return self._names_end is not None and to_microseconds(now()) >= self._names_end


class LocalStore(LogCopy):
    """The copy that this process asks: in columns of its own, or wherever it is told to."""

    def __init__(self, path: Path | None = None, *, columns: Columns | None = None) -> None:
        """Open the file, or memory without a path. Raises FactsInUse where another process holds the file."""
        self._facts: Columns = columns or DuckDBStore(path, megabytes=settings.ENVIRONMENT.memory)
        self.dialect = self._facts.dialect
        super().__init__(self._facts, source.log_name() if columns is None else source.log_name_outside())

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Bring the facts up to date and hold them still."""
        self.refresh()
        with self._facts.reading() as reader:
            yield reader


def _changes(touched: source.Touched, *, has_names: bool) -> list[tuple[str, Change]]:
    changes = []
    for noun, ids in touched.ids.items():
        for table, key, column in source.stale_tables(noun):
            changes.append((table, Change(key, sorted(ids), _rows(table, source.read_some(table, column, ids)))))
    if has_names:
        changes.append(("names", Change("dimension", _NAMED, _rows("names", source.read_all("names")))))
    return changes


def _rows(table: str, pages: Iterator[pa.Table]) -> pa.Table:
    schema = arrow_schema(FACT_TABLES[table].columns)
    return pa.concat_tables([schema.empty_table(), *pages])
