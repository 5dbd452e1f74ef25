"""`headway committee`: who decides on a deal, and what they think of it."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format
from headway.cli.asking.who import add_who, asking

name = "committee"
help = 'show who decides on a deal, or change it: headway committee "Two pumps" --person Ada --position agreed'  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "deal",
        metavar="DEAL",
        nargs="?",
        default="",
        help="by name or id; without one, the deals that hang on somebody",
    )
    parser.add_argument(
        "--person", metavar="NAME", default="", help="add or change somebody, by name or id; new ones are written down"
    )
    parser.add_argument("--title", metavar="TEXT", default="", help="the job title of somebody new")
    parser.add_argument("--level", metavar="N", type=int, help="1 is the highest, 9 the lowest")
    parser.add_argument("--position", metavar="WORD", default="", help="unknown, against, neutral or agreed")
    parser.add_argument("--reports-to", metavar="NAME", default="", help="another of them; 'none' for nobody")
    parser.add_argument("--remove", action="store_true", help="take the person out of the committee")
    add_format(parser)
    add_who(parser)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.person else "read") as asker:
        from headway.cli.asking import decided, hanging

        if arguments.deal:
            decided.committee(asker, arguments)
        else:
            hanging.deals(asker, arguments)
    return 0
