"""`headway standing`: where the company stands with its aims, and whether the base indicators are kept up."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "standing"
help = "where we stand and where we must be: headway standing aim sales_volume 1200000 --by 2024-07-15"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    add_who(parser)
    parser.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    aim = places.add_parser("aim", help="set an aim; what was before is kept as it stands today")
    aim.add_argument("indicator", metavar="NUMBER", help="sales_volume, sales_margin, new_leads, conversion ...")
    aim.add_argument("value", metavar="VALUE", help="what is to be reached: money in units, a share in per cent")
    aim.add_argument(
        "--from",
        default="",
        dest="since",
        metavar="DAY",
        help="the first day, such as that of a plan; today without it",
    )
    aim.add_argument(
        "--by", default="", metavar="DAY", help="the last day, such as 2024-07-15; in two months without it"
    )
    end = places.add_parser("end", help="give an aim up, or put away one that is over")
    end.add_argument("indicator", metavar="NUMBER", help="the number whose aim it is")
    take = places.add_parser("take", help="take the next base indicator on")
    take.add_argument("indicator", metavar="NUMBER", help="the one that is offered")
    mail = places.add_parser("mail", help="be told by e-mail once a week")
    mail.add_argument("weekday", choices=("0", "1", "2", "3", "4", "5", "6", "never"), help="0 is Monday")
    for place in (aim, end, take, mail):
        add_who(place)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.action else "read") as asker:
        from headway.cli.asking import aiming

        actions = {"aim": aiming.aim, "end": aiming.end, "take": aiming.take, "mail": aiming.mail}
        actions.get(arguments.action, aiming.show)(asker, arguments)
    return 0
