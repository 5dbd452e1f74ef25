"""What chance alone would do: the gamma and the beta distribution, and the tests that rest on them."""

from collections.abc import Sequence
from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist

_ENOUGH = 1e-14
# From this shape on the normal distribution of a cube root is as good, and a sum would take long.
_LARGE = 1e6
# Below it the density of a small shape is more than a float can tell.
_NOTHING = 1e-300


def gamma_below(x: float, shape: float) -> float:
    """Return the chance that a gamma variable of this shape and scale 1 is at most ``x``.

    The regularized lower incomplete gamma function: a series for small ``x`` and Lentz's continued fraction for large
    (Press et al., Numerical Recipes, 3rd edition, 6.2); Wilson and Hilferty 1931 where the shape is large.
    """
    if x <= 0:
        return 0.0
    if shape > _LARGE:
        return NormalDist().cdf(((x / shape) ** (1 / 3) - 1 + 1 / (9 * shape)) * 3 * sqrt(shape))
    if x < shape + 1:
        return _series(x, shape)
    return 1 - _fraction(x, shape)


def gamma_quantile(chance: float, shape: float) -> float:
    """Return the value that a gamma variable of this shape and scale 1 stays below with a chance.

    Newton's steps from the guess of Wilson and Hilferty 1931; halving where a step would leave what is still possible.
    """
    low, high = 0.0, inf
    guess = 1 - 1 / (9 * shape) + NormalDist().inv_cdf(chance) / (3 * sqrt(shape))
    value = shape * guess**3 if guess > 0 else shape * chance ** (1 / shape)
    if shape > _LARGE:
        return value
    if value < _NOTHING:
        return 0.0
    is_near = False
    # Every step leaves less between low and high, so that there is a last one.
    while not is_near:
        over = gamma_below(value, shape) - chance
        low, high = (low, value) if over > 0 else (value, high)
        density = exp((shape - 1) * log(value) - value - lgamma(shape))
        new = value - over / density if density else 0.0
        if not low < new < high:
            new = (low + high) / 2 if high < inf else 2 * value
        is_near = abs(new - value) <= 1e-12 * value
        value = new
    return value


def chi_squared_above(value: float, degrees: int) -> float:
    """Return the chance of at least this value where there is no difference."""
    return 1 - gamma_below(value / 2, degrees / 2) if degrees else 1.0


def difference_of_shares(parts: Sequence[int], wholes: Sequence[int]) -> tuple[float, int]:
    """Return the chi-squared of shares that ought to be one share, and its degrees of freedom.

    Pearson's test of homogeneity: the sum of (part - whole p)^2 / (whole p (1 - p)), where p is the share of all.
    """
    counted = [(part, whole) for part, whole in zip(parts, wholes, strict=True) if whole]
    share = sum(part for part, _ in counted) / (sum(whole for _, whole in counted) or 1)
    if not 0 < share < 1:
        return 0.0, max(0, len(counted) - 1)
    value = sum((part - whole * share) ** 2 / (whole * share * (1 - share)) for part, whole in counted)
    return value, len(counted) - 1


def difference_of_rates(counts: Sequence[int], times: Sequence[float]) -> tuple[float, int]:
    """Return the chi-squared of counts that ought to come at one rate, and its degrees of freedom.

    The dispersion test of Poisson counts (Cochran 1954): the sum of (count - expected)^2 / expected.
    """
    counted = [(count, time) for count, time in zip(counts, times, strict=True) if time]
    rate = sum(count for count, _ in counted) / (sum(time for _, time in counted) or 1)
    if not rate:
        return 0.0, max(0, len(counted) - 1)
    value = sum((count - time * rate) ** 2 / (time * rate) for count, time in counted)
    return value, len(counted) - 1


def chance_of_rates(counts: Sequence[int], times: Sequence[float]) -> float:
    """Return the chance that counts of one rate differ at least as much as these do.

    Where little is expected of somebody, the statistic of ``difference_of_rates`` scatters wider than chi-squared: it
    is taken for a gamma variable with the variance that it has, 2(k - 1) + (sum 1/p - k^2 - 2k + 2) / n for n events
    that fall to k people in the shares p of their time (Haldane 1937, Biometrika 29).
    """
    value, degrees = difference_of_rates(counts, times)
    counted = [(count, time) for count, time in zip(counts, times, strict=True) if time]
    events, people = sum(count for count, _ in counted), len(counted)
    if events < 2 or people < 2:
        return 1.0
    together = sum(time for _, time in counted)
    more = sum(together / time for _, time in counted) - people**2 - 2 * people + 2
    scale = (2 * degrees + more / events) / degrees
    return 1 - gamma_below(value / scale, degrees / scale)


def beta_below(x: float, a: float, b: float) -> float:
    """Return the chance that a beta variable is at most ``x``: the regularized incomplete beta function.

    Lentz's continued fraction, from whichever side it converges on sooner (Press et al., Numerical Recipes, 6.4).
    """
    if not 0 < x < 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def chance_of_two(counts: tuple[int, int], times: tuple[float, float]) -> float:
    """Return the chance that two counts of one rate, in their times, differ at least as much as these do.

    Of two Poisson counts the first is, given their sum, binomial with the share of its time (Przyborowski and Wilenski
    1940, Biometrika 31); twice the smaller of the two tails.
    """
    (first, second), share = counts, times[0] / (sum(times) or 1)
    if not first + second or not 0 < share < 1:
        return 1.0
    at_least = beta_below(share, first, second + 1) if first else 1.0
    at_most = 1 - beta_below(share, first + 1, second) if second else 1.0
    return min(1.0, 2 * min(at_least, at_most))


def _beta_fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    value, change = d, inf
    step = 0
    while abs(change - 1) >= _ENOUGH:
        step += 1
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for factor in (even, odd):
            d = 1 / ((1 + factor * d) or tiny)
            c = (1 + factor / c) or tiny
            change = c * d
            value *= change
    return value


def _series(x: float, shape: float) -> float:
    term = total = 1 / shape
    step = 0
    while term >= total * _ENOUGH:
        step += 1
        term *= x / (shape + step)
        total += term
    return total * exp(shape * log(x) - x - lgamma(shape))


def _fraction(x: float, shape: float) -> float:
    tiny = 1e-300
    below = x + 1 - shape
    c, d = inf, 1 / below
    value, change = d, inf
    step = 0
    while abs(change - 1) >= _ENOUGH:
        step += 1
        factor = step * (shape - step)
        below += 2
        d = 1 / ((below + factor * d) or tiny)
        c = (below + factor / c) or tiny
        change = c * d
        value *= change
    return value * exp(shape * log(x) - x - lgamma(shape))
