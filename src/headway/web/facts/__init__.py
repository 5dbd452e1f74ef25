"""The facts of this installation, for any of its processes: the first one owns the columns, the others ask it.

Where another engine is to answer, the owner keeps the facts there, and the others still ask the owner.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import IO

from django.conf import settings

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.statement import Reader
from headway.web.engine_address import EngineAddress
from headway.web.facts import outside
from headway.web.facts.local import LocalStore
from headway.web.facts.owner import listen
from headway.web.facts.remote import RemoteStore

__all__ = ["facts_known_until", "get_store", "private_store"]

# How long to wait for an owner that is just starting or has just died.
_PATIENCE_SECONDS = 20.0


class SharedStore:
    """The store as every process sees it: its own where it owns the columns, else the owner's."""

    def __init__(self, data: Path, engine: EngineAddress | None = None) -> None:
        """Take the data folder and the engine, if it is another; nothing is opened before the first reading."""
        self._data = data
        self._engine = engine
        self.dialect = engine.dialect if engine else DuckDBStore.dialect
        self._reading = threading.local()
        self._electing = threading.Lock()
        self._local: LocalStore | None = None
        self._lock_file: IO[bytes] | None = None
        self._pid = os.getpid()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Bring the facts up to date and hold them still.

        Who reads already, reads the same: an engine that cannot write while somebody reads would wait for itself.
        """
        if self._engine and (own := getattr(self._reading, "reader", None)):
            yield own
            return
        with self._reachable().reading() as reader:
            self._reading.reader = reader
            try:
                yield reader
            finally:
                self._reading.reader = None

    def _reachable(self) -> LocalStore | RemoteStore:
        """Return a store that answers: own the columns if nobody does, wait for an owner that is on its way."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            if local := self._own():
                return local
            remote = RemoteStore(self._data)
            try:
                with remote.reading() as reader:
                    reader.query("SELECT 1 AS one", [])
            except ConnectionError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return remote

    def _own(self) -> LocalStore | None:
        """Return the columns if this process owns them, taking them if nobody does."""
        with self._electing:
            if self._local is not None and self._pid == os.getpid():
                return self._local
            self._data.mkdir(parents=True, exist_ok=True)
            lock_file = (self._data / "facts.lock").open("ab")
            try:
                fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock_file.close()
                return None
            self._pid, self._lock_file = os.getpid(), lock_file
            self._local = self._opened()
            listen(self._local, self._data)
            return self._local

    def _opened(self) -> LocalStore:
        if self._engine is None:
            return LocalStore(self._data / "facts.duckdb")
        return outside.OutsideStore(outside.open_columns(self._engine), self._engine, self._data)


class _Private:
    """Columns in memory, made when they are first asked for."""

    @cached_property
    def store(self) -> LocalStore:
        return LocalStore(None)

    def close(self) -> None:
        if "store" in vars(self):
            self.store.close()


_shared = SharedStore(settings.ENVIRONMENT.data, settings.ENVIRONMENT.engine)
_private: _Private | None = None


def get_store() -> LocalStore | SharedStore:
    """Return the facts, up to date whenever a reading begins."""
    return _private.store if _private else _shared


def facts_known_until() -> datetime | None:
    """Return up to when the facts are known that answers are made of, or None where they are always up to date."""
    return outside.known_until(settings.ENVIRONMENT.engine, settings.ENVIRONMENT.data)


@contextmanager
def private_store() -> Iterator[None]:
    """Use columns in memory that nobody else sees, for tests and one-off work."""
    global _private  # noqa: PLW0603 - the one switch between the installation's columns and one's own
    _private = _Private()
    try:
        yield
    finally:
        _private.close()
        _private = None
