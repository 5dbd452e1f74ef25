"""A Python with the packages loaded, which forks itself for each command, so that many commands load them once.

It is told what Python is told (`-m MODULE`, `-c CODE` or a script, then words), and the command has streams, folder and
environment of whoever gave it. What reads these, as the settings and the models do, is loaded by the command itself.
"""

import array
import atexit
import contextlib
import importlib
import json
import os
import pkgutil
import runpy
import select
import shlex
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

# What knows no Django, and what Django is made of without its settings.
_WHOLE = ("engine", "metrics", "reports", "planning", "importers", "replay")
_LOADED = ("ibis.backends.duckdb", "duckdb", "numpy", "django.db.models", "django.template", "mcp.server")
_CALL = Path(__file__).with_name("warm_call.py")
_STREAMS = 3


@contextlib.contextmanager
def warm_python(folder: Path) -> Iterator[list[str]]:
    """Keep such a Python in an empty folder, and give the command that stands in for `python`."""
    address, program = folder / "socket", folder / "python"
    program.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, "-IS", str(_CALL), str(address)])} "$@"\n')
    program.chmod(0o755)
    command = [sys.executable, "-m", "tests.warm", str(address)]
    known = {name: value for name, value in os.environ.items() if not name.startswith(("HEADWAY_", "DJANGO_"))}
    with subprocess.Popen(
        command, cwd=Path(__file__).parents[1], env=known, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield [str(program)]
        assert server.stdin is not None
        server.stdin.close()


def _serve(address: str) -> None:
    """Fork for whoever comes, until whoever began it is gone."""
    for name in _WHOLE:
        package = importlib.import_module(f"headway.{name}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in _LOADED:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while 0 not in select.select([0, door], [], [])[0]:
            line, _ = door.accept()
            if os.fork() == 0:
                door.close()
                _attend(line)
            line.close()


def _attend(line: socket.socket) -> None:
    """Run a command in a process of its own, and tell its exit code; end it where nobody waits for it any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    streams = array.array("i")
    size = streams.itemsize * _STREAMS
    first, told, *_ = line.recvmsg(8, socket.CMSG_SPACE(size))
    streams.frombytes(told[0][2][:size])
    words, folder, environment = json.loads(_all(line, int.from_bytes(first, "big")))
    pid = os.fork()
    if pid == 0:
        line.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        _leave(_exit_code(words))
    for stream in streams:
        os.close(stream)
    end = os.pidfd_open(pid)
    if end not in select.select([line, end], [], [])[0]:
        os.kill(pid, signal.SIGTERM)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with contextlib.suppress(OSError):
        line.send(bytes([code if code >= 0 else 128 - code]))
    os._exit(0)


def _exit_code(words: list[str]) -> int:
    """Run what the words say, as Python does."""
    try:
        if words[0] == "-m":
            sys.argv[:], sys.path[0] = words[1:], ""
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        elif words[0] == "-c":
            sys.argv[:], sys.path[0] = ["-c", *words[2:]], ""
            exec(compile(words[1], "<string>", "exec"), {"__name__": "__main__"})
        else:
            sys.argv[:], sys.path[0] = words, str(Path(words[0]).parent)
            runpy.run_path(words[0], run_name="__main__")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:  # noqa: BLE001 - as Python itself does with what nobody caught
        traceback.print_exc()
        return 1
    return 0


def _leave(code: int) -> None:
    """End the process as Python does, behind its threads; but those that a package began before the fork are not in it,
    and Python would look for them.
    """
    for each in threading.enumerate():
        if each is not threading.current_thread() and not each.daemon:
            each.join()
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _all(line: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        parts += line.recv(size - len(parts))
    return parts


if __name__ == "__main__":
    _serve(sys.argv[1])
