"""The Aalen-Johansen and the Kaplan-Meier estimate by their definitions: slow, in fractions, one sum after another."""

from collections.abc import Sequence
from fractions import Fraction

from headway.engine.curve import Curve, Day

# How long somebody was followed, and how it ended: won, lost, or still open.
Followed = tuple[int, str]


def curve_of(cohort: Sequence[Followed]) -> Curve:
    """The curve of people, each told alone."""
    kinds = {"won": "reached", "lost": "otherwise", "open": "open"}
    days = {days for days, _ in cohort}
    return Curve(Day(each, **{name: cohort.count((each, kind)) for kind, name in kinds.items()}) for each in days)


def incidence(cohort: Sequence[Followed], at: int, kind: str = "won") -> Fraction:
    """The chance of an end by a day: over the days, the chance to be there still, times that of the end on the day."""
    days = sorted({days for days, end in cohort if end == kind and days <= at})
    return sum((survival(cohort, day - 1) * hazard(cohort, day, [kind]) for day in days), Fraction(0))


def survival(cohort: Sequence[Followed], at: int) -> Fraction:
    """The chance to be still on the way after a day: on each day, not to end."""
    chance = Fraction(1)
    for day in range(at + 1):
        chance *= 1 - hazard(cohort, day, ["won", "lost"])
    return chance


def hazard(cohort: Sequence[Followed], day: int, kinds: Sequence[str]) -> Fraction:
    """Of those followed until a day or longer, the share that ended on it."""
    at_risk = sum(days >= day for days, _ in cohort)
    return Fraction(sum(days == day and end in kinds for days, end in cohort), at_risk) if at_risk else Fraction(0)


def middle(cohort: Sequence[Followed]) -> int | None:
    """The first day by which half of those that did not end otherwise have reached the step."""
    last = max(days for days, _ in cohort)
    half = (1 - incidence(cohort, last, "lost")) / 2
    return next((day for day in range(last + 1) if 0 < incidence(cohort, day) >= half), None)


def variance(cohort: Sequence[Followed], at: int) -> float:
    """The delta method as it is defined: how the incidence bends with each chance of a day, times how these scatter.

    The chances of a day are those of a draw of so many from won, lost and neither; days do not depend on each other.
    """
    days = sorted({days for days, end in cohort if end != "open" and days <= at})
    chances = {(day, kind): float(hazard(cohort, day, [kind])) for day in days for kind in ("won", "lost")}
    slope = {each: _slope(chances, each) for each in chances}
    total = 0.0
    for day in days:
        at_risk = sum(each >= day for each, _ in cohort)
        for one in ("won", "lost"):
            for other in ("won", "lost"):
                p, q = chances[day, one], chances[day, other]
                spread = p * (1 - p) if one == other else -p * q
                total += slope[day, one] * slope[day, other] * spread / at_risk
    return total


def _slope(chances: dict[tuple[int, str], float], each: tuple[int, str]) -> float:
    step = 1e-6
    more, less = ({**chances, each: chances[each] + side} for side in (step, -step))
    return (_incidence(more) - _incidence(less)) / (2 * step)


def _incidence(chances: dict[tuple[int, str], float]) -> float:
    share, left = 0.0, 1.0
    for day in sorted({day for day, _ in chances}):
        share += left * chances[day, "won"]
        left *= 1 - chances[day, "won"] - chances[day, "lost"]
    return share
