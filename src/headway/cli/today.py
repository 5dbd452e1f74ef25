"""`headway today`: what the plans need of today, and whom to contact first."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "today"
help = "what today needs by the plan, and whom to contact first"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    add_who(parser)
    parser.add_argument("--rep", metavar="REP", help="whose day, by name or id; without it one's own, or all one leads")
    parser.add_argument("--json", action="store_true", help="the answer in the shape of the API")


def run(arguments: Namespace) -> int:
    with asking(arguments) as asker:
        from headway.cli.asking import days_planned

        days_planned.show(asker, arguments)
    return 0
