"""Several processes, one owner: each reads what any of them wrote, and when the owner dies another takes over."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

_ASKER = textwrap.dedent(
    """
    import sys
    import django
    django.setup()
    from headway.web.facts import get_store
    for line in sys.stdin:
        with get_store().reading() as reader:
            print(reader.query(line.strip(), []).to_pylist(), flush=True)
    """
)


class Asker:
    """A process of its own that answers SQL, one line at a time."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _ASKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, sql: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(sql + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An installation on SQLite of its own, migrated."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    settings = {"HEADWAY_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "headway.web.settings"}
    environment = kept | settings
    subprocess.run([sys.executable, "-m", "headway.cli", "migrate"], env=environment, check=True)
    return environment


@pytest.fixture
def askers(environment: dict[str, str]) -> Iterator[list[Asker]]:
    """Three processes of one installation."""
    askers = [Asker(environment) for _ in range(3)]
    yield askers
    for asker in askers:
        asker.kill()


def _add_source(environment: dict[str, str], name: str) -> None:
    script = (
        "import django; django.setup();"
        "from headway.web.models import Source; from headway.web.log.changes import note_names;"
        f"Source.objects.create(name={name!r}); note_names()"
    )
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)


def test_every_process_reads_what_any_wrote_and_the_owner_may_die(
    askers: list[Asker], environment: dict[str, str]
) -> None:
    question = "SELECT name FROM names WHERE dimension = 'source' ORDER BY name"
    first, *others = askers
    assert first.ask(question) == "[]"
    _add_source(environment, "Fair")
    assert [asker.ask(question) for asker in askers] == ["[{'name': 'Fair'}]"] * 3
    first.kill()
    _add_source(environment, "Web")
    assert [asker.ask(question) for asker in others] == ["[{'name': 'Fair'}, {'name': 'Web'}]"] * 2
