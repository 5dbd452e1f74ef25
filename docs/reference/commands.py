"""The commands, from what they tell argparse."""

from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from docs.page import Page, code, table
from headway.cli import find_commands

_OPENING = """# Commands

`headway` without a command starts the pages and the worker. Each command knows `--help`; `--data DIR` before or after
its name works on another data folder. A command that cannot do what it is asked ends with exit code 2 and one sentence.

On the machine of the installation a command asks as the owner. `--as EMAIL` asks as somebody else and shows what they
may see; with a token in `HEADWAY_TOKEN` it is the token's user.

"""


def page() -> Page:
    """Return the page: every command with its arguments."""
    parsers = [_parser(name) for name in find_commands()]
    return Page(_OPENING + "".join(map(_section, parsers)), tuple(gap for each in parsers for gap in _gaps(each)))


def _parser(name: str) -> ArgumentParser:
    command = find_commands()[name]
    parser = ArgumentParser(prog=f"headway {name}", description=command.help)
    command.add_arguments(parser)
    return parser


def _section(parser: ArgumentParser) -> str:
    title, words = f"## {parser.prog}\n\n", _sentence(parser.description or "")
    parts = [f"{title}{words}\n\n", _arguments(parser)]
    for name, help_, place in _actions_of(parser):
        parts += [f"**`{parser.prog} {name}`**: {help_}.\n\n", _arguments(place)]
    return "".join(parts)


def _arguments(parser: ArgumentParser) -> str:
    rows = [(code(_written(each)), _meaning(each)) for each in _own(parser)]
    return table(("argument", "meaning"), rows) if rows else ""


def _own(parser: ArgumentParser) -> Iterator[Action]:
    """The arguments of a parser, those without which it does nothing first; `--help` goes without saying."""
    actions = [each for each in parser._actions if each.dest != "help" and not isinstance(each, _SubParsersAction)]  # noqa: SLF001 - argparse has no other way to ask
    return iter(sorted(actions, key=lambda each: bool(each.option_strings)))


def _actions_of(parser: ArgumentParser) -> Iterator[tuple[str, str, ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to ask
        if isinstance(action, _SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001 - as above
            yield from ((name, helps[name], place) for name, place in action.choices.items())


def _written(action: Action) -> str:
    """An argument as one types it."""
    value = action.metavar or (f"{{{' or '.join(action.choices)}}}" if action.choices else action.dest.upper())
    if not action.option_strings:
        return f"{value} ..." if action.nargs in {"*", "+"} else str(value)
    if action.nargs == 0:
        return ", ".join(action.option_strings)
    shown = f"[{value}]" if action.nargs == "?" else value
    return f"{', '.join(action.option_strings)} {shown}"


def _meaning(action: Action) -> str:
    return action.help if action.help and action.help != SUPPRESS else ""


def _gaps(parser: ArgumentParser) -> Iterator[str]:
    if not parser.description:
        yield f"The command `{parser.prog}` has no help yet."
    yield from _gaps_of_arguments(parser.prog, parser)
    for name, help_, place in _actions_of(parser):
        if not help_:
            yield f"`{parser.prog} {name}` has no help yet."
        yield from _gaps_of_arguments(f"{parser.prog} {name}", place)


def _gaps_of_arguments(name: str, parser: ArgumentParser) -> Iterator[str]:
    return (f"`{name} {each.dest}` has no help yet." for each in _own(parser) if not _meaning(each))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")
