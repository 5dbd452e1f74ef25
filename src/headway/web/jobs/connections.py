"""Connections of a worker, which nobody opens and closes around it as Django does around a request."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def fresh_connections() -> Iterator[None]:
    """Let work begin without connections that have died or served their time, and leave none behind."""
    _drop_stale()
    try:
        yield
    finally:
        _drop_stale()


def _drop_stale() -> None:
    for connection in connections.all(initialized_only=True):
        # A transaction around it, as in a test, is not ours to break off.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
