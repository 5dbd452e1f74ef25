"""The five levers: indicators that multiply to the profit of a period, exactly, and what becomes of it if they rise."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod


class Lever(StrEnum):
    """One of the five indicators, in the order in which they are multiplied."""

    NEW_LEADS = "new_leads"
    CONVERSION = "conversion"
    SALES_PER_CLIENT = "sales_per_client"
    AVERAGE_SALE = "average_sale"
    MARGIN_SHARE = "margin_share"


class Outcome(StrEnum):
    """What the first three, four or all five levers multiply to."""

    SALES = "sales"
    SALES_VOLUME = "sales_volume"
    PROFIT = "profit"


Values = Mapping[Lever, Fraction | None]
Raises = Mapping[Lever, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted in a period; money in minor units.

    ``margin`` and ``margin_volume`` are of the sales whose cost is known, and so is the margin share; it is taken for
    the sales whose cost is not known.
    """

    new_leads: int
    buying_clients: int
    sales: int
    sales_volume: int
    margin: int
    margin_volume: int

    @property
    def values(self) -> Values:
        """The value of each lever; None where it would be divided by nothing."""
        return {
            Lever.NEW_LEADS: Fraction(self.new_leads),
            Lever.CONVERSION: _divided(self.buying_clients, self.new_leads),
            Lever.SALES_PER_CLIENT: _divided(self.sales, self.buying_clients),
            Lever.AVERAGE_SALE: _divided(self.sales_volume, self.sales),
            Lever.MARGIN_SHARE: _divided(self.margin, self.margin_volume),
        }

    @property
    def profit(self) -> Fraction | None:
        """The sales volume times the margin share: the product of the levers; None where no cost is known."""
        if not self.sales_volume:
            return Fraction(0)
        share = _divided(self.margin, self.margin_volume)
        return None if share is None else self.sales_volume * share

    @property
    def outcome(self) -> Outcome:
        """The furthest product that is known."""
        return Outcome.SALES_VOLUME if self.profit is None else Outcome.PROFIT

    def reached(self, outcome: Outcome) -> Fraction | None:
        """Return a product."""
        if outcome is Outcome.PROFIT:
            return self.profit
        return Fraction(self.sales if outcome is Outcome.SALES else self.sales_volume)


@dataclass(frozen=True, slots=True)
class Raised:
    """What levers, and the furthest product that is known, become if some of them are raised."""

    values: Values
    outcome: Outcome
    before: Fraction
    after: Fraction

    @property
    def gain(self) -> Fraction:
        """How much more there would be."""
        return self.after - self.before


def movable(counts: Counts) -> tuple[Lever, ...]:
    """Return the levers that can be raised by a part of themselves: those whose value is known and above zero."""
    return tuple(lever for lever, value in counts.values.items() if value is not None and value > 0)


def raised(counts: Counts, raises: Raises) -> Raised:
    """Raise each lever by a part of itself (1/10 is a tenth more); those that cannot be raised stay as they are."""
    known = movable(counts)
    values = {
        lever: value * (1 + raises.get(lever, 0)) if value is not None and lever in known else value
        for lever, value in counts.values.items()
    }
    before = counts.reached(counts.outcome) or Fraction(0)
    after = before * prod(1 + raises.get(lever, 0) for lever in known)
    return Raised(values, counts.outcome, before, after)


def _divided(of: int, per: int) -> Fraction | None:
    return Fraction(of, per) if per else None
