"""The command itself: quick to answer, found by walking, and plain about what it refuses."""

import os
import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

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


def test_an_option_holds_before_an_action_as_behind_it():
    """`headway tally --as bob@example.com count Cards 3` counts for Bob, and so with whatever both parsers know."""
    seen = set()
    for command in find_commands().values():
        parser = ArgumentParser()
        command.add_arguments(parser)
        for action, its_parser in _actions_of(parser).items():
            behind = {each.dest for each in its_parser._actions}
            for option in parser._actions:
                if option.option_strings and option.dest in behind - {"help"}:
                    told, words = _said(option), [action, *_needed(its_parser)]
                    first, last = parser.parse_args([*told, *words]), parser.parse_args([*words, *told])
                    assert getattr(first, option.dest) == getattr(last, option.dest), (command.name, action, told)
                    seen.add((command.name, action, option.dest))
    assert {("tally", "count", "email"), ("steps", "set", "email"), ("board", "add", "board")} <= seen


def _actions_of(parser):
    return next((each.choices for each in parser._actions if isinstance(each, _SubParsersAction)), {})


def _needed(parser):
    """The words without which an action cannot be read."""
    needed = [each for each in parser._actions if each.required and each.nargs not in ("?", "*")]
    return [word for each in needed for word in _said(each)]


def _said(action):
    value = next(iter(action.choices)) if action.choices else "1"
    return [*action.option_strings[:1], *([] if action.nargs == 0 else [value])]


def test_the_program_that_is_installed_is_this_one():
    program = Path(sys.executable).with_name("headway")
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith("Headway ")


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


def test_a_data_folder_that_cannot_be_made_is_named(monkeypatch, capsys, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HEADWAY_DATA", str(tmp_path / "file"))
    assert main(["migrate"]) == 2
    said = f"The data folder {tmp_path / 'file'} cannot be made: File exists. Name another one in HEADWAY_DATA."
    assert said in capsys.readouterr().err


def test_a_database_server_that_does_not_answer_is_named(monkeypatch, capsys):
    monkeypatch.setenv("HEADWAY_DATABASE_URL", "postgresql://127.0.0.1:1/headway")
    assert main(["user", "list"]) == 2
    assert "headway: The database does not answer: " in capsys.readouterr().err


def _data_folder() -> str:

    return os.environ["HEADWAY_DATA"]
