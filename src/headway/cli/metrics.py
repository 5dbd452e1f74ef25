"""`headway metrics`: the catalogue, the card of one metric, and the metrics that the company makes itself."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking
from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _

name = "metrics"
help = "list the metrics, print the card of one, or make one: headway metrics add FILE.toml"  # noqa: A001 - every command's word
_TAKES = {"add": ("file",), "change": ("name", "file"), "remove": ("name",), "definition": ("name",)}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "metric",
        nargs="*",
        help="the metric whose card is wanted, by name or label; or of the company's own metrics: add FILE, "
        "change NAME FILE, remove NAME, definition NAME",
    )
    parser.add_argument("--dry-run", action="store_true", help="with add and change: tell what it counts, keep nothing")
    parser.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    add_who(parser)


def run(arguments: Namespace) -> int:
    action = arguments.metric[0] if arguments.metric and arguments.metric[0] in _TAKES else ""
    with asking(arguments, "read" if action in {"", "definition"} else "log") as asker:
        if not action:
            from headway.cli.asking import cards

            cards.print_cards(" ".join(arguments.metric), is_json=arguments.json)
            return 0
        from headway.cli.asking import defined

        _take(arguments, action)
        {"add": defined.add, "change": defined.change, "remove": defined.remove, "definition": defined.show}[action](
            asker, arguments
        )
    return 0


def _take(arguments: Namespace, action: str) -> None:
    """Put the words behind an action where it looks for them. Raises CommandProblem where one is missing."""
    names, told = _TAKES[action], arguments.metric[1:]
    if len(told) != len(names):
        usage = f"headway metrics {action} {' '.join(name.upper() for name in names)}"
        raise CommandProblem(_("Write it like this: {usage}.").format(usage=usage))
    for each, text in zip(names, told, strict=True):
        setattr(arguments, each, text)
