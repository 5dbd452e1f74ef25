"""`headway review`: each rep's contacts of a day beside the effective ones, and what each contact did."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format, add_narrowing, words_of
from headway.cli.asking.who import add_who, asking

name = "review"
help = "show the evening review of a day"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("period", nargs="?", default="today", help="a day or a period; today without it")
    add_narrowing(parser)
    add_format(parser)
    add_who(parser)


def run(arguments: Namespace) -> int:
    arguments.last = arguments.this = None
    with asking(arguments) as asker:
        from headway.cli.asking import reviews
        from headway.web.asking import review_of

        reviews.print_review(asker, review_of(asker, words_of(arguments, default="today")), arguments)
    return 0
