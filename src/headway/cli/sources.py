"""`headway sources`: where clients and deals come from, and what that costs."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "sources"
help = "list sources and their costs, enter a cost, say what a source is"  # noqa: A001 - every command's word
_KINDS = ("channel", "list", "referral")


def add_arguments(parser: ArgumentParser) -> None:
    add_who(parser)
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    add = places.add_parser("add", help="add a source")
    add.add_argument("name", metavar="NAME", help="what it is called")
    add.add_argument("--kind", choices=_KINDS, default="channel", help="a channel, a contact list, or referrals")
    change = places.add_parser("change", help="rename a source, or say what it is")
    change.add_argument("source", metavar="SOURCE", help="the source, by name or id")
    change.add_argument("--name", metavar="NAME", default="", help="what it is called from now on")
    change.add_argument("--kind", choices=_KINDS, help="a channel, a contact list, or referrals")
    costs = places.add_parser("costs", help="list the costs of a source")
    costs.add_argument("source", metavar="SOURCE", help="the source, by name or id")
    cost = places.add_parser("cost", help="enter what a source cost in a period")
    cost.add_argument("source", metavar="SOURCE", help="the source, by name or id")
    cost.add_argument("amount", metavar="AMOUNT", help="in whole units: 1200 or 1200.50")
    cost.add_argument("--period", metavar="WHEN", default="this month", help="2024-05, 2024-01-01..2024-02-01 ...")
    cost.add_argument("--currency", metavar="CODE", default="", help="EUR ...; the company's without it")
    cost.add_argument("--note", metavar="TEXT", default="", help="what for")
    drop = places.add_parser("drop-cost", help="take a cost out")
    drop.add_argument("cost", metavar="ID", type=int, help="its number, as the list of costs shows it")
    for place in (add, change, costs, cost, drop):
        add_who(place)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="read" if arguments.action in {None, "costs"} else "log") as asker:
        from headway.cli.asking import sourced

        actions = {
            "add": sourced.add,
            "change": sourced.change,
            "costs": sourced.show_costs,
            "cost": sourced.enter,
            "drop-cost": sourced.drop,
        }
        actions.get(arguments.action, sourced.show)(asker, arguments)
    return 0
