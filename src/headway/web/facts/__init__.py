"""The facts of this installation, for any of its processes: the first one owns the columns, the others ask it.

Where another engine is to answer, the owner keeps the facts there, and the others still ask the owner.
"""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import IO

import pyarrow as pa
from django.conf import settings
from django.utils.translation import gettext as _

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.statement import Reader
from headway.engine.store import EngineLost
from headway.web.engine_address import EngineAddress
from headway.web.facts import outside
from headway.web.facts.local import LocalStore
from headway.web.facts.owner import listen
from headway.web.facts.remote import RemoteStore

__all__ = ["FactsOutOfReach", "facts_known_until", "forget_readings", "get_store", "private_store"]

# How long to wait for an owner that is just starting or has just died.
_PATIENCE_SECONDS = 20.0

_log = logging.getLogger(__name__)


class FactsOutOfReach(Exception):
    """The engine that was chosen to answer does not: whoever runs it has to look; the log needs none of it."""


class _Readings(threading.local):
    """What a thread reads now, and up to when the facts were known that it has read."""

    reader: Reader | None = None
    known_until: datetime | None = None


class _FarReader:
    """A reading of an engine outside, which may be lost in the middle of a page."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def query(self, sql: str, parameters: Sequence[object]) -> pa.Table:
        try:
            return self._reader.query(sql, parameters)
        except (OSError, EngineLost) as trouble:
            raise _out_of_reach(trouble) from trouble


def _out_of_reach(trouble: Exception) -> FactsOutOfReach:
    _log.error("HEADWAY_ENGINE does not answer: %s", trouble)
    return FactsOutOfReach(
        _(
            "The numbers cannot be counted now: the database that counts them does not answer. "
            "What you log is kept, and counts when it is back."
        )
    )


class SharedStore:
    """The store as every process sees it: its own where it owns the columns, else the owner's."""

    def __init__(self, data: Path, engine: EngineAddress | None = None) -> None:
        """Take the data folder and the engine, if it is another; nothing is opened before the first reading."""
        self._data = data
        self._engine = engine
        self.dialect = engine.dialect if engine else DuckDBStore.dialect
        self._readings = _Readings()
        self._electing = threading.Lock()
        self._local: LocalStore | None = None
        self._lock_file: IO[bytes] | None = None
        self._pid = os.getpid()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Bring the facts up to date and hold them still.

        Who reads already, reads the same: an engine that cannot write while somebody reads would wait for itself.
        """
        if self._engine and self._readings.reader:
            yield self._readings.reader
            return
        with ExitStack() as stack:
            self._readings.reader = self._begun(stack)
            try:
                self._note_age()
                yield self._readings.reader
            finally:
                self._readings.reader = None

    def known_until(self) -> datetime | None:
        """Return up to when all is known that this thread has read, None where it is the moment of the reading."""
        return self._readings.known_until

    def forget(self) -> None:
        """Begin with another task of this thread: what it read before says nothing of what it reads now."""
        self._readings.known_until = None

    def _begun(self, stack: ExitStack) -> Reader:
        if self._engine is None:
            return stack.enter_context(self._reachable().reading())
        try:
            reader = stack.enter_context(self._reachable().reading())
            # Where nothing is copied now, nothing has spoken with it yet.
            reader.query("SELECT 1 AS one", [])
        except (OSError, RuntimeError) as trouble:
            raise _out_of_reach(trouble) from trouble
        return _FarReader(reader)

    def _note_age(self) -> None:
        ages = (outside.known_until(self._engine, self._data), self._readings.known_until)
        self._readings.known_until = min(filter(None, ages), default=None)

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
            try:
                local = self._opened()
            except BaseException:
                # Held on, it would keep everybody from the facts, this process too, after the engine is back.
                lock_file.close()
                raise
            self._pid, self._lock_file, self._local = os.getpid(), lock_file, local
            listen(local, self._data)
            return local

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
    """Return up to when the facts were known that this thread has asked, None where all are or none was asked."""
    return None if _private else _shared.known_until()


def forget_readings() -> None:
    """Begin with another request, call or command: the age of what was read before is not that of what follows."""
    _shared.forget()


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
