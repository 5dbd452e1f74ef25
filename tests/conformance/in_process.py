"""The line to ClickHouse's engine in this process: what a server does with a request, without the server."""

import atexit
import shutil
import tempfile
from functools import cache
from itertools import count

from chdb.session import Session

from headway.engine.databases.clickhouse import SETTINGS

_numbers = count()


@cache
def _folder():
    """The one folder that a process may have tables in."""
    folder = tempfile.mkdtemp(prefix="headway-clickhouse-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class InProcess:
    """Asks an engine, in a database that nobody else uses."""

    def __init__(self):
        self._session = Session(_folder())
        database = f"headway_{next(_numbers)}"
        for text in (f"CREATE DATABASE {database}", f"USE {database}"):
            self._session.query(text)
        for name, value in SETTINGS.items():
            self._session.query(f"SET {name} = {value}")

    def close(self):
        self._session.close()

    def ask(self, text, values):
        return self._session.query(text, "ArrowStream", params=dict(values)).bytes()

    def send(self, text, rows):
        # The engine takes rows from a file where the server takes them from the body.
        insert = text.removesuffix("FORMAT ArrowStream")
        with tempfile.NamedTemporaryFile(suffix=".arrows") as body:
            body.write(rows)
            body.flush()
            self._session.query(f"{insert} SELECT * FROM file('{body.name}', 'ArrowStream')")
