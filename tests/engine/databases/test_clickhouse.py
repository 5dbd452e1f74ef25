"""ClickHouse: what is bound reaches it as it is, and its HTTP interface is spoken to as was recorded.

The exchange was recorded with ClickHouse's own engine behind the interface as its manual describes it; a server itself
was not to be had.
"""

import base64
import json
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

import pyarrow as pa
import pytest

from headway.engine.databases.clickhouse import SETTINGS, ClickHouseStore
from headway.engine.databases.clickhouse_http import ClickHouseRefused, ClickHouseTrouble, HttpLine
from headway.engine.store import EngineLost
from tests.conformance.in_process import InProcess

EXCHANGE = json.loads((Path(__file__).parent / "clickhouse_exchange.json").read_text())
ODD = "it's a \\ in\ttwo\nlines"


class Replaying(BaseHTTPRequestHandler):
    """Answers each request as was recorded, and keeps what was asked."""

    def do_POST(self):
        recorded = self.server.exchange[len(self.server.asked)]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = {**dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True)), "": body}
        self.server.asked.append((self.headers["Authorization"], asked))
        answer = base64.b64decode(recorded["answer"])
        self.send_response(recorded["status"])
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_words):
        """Say nothing."""


@pytest.fixture
def server():
    with HTTPServer(("127.0.0.1", 0), Replaying) as server:
        server.asked, server.exchange = [], EXCHANGE
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_server_is_asked_as_was_recorded(server):
    """
    asked                                   | answered
    a day, a list, nothing, and an odd text | the same
    an insert of two rows                   | nothing
    both rows                               | both
    a table that is not there               | an error
    """
    line = HttpLine(f"clickhouse://bob:s%40fe@127.0.0.1:{server.server_port}/sales?max_threads=2")
    store = ClickHouseStore(line)
    text = "SELECT $1 AS day, $2 AS ids, $3 AS nothing, $4 AS odd"
    rows = store.query(text, [date(2024, 2, 29), [1, 2], None, ODD]).to_pylist()
    assert rows == [{"day": date(2024, 2, 29), "ids": [1, 2], "nothing": None, "odd": ODD}]
    sink = pa.BufferOutputStream()
    table = pa.table({"id": [1, 2], "name": ["a", "b"]})
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    line.send("INSERT INTO names FORMAT ArrowStream", sink.getvalue().to_pybytes())
    assert store.query("SELECT id, name FROM names ORDER BY id", []).to_pylist() == table.to_pylist()
    with pytest.raises(ClickHouseRefused, match=r"says: Code: 60.*UNKNOWN_TABLE"):
        store.query("SELECT 1 FROM nowhere", [])
    for (authorization, asked), recorded in zip(server.asked, EXCHANGE, strict=True):
        assert base64.b64decode(authorization.removeprefix("Basic ")) == b"bob:s@fe"
        assert {name: value for name, value in asked.items() if name} == recorded["words"]
        assert asked[""] == base64.b64decode(recorded["body"])


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, ClickHouseRefused), (404, ClickHouseRefused), (500, ClickHouseRefused)]
    + [(status, ClickHouseTrouble) for status in (502, 503, 504)],
)
def test_a_refusal_is_told_from_no_answer(server, status, kind):
    server.exchange = [{"status": status, "answer": base64.b64encode(b"so it is").decode()}]
    with pytest.raises(kind, match="says: so it is"):
        HttpLine(f"clickhouse://127.0.0.1:{server.server_port}").ask("SELECT 1", {})
    assert issubclass(kind, EngineLost) == (kind is ClickHouseTrouble)


def test_settings_and_the_database_go_with_every_request():
    for recorded in EXCHANGE:
        assert recorded["words"].items() >= {**SETTINGS, "database": "sales", "max_threads": "2"}.items()


def test_a_server_that_is_not_there_is_named():
    with HTTPServer(("127.0.0.1", 0), Replaying) as nobody:
        port = nobody.server_port
    with pytest.raises(ClickHouseTrouble, match=rf"ClickHouse at 127.0.0.1:{port} cannot be reached: .*refused"):
        HttpLine(f"clickhouse://127.0.0.1:{port}").ask("SELECT 1", {})


def test_https_and_the_usual_ports_are_known():
    plain, secret = HttpLine("clickhouse://server"), HttpLine("clickhouses://server/numbers")
    assert (plain._port, plain._database, secret._port, secret._database) == (8123, "default", 8443, "numbers")
    assert secret._kind.__name__ == "HTTPSConnection"


def test_what_is_bound_arrives_as_it_is():
    line = InProcess()
    bound = [ODD, [ODD, "b"], [], [3], date(1, 1, 1), date(9999, 12, 31), None, -5]
    text = "SELECT " + ", ".join(f"${number} AS c{number}" for number in range(1, 9))
    [row] = ClickHouseStore(line).query(text, bound).to_pylist()
    # Days beyond those that ClickHouse knows are its first and its last.
    assert list(row.values()) == [ODD, [ODD, "b"], [], [3], date(1900, 1, 1), date(2299, 12, 31), None, -5]
    line.close()


def test_a_list_too_long_for_an_address_stands_in_the_text():
    """A server takes 128 KB a value: twelve thousand deals past their norm would be more."""
    line = InProcess()
    asked = []
    ask = line.ask
    line.ask = lambda text, values: asked.append(values) or ask(text, values)
    keys = list(range(1_000_000, 1_060_000))
    [row] = (
        ClickHouseStore(line).query("SELECT arraySum($1) AS total, length($2) AS known", [keys, keys[:9]]).to_pylist()
    )
    assert row == {"total": sum(keys), "known": 9}
    assert asked == [{"p2": f"[{', '.join(map(str, keys[:9]))}]"}]
    line.close()


def test_tables_that_nobody_made_remember_nothing():
    line = InProcess()
    assert ClickHouseStore(line).state("position") is None
    line.close()
