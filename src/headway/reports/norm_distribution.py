"""The distribution of whole numbers that a norm is read from: a group's own deals, and those lent where it has few."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm

# From so many deals on, a group stands by itself; one with fewer is filled up to it.
ENOUGH = 20
# With fewer deals in all, nothing is said: nine are the least that 90 per cent can be read from.
FEWEST = 10

# How many deals took each number.
Histogram = Mapping[int, int]


@dataclass(frozen=True)
class Distribution:
    """Numbers in their order, each with its weight; ``unit`` is the weight of one deal of the group's own.

    ``own`` deals are the group's; ``lent`` is how many further deals the others' weigh together.
    """

    numbers: tuple[int, ...]
    weights: tuple[int, ...]
    unit: int
    own: int
    lent: int

    @classmethod
    def of(cls, own: Histogram, lenders: Sequence[Histogram]) -> "Distribution":
        """Put a group's deals together with those that lenders fill up, the first of them first.

        A group of n deals, n below ``ENOUGH``, is lent the weight of the missing ones, but of no lender more than it
        has; every deal of a lender weighs the same.
        """
        count = sum(own.values())
        shares = tuple(_shares(ENOUGH - count, lenders))
        unit = lcm(*(share.denominator for share in shares))
        weights = Counter({number: deals * unit for number, deals in own.items()})
        for share, lender in zip(shares, lenders, strict=True):
            if share:
                weight = int(share * unit)
                weights.update({number: deals * weight for number, deals in lender.items()})
        numbers = tuple(sorted(weights))
        lent = weights.total() // unit - count
        return cls(numbers, tuple(weights[number] for number in numbers), unit, count, lent)

    @property
    def is_known(self) -> bool:
        """Whether there are deals enough to say anything."""
        return self.own + self.lent >= FEWEST

    @property
    def borrowed(self) -> Decimal | None:
        """The share of the weight that others' deals have; None where there is no deal at all."""
        total = self.own + self.lent
        return Decimal(self.lent) / Decimal(total) if total else None

    @property
    def mean(self) -> Decimal | None:
        """The mean, by the weights; None where too little is known."""
        if not self.is_known:
            return None
        total = sum(number * weight for number, weight in zip(self.numbers, self.weights, strict=True))
        return Decimal(total) / Decimal(self.weights_up_to[-1])

    @cached_property
    def weights_up_to(self) -> tuple[int, ...]:
        """The weight of each number and all below it."""
        return tuple(accumulate(self.weights))

    def quantile(self, percent: int) -> int | None:
        """Return the smallest number that a further deal exceeds with a chance of at most 100 - ``percent`` per cent.

        That is the number at place (n + 1) * percent / 100 of n deals in their order, rounded up: the quantile of
        conformal prediction (Vovk, Gammerman, Shafer, Algorithmic Learning in a Random World, 2005), which counts the
        further deal among the others. It takes no more than 90 per cent; None where too little is known.
        """
        if not self.is_known:
            return None
        wanted = percent * (self.weights_up_to[-1] + self.unit)
        return self.numbers[bisect_left(self.weights_up_to, -(-wanted // 100))]

    def percentile(self, number: int) -> Decimal | None:
        """Return the share of deals that took less than a number, a further deal counted among them.

        It is at least 0.9 for just those numbers that exceed ``quantile(90)``. None where too little is known.
        """
        if not self.is_known:
            return None
        place = bisect_left(self.numbers, number)
        below = self.weights_up_to[place - 1] if place else 0
        return Decimal(below) / Decimal(self.weights_up_to[-1] + self.unit)


def _shares(missing: int, lenders: Sequence[Histogram]) -> Iterator[Fraction]:
    """Return the weight of one deal of each lender, in deals."""
    for lender in lenders:
        has = sum(lender.values()) if missing > 0 else 0
        taken = max(0, min(missing, has))
        missing -= taken
        yield Fraction(taken, has) if has else Fraction(0)
