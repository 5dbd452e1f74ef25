"""What the evidence of all columns says of the reading, with a sentence for each fact so that a reader can judge it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from headway.engine.text import Number, Sentence, gettext_noop
from headway.importers.detect.tally import Tally
from headway.importers.reading import AMBIGUOUS, DAY_MONTH, DAYS, MONTH_DAY, WRITTEN, Reading

# The counts stand behind their sentences, so that one and many need the same words in every language.
_ORDER: Final = {
    DAY_MONTH: gettext_noop(
        "The day comes before the month. Different dates that allow nothing else: %(count)s, such as %(example)s."
    ),
    MONTH_DAY: gettext_noop(
        "The month comes before the day. Different dates that allow nothing else: %(count)s, such as %(example)s."
    ),
    AMBIGUOUS: gettext_noop(
        "Every date can be read in two ways, such as %(example)s: day or month first has to be asked."
    ),
}
_IMPOSSIBLE: Final = gettext_noop("No date can be read, whatever comes first: %(example)s, for one, is none.")
_AGAINST: Final = gettext_noop(
    "Different dates that are against it and will be left out: %(count)s, such as %(example)s."
)
_SIGN: Final = {
    ".": gettext_noop(
        "A point marks decimals. Different amounts that allow nothing else: %(count)s, such as %(example)s."
    ),
    ",": gettext_noop(
        "A comma marks decimals. Different amounts that allow nothing else: %(count)s, such as %(example)s."
    ),
    AMBIGUOUS: gettext_noop(
        "Every amount can be read in two ways, such as %(example)s: the decimal sign has to be asked."
    ),
}
_COMPACT: Final = gettext_noop(
    "“%(column)s” holds days written as year, month and day without marks, such as %(example)s."
)
_WRITTEN: Final = gettext_noop("Every time carries its distance from UTC. Different times: %(count)s.")
_ASKED: Final = gettext_noop("Different times that do not say their time zone: %(count)s.")
_DAYS: Final = gettext_noop("No date says a time of day, so that a day is a day in any time zone.")


def judge(reading: Reading, tallies: Iterable[Tally]) -> tuple[Reading, tuple[Sentence, ...]]:
    """Complete a reading by the evidence, and say on what each fact rests."""
    tallies = [*tallies]
    order, of_order = _order(tallies)
    sign, of_sign = _sign(tallies)
    zone, of_zone = _zone(reading, tallies)
    compact = [_compact(tally) for tally in tallies if tally.compact_days]
    judged = replace(reading, date_order=order, decimal_sign=sign, time_zone=zone)
    return judged, (*of_order, *compact, *of_sign, *of_zone)


def _order(tallies: list[Tally]) -> tuple[str | None, list[Sentence]]:
    votes = _sum(tally.orders for tally in tallies)
    if not votes:
        return None, []
    proven = [order for order in (DAY_MONTH, MONTH_DAY) if votes[order]]
    if not proven and not votes["unclear"]:
        # To ask would help nobody: every row says by itself that its date is none.
        return DAY_MONTH, [_say(_IMPOSSIBLE, "impossible", votes, tallies)]
    if not proven:
        return AMBIGUOUS, [_say(_ORDER[AMBIGUOUS], "unclear", votes, tallies)]
    order = max(proven, key=lambda one: votes[one])
    against = [_say(_AGAINST, other, votes, tallies) for other in proven if other != order]
    return order, [_say(_ORDER[order], order, votes, tallies), *against]


def _sign(tallies: list[Tally]) -> tuple[str, list[Sentence]]:
    votes = _sum(tally.decimals for tally in tallies)
    if not votes:
        return ".", []
    proven = [sign for sign in (".", ",") if votes[sign]]
    if not proven:
        return AMBIGUOUS, [_say(_SIGN[AMBIGUOUS], "unclear amount", votes, tallies)]
    sign = max(proven, key=lambda one: votes[one])
    return sign, [_say(_SIGN[sign], sign, votes, tallies)]


def _zone(reading: Reading, tallies: list[Tally]) -> tuple[str | None, list[Sentence]]:
    votes = _sum(tally.zones for tally in tallies)
    if votes["missing"]:
        return None, [Sentence(_ASKED, count=Number(votes["missing"]))]
    if votes["written"]:
        return WRITTEN, [Sentence(_WRITTEN, count=Number(votes["written"]))]
    if votes["days"] or any(tally.compact_days for tally in tallies):
        return DAYS, [Sentence(_DAYS)]
    return reading.time_zone, []


def _compact(tally: Tally) -> Sentence:
    return Sentence(_COMPACT, column=tally.name, example=tally.compact_days.example)


def _sum(counters: Iterable[Counter[str]]) -> Counter[str]:
    return sum(counters, Counter())


def _say(template: str, proof: str, votes: Counter[str], tallies: list[Tally]) -> Sentence:
    example = next(tally.proofs[proof] for tally in tallies if proof in tally.proofs)
    return Sentence(template, count=Number(votes[proof]), example=example)
