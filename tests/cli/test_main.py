"""The command itself: quick to answer, found by walking, and plain about what it refuses."""

import os
import subprocess
import sys

import pytest

from headway.cli import find_commands, main

HEAVY = "django ibis duckdb pyarrow granian huey"
LOOK = f"""
import contextlib, io, sys
from headway.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["--help"])
print(*sorted(set(sys.modules) & set({HEAVY.split()!r})))
"""


def test_help_waits_for_nothing_heavy():
    looked = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert looked.stdout.split() == []


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert [command.name for command in find_commands().values() if command.help.split()[0] not in told] == []


def test_a_command_is_called_as_its_module():
    for command in find_commands().values():
        assert command.__name__.split(".")[-1].rstrip("_").replace("_", "-") == command.name


def test_the_version(capsys):
    assert main(["version"]) == 0
    assert capsys.readouterr().out.startswith("Headway ")


@pytest.mark.parametrize(
    ("words", "served"),
    [
        ([], (None, False)),
        (["--port", "8001"], ("8001", False)),
        (["--no-browser"], (None, True)),
        (["serve", "--port", "8001"], ("8001", False)),
    ],
)
def test_without_a_command_it_serves(monkeypatch, words, served):
    asked = []
    monkeypatch.setattr(find_commands()["serve"], "run", lambda arguments: asked.append(arguments) or 0)
    assert main(words) == 0
    assert [(one.port, one.no_browser) for one in asked] == [served]


@pytest.mark.parametrize("words", [["--data", "/somewhere", "version"], ["version", "--data", "/somewhere"]])
def test_the_data_folder_stands_before_or_after_the_command(monkeypatch, words):
    monkeypatch.setenv("HEADWAY_DATA", "/elsewhere")
    seen = []
    monkeypatch.setattr(find_commands()["version"], "run", lambda _arguments: seen.append(_data_folder()) or 0)
    main(words)
    assert seen == ["/somewhere"]


def test_a_setting_that_makes_no_sense_is_refused_in_one_sentence(monkeypatch, capsys):
    monkeypatch.setenv("HEADWAY_PORT", "eighty")
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == "headway: HEADWAY_PORT is 'eighty'; it must be a whole number from 0 to 65535.\n"


def test_an_installation_that_is_not_there_is_named_with_the_remedy(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HEADWAY_DATA", str(tmp_path))
    monkeypatch.delenv("HEADWAY_DATABASE_URL", raising=False)
    assert main(["user", "list"]) == 2
    assert "Run `headway migrate`" in capsys.readouterr().err


def test_a_database_server_that_does_not_answer_is_named(monkeypatch, capsys):
    monkeypatch.setenv("HEADWAY_DATABASE_URL", "postgresql://127.0.0.1:1/headway")
    assert main(["user", "list"]) == 2
    assert "headway: The database does not answer: " in capsys.readouterr().err


def _data_folder() -> str:

    return os.environ["HEADWAY_DATA"]
