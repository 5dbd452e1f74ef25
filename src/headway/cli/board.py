"""`headway board`: the few numbers that the company, a team or oneself has picked, with their goals."""

from argparse import SUPPRESS, ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "board"
help = "show a board, put numbers on it, set their goals"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    _add_board(parser)
    parser.add_argument("--scope", choices=("team",), default="", help="the totals of one's own team")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    form.add_argument("--csv", action="store_true", help="print CSV: exact values")
    form.add_argument("--to", metavar="FILE", help="write it into a file that ends in .csv, .xlsx or .pdf")
    add_who(parser)
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    add = places.add_parser("add", help="put a number at the end of a board")
    add.add_argument("metric", help="a metric, by name or label")
    _add_board(add)
    change = places.add_parser("change", help="change the days of a tile, or what it is narrowed to")
    for place, default in ((add, ("this month", "previous", "")), (change, (None, None, None))):
        _add_words(place, *default)
    move = places.add_parser("move", help="give a tile another place")
    move.add_argument("place", type=int, help="where it is to stand, counted from 1")
    remove = places.add_parser("remove", help="take a number off its board")
    goal = places.add_parser("goal", help="say what a number should reach; without a value the goal is taken away")
    for place in (change, move, remove, goal):
        place.add_argument("tile", type=int, metavar="ID", help="its number, as the board shows it")
    goal.add_argument("value", nargs="?", default="", help="the value: money in units, a share in per cent")
    goal.add_argument("--every", default="", metavar="STEP", help="week, month, quarter or year")
    goal.add_argument("--by", default="", metavar="DAY", help="a day, such as 2024-12-31")
    mail = places.add_parser("mail", help="have a board sent by e-mail once a week")
    mail.add_argument("weekday", choices=("0", "1", "2", "3", "4", "5", "6", "never"), help="0 is Monday")
    _add_board(mail)
    for place in (add, change, move, remove, goal, mail):
        add_who(place)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.action else "read") as asker:
        from headway.cli.asking import boarded

        actions = {
            "add": boarded.add,
            "change": boarded.change,
            "move": boarded.move,
            "remove": boarded.remove,
            "goal": boarded.goal,
            "mail": boarded.mail,
        }
        actions.get(arguments.action, boarded.show)(asker, arguments)
    return 0


def _add_board(parser: ArgumentParser) -> None:
    # Without a default, see `add_who`: it may stand before the action or behind it.
    parser.add_argument("--board", metavar="WHOSE", default=SUPPRESS, help="mine, company, team, or team:NAME")


def _add_words(parser: ArgumentParser, period: str | None, compare: str | None, saved: str | None) -> None:
    parser.add_argument("--period", metavar="WHEN", default=period, help="this month, last quarter, last 30 days ...")
    parser.add_argument("--compare", metavar="WHEN", default=compare, help="previous, year, a period, or none")
    parser.add_argument("--saved", metavar="NAME", default=saved, help="what was kept under a name")
    parser.add_argument(
        "--only", metavar="WHAT=NAME", action="append", default=[], help="narrow it: team=North, source=3, rep=none ..."
    )
