"""The chance that so many tries reach a goal, and how many tries a chance takes: beta-binomial over a whole chain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from headway.planning.links import Link

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

# So many values stand for all that a rate may be.
_NODES = 96
# And so many for the good and bad times that are common to all.
_TIMES = 9
# Beyond so many tries an answer is no plan.
MOST_TRIES = 100_000_000


@dataclass(frozen=True, slots=True)
class Spread:
    """What a number may be: values, and the weight of each; the weights add up to 1."""

    values: "Numbers"
    weights: "Numbers"

    @property
    def mean(self) -> float:
        """The mean."""
        return float(self.values @ self.weights)

    def times(self, part: float) -> "Spread":
        """Return the spread of so much of it."""
        return Spread(self.values * part, self.weights)


def certain(value: float) -> Spread:
    """Return the spread of what is known for sure."""
    import numpy as np

    return Spread(np.array([float(value)]), np.array([1.0]))


def spread_of(links: Sequence[Link]) -> Spread:
    """Return what the share of tries that go the whole chain may be, by the counts of its links.

    Of known rates the tries that go the whole way are binomial with their product, so the product of the links' beta
    variables is all that matters. Each is held at nodes of Gauss and Legendre between the chances 0 and 1; the product
    of two is brought back to as many values, finer towards both ends, each the mean of those that it stands for.
    """
    spread = certain(1.0)
    for link in links:
        spread = _product(spread, _beta(*link.beta))
    return spread


def common_factor(deviation: float, nodes: int = _TIMES) -> Spread:
    """Return what good and bad times make of all alike: a gamma factor with mean 1 and such a deviation."""
    from scipy.special import gammaincinv

    if deviation <= 0:
        return certain(1.0)
    chances, weights = standing_nodes(nodes)
    shape = deviation**-2
    values = gammaincinv(shape, chances) / shape
    return Spread(values / float(values @ weights), weights)


def chance(
    tries: float, goal: float, spread: Spread, brought: Spread | None = None, factor: Spread | None = None
) -> float:
    """Return the chance that so many tries make at least the goal, with what is ``brought`` anyway taken off it.

    The ``factor`` raises or lowers both alike.
    """
    before, times = brought or certain(0.0), factor or certain(1.0)
    parts = zip(times.values.tolist(), times.weights.tolist(), strict=True)
    return float(sum(weight * _chance(tries, goal, spread.times(part), before.times(part)) for part, weight in parts))


def _chance(tries: float, goal: float, spread: Spread, before: Spread) -> float:
    from scipy.special import betainc

    missing = -(-(goal - before.values) // 1)[:, None]
    least = missing.clip(1.0, max(1.0, tries))
    # At least k of n with the chance p: the incomplete beta function of p with the shapes k and n - k + 1.
    reached = betainc(least, tries - least + 1.0, spread.values.clip(0.0, 1.0)[None, :])
    reached[(missing > tries)[:, 0]] = 0.0
    reached[(missing <= 0)[:, 0]] = 1.0
    return float(before.weights @ (reached @ spread.weights))


def tries_for(
    goal: float, certainty: float, spread: Spread, brought: Spread | None = None, factor: Spread | None = None
) -> int | None:
    """Return the fewest tries that reach the goal with a chance; None where even ``MOST_TRIES`` do not."""

    def over(tries: int) -> float:
        return chance(tries, goal, spread, brought, factor) - certainty

    low, below = 0, over(0)
    if below >= 0:
        return 0
    # So many do on average; from there on one asks for more until it is enough.
    high = max(1, min(MOST_TRIES, round(goal / (spread.mean or 1.0))))
    while (above := over(high)) < 0:
        if high >= MOST_TRIES:
            return None
        low, below, high = high, above, min(2 * high, MOST_TRIES)
    return _fewest((low, below), (high, above), over)


def spread_of_counts(chance_of: Callable[[int], float], most: int, nodes: int = 16) -> Spread:
    """Return the spread of a count up to ``most`` of which is known how likely it is to be at least so many.

    Counts next to each other are put together until a node has its share of the weight.
    """
    import numpy as np

    steps = np.unique(np.linspace(0, most, min(most, 8 * nodes) + 1).round().astype(int))
    above = np.array([1.0 if not each else chance_of(int(each)) for each in steps] + [0.0])
    weights = np.clip(above[:-1] - above[1:], 0.0, None)
    return _gathered(steps.astype(float), weights / weights.sum(), nodes)


def _fewest(few: tuple[int, float], many: tuple[int, float], over: Callable[[int], float]) -> int:
    """Return the fewest tries between too few and enough, each with how far they are ``over`` what is asked.

    By the rule of false position as in Illinois: an end that stays twice counts for half.
    """
    (low, below), (high, above), stayed = few, many, 0
    while high - low > 1:
        guess = low + round((high - low) * below / (below - above))
        middle = min(max(guess, low + 1), high - 1)
        if (found := over(middle)) >= 0:
            high, above, below = middle, found, below / 2 if stayed < 0 else below
            stayed = -1
        else:
            low, below, above = middle, found, above / 2 if stayed > 0 else above
            stayed = 1
    return high


def _beta(a: float, b: float) -> Spread:
    from scipy.special import betaincinv

    chances, weights = standing_nodes()
    return Spread(betaincinv(a, b, chances), weights)


def _product(first: Spread, second: Spread) -> Spread:
    import numpy as np

    values = np.outer(first.values, second.values).ravel()
    weights = np.outer(first.weights, second.weights).ravel()
    if values.size <= _NODES:
        return Spread(values, weights)
    order = values.argsort()
    return _binned(values[order], weights[order], standing_nodes()[1].cumsum())


def _gathered(values: "Numbers", weights: "Numbers", nodes: int) -> Spread:
    import numpy as np

    return (
        _binned(values, weights, np.linspace(0, 1, nodes + 1)[1:]) if values.size > nodes else Spread(values, weights)
    )


def _binned(values: "Numbers", weights: "Numbers", ends: "Numbers") -> Spread:
    """Put sorted values into bins that end at given sums of weight; each bin becomes its mean."""
    import numpy as np

    middle = weights.cumsum() - weights / 2
    bins = np.searchsorted(ends, middle).clip(0, len(ends) - 1)
    sums: Numbers = np.bincount(bins, weights, len(ends)).astype(float)
    means = np.bincount(bins, weights * values, len(ends))
    is_held = sums > 0
    return Spread(means[is_held] / sums[is_held], sums[is_held])


@lru_cache(maxsize=4)
def standing_nodes(count: int = _NODES) -> Any:
    """Return chances between 0 and 1 and their weights, at which a distribution is held."""
    import numpy as np

    values, weights = np.polynomial.legendre.leggauss(count)
    return (values + 1) / 2, weights / 2
