"""`headway review`: each rep's contacts of some days beside the effective ones, and what each contact did."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format, add_narrowing, words_of
from headway.cli.asking.who import add_who, asking

name = "review"
help = "show the evening review of a day, a week or any span"  # noqa: A001 - every command's word
_AT_ONCE = 200


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("period", nargs="?", default="today", help="a day or a period; today without it")
    parser.add_argument(
        "--limit", metavar="N", type=int, default=_AT_ONCE, help=f"contacts to list; {_AT_ONCE} unless set"
    )
    parser.add_argument("--offset", metavar="N", type=int, default=0, help="contacts to pass over first")
    add_narrowing(parser)
    add_format(parser)
    add_who(parser)


def run(arguments: Namespace) -> int:
    arguments.last = arguments.this = None
    with asking(arguments) as asker:
        from headway.cli.asking import reviews
        from headway.reports.evening_review import Listed
        from headway.web.evening import evening_of

        limit, offset = max(0, arguments.limit), max(0, arguments.offset)
        listed = Listed(limit, offset, moves=limit)
        reviews.print_review(asker, evening_of(asker, words_of(arguments, default="today"), listed), arguments)
    return 0
