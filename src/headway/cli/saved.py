"""`headway saved`: words that narrow numbers, kept under a name."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format
from headway.cli.asking.who import add_who, asking

name = "saved"
help = "list what is kept under a name, keep words, drop them"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    add_format(parser)
    add_who(parser)
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    keep = places.add_parser("keep", help="keep words under a name")
    keep.add_argument("--period", metavar="WHEN", default="", help="this quarter, last 30 days ...")
    keep.add_argument(
        "--only", metavar="WHAT=NAME", action="append", default=[], help="narrow it: team=North, source=3, rep=none ..."
    )
    keep.add_argument("--company", action="store_true", help="for the whole company; only who leads may")
    drop = places.add_parser("drop", help="keep words no longer")
    for place in (keep, drop):
        place.add_argument("name", help="the name")
        add_who(place)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.action else "read") as asker:
        from headway.cli.asking import saved

        {"keep": saved.keep, "drop": saved.drop}.get(arguments.action, saved.show)(asker, arguments)
    return 0
