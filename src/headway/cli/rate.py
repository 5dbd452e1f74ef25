"""`headway rate`: what other currencies are worth in the company's."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.who import add_who, asking

name = "rate"
help = "exchange rates: headway rate USD 0.92 --from 2024-01-01"  # noqa: A001 - every command's word


def add_arguments(parser: ArgumentParser) -> None:
    add_who(parser)
    parser.add_argument("currency", metavar="CODE", nargs="?", default="", help="USD ...; all are listed without it")
    parser.add_argument("rate", metavar="RATE", nargs="?", default="", help="what 1 unit is worth; listed without it")
    parser.add_argument("--from", dest="since", metavar="DAY", default="", help="from which day on; today without it")
    parser.add_argument("--remove", action="store_true", help="take the rate from that day on out")
    parser.add_argument("--file", metavar="FILE", default="", help="enter all of a CSV file: currency,from,rate")


def run(arguments: Namespace) -> int:
    is_read = not (arguments.rate or arguments.remove or arguments.file)
    with asking(arguments, scope="read" if is_read else "log") as asker:
        from headway.cli.asking import rating

        if is_read:
            rating.show(asker, arguments)
        elif arguments.file:
            rating.take(asker, arguments)
        elif arguments.remove:
            rating.remove(asker, arguments)
        else:
            rating.establish(asker, arguments)
    return 0
