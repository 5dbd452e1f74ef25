"""The line to a ClickHouse server: its HTTP interface."""

import base64
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from headway.engine.databases.clickhouse import SETTINGS
from headway.engine.store import EngineLost

_SECONDS = 600
_PORTS = {"clickhouse": 8123, "clickhouses": 8443}


# What stands before a server says so where the server behind it does not answer.
_NOT_ANSWERING = {502, 503, 504}


class ClickHouseTrouble(EngineLost):
    """The server could not be reached, or does not answer: why, or what was said."""


class ClickHouseRefused(RuntimeError):
    """The server answered that it will not do what it was asked: what it said."""


class HttpLine:
    """Asks by POST: the text in the body, bound values in the address, rows as an Arrow stream.

    The address reads ``clickhouse://user:password@host:8123/database``, or ``clickhouses`` to speak HTTPS; what follows
    a question mark is handed on as settings.
    """

    def __init__(self, address: str) -> None:
        """Take the address of a server; nothing is opened yet."""
        parts = urlsplit(address)
        self._kind = HTTPSConnection if parts.scheme == "clickhouses" else HTTPConnection
        self._host, self._port = parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]
        self._database = parts.path.strip("/") or "default"
        self._settings = {**SETTINGS, **dict(parse_qsl(parts.query))}
        self._headers = {"Content-Type": "application/octet-stream"}
        if parts.username:
            secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers["Authorization"] = f"Basic {base64.b64encode(secret.encode()).decode()}"

    def ask(self, text: str, values: Mapping[str, str]) -> bytes:
        """Run a text with values for its ``{name:Type}``, and return the rows as an Arrow stream."""
        bound = {f"param_{name}": value for name, value in values.items()}
        # A server that has begun to answer can only break off: with the answer held back, it can say what is wrong.
        return self._post({"default_format": "ArrowStream", "wait_end_of_query": "1", **bound}, text.encode())

    def send(self, text: str, rows: bytes) -> None:
        """Run an INSERT whose rows follow as an Arrow stream."""
        self._post({"query": text}, rows)

    def _post(self, words: Mapping[str, str], body: bytes) -> bytes:
        path = "/?" + urlencode({"database": self._database, **self._settings, **words})
        line = self._kind(self._host, self._port, timeout=_SECONDS)
        try:
            line.request("POST", path, body, self._headers)
            answer = line.getresponse()
            said = answer.read()
        except (OSError, HTTPException) as trouble:
            message = f"ClickHouse at {self._host}:{self._port} cannot be reached: {trouble}."
            raise ClickHouseTrouble(message) from trouble
        finally:
            line.close()
        if answer.status != 200:
            kind = ClickHouseTrouble if answer.status in _NOT_ANSWERING else ClickHouseRefused
            raise kind(f"ClickHouse at {self._host}:{self._port} says: {said.decode(errors='replace')}")
        return said
