"""Turns at facts in a database that holds nothing still, or not against a fill: many read, or one writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Turns:
    """Who wants to write waits for those who read, and whoever comes then waits for the writer.

    A thread must not begin to read twice, nor to write while it reads.
    """

    def __init__(self) -> None:
        """Begin with nobody there."""
        self._changed = Condition()
        self._readers = 0
        self._writers = 0
        self._is_writing = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read beside others who read."""
        with self._changed:
            self._changed.wait_for(lambda: not self._writers)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write alone."""
        with self._changed:
            self._writers += 1
            self._changed.wait_for(lambda: not self._readers and not self._is_writing)
            self._is_writing = True
        try:
            yield
        finally:
            with self._changed:
                self._writers -= 1
                self._is_writing = False
                self._changed.notify_all()
