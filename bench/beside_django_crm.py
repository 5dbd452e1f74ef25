"""Logging a contact in Headway and in django-crm (BottleCRM), one after the other on the same PostgreSQL and machine.

django-crm needs Python 3.12 or later: where none is found, this says so and Headway's own figures stand alone.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from urllib.parse import urlsplit

import psycopg

from bench.over_http import Seen, call, warm_up
from bench.table import print_row, print_table

PACKAGE = "django-crm==1.35.0"
PATH = "/api/interactions/"
_CLIENTS = (1, 16)
_LEADS_EACH = 50
_WORKERS = "2"
_SECONDS_TO_START = 60
_PYTHONS = ("python3.14", "python3.13", "python3.12")
_KEY = "a key that signs the tokens of a bench and of nothing else"


def main() -> None:
    """Install django-crm, serve it with two workers, and let clients log interactions."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10.0)
    arguments = parser.parse_args()
    python = next(filter(None, map(_that_runs, _PYTHONS)), None)
    if python is None:
        print("django-crm needs Python 3.12 or later, which is not here: only Headway was measured.")
        return
    with tempfile.TemporaryDirectory(prefix="headway-bench-django-crm-") as folder:
        programs = _installed(python, Path(folder))
        environment = _environment(_database())
        _run([programs / "python", "-m", "django", "migrate", "--verbosity", "0"], environment, folder)
        script = Path(__file__).with_name("django_crm_company.py")
        said = _run([programs / "python", script, str(max(_CLIENTS)), str(_LEADS_EACH)], environment, folder)
        callers = json.loads(said.splitlines()[-1])
        print_table("clients at a time", "requests a second", "p50, ms", "p99, ms", "worst, ms", "requests", "not 201")
        with _server(programs, environment, folder) as port:
            for clients in _CLIENTS:
                warm_up(port, PATH, callers[:clients])
                seen: Seen = call(port, PATH, callers[:clients], arguments.seconds)
                print_row(str(clients), *seen.told())


def _that_runs(name: str) -> str | None:
    """A name on the path may be a switch that leads nowhere."""
    found = shutil.which(name)
    is_there = found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0
    return found if is_there else None


def _installed(python: str, folder: Path) -> Path:
    subprocess.run([python, "-m", "venv", folder / "venv"], check=True)
    programs = folder / "venv" / "bin"
    subprocess.run([programs / "python", "-m", "pip", "--quiet", "install", PACKAGE], check=True)
    return programs


def _database() -> str:
    """Make a database and, since its rules of tenants do not hold for a superuser, an owner without that power."""
    given = urlsplit(os.environ["HEADWAY_DATABASE_URL"])
    with psycopg.connect(os.environ["HEADWAY_DATABASE_URL"], autocommit=True) as server:
        server.execute("CREATE ROLE bench_crm LOGIN PASSWORD 'bench'")
        server.execute("CREATE DATABASE bench_crm OWNER bench_crm")
    return str(given.port or 5432)


def _environment(port: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEADWAY_", "DJANGO_", "PYTHON"))}
    database = {
        "DBNAME": "bench_crm",
        "DBUSER": "bench_crm",
        "DBPASSWORD": "bench",
        "DBHOST": "127.0.0.1",
        "DBPORT": port,
    }
    own = {"SECRET_KEY": _KEY, "DJANGO_SETTINGS_MODULE": "crm.settings", "CELERY_BROKER_URL": "memory://"}
    return kept | database | own


def _run(command: list[str | Path], environment: dict[str, str], folder: str) -> str:
    done = subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


@contextlib.contextmanager
def _server(programs: Path, environment: dict[str, str], folder: str) -> Iterator[int]:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [programs / "gunicorn", "--workers", _WORKERS, "--bind", f"127.0.0.1:{port}", "crm.wsgi"]
    with (Path(folder) / "server.txt").open("wb") as said:
        server = subprocess.Popen(command, env=environment, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
    try:
        _wait_for(port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _wait_for(port: int) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            line = HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", PATH)
            line.getresponse()
            return
        time.sleep(0.3)


if __name__ == "__main__":
    main()
