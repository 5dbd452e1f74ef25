"""Explains a change of a product by its factors: log-mean shares, which add up to the change exactly.

Each factor explains L(after, before) * ln(its ratio), where L is the logarithmic mean of the product (Vartia 1976,
Scandinavian Journal of Statistics 3, 121-126; Ang 2004, Energy Policy 32, calls it LMDI-I): no rest, no order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

from headway.planning.levers import Counts, Lever, Outcome, Raises, movable, raised

# Two products of whole numbers can lie very near each other; what is left of these digits is still beyond any need.
_EXACTLY = Context(prec=80)
_OUTCOMES = {Outcome.SALES: 3, Outcome.SALES_VOLUME: 4, Outcome.PROFIT: 5}


@dataclass(frozen=True, slots=True)
class Part:
    """What one lever explains of a change; two of them together where they cannot be told apart."""

    levers: tuple[Lever, ...]
    change: Decimal


@dataclass(frozen=True, slots=True)
class Split:
    """The change of a product between two periods, and what each lever explains of it."""

    outcome: Outcome
    before: Fraction
    after: Fraction
    parts: tuple[Part, ...]

    @property
    def change(self) -> int:
        """The change in whole units, as the two values are rounded."""
        return _rounded(self.after) - _rounded(self.before)

    @property
    def whole_parts(self) -> tuple[int, ...]:
        """The parts in whole units, which add up to the change: what rounding leaves goes where it cut off most."""
        floors = [floor(each.change) for each in self.parts]
        more, rest = divmod(self.change - sum(floors), len(floors))
        cut_off = [each.change - whole for each, whole in zip(self.parts, floors, strict=True)]
        first = sorted(range(len(floors)), key=lambda place: -cut_off[place])[:rest]
        return tuple(whole + more + (place in first) for place, whole in enumerate(floors))


def split(before: Counts, after: Counts) -> Split | None:
    """Split the change from one period to another over the levers; None where nothing was sold in one of them.

    Where the profit, or the sales volume, is unknown, zero or of the other sign in one of the two, the change of what
    comes before it is split. Without new leads in one of them, leads and conversion are told together.
    """
    outcome = next((each for each in reversed(Outcome) if _is_comparable(before, after, each)), None)
    if outcome is None:
        return None
    ladders = [_ladder(each)[: _OUTCOMES[outcome]] for each in (before, after)]
    groups: list[tuple[Lever, ...]] = [(lever,) for lever in list(Lever)[: _OUTCOMES[outcome]]]
    if not before.new_leads or not after.new_leads:
        groups = [(Lever.NEW_LEADS, Lever.CONVERSION), *groups[2:]]
        ladders = [each[1:] for each in ladders]
    factors = [[ladder[0], *(here / earlier for earlier, here in pairwise(ladder))] for ladder in ladders]
    ratios = {group: now / then for group, then, now in zip(groups, *factors, strict=True)}
    return _split(outcome, ladders[0][-1], ladders[1][-1], ratios)


def split_raised(counts: Counts, raises: Raises) -> Split | None:
    """Split what raised levers would bring; None where the product is zero, so that no raise brings anything."""
    found = raised(counts, raises)
    if not found.before:
        return None
    ratios: dict[tuple[Lever, ...], Fraction] = {
        (lever,): 1 + raises.get(lever, Fraction(0)) for lever in movable(counts)
    }
    return _split(found.outcome, found.before, found.after, ratios)


def shares(before: Fraction, after: Fraction, ratios: Sequence[Fraction]) -> list[Decimal]:
    """Return what each factor explains of a change; the ratios, all above zero, lead from ``before`` to ``after``."""
    if before == after:
        mean = _decimal(before)
    else:
        mean = _EXACTLY.divide(_decimal(after - before), _EXACTLY.ln(_decimal(after / before)))
    return [_EXACTLY.multiply(mean, _EXACTLY.ln(_decimal(each))) for each in ratios]


def _split(outcome: Outcome, before: Fraction, after: Fraction, ratios: Mapping[tuple[Lever, ...], Fraction]) -> Split:
    changes = shares(before, after, list(ratios.values()))
    return Split(outcome, before, after, tuple(Part(*each) for each in zip(ratios, changes, strict=True)))


def _is_comparable(before: Counts, after: Counts, outcome: Outcome) -> bool:
    """Whether a product and all that come before it are known and of one sign in both, so that they have a ratio."""
    steps = _OUTCOMES[outcome]
    ladders = zip(_ladder(before)[1:steps], _ladder(after)[1:steps], strict=False)
    return min(len(_ladder(each)) for each in (before, after)) >= steps and all(
        one * other > 0 for one, other in ladders
    )


def _ladder(counts: Counts) -> list[Fraction]:
    """Return the products of the first lever, the first two ... as far as they are known."""
    steps = (counts.new_leads, counts.buying_clients, counts.sales, counts.sales_volume)
    return [*map(Fraction, steps), *([] if counts.profit is None else [counts.profit])]


def _decimal(value: Fraction) -> Decimal:
    return _EXACTLY.divide(Decimal(value.numerator), Decimal(value.denominator))


def _rounded(value: Fraction) -> int:
    return int(_decimal(value).quantize(Decimal(1), ROUND_HALF_EVEN, _EXACTLY))
