"""An installation to run the examples of the documentation in: a folder with the demo company, served where needed."""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.docs.markdown import REPOSITORY, Block

_LINE = "-- example --"
_ADDRESS = "localhost:8000"
_STAND_IN = Path(__file__).with_name("curl.py")


@dataclass(frozen=True)
class Trial:
    """A folder in which the examples of one page run one after another, as somebody would type them.

    ``python`` is the command of a Python that runs `headway` there.
    """

    folder: Path
    python: tuple[str, ...] = (sys.executable,)

    @property
    def data(self) -> Path:
        """The data folder of the installation."""
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the examples: nothing of the installation beside the repository."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
        programs = os.pathsep.join([str(self.folder / "bin"), str(Path(sys.executable).parent), kept.get("PATH", "")])
        own = {"HEADWAY_DATA": str(self.data), "HEADWAY_LANGUAGE": "en", "HOME": str(self.folder), "PATH": programs}
        return kept | own

    def set_up(self) -> None:
        """Make the folder look like a clone of the repository to whoever reads its examples."""
        (self.folder / "examples").symlink_to(REPOSITORY / "examples")
        (self.folder / "bin").mkdir()
        self._add("headway", *self.python, "-m", "headway.cli")
        if shutil.which("curl") is None:
            self._add("curl", sys.executable, str(_STAND_IN))

    def _add(self, name: str, *command: str) -> None:
        """Let a program stand before those of the machine."""
        program = self.folder / "bin" / name
        program.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
        program.chmod(0o755)

    def run(self, examples: list[Block], address: str) -> list[str]:
        """Run examples in one shell and return what each of them printed; raise AssertionError where one fails."""
        script = "\n".join(f"echo '{_LINE}'\n{example.text}" for example in examples).replace(_ADDRESS, address)
        command = ["bash", "-eu", "-c", script]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout.split(f"{_LINE}\n")[1:]

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve the installation, and end the server afterwards; give the address."""
        port = _free_port()
        command = [sys.executable, "-m", "headway.cli", "serve", "--no-browser", "--port", str(port)]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                assert any("is ready" in line for line in server.stdout), "The server ended before it was ready."
                yield f"localhost:{port}"
            finally:
                server.send_signal(signal.SIGINT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
