"""How past forecasts came true: pinball loss, Brier score, coverage, and how much wider than chance they missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

# Before a company's own past speaks: the factor common to all deals scatters by about fifteen per cent.
USUAL_SPREAD = 0.15
_USUAL_DATES = 3.0


@dataclass(frozen=True, slots=True)
class Told:
    """A forecast with what came of it: its mean and the variance that independent deals have."""

    mean: float
    variance: float
    came: float


def brier(chances: Sequence[float], outcomes: Sequence[bool]) -> float | None:
    """Return the mean of (chance - outcome)^2 (Brier 1950), 0 is best; None of nothing."""
    pairs = list(zip(chances, outcomes, strict=True))
    return sum((chance - outcome) ** 2 for chance, outcome in pairs) / len(pairs) if pairs else None


def pinball(share: float, quantile: float, came: float) -> float:
    """Return the loss of a quantile (Koenker and Bassett 1978): being below it costs 1 - share, above it share."""
    return max(share * (came - quantile), (share - 1) * (came - quantile))


def mean_pinball(quantiles: Sequence[tuple[float, float]], came: float) -> float:
    """Return the mean loss of several quantiles, each with its share."""
    return sum(pinball(share, value, came) for share, value in quantiles) / len(quantiles)


def covered_within(count: int, share: float, certainty: float = 0.95) -> tuple[int, int]:
    """Return between which numbers of ``count`` results lie in their bands, where each does with a chance of ``share``.

    The narrowest ends that leave out at most (1 - certainty) / 2 on either side, by the binomial distribution.
    """
    chances = [1.0]
    for _each in range(count):
        chances = [
            (chances[k] if k < len(chances) else 0.0) * (1 - share) + (chances[k - 1] * share if k else 0.0)
            for k in range(len(chances) + 1)
        ]
    tail, low, high = (1 - certainty) / 2, 0, count
    while sum(chances[: low + 1]) <= tail:
        low += 1
    while sum(chances[high:]) <= tail:
        high -= 1
    return low, high


def spread_of(past: Sequence[Told], usual: float = USUAL_SPREAD) -> float:
    """Return the standard deviation of a factor common to all deals, learnt from forecasts of the past.

    By how much the errors are larger than independent deals make them, the mean of ((came - mean)^2 - variance) /
    mean^2, an error counting for the whole mean at most; three dates with a ``usual`` spread stand beside them.
    """
    told = [each for each in past if each.mean > 0]
    # Weighed by what each can tell: a forecast of two deals says little about a common factor.
    weights = [each.mean**2 / (each.mean**2 + 2 * each.variance) for each in told]
    excess = [(min((each.came - each.mean) ** 2, each.mean**2) - each.variance) / each.mean**2 for each in told]
    known = sum(weight * each for weight, each in zip(weights, excess, strict=True))
    square = (_USUAL_DATES * usual**2 + known) / (_USUAL_DATES + sum(weights))
    return sqrt(max(square, 0.0))
