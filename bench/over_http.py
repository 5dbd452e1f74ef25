"""Logging a contact through the API of a running server, by one client and by sixteen at a time."""

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from typing import Any

import django

from bench.table import print_row, print_table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")
_PATH = "/api/v1/contacts"
_CLIENTS = (1, 16)
_DEALS_A_REP = 50
_KINDS = ("call", "email", "meeting")
_STAGES = (None, None, "Reached", "Need", "Offer", "Decision")
_SECONDS_TO_START = 60
# After its start a server copies its facts, and its worker looks for what is due.
_SECONDS_TO_SETTLE = 10
_SECONDS_TO_WARM_UP = 2


def main() -> None:
    """Make an installation, serve it, and let clients log contacts; print what they saw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("contacts", type=int, help="how many contacts lie in the log before")
    parser.add_argument("--seconds", type=float, default=10.0)
    arguments = parser.parse_args()
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django has to be set up first

    call_command("migrate", verbosity=0)
    callers = _prepare(arguments.contacts)
    print_table(
        "clients at a time",
        "requests a second",
        "p50, ms",
        "p99, ms",
        "worst, ms",
        "requests",
        "not 201",
        "not in the log",
    )
    with server() as port:
        for clients in _CLIENTS:
            warm_up(port, _PATH, callers[:clients])
            _print_calls(callers, port, clients, arguments.seconds)


def _prepare(contacts: int) -> list[dict[str, object]]:
    """Write a company with a log; return for each rep a token and a deal of theirs."""
    from bench.company import make_company, write_log  # noqa: PLC0415 - Django has to be set up first
    from headway.web.api.tokens import Scope, make_token  # noqa: PLC0415 - Django has to be set up first
    from headway.web.clock import now  # noqa: PLC0415 - Django has to be set up first
    from headway.web.log import open_client, open_deal  # noqa: PLC0415 - Django has to be set up first
    from headway.web.models import User  # noqa: PLC0415 - Django has to be set up first

    make_company()
    write_log(contacts)
    callers, chance = [], random.Random(7)
    for rep in User.objects.order_by("pk")[: max(_CLIENTS)]:
        _, token = make_token(rep, "bench", [Scope.LOG], by=rep, now=now())
        clients = [open_client(f"Client {number} of {rep.name}", by=rep, now=now()) for number in range(_DEALS_A_REP)]
        deals = [open_deal(client, name="", by=rep, now=now()) for client in clients]
        callers.append({"token": token, "bodies": [_body(deal, chance) for deal in deals for _again in range(4)]})
    return callers


def _body(deal: Any, chance: random.Random) -> dict[str, object]:
    return {
        "uid": "",
        "client": deal.client_id,
        "deal": deal.pk,
        "kind": chance.choice(_KINDS),
        "stage_after": chance.choice(_STAGES),
        "duration_seconds": chance.randrange(60, 1800),
        "note": "We spoke about the price.",
    }


@contextlib.contextmanager
def server() -> Iterator[int]:
    """Start Headway as a user would, and end it with all its processes."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "headway.cli", "serve", "--no-browser", "--port", str(port)]
    # Two processes where writers do not wait for each other, which is also what another CRM is given beside it.
    processes = "2" if os.environ.get("HEADWAY_DATABASE_URL") else "1"
    settings = {"HEADWAY_PROCESSES": processes} | os.environ | {"HEADWAY_DEMO": "no"}
    with (Path(os.environ["HEADWAY_DATA"]) / "server.txt").open("wb") as said:
        server = subprocess.Popen(command, env=settings, stdout=said, stderr=subprocess.STDOUT)
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError):
            line = HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/api/v1/me")
            line.getresponse()
            return
        time.sleep(0.2)
    said = (Path(os.environ["HEADWAY_DATA"]) / "server.txt").read_text()
    sys.exit(f"The server did not start. It said:\n{said}")


@dataclass(frozen=True)
class Seen:
    """What clients saw: how long each answer took, in order of length, and how many contacts were taken."""

    times_ms: list[float]
    logged: int
    seconds: float

    @property
    def a_second(self) -> float:
        """Requests a second."""
        return len(self.times_ms) / self.seconds

    def took_ms(self, share: float) -> float:
        """The time within which that share of the requests was answered."""
        return self.times_ms[min(len(self.times_ms) - 1, int(len(self.times_ms) * share))]

    def told(self) -> tuple[str, ...]:
        """The cells of a row: requests a second, p50, p99, the worst, all, and those that were not taken."""
        times = (f"{self.took_ms(share):.1f}" for share in (0.5, 0.99, 1))
        return (f"{self.a_second:.0f}", *times, str(len(self.times_ms)), str(len(self.times_ms) - self.logged))


def call(port: int, path: str, callers: list[dict[str, object]], seconds: float) -> Seen:
    """Let clients log contacts at a server, from a process apart, and return what they saw."""
    asked = json.dumps({"port": port, "path": path, "seconds": seconds, "callers": callers})
    said = subprocess.run(
        [sys.executable, "-m", "bench.callers"], input=asked.encode(), stdout=subprocess.PIPE, check=True
    )
    seen = json.loads(said.stdout)
    return Seen(sorted(seen["times_ms"]), seen["statuses"].get("201", 0), seen["seconds"])


def warm_up(port: int, path: str, callers: list[dict[str, object]]) -> None:
    """Wait until a server is done with what it does once, and let it answer as many callers as are measured next."""
    time.sleep(_SECONDS_TO_SETTLE)
    call(port, path, callers, _SECONDS_TO_WARM_UP)


def _print_calls(callers: list[dict[str, object]], port: int, clients: int, seconds: float) -> None:
    from django.db import connection  # noqa: PLC0415 - Django has to be set up first

    from headway.web.models import Contact  # noqa: PLC0415 - Django has to be set up first

    before = Contact.objects.count()
    seen = call(port, _PATH, callers[:clients], seconds)
    connection.close()
    missing = seen.logged - (Contact.objects.count() - before)
    print_row(str(clients), *seen.told(), str(missing))


if __name__ == "__main__":
    main()
