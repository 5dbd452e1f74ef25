"""The supervisor: dead children come back, all of them end together, and none outlives it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headway.cli.problem import CommandProblem
from headway.cli.serving import supervisor as module
from headway.cli.serving.supervisor import Child, Supervisor

SLEEP = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"
PARENT = """
import os, subprocess, sys, time
child = "import sys, time; from headway.cli.serving import parent; parent.stay_with(int(sys.argv[1])); time.sleep(99)"
print(subprocess.Popen([sys.executable, "-c", child, str(os.getpid())]).pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def supervisor(monkeypatch):
    monkeypatch.setattr(module, "_FIRST_DELAY", 0.05)
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    supervisor = Supervisor()
    yield supervisor
    supervisor.stop()
    for number, handler in kept.items():
        signal.signal(number, handler)


def _child(code: str, *arguments: str) -> Child:
    return Child("sleeper", [sys.executable, "-c", code, *arguments])


def test_a_child_that_dies_is_started_again(supervisor, capsys):
    child = _child(SLEEP)
    supervisor.start(child)
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    assert supervisor.wait_until(lambda: child.is_running and child.process.pid != first)
    assert "The sleeper ended unexpectedly (-9). It starts again in 0.1 s." in capsys.readouterr().err


def test_it_waits_longer_each_time():
    child = _child("")
    delays = []
    for _ in range(9):
        child.started_at = time.monotonic()
        child.note_death(1)
        delays.append(round(child.due_at - time.monotonic(), 1))
    assert delays == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_one_that_lived_long_starts_soon():
    child = _child("")
    child.deaths_in_a_row, child.started_at = 5, time.monotonic() - 61
    child.note_death(1)
    assert child.deaths_in_a_row == 1


def test_one_that_never_starts_is_given_up(supervisor):
    supervisor.start(_child("raise SystemExit(1)"))
    with pytest.raises(CommandProblem, match="The sleeper does not start"):
        supervisor.wait_until(lambda: False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_watch(supervisor, number):
    supervisor.start(_child(SLEEP))
    os.kill(os.getpid(), number)
    supervisor.watch()
    assert supervisor.is_stopping


def test_a_signal_ends_the_waiting_too(supervisor):
    os.kill(os.getpid(), signal.SIGTERM)
    assert supervisor.wait_until(lambda: True) is False


def test_a_child_that_will_not_end_is_killed(supervisor, monkeypatch):
    monkeypatch.setattr(module, "_SECONDS_TO_END", 0.2)
    child = _child(STUBBORN)
    child.start()
    supervisor._children.append(child)
    time.sleep(0.5)
    supervisor.stop()
    assert child.process.wait() == -signal.SIGKILL


def test_a_child_ends_when_its_parent_is_killed():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert _is_gone(child)


def test_a_child_whose_parent_is_gone_already_does_not_begin():
    code = "from headway.cli.serving.parent import stay_with; stay_with(1 << 22)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 1


def _is_gone(pid: int) -> bool:
    for _ in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().split(") ")[1][0] == "Z":
            return True
        time.sleep(0.1)
    return False
