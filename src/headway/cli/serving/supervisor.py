"""The supervisor: starts the processes of an installation, starts a dead one again, and ends them all together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _

_PAUSE = 0.1
# A process that dies at once is started again later and later; one that lived this long has earned a fresh start.
_FIRST_DELAY, _LONGEST_DELAY, _LIVED_LONG = 0.5, 30.0, 60.0
_STARTS_UNTIL_READY = 3
_SECONDS_TO_END = 8.0


@dataclass
class Child:
    """A process to keep alive: what it is called, how it is started, and how it fared."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    starts: int = field(default=0, init=False)
    deaths_in_a_row: int = field(default=0, init=False)
    started_at: float = field(default=0.0, init=False)
    due_at: float = field(default=0.0, init=False)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        # A group of its own: Ctrl-C reaches the supervisor alone, which then ends its children in order.
        self.process = subprocess.Popen(self.command, process_group=0)  # noqa: S603 - our own words
        self.starts += 1
        self.started_at = time.monotonic()

    def note_death(self, code: int) -> None:
        """Decide when to start it again, and say so."""
        lived = time.monotonic() - self.started_at
        self.deaths_in_a_row = 1 if lived > _LIVED_LONG else self.deaths_in_a_row + 1
        delay = min(_FIRST_DELAY * 2 ** (self.deaths_in_a_row - 1), _LONGEST_DELAY)
        self.process, self.due_at = None, time.monotonic() + delay
        message = _("The {name} ended unexpectedly ({code}). It starts again in {delay:.1f} s.")
        print(message.format(name=self.name, code=code, delay=delay), file=sys.stderr, flush=True)

    def signal(self, number: int) -> None:
        """Send a signal to all of its group, to a child that has not started nothing."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


class Supervisor:
    """Keeps children alive until it is told to stop by SIGINT, SIGTERM or SIGHUP."""

    def __init__(self) -> None:
        self.is_stopping = False
        self._children: list[Child] = []
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def start(self, child: Child) -> None:
        """Start a child and keep it alive from now on."""
        self._children.append(child)
        child.start()

    def wait_until(self, is_ready: Callable[[], bool]) -> bool:
        """Keep the children alive until they are ready; return False where it was told to stop before.

        Raises CommandProblem where one of them dies again and again.
        """
        while not self.is_stopping:
            if is_ready():
                return True
            for child in self._children:
                if not child.is_running and child.starts >= _STARTS_UNTIL_READY:
                    raise CommandProblem(
                        _("The {name} does not start. What it said stands above.").format(name=child.name)
                    )
            self._look_after()
        return False

    def watch(self) -> None:
        """Keep the children alive until it is told to stop."""
        while not self.is_stopping:
            self._look_after()

    def stop(self) -> None:
        """End all children: asked at first, killed where they take too long."""
        for child in self._children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + _SECONDS_TO_END
        while any(child.is_running for child in self._children) and time.monotonic() < until:
            time.sleep(_PAUSE)
        for child in self._children:
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()

    def _look_after(self) -> None:
        for child in self._children:
            if child.process is not None and (code := child.process.poll()) is not None:
                child.note_death(code)
            elif child.process is None and time.monotonic() >= child.due_at:
                child.start()
        time.sleep(_PAUSE)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True
