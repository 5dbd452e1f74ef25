"""`headway steps`: what is agreed to come with clients: the lists, and what becomes of each."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format
from headway.cli.asking.who import add_who, asking

name = "steps"
help = "list next steps, agree one, move it, keep it or drop it"  # noqa: A001 - every command's word
_LISTS = ("due", "today", "overdue", "coming", "missing")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--list",
        choices=_LISTS,
        default="due",
        help="today's and those overdue (due, without it), one of them alone, those coming, or the deals that miss one",
    )
    parser.add_argument("--rep", metavar="NAME", help="only those of a rep, by name or id")
    add_format(parser)
    add_who(parser)
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    agree = places.add_parser("set", help="agree a next step with a client")
    agree.add_argument("client", help="the client, by name or id")
    agree.add_argument("kind", help="call, meeting, email, message, mail, demo or visit")
    agree.add_argument("when", help="2024-05-20, or 2024-05-20T14:30 where a time was agreed")
    agree.add_argument("--deal", metavar="NAME", default="", help="the deal, by name or id; 'none' for no deal")
    agree.add_argument("--what", metavar="TEXT", default="", help="what is to be done")
    move = places.add_parser("move", help="move a next step to another day")
    move.add_argument("when", help="2024-05-20, or 2024-05-20T14:30 where a time was agreed")
    move.add_argument("--to", metavar="NAME", help="hand it to another rep")
    keep = places.add_parser("keep", help="say which contact a next step was")
    keep.add_argument("contact", help="the contact, by its uid")
    drop = places.add_parser("drop", help="end a next step that will not be held")
    reopen = places.add_parser("reopen", help="take back that a next step was kept or dropped")
    for place in (move, keep, drop, reopen):
        place.add_argument("step", metavar="ID", type=int, help="its number, as the list shows it")
    for place in (agree, move, keep, drop, reopen):
        add_who(place)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.action else "read") as asker:
        from headway.cli.asking import agreed

        actions = {
            "set": agreed.agree,
            "move": agreed.move,
            "keep": agreed.keep,
            "drop": agreed.drop,
            "reopen": agreed.reopen,
        }
        actions.get(arguments.action, agreed.show)(asker, arguments)
    return 0
