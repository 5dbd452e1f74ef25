"""Writing much at once without being slowed down by what serves small work."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from django.db import connection

from headway.web.models import Client, Contact, Deal, Milestones, Sale, StageMove, Stay

# No wait for the disk (1 is NORMAL), fewer pages folded into the file at a time, 100 MB of the log at hand.
_FAST: Mapping[str, int] = MappingProxyType({"synchronous": 1, "wal_autocheckpoint": 8000, "cache_size": -100_000})
_MANY = 200_000
_GROWN = (Client, Contact, Deal, Milestones, Sale, StageMove, Stay)


@contextmanager
def in_bulk() -> Iterator[None]:
    """Let this connection write quickly what nobody sees yet: if power fails, the newest batches are written again."""
    threshold, *others = gc.get_threshold()
    # Within a transaction of the caller's, SQLite would not take them.
    is_tunable = connection.vendor == "sqlite" and not connection.in_atomic_block
    usual = {name: _asked(name) for name in _FAST} if is_tunable else {}
    gc.set_threshold(_MANY, *others)
    try:
        for name, value in usual.items():
            # Who waits for no disk at all, as tests do, goes on so.
            _set(name, min(_FAST[name], value) if name == "synchronous" else _FAST[name])
        yield
    finally:
        for name, value in usual.items():
            _set(name, value)
        gc.set_threshold(threshold, *others)


def let_it_be_planned() -> None:
    """Tell PostgreSQL how much there is now, which it would find out by itself within a minute.

    A look at the tables while the first rows were not committed yet leaves it with the belief that they are empty, and
    a copy of the log planned on that belief takes minutes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(model._meta.db_table for model in _GROWN))


def _asked(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return int(cursor.fetchone()[0])


def _set(name: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}={value}")
