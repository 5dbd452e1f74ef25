"""`headway norms`: what won deals took by funnel and segment, and the open deals that are past it."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format, add_narrowing, words_of
from headway.cli.asking.who import add_who, asking

name = "norms"
help = "show what a won deal takes, and the open deals past it: headway norms --past"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--open", action="store_true", help="the open deals beside their norm")
    which.add_argument("--past", action="store_true", help="the open deals that are past their norm")
    which.add_argument(
        "--won",
        nargs="?",
        const="counted",
        metavar="PART",
        help="the won deals behind a norm: counted (the default), unlogged, left_out; needs --funnel",
    )
    parser.add_argument(
        "--as-of", metavar="WHEN", default="", help="as it stood at the end of a day, or of a period: 'last quarter'"
    )
    parser.add_argument(
        "--months", metavar="NUMBER", default="", help="of deals won in so many months up to then; 'all'; 24 without it"
    )
    add_narrowing(parser)
    add_format(parser)
    add_who(parser)


def run(arguments: Namespace) -> int:
    arguments.last = arguments.this = arguments.period = None
    with asking(arguments) as asker:
        from headway.cli.asking import normed
        from headway.web.asking_norms import norms_question_of

        words = words_of(arguments, default="all")
        question = norms_question_of(asker, words, as_of=arguments.as_of, months=arguments.months)
        if arguments.won:
            normed.print_won(asker, question, arguments)
        elif arguments.open or arguments.past:
            normed.print_open(asker, question, arguments)
        else:
            normed.print_norms(question, arguments)
    return 0
