"""Facts that another process of this installation owns."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from headway.engine.statement import Reader
from headway.web.facts import wire
from headway.web.facts.owner import socket_path


class RemoteStore:
    """Asks the owner of the columns over its socket; a connection is one reading."""

    def __init__(self, data: Path) -> None:
        """Take the data folder whose owner is asked."""
        self._path = socket_path(data)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Ask the owner to bring the facts up to date and hold them still; raises ConnectionError without an owner."""
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(str(self._path))
            except FileNotFoundError as trouble:
                raise ConnectionRefusedError("Nobody owns the facts.") from trouble
            yield _Reader(line)


class _Reader:
    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def query(self, sql: str, parameters: Sequence[object]) -> pa.Table:
        wire.send_question(self._line, sql, parameters)
        return wire.receive_rows(self._line)
