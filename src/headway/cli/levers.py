"""`headway levers`: the five indicators that multiply to the profit, what changed it, and what raises would bring."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_saved
from headway.cli.asking.who import add_who, asking

name = "levers"
help = "show what the profit is made of, and raise it: headway levers --raise new_leads=10"  # noqa: A001 - every command's word
_LEVER = "new_leads, conversion, sales_per_client, average_sale, margin_share"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--period", metavar="WHEN", default="", help="2024-Q1, last month ...; last quarter without it")
    parser.add_argument(
        "--compare", metavar="WHEN", default="previous", help="previous (the default), year, a period, or none"
    )
    parser.add_argument(
        "--raise",
        dest="raises",
        metavar="LEVER=PERCENT",
        action="append",
        default=[],
        help=f"raise a lever by per cent of itself, such as 10 or -5; may be repeated: {_LEVER}",
    )
    _add_narrowing(parser)
    _add_scenarios(parser)
    parser.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    add_who(parser)


def run(arguments: Namespace) -> int:
    is_writing = arguments.save or arguments.drop or arguments.efforts
    with asking(arguments, scope="log" if is_writing else "read") as asker:
        from headway.cli.asking import levered

        if arguments.efforts:
            levered.settle(asker, arguments)
        elif arguments.drop:
            levered.drop(asker, arguments)
        elif arguments.scenarios:
            levered.show_scenarios(asker, arguments)
        else:
            levered.show(asker, arguments)
    return 0


def _add_narrowing(parser: ArgumentParser) -> None:
    for each, meaning in (("team", "a team"), ("rep", "a rep"), ("source", "a source"), ("segment", "a segment")):
        parser.add_argument(f"--{each}", metavar="NAME", action="append", default=[], help=f"only {meaning}")
    add_saved(parser)


def _add_scenarios(parser: ArgumentParser) -> None:
    parser.add_argument("--scenario", metavar="NAME", default="", help="work out a scenario that was kept")
    parser.add_argument("--scenarios", action="store_true", help="list the scenarios with what they bring")
    parser.add_argument("--save", metavar="NAME", default="", help="keep the raises under a name")
    parser.add_argument("--company", action="store_true", help="with --save: for the whole company; only who leads may")
    parser.add_argument("--drop", metavar="NAME", default="", help="keep a scenario no longer")
    parser.add_argument(
        "--effort",
        dest="efforts",
        metavar="LEVER=NUMBER",
        action="append",
        default=[],
        help="say what a per cent of a lever costs, in a measure of your own; nothing behind = for not known",
    )
