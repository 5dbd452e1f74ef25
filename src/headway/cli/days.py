"""`headway days`: which days are worked, by the company and by each of its people."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "days"
help = "working days: headway days show 2024-05 --rep Bob"  # noqa: A001 - every command's word
_REP = "by name or id; oneself without it"


def add_arguments(parser: ArgumentParser) -> None:
    add_who(parser)
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    show = places.add_parser("show", help="count the working days of a period and name those that are not")
    show.add_argument("period", metavar="PERIOD", nargs="?", default="this month", help="2024-05, this quarter, 2024")
    show.add_argument("--rep", metavar="REP", help="whose days, by name or id; the company's without it")
    away = places.add_parser("away", help="enter an absence, from one day to another")
    away.add_argument("first", metavar="FIRST", help="2024-05-20")
    away.add_argument("latest", metavar="LAST", nargs="?", default="", help="the last day; the first without it")
    away.add_argument("--rep", metavar="REP", help=f"who is away, {_REP}")
    away.add_argument("--kind", metavar="KIND", default="holiday", help="holiday, sick or other")
    away.add_argument("--half", action="store_true", help="half of each day")
    back = places.add_parser("back", help="take an absence out, by a day of it")
    back.add_argument("day", metavar="DAY", help="2024-05-20")
    back.add_argument("--rep", metavar="REP", help=f"whose absence, {_REP}")
    rule = places.add_parser("rule", help="let a day be worked by the company or not")
    rule.add_argument("day", metavar="DAY", help="2024-12-24")
    rule.add_argument("what", metavar="WHAT", choices=("worked", "closed", "calendar"), help="worked, closed, calendar")
    rule.add_argument("--why", metavar="WORD", default="", help="the reason, in a word")
    week = places.add_parser("week", help="set the country whose holidays are free, and the week")
    week.add_argument("country", metavar="COUNTRY", help="two letters: HU")
    week.add_argument("--region", metavar="REGION", default="", help="where it has public holidays of its own")
    week.add_argument("--weekdays", metavar="DAYS", default="", help="1,2,3,4,5 for Monday to Friday")
    part = places.add_parser("part-time", help="say what part of each weekday somebody works")
    part.add_argument("rep", metavar="REP", help="by name or id")
    part.add_argument("since", metavar="DAY", help="from which day on: 2024-05-20")
    part.add_argument("percents", metavar="PERCENTS", help="100,100,100,100,0,0,0 from Monday on; or: company")
    for place in (show, away, back, rule, week, part):
        add_who(place)


def run(arguments: Namespace) -> int:
    is_read = arguments.action in {None, "show"}
    with asking(arguments, scope="read" if is_read else "log") as asker:
        from headway.cli.asking import days_worked

        actions = {
            "away": days_worked.away,
            "back": days_worked.back,
            "rule": days_worked.rule,
            "week": days_worked.week,
            "part-time": days_worked.part_time,
        }
        actions.get(arguments.action, days_worked.show)(asker, arguments)
    return 0
