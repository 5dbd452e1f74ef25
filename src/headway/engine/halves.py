"""When many curves at once come to one half: from floating numbers by columns, where those are enough to tell.

One curve by itself walks its days with exact shares (`headway.engine.curve`). Of hundreds of lines that is a walk over
tens of thousands of days; here they are told together, and only a curve that comes so near to one half that roundings
could decide is left to walk.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from headway.engine.interval import all_log_log_ends

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Places: TypeAlias = NDArray[np.int64]

Course: TypeAlias = Sequence[Sequence[int]]
Halves: TypeAlias = tuple[int | None, int | None, int | None]

# Shares that lie further apart do so in whatever digits they are told; nearer ones, their exact values tell apart.
APART = 1e-6
# What is nearer to one than this is one, rounded.
_ROUNDED = 1e-12
_CELLS_AT_ONCE = 1_000_000
_NEVER = -1


def halves(courses: Sequence[Course]) -> list[Halves | None]:
    """Return the days on which each curve comes to one half of what did not end otherwise.

    First the upper end of its interval does, then the curve, then the lower end; one that never does is None, and so is
    the whole of a curve of which floating numbers cannot tell. A course has the columns days, reached, otherwise and
    open, in the order of its days.
    """
    longest = max((len(course[0]) for course in courses), default=0)
    size = max(1, _CELLS_AT_ONCE // max(1, longest))
    parts = (courses[start : start + size] for start in range(0, len(courses), size))
    return list(chain.from_iterable(map(_halves, parts)))


def _halves(courses: Sequence[Course]) -> Iterable[Halves | None]:
    import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

    days, reached, otherwise, open_ = (_table([course[place] for course in courses]) for place in range(4))
    share, left, variance = _walked(reached, reached + otherwise, open_)
    lower, upper = all_log_log_ends(np.where(share > 1 - _ROUNDED, 1, share), variance)
    half = (share[:, -1:] + left[:, -1:]) / 2
    # A curve comes to one half on days on which somebody ended, and not before anybody reached the step.
    is_point = (reached + otherwise > 0) & (share > 0)
    first, is_sure, told = np.zeros((len(courses), 1), int), np.ones(len(courses), bool), []
    for line in (upper, share, lower):
        is_later = np.arange(share.shape[1]) >= first
        above = np.where(is_point & is_later, line - half, -1)
        has_come = above > -APART
        first = np.where(has_come.any(axis=1, keepdims=True), has_come.argmax(axis=1)[:, None], share.shape[1])
        is_sure &= np.abs(_at(first, above)) > APART
        told.append(_at(first, days).tolist())
    lines = zip(*([None if day == _NEVER else int(day) for day in column] for column in told), strict=True)
    return (each if sure else None for sure, each in zip(is_sure.tolist(), lines, strict=True))


def _table(lines: Sequence[Sequence[int]]) -> "Numbers":
    """Return lines of several lengths as the rows of a table, with zeros behind the short ones and behind all."""
    import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

    lengths = np.array([len(line) for line in lines])
    table = np.zeros((len(lines), int(lengths.max()) + 1))
    table[np.arange(table.shape[1]) < lengths[:, None]] = list(chain.from_iterable(lines))
    return table


def _walked(reached: "Numbers", ended: "Numbers", open_: "Numbers") -> "tuple[Numbers, Numbers, Numbers]":
    """Return what has reached the step after each day, what is left on the way, and the variance of the first.

    The sums are those of the curve that walks: see there.
    """
    import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

    gone = (ended + open_).cumsum(axis=1)
    at_risk = np.maximum(gone[:, -1:] - gone + ended + open_, 1)
    left = (1 - ended / at_risk).cumprod(axis=1)
    before = np.concatenate([np.ones((len(left), 1)), left[:, :-1]], axis=1)
    step = before * reached / at_risk**2
    share = (step * at_risk).cumsum(axis=1)
    weight = np.where(at_risk > ended, ended / (at_risk * np.maximum(at_risk - ended, 1)), 0)
    none, once, twice = (each.cumsum(axis=1) for each in (weight, weight * share, weight * share * share))
    steps, shares, own = (
        each.cumsum(axis=1) for each in (step, step * share, before * step * (at_risk - reached) / at_risk)
    )
    variance = share * share * none - 2 * share * once + twice + own - 2 * (share * steps - shares)
    return share, left, np.maximum(variance, 0)


def _at(places: "Places", table: "Numbers") -> "Numbers":
    """Return the cell of each row at its place; -1 for a place behind the last."""
    import numpy as np  # noqa: PLC0415 - who asks for no such thing does not pay for it

    behind = np.full((len(table), 1), _NEVER)
    cells: Numbers = np.take_along_axis(np.concatenate([table, behind], axis=1), places, axis=1)[:, 0]
    return cells
