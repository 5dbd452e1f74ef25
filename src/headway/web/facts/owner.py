"""The owner's door: a socket in the data folder, through which the other processes of this installation ask."""

import hashlib
import os
import socket
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread

from django.db import connection

from headway.web.facts import wire
from headway.web.facts.local import LocalStore

# Longer paths do not fit into a socket's address.
_LONGEST_PATH = 100


def socket_path(data: Path) -> Path:
    """Return where the owner listens: in the data folder, or under a short name where that path is too long."""
    path = data / "facts.socket"
    if len(os.fsencode(path)) <= _LONGEST_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"headway-{os.getuid()}-{name}.socket"


def listen(store: LocalStore, data: Path) -> socket.socket:
    """Answer other processes from now on, in threads of their own; the socket is for this user alone."""
    path = socket_path(data)
    path.unlink(missing_ok=True)
    door = socket.socket(socket.AF_UNIX)
    former = os.umask(0o077)
    try:
        door.bind(str(path))
    finally:
        os.umask(former)
    door.listen(64)
    Thread(target=_serve, args=(store, door), name="facts-door", daemon=True).start()
    return door


def _serve(store: LocalStore, door: socket.socket) -> None:
    while True:
        try:
            asker, _address = door.accept()
        except OSError:
            return
        Thread(target=_answer, args=(store, asker), name="facts-asker", daemon=True).start()


def _answer(store: LocalStore, asker: socket.socket) -> None:
    """Hold the facts still for as long as the asker stays, and answer what it asks."""
    with ExitStack() as stack:
        stack.enter_context(asker)
        stack.callback(connection.close)
        stack.enter_context(suppress(ConnectionError))
        reader = None
        while (question := wire.receive_question(asker)) is not None:
            try:
                if reader is None:
                    reader = stack.enter_context(store.reading())
                rows = reader.query(*question)
            except Exception as trouble:  # noqa: BLE001 - whatever it is, the asker is told and the owner lives on
                wire.send_trouble(asker, trouble)
                return
            wire.send_rows(asker, rows)
