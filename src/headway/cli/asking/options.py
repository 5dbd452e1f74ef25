"""The options by which a question is put on the command line, and the words they make."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headway.web.asking import Words

_NARROWING = {
    "rep": "a rep, by name, e-mail or id",
    "team": "a team",
    "source": "a source",
    "segment": "a type of client",
    "kind": "a kind of contact or deal: call, meeting, add_on ...",
    "stage": "a stage",
}


def add_period(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--period", metavar="WHEN", help="2024-Q1, 2024-05, 'last 30 days', 2024-01-01..2024-02-01 ...")
    which.add_argument("--last", metavar="STEP", help="week, month, quarter, year, or '30 days'")
    which.add_argument("--this", metavar="STEP", help="week, month, quarter or year")
    parser.add_argument("--compare", metavar="WHEN", default="", help="a period to set beside it, or 'previous'")


def add_within(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--within", metavar="DAYS", default="", help="by the rule 'mature': within how many days, 180 unless set"
    )


def add_narrowing(parser: ArgumentParser, *, has_funnel: bool = True) -> None:
    wanted = {**_NARROWING, **({"funnel": "a funnel"} if has_funnel else {})}
    for name, meaning in wanted.items():
        parser.add_argument(
            f"--{name}", metavar="NAME", action="append", default=[], help=f"only {meaning}; 'none' for those without"
        )
    add_saved(parser)


def add_loss_reason(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--loss-reason", metavar="NAME", action="append", default=[], help="only what was lost for this reason"
    )


def add_referrer_and_counter(parser: ArgumentParser) -> None:
    rarer = {"referrer": "deals that somebody referred, by who did", "tally-kind": "tallies of this counter"}
    for name, meaning in rarer.items():
        parser.add_argument(f"--{name}", metavar="NAME", action="append", default=[], help=f"only {meaning}")


def add_saved(parser: ArgumentParser) -> None:
    parser.add_argument("--saved", metavar="NAME", default="", help="what was kept under a name, see `headway saved`")


def add_format(parser: ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, in the shape of the API")
    form.add_argument("--csv", action="store_true", help="print CSV: exact values, minor units, days left out of words")


def period_of(arguments: Namespace, default: str) -> str:
    """Return the period as it was written."""
    if arguments.last:
        return f"last {arguments.last}"
    if arguments.this:
        return f"this {arguments.this}"
    if getattr(arguments, "next", None):
        return f"next {arguments.next}"
    return str(arguments.period or default)


def words_of(arguments: Namespace, *, default: str, by: tuple[str, ...] = ()) -> "Words":
    """Return what the options ask, in the words that every door hands on."""
    from headway.web.asking import FILTERS, Words

    filters = {each.value: told for each in FILTERS if (told := getattr(arguments, each.value, []))}
    against = tuple(getattr(arguments, "against", ()))
    told = {name: getattr(arguments, name, "") for name in ("compare", "scope", "within", "saved")}
    default = "" if told["saved"] else default
    return Words(period=period_of(arguments, default), **told, by=by, against=against, filters=filters)
