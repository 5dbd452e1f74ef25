"""Which lever pays most: the same relative effort pays alike everywhere, so reach and cost decide."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from headway.planning.levers import Counts, Lever, movable

_PERCENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What raising one lever alone brings; money in minor units, efforts in the company's own measure.

    ``best`` is the highest value that it has reached, now included, and ``raise_to_best`` the part of itself that it
    would have to rise by, 0 where it is there; both None where there is nothing to measure it by.
    """

    lever: Lever
    of_a_percent: Fraction
    best: Fraction | None
    raise_to_best: Fraction | None
    effort: Decimal | None

    @property
    def at_best(self) -> Fraction | None:
        """What it would bring to be at its best."""
        return None if self.raise_to_best is None else self.of_a_percent * self.raise_to_best / _PERCENT

    @property
    def of_an_effort(self) -> Fraction | None:
        """What one unit of effort brings."""
        return None if self.effort is None else self.of_a_percent / Fraction(self.effort)

    @property
    def effort_to_best(self) -> Decimal | None:
        """The effort that it takes to be at its best."""
        if self.effort is None or self.raise_to_best is None:
            return None
        rise = self.raise_to_best / _PERCENT
        return self.effort * rise.numerator / rise.denominator


def pays(counts: Counts, bests: Mapping[Lever, Fraction], efforts: Mapping[Lever, Decimal]) -> tuple[Pay, ...]:
    """Return what each lever that can be raised brings; none where the product is not above zero.

    A loss is only made larger by selling more of it.
    """
    product = counts.reached(counts.outcome) or Fraction(0)
    if product <= 0:
        return ()
    values = counts.values
    return tuple(
        Pay(
            lever=lever,
            of_a_percent=product * _PERCENT,
            best=(best := _best(values[lever], bests.get(lever))),
            raise_to_best=_rise(values[lever], best),
            effort=efforts.get(lever),
        )
        for lever in movable(counts)
    )


def leading(known: Iterable[Pay], of: Callable[[Pay], Fraction | None]) -> tuple[Lever, ...]:
    """Return the levers that bring most; none where no two can be compared, or none brings anything."""
    told = {each.lever: value for each in known if (value := of(each)) is not None}
    most = max(told.values(), default=Fraction(0))
    return tuple(lever for lever, value in told.items() if value == most) if len(told) > 1 and most > 0 else ()


def _best(value: Fraction | None, known: Fraction | None) -> Fraction | None:
    return None if known is None or value is None else max(known, value)


def _rise(value: Fraction | None, best: Fraction | None) -> Fraction | None:
    return None if best is None or not value else best / value - 1
