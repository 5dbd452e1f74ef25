"""`headway targets`: what numbers should reach, month by month, for the company, its teams and its people."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from headway.cli.asking.who import add_who, asking

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    _Places = _SubParsersAction[ArgumentParser]

name = "targets"
help = "what each month should bring: headway targets show deals_won, headway targets set deals_won mine 2024-05 12"  # noqa: A001 - every command's word
_FIRST = "sales_volume"
_WHOSE = "company, team:NAME, rep:NAME or mine"
_VALUE = "the value: money in units of the currency, a share in per cent"
_HOW = "evenly, days (working days) or results (of last year)"


def add_arguments(parser: ArgumentParser) -> None:
    add_who(parser)
    places = parser.add_subparsers(dest="action", metavar="ACTION")
    _add_reading(places)
    _add_months(places)
    _add_filling(places)
    _add_drafts(places)
    for each in places.choices.values():
        add_who(each)


def run(arguments: Namespace) -> int:
    reads = arguments.action in {None, "show", "export"}
    with asking(arguments, scope="read" if reads else "log") as asker:
        from headway.cli.asking import targeting

        actions = {
            "show": targeting.show,
            "export": targeting.export,
            "set": targeting.establish,
            "propose": targeting.propose,
            "spread": targeting.spread,
            "share": targeting.share,
            "copy": targeting.copy,
            "import": targeting.take,
            "approve": targeting.approve,
            "drop": targeting.drop,
        }
        actions.get(arguments.action, targeting.overview)(asker, arguments)
    return 0


def _add_reading(places: "_Places") -> None:
    """Add what shows a year."""
    show = places.add_parser("show", help="a year of a number: targets, what was reached, and whether they add up")
    show.add_argument("--json", action="store_true", help="as the API writes it")
    export = places.add_parser("export", help="the same as CSV")
    for place in (show, export):
        place.add_argument("metric", metavar="METRIC", nargs="?", default=_FIRST, help=f"{_FIRST} without it")
        _add_year(place)


def _add_months(places: "_Places") -> None:
    """Add what sets single months."""
    for word, what in (("set", "set and approve a month"), ("propose", "propose a month, which somebody approves")):
        place = places.add_parser(word, help=what)
        _add_metric_and_whose(place)
        place.add_argument("month", metavar="MONTH", help="2024-05")
        place.add_argument("value", metavar="VALUE", nargs="?", default="", help=f"{_VALUE}; without it none")
    take = places.add_parser("import", help="bring targets in from a CSV file: metric, whose, month, value")
    take.add_argument("file", metavar="FILE", help="the file")
    take.add_argument("--approve", action="store_true", help="let them hold at once")


def _add_filling(places: "_Places") -> None:
    """Add what fills in a year."""
    spread = places.add_parser("spread", help="spread a year over its months, as drafts")
    share = places.add_parser("share", help="share targets out to those below, as drafts")
    for place in (spread, share):
        _add_metric_and_whose(place)
        place.add_argument("--how", default="evenly", help=_HOW)
    spread.add_argument("value", metavar="VALUE", help=f"{_VALUE}, for the whole year")
    copy = places.add_parser("copy", help="last year once more, as drafts")
    copy.add_argument("metric", metavar="METRIC", help="the number, by name or label")
    copy.add_argument("--plus", default="0", metavar="PERCENT", help="so many per cent more")
    copy.add_argument("--from", dest="basis", default="targets", metavar="WHAT", help="targets or results of last year")
    for place in (spread, share, copy):
        _add_year(place)


def _add_metric_and_whose(place: ArgumentParser) -> None:
    place.add_argument("metric", metavar="METRIC", help="the number, by name or label")
    place.add_argument("whose", metavar="WHOSE", help=_WHOSE)


def _add_year(place: ArgumentParser) -> None:
    place.add_argument("--year", default="", help="the fiscal year; the one that runs without it")


def _add_drafts(places: "_Places") -> None:
    """Add what is done with drafts that wait."""
    for word, what in (("approve", "let drafts hold that you may approve"), ("drop", "take your drafts back")):
        place = places.add_parser(word, help=what)
        place.add_argument("metric", metavar="METRIC", nargs="?", default="", help="of one number; of all without it")
        place.add_argument("--whose", default="", help=_WHOSE)
        place.add_argument("--year", default="", help="of one fiscal year; of all without it")
