"""`headway forecast`: how a period will close, keeping that, and how kept forecasts came true."""

from argparse import ArgumentParser, Namespace

from headway.cli.asking.options import add_format, add_saved
from headway.cli.asking.who import add_who, asking

name = "forecast"
help = "show how a period will close: headway forecast --this quarter --target 50"  # noqa: A001 - every command's word

_NARROWING = {
    "rep": "a rep, by name, e-mail or id",
    "team": "a team",
    "source": "a source",
    "segment": "a type of client",
    "kind": "a kind of deal",
    "funnel": "a funnel",
}


def add_arguments(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--period", metavar="WHEN", help="2024-Q1, 2024-05, 'next month' ...; this month without it")
    which.add_argument("--this", metavar="STEP", help="week, month, quarter or year")
    which.add_argument("--next", metavar="STEP", help="the same, of those to come")
    which.add_argument("--last", metavar="STEP", help="the same, of those that are over")
    parser.add_argument(
        "--as-of",
        metavar="WHEN",
        default="",
        help="as it looked at the end of a past day, from which 'this month' counts",
    )
    parser.add_argument("--target", metavar="NUMBER", default="", help="the chance of at least so many won deals")
    parser.add_argument("--target-value", metavar="AMOUNT", default="", help="the chance of deals worth so much")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--deals", action="store_true", help="the open deals with their chances, and why")
    what.add_argument("--keep", action="store_true", help="keep it as it is, to be judged when the period is over")
    what.add_argument("--kept", action="store_true", help="how kept forecasts came true")
    for dimension, meaning in _NARROWING.items():
        parser.add_argument(f"--{dimension}", metavar="NAME", action="append", default=[], help=f"only {meaning}")
    add_saved(parser)
    add_format(parser)
    add_who(parser)


def run(arguments: Namespace) -> int:
    with asking(arguments, scope="log" if arguments.keep else "read") as asker:
        from headway.cli.asking import foretold

        if arguments.kept:
            foretold.print_kept(asker, arguments)
        elif arguments.keep:
            foretold.keep(asker, arguments)
        else:
            foretold.print_forecast(asker, arguments)
    return 0
