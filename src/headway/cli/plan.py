"""`headway plan`: from a goal backwards to what each must do on a working day, and the plans in force."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "plan"
help = "say what a goal takes: headway plan 50 --more last --period 'next quarter'"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("amount", nargs="?", default="", help="how much, or 'target'; without it, those in force")
    parser.add_argument("--goal", default="deals_won", help="deals_won (the default), sales_volume or sales_margin")
    parser.add_argument(
        "--more",
        default="",
        metavar="THAN",
        help="last: more than the last time that is over; year: than a year before",
    )
    parser.add_argument("--period", default="next quarter", metavar="WHEN", help="the days of the plan")
    parser.add_argument("--until", default="", metavar="DAY", help="or from today up to this day")
    parser.add_argument("--for", default="", dest="whom", metavar="WHOM", help="company, team:NAME or rep:NAME")
    parser.add_argument("--certainty", default="80", metavar="PERCENT", help="how sure, 50 to 99; 80 without it")
    parser.add_argument("--start", default="", metavar="FROM", help="'cold calls', calls or deals")
    parser.add_argument(
        "--months",
        default="12",
        metavar="NUMBER",
        help="learn from so many months and this one; 12 without it",
    )
    parser.add_argument("--as-of", default="", metavar="DAY", help="as if an earlier day were today")
    parser.add_argument("--norm", default="", help="hold the steps against their past, wider (circles), or the target")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--adopt", action="store_true", help="let this plan be in force")
    what.add_argument("--drop", type=int, metavar="ID", help="let a plan no longer be in force")
    parser.add_argument("--as-target", action="store_true", help="with --adopt: its goal becomes the target too")
    parser.add_argument(
        "--spread", action="store_true", help="with --adopt: teams and reps get their parts of it as targets as well"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    add_who(parser)


def run(arguments: Namespace) -> int:
    is_writing = arguments.adopt or arguments.drop is not None
    with asking(arguments, scope="log" if is_writing else "read") as asker:
        from headway.cli.asking import planned_backwards

        if arguments.drop is not None:
            planned_backwards.drop_one(asker, arguments.drop)
        elif arguments.amount:
            planned_backwards.show(asker, arguments)
        else:
            planned_backwards.show_kept(asker, arguments)
    return 0
