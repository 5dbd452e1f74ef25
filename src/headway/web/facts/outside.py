"""Facts in an engine that somebody chose: a copy of the log, brought up to date before answers or now and then."""

import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock

from headway.engine.store import Columns
from headway.web.clock import now
from headway.web.engine_address import EngineAddress
from headway.web.facts.local import LocalStore


class OutsideStore(LocalStore):
    """The copy that this process keeps in an engine outside, for all processes of the installation."""

    def __init__(self, columns: Columns, engine: EngineAddress, data: Path) -> None:
        """Take the engine's tables, and the data folder, where a note says up to when the facts are known."""
        super().__init__(columns=columns)
        self._every = engine.every_seconds
        self._note = _note(data)
        self._noting = Lock()
        self._noted: datetime | None = None
        self._asked_at: float | None = None

    def refresh(self) -> None:
        """Copy what changed, unless that was done a moment ago; and note up to when the facts are known then."""
        if self._asked_at is not None and time.monotonic() - self._asked_at < self._every:
            return
        known_until = now()
        super().refresh()
        self._asked_at = time.monotonic()
        if self._every:
            self._keep(known_until)

    def _keep(self, known_until: datetime) -> None:
        """Note up to when the facts are known; of threads that copied at the same time the latest counts."""
        with self._noting:
            if self._noted is None or known_until > self._noted:
                new = self._note.with_suffix(".new")
                new.write_text(known_until.isoformat())
                new.replace(self._note)
                self._noted = known_until


def known_until(engine: EngineAddress | None, data: Path) -> datetime | None:
    """Return up to when the facts are known that answers are made of, or None where they always are up to date."""
    if engine is None or not engine.every_seconds:
        return None
    with suppress(FileNotFoundError):
        return datetime.fromisoformat(_note(data).read_text())
    return None


def open_columns(engine: EngineAddress) -> Columns:
    """Open the tables of an engine; what it needs is loaded only where it is used."""
    if engine.dialect == "postgres":
        from headway.engine.databases.postgresql import PostgreSQLStore  # noqa: PLC0415

        return PostgreSQLStore(engine.url, engine.schema)
    if engine.dialect == "clickhouse":
        from headway.engine.databases.clickhouse import ClickHouseStore  # noqa: PLC0415
        from headway.engine.databases.clickhouse_http import HttpLine  # noqa: PLC0415

        return ClickHouseStore(HttpLine(engine.url))
    from headway.engine.databases.spark import SparkStore  # noqa: PLC0415
    from headway.engine.databases.spark_cluster import SparkCluster  # noqa: PLC0415

    return SparkStore(SparkCluster(engine.url), engine.folder or Path())


def _note(data: Path) -> Path:
    return data / "facts.known_until"
