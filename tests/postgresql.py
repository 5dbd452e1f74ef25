"""Run a command with a PostgreSQL of its own: `python tests/postgresql.py COMMAND ...`.

The command finds the server in HEADWAY_DATABASE_URL. Where that is set already, its server is used and none is started.
Before the command, `--durable` asks for a server that keeps what it acknowledged, as one for real work does.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SETTING = "HEADWAY_DATABASE_URL"
# A test never commits, so that a look at its tables from outside would only find them empty, and mislead the planner.
# What pays for large tables (compiled queries, parallel workers) only costs with the few rows of a test.
OPTIONS = (
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "max_parallel_workers_per_gather=0",
    "wal_level=minimal",
    "max_wal_senders=0",
)
FAST_AND_FORGETFUL = ("-F", *(word for option in OPTIONS for word in ("-c", option)))
SECONDS_TO_START = 60


def main(command: list[str]) -> int:
    """The command's own exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    is_durable = command[:1] == ["--durable"]
    command = command[is_durable:]
    if os.environ.get(SETTING):
        return subprocess.call(command)
    options = () if is_durable else FAST_AND_FORGETFUL
    with tempfile.TemporaryDirectory(prefix="headway-postgresql-") as folder, _server(Path(folder), options) as address:
        return subprocess.call(command, env=os.environ | {SETTING: address})


@contextlib.contextmanager
def _server(folder: Path, options: tuple[str, ...]) -> Iterator[str]:
    programs, owner, port = _programs(), _owner(folder), _free_port()
    cluster = folder / "cluster"
    initdb = [programs / "initdb", "--username=headway", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run([*initdb, "--no-sync", "--pgdata", cluster], check=True, stdout=subprocess.DEVNULL, **owner)
    with (folder / "log.txt").open("wb") as log:
        address = ["-c", "max_connections=200", "-k", folder, "-h", "127.0.0.1", "-p", str(port)]
        start = [programs / "postgres", "-D", cluster, *address, *options]
        server = subprocess.Popen(start, stdout=log, stderr=log, start_new_session=True, **owner)
    try:
        _wait_for(server, programs, port, folder / "log.txt")
        subprocess.run(
            [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "headway", "headway"], check=True
        )
        yield f"postgresql://headway@127.0.0.1:{port}/headway"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _programs() -> Path:
    """Debian keeps the server's programs off the PATH, in a folder per version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    found = debian[-1] if debian else shutil.which("initdb")
    if found is None:
        sys.exit(f"PostgreSQL is missing here: install Debian's package `postgresql`, or set {SETTING} to a server.")
    return Path(found).parent


def _owner(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    names = [user.pw_name for user in pwd.getpwall()]
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": folder}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], programs: Path, port: int, log: Path) -> None:
    is_ready = [programs / "pg_isready", "--quiet", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + SECONDS_TO_START
    while subprocess.call(is_ready) != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"PostgreSQL did not start. Its log says:\n{log.read_text()}")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
