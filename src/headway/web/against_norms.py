"""How norms and what stands against them are drawn and said: a strip with its marks, a percentile, a flag."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from headway.reports.norm_deals import NormMeasure
from headway.reports.norm_distribution import Distribution
from headway.reports.norm_standing import OpenDeal, Standing
from headway.reports.norms import Norm
from headway.web import figures
from headway.web.asking import Asker
from headway.web.asking_norms import standings_of

MEASURES: Mapping[NormMeasure, str | Promise] = {
    NormMeasure.CONTACTS: pgettext_lazy("what a deal takes", "Contacts"),
    NormMeasure.MEETINGS: pgettext_lazy("what a deal takes", "Meetings"),
    NormMeasure.DAYS: pgettext_lazy("what a deal takes", "Days"),
}
_PAST: Mapping[NormMeasure, str | Promise] = {
    NormMeasure.CONTACTS: gettext_lazy("More contacts than 9 of 10 won deals"),
    NormMeasure.MEETINGS: gettext_lazy("More meetings than 9 of 10 won deals"),
    NormMeasure.DAYS: gettext_lazy("More days than 9 of 10 won deals"),
}
_COLUMNS = 32
_HEIGHT = 20.0


@dataclass(frozen=True)
class Strip:
    """A norm as it is drawn: its marks, and where a deal stands, in per cent of the width; ``shape`` is an SVG path."""

    shape: str
    low: float
    width: float
    middle: float
    here: float | None = None


@dataclass(frozen=True)
class Bar:
    """One measure of an open deal beside its norm, as a page shows it."""

    measure: NormMeasure
    label: str | Promise
    so_far: int | None
    norm: Norm
    percent: int | None
    is_past: bool
    strip: Strip | None

    @property
    def words(self) -> str:
        """Say where it stands."""
        if self.percent is None:
            return _("The norm is not known yet.") if self.norm.high is None else _("Not known for this deal.")
        if self.is_past:
            return str(_PAST[self.measure])
        return _("%(share)s of won deals took less.") % {"share": figures.share(Decimal(self.percent) / 100, 0)}

    @property
    def rests_on(self) -> str:
        """Say how many deals the norm rests on."""
        return rests_on(self.norm)


@dataclass(frozen=True)
class DealStanding:
    """An open deal beside its norm, as the pages of deals show it."""

    bars: list[Bar]

    @property
    def is_past(self) -> bool:
        """Whether it is past its norm in anything."""
        return any(bar.is_past for bar in self.bars)

    @property
    def flags(self) -> list[str | Promise]:
        """The measures in which it is past its norm, in words."""
        return [bar.label for bar in self.bars if bar.is_past]

    @property
    def furthest(self) -> Bar | None:
        """The measure in which it is furthest; None where nothing is known."""
        known = [bar for bar in self.bars if bar.percent is not None]
        return max(known, key=lambda bar: (bar.is_past, bar.percent or 0), default=None)


def standings_for(asker: Asker, deal_ids: Collection[int]) -> dict[int, DealStanding]:
    """Return how those of some deals stand that are open, by id; the caller has looked up what may be seen."""
    return {id_: DealStanding(bars_of(deal)) for id_, deal in standings_of(asker, deal_ids).items()}


def bars_of(deal: OpenDeal) -> list[Bar]:
    """Return the three measures of an open deal."""
    return [_bar(standing) for standing in deal.standings]


def percent_of(share: Decimal | str | None) -> int | None:
    """Return a share as whole per cent, rounded down: 90 and more is past the mark, and nothing else is."""
    return None if share is None else int((Decimal(share) * 100).to_integral_value(ROUND_FLOOR))


def rests_on(norm: Norm) -> str:
    """Say how many deals a norm rests on, and how much of it is borrowed."""
    deals = norm.deals
    own = ngettext("%(deals)s won deal", "%(deals)s won deals", deals) % {"deals": figures.number(deals)}
    if not norm.borrowed:
        return own
    return _("%(own)s, %(share)s borrowed") % {"own": own, "share": figures.share(norm.borrowed, 0)}


def strip_of(norm: Norm, longest: int, here: int | None = None) -> Strip | None:
    """Return a norm as it is drawn on a scale from 0 to ``longest``; None where it is not known."""
    if norm.low is None or norm.middle is None or norm.high is None:
        return None
    low, high = _along(norm.low, longest), _along(norm.high, longest)
    return Strip(
        shape=_shape(norm.distribution, longest),
        low=low,
        width=round(high - low, 2),
        middle=_along(norm.middle, longest),
        here=None if here is None else _along(here, longest),
    )


def longest_of(norms: Iterable[Norm], here: int = 0) -> int:
    """Return where the scale of some norms ends: a third beyond the furthest mark, and not before what is shown."""
    highest = max((norm.high or 0 for norm in norms), default=0)
    return max(highest + -(-highest // 3), here, 1)


def _bar(standing: Standing) -> Bar:
    norm, so_far = standing.norm, standing.so_far
    return Bar(
        measure=norm.measure,
        label=MEASURES[norm.measure],
        so_far=so_far,
        norm=norm,
        percent=percent_of(standing.percentile),
        is_past=standing.is_past,
        strip=strip_of(norm, longest_of([norm], so_far or 0), so_far),
    )


def _along(number: int, longest: int) -> float:
    """Return the middle of the column that a number has."""
    return round(min((number + 0.5) / (longest + 1), 1.0) * 100, 2)


def _shape(distribution: Distribution, longest: int) -> str:
    """Draw how many deals took about so many as columns; what lies beyond the scale is left out."""
    columns = min(_COLUMNS, longest + 1)
    heights = [0] * columns
    for number, weight in zip(distribution.numbers, distribution.weights, strict=True):
        if number <= longest:
            heights[min(number * columns // (longest + 1), columns - 1)] += weight
    highest = max(heights) or 1
    edges = pairwise(round(100 * place / columns, 2) for place in range(columns + 1))
    return "".join(
        f"M{left} {_HEIGHT:g}V{_HEIGHT - height / highest * _HEIGHT:.1f}H{right}V{_HEIGHT:g}Z"
        for (left, right), height in zip(edges, heights, strict=True)
        if height
    )
