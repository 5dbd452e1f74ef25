"""The command `headway`: every module here that can ``run`` is a command of its own, and is found by itself."""

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from headway.cli.problem import CommandProblem
from headway.web.environment import EnvironmentProblem

_DEFAULT = "serve"
_TROUBLE = 2
# New objects between two looks for garbage. Of those that the packages make in loading hardly one goes again, and to
# look at them every 700, as Python does, takes a fifteenth of a short command.
_SELDOM = 10_000


class Command(Protocol):
    """A module of this package: its name, a line of help, its arguments, and what it does, returning the exit code."""

    name: str
    help: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options and arguments."""

    def run(self, arguments: Namespace) -> int:
        """Do it; raise CommandProblem with a sentence where it cannot be done."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: its own, or 2 with one sentence on stderr where it cannot be done."""
    gc.set_threshold(_SELDOM)
    commands = find_commands()
    words = sys.argv[1:] if argv is None else list(argv)
    common, rest = _common_options().parse_known_args(words)
    arguments = _parser(commands).parse_args(_with_default(rest, commands))
    if common.data:
        os.environ["HEADWAY_DATA"] = common.data
    try:
        return commands[arguments.command].run(arguments)
    except (CommandProblem, EnvironmentProblem) as problem:
        print(f"headway: {problem}", file=sys.stderr)
        return _TROUBLE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough; what Python still holds of it must not complain at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def find_commands() -> Mapping[str, Command]:
    """Return the commands by name, in the order of the alphabet."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.name[0] != "_")
    commands = [cast("Command", module) for module in modules if hasattr(module, "run") and hasattr(module, "name")]
    return {command.name: command for command in sorted(commands, key=lambda command: command.name)}


def _common_options() -> ArgumentParser:
    """Options that every command has, before its name or after it."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data", metavar="DIR", help="the folder that holds everything; the same as HEADWAY_DATA")
    return parser


def _parser(commands: Mapping[str, Command]) -> ArgumentParser:
    parser = ArgumentParser(
        prog="headway",
        description="Headway measures selling. Without a command it starts the web pages and the worker.",
        parents=[_common_options()],
    )
    places = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands.values():
        place = places.add_parser(command.name, help=command.help, description=command.help, allow_abbrev=False)
        command.add_arguments(place)
    return parser


def _with_default(words: list[str], commands: Mapping[str, Command]) -> list[str]:
    """Put the default command before what names none, so that `headway --port 8001` serves."""
    if words and (words[0] in commands or words[0] in {"-h", "--help"} or not words[0].startswith("-")):
        return words
    return [_DEFAULT, *words]
