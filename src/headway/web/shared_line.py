"""One connection to the database for work that threads do in turn, whichever of them does it.

A server hands each request to another thread, and Django opens a connection for each. What is written by one at a time
anyhow is written over one connection: its statements are planned there, and what it needs lies in the caches of one
process of the database in place of sixteen.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from headway.web.statements import is_watched


class SharedLine:
    """A connection that threads take in turn; nobody may take it while another has it."""

    def __init__(self) -> None:
        self._link: BaseDatabaseWrapper | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Ask the database over it within; whoever is in a transaction, or watched, stays on their own connection."""
        own = connections["default"]
        if own.in_atomic_block or is_watched(own):
            yield
            return
        link = self._link = self._link or _opened()
        link.close_if_unusable_or_obsolete()
        connections["default"] = link
        try:
            yield
        finally:
            connections["default"] = own


def _opened() -> BaseDatabaseWrapper:
    link: BaseDatabaseWrapper = connections.create_connection("default")
    link.inc_thread_sharing()
    return link
