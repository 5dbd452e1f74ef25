"""Headway as people start it: one command, pages over HTTP, and nothing left behind when it ends."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

pytestmark = pytest.mark.long
SECONDS_TO_START = 120


class Headway:
    """A running installation: what it printed, and a browser without windows."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.told = _read_until(process, "Ctrl-C")
        self.address = re.search(r"http://[\d.:]+", self.told)[0]
        self.browser = _new_browser()

    def get(self, path: str) -> tuple[int, str]:
        return self._open(path)

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Fill in the form of a page and send it."""
        page = self.get(path)[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        return self._open(path, urlencode({"csrfmiddlewaretoken": token, **fields}).encode())

    def processes(self) -> set[int]:
        """The supervisor and everything below it."""
        return _below(self.process.pid)

    def _open(self, path: str, data: bytes | None = None) -> tuple[int, str]:
        try:
            with self.browser.open(self.address + path, data, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()


def _new_browser() -> OpenerDirector:
    return build_opener(HTTPCookieProcessor(CookieJar()))


@contextmanager
def _running(data: Path, **settings: str) -> Iterator[Headway]:
    command = [sys.executable, "-m", "headway.cli", "serve", "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, env=_environment(data, **settings), stdout=subprocess.PIPE, text=True)
    try:
        yield Headway(process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        process.stdout.close()


def _environment(data: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    return kept | {"HEADWAY_DATA": str(data), "HEADWAY_LANGUAGE": "en"} | settings


def _read_until(process: "subprocess.Popen[str]", word: str) -> str:
    lines = []
    for line in process.stdout:
        lines.append(line)
        if word in line:
            break
    return "".join(lines)


def _below(pid: int) -> set[int]:
    listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    children: dict[int, list[int]] = {}
    for line in listing.splitlines():
        child, parent = map(int, line.split())
        children.setdefault(parent, []).append(child)
    found, waiting = set(), [pid]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += children.get(one, [])
    return found


def _alive(pids: set[int]) -> set[int]:
    states = {pid: Path(f"/proc/{pid}/stat") for pid in pids}
    return {pid for pid, state in states.items() if state.exists() and state.read_text().split(") ")[1][0] != "Z"}


def _all_gone(pids: set[int]) -> bool:
    for _ in range(200):
        if not _alive(pids):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A data folder in which Headway was started once, with its demo company; it is copied, and never used itself."""
    folder = tmp_path_factory.mktemp("made")
    with _running(folder):
        pass
    return folder


def _copied(made: Path, folder: Path) -> Path:
    """Copy a data folder, without the door of a process that was ended before it could close it."""
    return shutil.copytree(made, folder / "data", ignore=shutil.ignore_patterns("*.socket"))


@pytest.fixture(scope="module")
def data(made, tmp_path_factory) -> Path:
    """A copy for those who start Headway and end it in one way or another."""
    return _copied(made, tmp_path_factory.mktemp("installation"))


@pytest.fixture(scope="module")
def served(made, tmp_path_factory) -> Iterator[Headway]:
    """One that runs all the while, for those who only look at it."""
    with _running(_copied(made, tmp_path_factory.mktemp("served"))) as headway:
        yield headway


@pytest.fixture
def headway(served) -> Headway:
    """The same, in a browser that nobody has used."""
    served.browser = _new_browser()
    return served


def test_the_demo_company_lets_one_in_with_the_words_it_printed(headway):
    password = re.search(r"Password for all of them: (\S+)", headway.told)[1]
    status, page = headway.post("/account/login/", login="owner@demo.example", password=password)
    assert status == 200
    assert "Margaret Ellis" in page


def test_a_wrong_password_does_not(headway):
    headway.post("/account/login/", login="owner@demo.example", password="not the one")
    assert "Margaret Ellis" not in headway.get("/")[1]


def test_the_password_is_for_nobody_else_to_read(data):
    assert (data / "demo.txt").stat().st_mode & 0o077 == 0


def test_ctrl_c_leaves_no_process(data):
    with _running(data) as headway:
        running = headway.processes()
        assert len(running) >= 4
    assert headway.process.returncode == 0
    assert _all_gone(running)


@pytest.mark.kill
def test_killing_the_supervisor_leaves_no_process(data):
    with _running(data) as headway:
        running = headway.processes()
        headway.process.kill()
        headway.process.wait()
        assert _all_gone(running)


@pytest.mark.kill
def test_a_killed_web_server_comes_back(data):
    with _running(data) as headway:
        for pid in headway.processes() - {headway.process.pid}:
            os.kill(pid, signal.SIGKILL)
        assert _answers(headway)


def test_a_port_in_use_is_refused_in_a_sentence(headway, data):
    port = headway.address.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "headway.cli", "--port", port]
    second = subprocess.run(command, env=_environment(data), capture_output=True, text=True, check=False)
    assert (second.returncode, second.stdout) == (2, "")
    assert re.fullmatch(rf"headway: Port {port} on 127.0.0.1 cannot be used: .*\n", second.stderr)


def test_without_a_demo_a_link_founds_the_company_once(tmp_path):
    founder = {
        "company": "Pump Ltd",
        "country": "GB",
        "currency": "EUR",
        "time_zone": "Europe/London",
        "language": "en",
    }
    owner = {"name": "Alice", "email": "alice@example.com", "password": "correct horse battery"}
    with _running(tmp_path, HEADWAY_DEMO="no") as headway:
        link = re.search(r"/setup/\S+", headway.told)[0]
        assert headway.get("/setup/guessed")[0] == 404
        status, page = headway.post(link, **founder, **owner)
        assert status == 200
        assert "Alice" in page
        assert headway.get(link)[0] == 404


def _answers(headway: Headway) -> bool:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            return headway.get("/account/login/")[0] == 200
        except OSError:
            time.sleep(0.2)
    return False
