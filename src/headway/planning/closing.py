"""How a period will close: the distribution of a number of wins, and of what they are worth, from chances.

Counts are Poisson-binomial. Values are added up on a grid: exact where it can hold every sum, else each value is
split between its two neighbours, so that the mean stays. A bad month is bad for all: a common factor widens the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, gcd, sqrt
from typing import Self

import numpy as np
from numpy.typing import NDArray

from headway.planning.chances import common_factor

Numbers = NDArray[np.float64]
_CELLS = 1 << 12
# The common factor is held at so many values: more where there are few cells, which would show them one by one.
_FEW_CELLS, _NODES = 1_000, (32, 128)
_SLACK = 1e-9
# Of more deals than these the rest, the smallest, is as good as normal.
_EXACT = 2_000
# So many standard deviations above the mean nothing is expected any more.
_FAR = 8
# Moved to more than so many times its mean, a value would nearly always be nothing at all, and else far too much.
_FARTHEST = 10


@dataclass(frozen=True, slots=True)
class Closing:
    """A distribution: the chance of each multiple of ``step``, from 0 on, beside what is ``certain`` already."""

    chances: Numbers
    step: float = 1.0
    certain: float = 0.0

    @property
    def mean(self) -> float:
        """What it comes to on average."""
        return self.certain + self.step * float(self.chances @ np.arange(len(self.chances)))

    @property
    def variance(self) -> float:
        """How far it scatters: the mean square of the distance from the mean."""
        apart = np.arange(len(self.chances)) * self.step + self.certain - self.mean
        return float(self.chances @ apart**2)

    def quantile(self, share: float) -> float:
        """Return the smallest value that it stays at or below with a chance of ``share``."""
        place = int(np.searchsorted(np.cumsum(self.chances), share - _SLACK))
        return self.certain + self.step * min(place, len(self.chances) - 1)

    def at_least(self, value: float) -> float:
        """Return the chance to reach a value."""
        place = max(ceil((value - self.certain) / self.step - _SLACK), 0)
        return float(min(self.chances[place:].sum(), 1.0))

    def with_certain(self, value: float) -> Self:
        """Return it with what is certain already."""
        return type(self)(self.chances, self.step, self.certain + value)

    def widened(self, spread: float, scale: float = 1.0) -> Self:
        """Return it times a common factor, gamma with mean ``scale`` and a standard deviation of ``spread`` times that.

        Each product is split between its two neighbours, so that the mean stays; nothing stays nothing. Without spread
        and with a scale of 1 it stays as it is.
        """
        if scale <= 0:
            return type(self)(np.ones(1), self.step, self.certain)
        if spread <= 0 and scale == 1:
            return self
        factor = common_factor(spread, _NODES[len(self.chances) < _FEW_CELLS]).times(scale)
        above = self.chances.copy()
        above[0] = 0.0
        # By how much it falls short of a value on average is bent where the chances lie: what each cell gets.
        knots, short = np.arange(len(above) + 1.0), np.append(0.0, np.cumsum(np.cumsum(above)))
        longest = ceil(len(above) * float(factor.values.max())) + 1
        at = np.arange(-1, longest + 1) / factor.values[:, None]
        beyond = above.sum() * np.maximum(at - knots[-1], 0.0)
        found = (np.interp(at, knots, short) + beyond) * factor.values[:, None]
        chances = np.clip(np.diff(factor.weights @ found, n=2), 0.0, None)
        chances[0] += self.chances[0]
        return type(self)(chances, self.step, self.certain)


def number_of(chances: Sequence[float], more: float = 0.0) -> Closing:
    """Return how many of deals with these chances are won, with ``more`` on average of deals that are yet to come."""
    known = _poisson_binomial(np.asarray(chances, dtype=float))
    return Closing(np.convolve(known, _poisson(more)) if more else known)


def value_of(
    chances: Sequence[float],
    values: Sequence[int],
    *,
    unvalued: Sequence[float] = (),
    more: float = 0.0,
    like: Sequence[int] = (),
) -> Closing:
    """Return what won deals are worth: those of known value, ``unvalued`` ones, and ``more`` yet to come.

    The latter two are worth what deals ``like`` them were, each as likely as the other; nothing where none is known.
    """
    chance, value = np.asarray(chances, dtype=float), np.asarray(values, dtype=float)
    draws, others = np.asarray(like, dtype=float), number_of(unvalued, more).chances if like else np.ones(1)
    most = _most(chance, value, others, draws)
    exact = gcd(*values, *like) or 1
    # No sum is larger than all of them; where that takes too many cells, larger ones than are likely are left out.
    whole = value.sum() + (len(others) - 1) * draws.max(initial=0.0)
    step = float(exact) if whole / exact <= _CELLS else max(float(exact), most / _CELLS)
    size = ceil(min(whole, most) / step) + 2 if whole / exact > _CELLS else round(whole / exact) + 1
    found = _on_grid(chance, value / step, size)
    if len(others) > 1:
        found = _with_others(found, others, draws / step)
    return Closing(found / found.sum(), step)


def value_about(closing: Closing, like: Sequence[int], mean: float) -> Closing:
    """Return a value moved to a mean; where there is next to nothing to move, deals ``like`` them that make as much."""
    if mean <= _FARTHEST * closing.mean:
        return replace(closing, step=closing.step * mean / closing.mean)
    return value_of([], [], more=mean * len(like) / sum(like) if any(like) else 0.0, like=like)


def _most(chance: Numbers, value: Numbers, others: Numbers, draws: Numbers) -> float:
    """Return what the sum will not pass: far above its mean, and the largest value beyond that."""
    number = np.arange(len(others))
    count = float(others @ number)
    scatter = float(others @ number**2) - count**2
    mean_draw, square = (float(each.mean()) if len(draws) else 0.0 for each in (draws, draws**2))
    mean = float(chance @ value) + count * mean_draw
    variance = float((chance * (1 - chance)) @ value**2) + count * (square - mean_draw**2) + scatter * mean_draw**2
    return mean + _FAR * sqrt(variance) + float(max(value.max(initial=0.0), draws.max(initial=0.0)))


def _poisson_binomial(chances: Numbers) -> Numbers:
    """Return the chance of each number of successes: the product of the deals' polynomials, two by two."""
    size = 1 << ceil(np.log2(max(len(chances), 1)))
    found = np.zeros((size, 2))
    found[:, 0], found[: len(chances), 1] = 1.0, chances
    found[: len(chances), 0] -= chances
    while len(found) > 1:
        # The product of two of degree d has degree 2 d.
        width = 2 * found.shape[1]
        turned = np.fft.rfft(found, width)
        found = np.fft.irfft(turned[::2] * turned[1::2], width)[:, : width - 1]
    return np.asarray(np.maximum(found[0, : len(chances) + 1], 0.0))


