"""An installation of its own for a test: a folder, a server that comes back when it dies, a program that writes."""

import contextlib
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from tests.end_to_end.processes import family, is_alive, kill

_HERE = Path(__file__).parent
_PATIENCE = 90.0
# An import that is killed again and again gets on between two kills only, and little on a busy machine.
_PATIENCE_WITH_IMPORTS = 300.0
_STAGES = (None, None, "Need", "Offer", "Decision", "New")


class Refused(Exception):
    """A contact was not taken."""


class Installation:
    """Headway in a folder, used over HTTP and by its command."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None, *, is_set_up: bool = True) -> None:
        """Take an empty folder, settings such as HEADWAY_DATABASE_URL, and whether to make a small company."""
        self.folder = folder
        self.is_set_up = is_set_up
        self.port = _free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
        own = {"HEADWAY_DATA": str(folder), "HEADWAY_DEMO": "no", "HEADWAY_PORT": str(self.port)}
        self.environment = kept | own | {"DJANGO_SETTINGS_MODULE": "headway.web.settings"} | dict(settings or {})
        self.server: subprocess.Popen[bytes] | None = None
        self.importing: subprocess.Popen[bytes] | None = None
        self.token = ""
        self.deals: list[tuple[int, int]] = []

    def __enter__(self) -> Self:
        self.run("migrate")
        if self.is_set_up:
            made = json.loads(self.script("set_up.py"))
            self.token, self.deals = made["token"], [tuple(deal) for deal in made["deals"]]
        return self

    def __exit__(self, *_exception: object) -> None:
        for pid in self.processes():
            kill(pid)
        for process in (self.server, self.importing):
            if process is not None:
                process.wait()

    def run(self, *words: str) -> None:
        """Run a command of Headway to its end."""
        command = [sys.executable, "-m", "headway.cli", *words]
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def script(self, name: str) -> str:
        """Run a script beside this file inside the installation and return what it prints."""
        command = [sys.executable, str(_HERE / name)]
        return subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def start(self) -> None:
        """Start the server and wait for its first answer."""
        command = [sys.executable, "-m", "headway.cli", "serve", "--no-browser"]
        log = (self.folder / "server.log").open("ab")
        self.server = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        log.close()
        until = time.monotonic() + _PATIENCE
        while not self.answers() and time.monotonic() < until and self.server.poll() is None:
            time.sleep(0.05)

    def keep_up(self) -> None:
        """Start the server again where it is dead, as a service manager would; its children must die with it."""
        assert self.server is not None
        if self.server.poll() is None:
            return
        until = time.monotonic() + 10
        while not _is_free(self.port) and time.monotonic() < until:
            time.sleep(0.05)
        self.start()

    def processes(self) -> list[int]:
        """All that belongs to this installation now."""
        begun = [process for process in (self.server, self.importing) if process is not None and is_alive(process.pid)]
        return [pid for process in begun for pid in family(process.pid)]

    def answers(self) -> bool:
        """Whether a program gets an answer."""
        return self.ask("GET", "/api/v1/me") is not None

    def setup_address(self) -> str:
        """The page that makes the first account, once the server has told it."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if found := re.search(r"http://\S+/setup/\S+", (self.folder / "server.log").read_text()):
                return found[0]
            time.sleep(0.1)
        raise TimeoutError("The server named no page for the first account.")

    def log_contact(self, chance: random.Random) -> str:
        """Log a contact, sending it again with the same id until it is acknowledged; raises Refused."""
        client, deal = chance.choice(self.deals)
        happened_at = datetime.now(tz=UTC) - timedelta(minutes=chance.randrange(40_000))
        contact = {
            "uid": str(uuid.uuid4()),
            "client": client,
            "deal": deal,
            "kind": chance.choice(["call", "meeting", "email"]),
            "happened_at": happened_at.isoformat(),
            "stage_after": chance.choice(_STAGES),
        }
        self._insist("POST", "/api/v1/contacts", contact, {200, 201})
        return str(contact["uid"])

    def correct_contact(self, uid: str, note: str, chance: random.Random) -> None:
        """Correct the note and the stage of a contact, again until it is acknowledged; raises Refused."""
        change = {"note": note, "stage_after": chance.choice(_STAGES)}
        self._insist("PATCH", f"/api/v1/contacts/{uid}", change, {200})

    def delete_contact(self, uid: str) -> None:
        """Delete a contact; gone already is what it is when the first answer was lost. Raises Refused."""
        self._insist("DELETE", f"/api/v1/contacts/{uid}", None, {204, 404, 410})

    def _insist(self, method: str, path: str, body: object, wanted: set[int]) -> None:
        """Send the same again until it is acknowledged; raises Refused."""
        answer, until = None, time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            answer = self.ask(method, path, body)
            if answer is not None and answer[0] in wanted:
                return
            if answer is not None and answer[0] < 500:
                break
            time.sleep(0.1)
        raise Refused(answer)

    def bring_in(self, name: str, deals: int) -> bool:
        """Import a file of so many deals, again and again until the command ends well."""
        path = self.folder / f"{name}.csv"
        lines = [
            f"{name}/{number},Client {name} {number},{name},2024-03-{number % 28 + 1:02d}" for number in range(deals)
        ]
        path.write_text("\n".join(["id,client,source,entered", *lines]) + "\n")
        command = [sys.executable, "-m", "headway.cli", "import", str(path), "--mapping", str(_HERE / "storm.toml")]
        until = time.monotonic() + _PATIENCE_WITH_IMPORTS
        with (self.folder / "import.log").open("ab") as log:
            while time.monotonic() < until:
                self.importing = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
                if self.importing.wait() == 0:
                    return True
        return False

    def leads_by_source(self) -> dict[str, int]:
        """New leads of all time, as the API tells them; nothing while it is silent."""
        answer = self.ask("GET", "/api/v1/metrics/new_leads?period=all&by=source")
        if answer is None or answer[0] != 200:
            return {}
        return {line["labels"][0]: line["figure"]["value"] for line in answer[1]["lines"]}

    def report(self) -> dict[str, Any]:
        """What stands in the log now that everything is quiet."""
        report: dict[str, Any] = json.loads(self.script("take_stock.py"))
        return report

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any] | None:
        """Ask the API; None where nobody answers, or the answer is that somebody is just starting."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        with contextlib.closing(line):
            try:
                line.request(method, path, json.dumps(body) if body is not None else None, headers)
                response = line.getresponse()
                return response.status, json.loads(response.read() or b"null")
            except (OSError, http.client.HTTPException, ValueError):
                return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
