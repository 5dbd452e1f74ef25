"""Spreads a whole over parts by weights, in steps that are not broken, so that the parts add up to the whole."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

_ONE = Decimal(1)


def spread(whole: Decimal, weights: Sequence[Decimal], step: Decimal = _ONE) -> list[Decimal]:
    """Return the part of each weight: whole steps, each less than one away from its exact share, that add up.

    Where the weights are all zero every part is alike. What is left of the whole below a step goes to the last part
    that has any. The steps left over go to the largest rests, the earlier first (Hamilton's method). Raises ValueError
    without weights, and for one below zero.
    """
    if not weights or min(weights) < 0:
        raise ValueError("What is spread needs weights, none of them below zero: give one for each part.")
    shares = list(weights) if any(weights) else [_ONE] * len(weights)
    in_all = sum(shares, Decimal(0))
    steps = (whole / step).to_integral_value(ROUND_FLOOR)
    exact = [steps * each / in_all for each in shares]
    parts = [each.to_integral_value(ROUND_FLOOR) for each in exact]
    by_rest = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_rest[: int(steps - sum(parts, Decimal(0)))]:
        parts[place] += 1
    told = [each * step for each in parts]
    last = max(place for place, each in enumerate(shares) if each)
    told[last] += whole - steps * step
    return told
