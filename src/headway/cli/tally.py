"""`headway tally`: counting what has no client."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "tally"
help = 'count what has no client: headway tally count "Business cards" 3'  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    add_who(parser)
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    count = places.add_parser("count", help="count some more, today unless a day is given")
    count.add_argument("kind", metavar="COUNTER", help="the counter, by name or id")
    count.add_argument("count", metavar="N", type=int, nargs="?", default=1, help="how many more, 1 without it")
    count.add_argument("--on", metavar="DAY", default="", help="2024-05-20; today without it")
    undo = places.add_parser("undo", help="take back what was counted last today")
    total = places.add_parser("set", help="correct how many a day had in all")
    total.add_argument("kind", metavar="COUNTER", help="the counter, by name or id")
    total.add_argument("total", metavar="N", type=int, help="how many in all")
    total.add_argument("--on", metavar="DAY", default="", help="2024-05-20; today without it")
    add = places.add_parser("add", help="let the company count something more, or again")
    add.add_argument("name", metavar="NAME", help="what is counted")
    rename = places.add_parser("rename", help="call a counter otherwise")
    rename.add_argument("kind", metavar="COUNTER", help="the counter, by name or id")
    rename.add_argument("name", metavar="NAME", help="what it is called from now on")
    retire = places.add_parser("retire", help="count something no more; what was counted stays")
    retire.add_argument("kind", metavar="COUNTER", help="the counter, by name or id")
    for place in (count, undo, total, add, rename, retire):
        add_who(place)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.action else "read") as asker:
        from headway.cli.asking import tallying

        actions = {
            "count": tallying.count,
            "undo": tallying.undo,
            "set": tallying.correct,
            "add": tallying.add,
            "rename": tallying.rename,
            "retire": tallying.retire,
        }
        actions.get(arguments.action, tallying.show)(asker, arguments)
    return 0
