"""The words between the owner of the columns and the processes that ask it: a question as JSON, an answer as Arrow."""

import json
import struct
from collections.abc import Sequence
from datetime import date
from socket import socket
from typing import Any

import pyarrow as pa

from headway.engine.store import EngineLost

_LENGTH = struct.Struct("!Q")


def send_question(to: socket, sql: str, parameters: Sequence[object]) -> None:
    """Send a query with its bound values: numbers, texts, days, and lists of them."""
    _send(to, json.dumps([sql, [_packed(value) for value in parameters]]).encode())


def receive_question(origin: socket) -> tuple[str, list[Any]] | None:
    """Receive a query, or None when the asker has hung up."""
    message = _receive(origin)
    if not message:
        return None
    sql, parameters = json.loads(message)
    return sql, [_unpacked(value) for value in parameters]


def send_rows(to: socket, rows: pa.Table) -> None:
    """Send the rows of an answer."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    _send(to, b"R" + sink.getvalue().to_pybytes())


def send_trouble(to: socket, trouble: Exception) -> None:
    """Send the sentence that says why there is no answer, and whether that is because the engine was lost."""
    _send(to, (b"L" if isinstance(trouble, EngineLost) else b"E") + str(trouble).encode())


def receive_rows(origin: socket) -> pa.Table:
    """Receive the rows of an answer.

    Raises ConnectionError where the owner is gone, EngineLost where its engine is, RuntimeError with any other trouble.
    """
    message = _receive(origin)
    if not message:
        raise ConnectionResetError("The owner of the facts went away before it answered.")
    if message[:1] != b"R":
        raise (EngineLost if message[:1] == b"L" else RuntimeError)(message[1:].decode())
    return pa.ipc.open_stream(message[1:]).read_all()


def _send(to: socket, message: bytes) -> None:
    to.sendall(_LENGTH.pack(len(message)) + message)


def _receive(origin: socket) -> bytes:
    head = _exactly(origin, _LENGTH.size)
    return _exactly(origin, _LENGTH.unpack(head)[0]) if head else b""


def _exactly(origin: socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = origin.recv(min(size - len(parts), 1 << 20))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def _packed(value: object) -> object:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, list | tuple | frozenset | set):
        return [_packed(each) for each in value]
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    return [_unpacked(each) for each in value] if isinstance(value, list) else value