def _on_grid(chances: Numbers, cells: Numbers, size: int) -> Numbers:
    order = np.argsort(-cells, kind="stable")
    chances, cells = chances[order], cells[order]
    found = np.zeros(size)
    found[0] = 1.0
    for chance, cell in zip(chances[:_EXACT], cells[:_EXACT], strict=True):
        low, share = _split(float(cell))
        won = found * chance
        found *= 1 - chance
        found[low:] += won[: size - low] * (1 - share)
        if share:
            found[low + 1 :] += won[: size - low - 1] * share
    rest, small = chances[_EXACT:], cells[_EXACT:]
    if not len(rest):
        return found
    scatter = float((rest * (1 - rest)) @ small**2)
    return np.convolve(found, _normal(float(rest @ small), scatter, size))[:size]


def _with_others(known: Numbers, others: Numbers, cells: Numbers) -> Numbers:
    """Add as many draws from ``cells`` as ``others`` says, by the generating function of that number."""
    low = np.floor(cells + _SLACK).astype(int)
    share = np.clip(cells - low, 0.0, 1.0)
    draw = np.bincount(low, 1 - share, minlength=int(low.max()) + 2) + np.bincount(low + 1, share)
    # Twice the room, so that what would pass the end does not come in again at the beginning.
    size = 1 << ceil(np.log2(2 * len(known)))
    turned = np.fft.rfft(draw / len(cells), size)
    sums = np.zeros(len(turned), dtype=complex)
    for chance in others[: np.flatnonzero(others > _SLACK**2)[-1] + 1][::-1]:
        sums = sums * turned + chance
    found = np.fft.irfft(np.fft.rfft(known, size) * sums, size)
    return np.maximum(found[: len(known)], 0.0)


def _split(cell: float) -> tuple[int, float]:
    """Return the cell below and the share that goes to the one above."""
    low = int(cell + _SLACK)
    share = cell - low
    return low, share if share > _SLACK else 0.0


def _poisson(mean: float) -> Numbers:
    from scipy.special import gammaln, xlogy  # noqa: PLC0415 - a tenth of a second that few pages need

    number = np.arange(ceil(mean + _FAR * np.sqrt(mean) + _FAR))
    chances = np.exp(xlogy(number, mean) - mean - gammaln(number + 1))
    return np.asarray(chances / chances.sum())


def _normal(mean: float, variance: float, most: int) -> Numbers:
    from scipy.special import ndtr  # noqa: PLC0415 - a tenth of a second that few pages need

    edges = np.arange(most + 1) + 0.5
    below = ndtr((edges - mean) / max(sqrt(variance), _SLACK))
    below[-1] = 1.0
    return np.asarray(np.diff(below, prepend=0.0))
