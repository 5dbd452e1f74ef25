"""The weak link of a chain: which rate is below its norm by more than bad luck, and what mending it is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from headway.planning.links import Link

# The alarm is to ring falsely in fewer than one chain in twenty, however many links are looked at. With few tries the
# posterior is a little too sure of itself: held at 4 %, it stays below 5 %.
FALSE_ALARM = 0.04
# Nothing that is learnt from counts is quite sure, though rounding may make it so.
_SUREST = 1 - 2**-52


@dataclass(frozen=True, slots=True)
class Against:
    """A link beside its norm: a rate that is known, another link whose own counts are as uncertain, or none at all."""

    link: Link
    norm: float | Link | None

    @property
    def norm_rate(self) -> float | None:
        """The rate of the norm."""
        return self.norm.rate if isinstance(self.norm, Link) else self.norm

    @property
    def chance_below(self) -> float | None:
        """The chance that the link's true rate lies below the norm; None where either is not known."""
        norm = self.norm_rate
        if self.link.rate is None or norm is None:
            return None
        from scipy.special import betainc, betaincinv

        if not isinstance(self.norm, Link):
            return min(float(betainc(*self.link.beta, norm)), _SUREST)
        from headway.planning.chances import standing_nodes

        chances, weights = standing_nodes()
        return min(float(betainc(*self.link.beta, betaincinv(*self.norm.beta, chances)) @ weights), _SUREST)

    @property
    def gain(self) -> float | None:
        """By which part more would come out were the link raised to its norm; 0 where it is there already."""
        rate, norm = self.link.rate, self.norm_rate
        if rate is None or norm is None:
            return None
        return max(0.0, norm / rate - 1) if rate else None


def weakest(compared: Sequence[Against]) -> Against | None:
    """Return the link that is below its norm by more than bad luck, the surest one first; None where none is.

    Bonferroni's correction: of m links looked at, each must be below with a chance of 1 - 4 % / m.
    """
    known = [(each.chance_below, each) for each in compared if each.chance_below is not None]
    if not known:
        return None
    surest, found = max(known, key=lambda pair: pair[0])
    return found if surest > threshold(len(known)) else None


def threshold(looked_at: int) -> float:
    """Return how sure one must be of each of so many links."""
    return 1 - FALSE_ALARM / looked_at
