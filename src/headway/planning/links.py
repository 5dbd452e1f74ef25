"""A chain of links from the first contact to the sale: how often each was tried, how often it was made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, prod

# So many tries of others weigh as much as so many of one's own, where one's own are few.
LENT = 20


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: of ``tried`` so many were ``made``; ``lent`` tries at the rate ``lent_rate`` are others'.

    Counts need not be whole: of those still on the way, the part counts for which they have been followed.
    """

    key: str
    tried: float
    made: float
    lent: float = 0.0
    lent_rate: float = 0.0

    @property
    def rate(self) -> float | None:
        """Return the share that is made, others' tries included; None where nothing was tried."""
        weight = self.tried + self.lent
        return (self.made + self.lent * self.lent_rate) / weight if weight else None

    @property
    def beta(self) -> tuple[float, float]:
        """Return the two shapes of what is known of the rate: Jeffreys' prior with the counts added."""
        made = self.made + self.lent * self.lent_rate
        return 0.5 + made, 0.5 + max(0.0, self.tried + self.lent - made)

    @property
    def borrowed(self) -> float:
        """Return the part of what is known that rests on others, from 0 to 1."""
        weight = self.tried + self.lent
        return self.lent / weight if weight else 0.0

    def raised(self, rate: float) -> "Link":
        """Return the link as it would be had it been made at another rate."""
        return replace(self, made=self.tried * rate, lent_rate=rate)


def borrowing(own: Sequence[Link], *wider: Sequence[Link]) -> tuple[Link, ...]:
    """Lend a chain what is known of wider ones: the nearest first, each of which borrows from the next in turn.

    A shrunken estimate with a fixed strength: ``LENT`` tries at the wider rate. Own tries that are many outweigh it,
    own tries that are few leave an answer that is as wide as so few tries are.
    """
    if not wider:
        return tuple(own)
    lenders = borrowing(wider[0], *wider[1:])
    return tuple(
        replace(link, lent=LENT, lent_rate=lender.rate) if lender.rate is not None else link
        for link, lender in zip(own, lenders, strict=True)
    )


def plain_needs(links: Sequence[Link], goal: float, part: float = 1.0) -> tuple[int | None, ...]:
    """Return how many of each link the goal takes at the rates as they were, rounded up, and the goal itself.

    ``part`` of what is begun comes in time. None where a rate on the way is not known, or zero.
    """
    needs = []
    for index in range(len(links) + 1):
        rates = [link.rate or 0.0 for link in links[index:]]
        share = prod(rates) * (part if index < len(links) else 1.0)
        needs.append(whole(goal / share) if share else None)
    return tuple(needs)


def passing(links: Sequence[Link], tries: float) -> tuple[float | None, ...]:
    """Return how many come to each link out of so many at the first, at the rates as they were, and out of the last."""
    passed: list[float | None] = [tries]
    for link in links:
        before = passed[-1]
        passed.append(None if before is None or link.rate is None else before * link.rate)
    return tuple(passed)


def whole(number: float) -> int:
    """Round up, but not what arithmetic alone has put above a whole number."""
    return ceil(round(number, 6))
