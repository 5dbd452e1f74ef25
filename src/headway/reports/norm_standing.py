"""How open deals stand against the norm of won ones: what each has taken so far, and where that is past the norm."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from math import inf
from typing import Any, Self, TypeAlias

from headway.engine.narrow import Narrowing, bound
from headway.engine.question import Key
from headway.engine.statement import Reader
from headway.engine.store import FactStore
from headway.reports.norm_deals import NormMeasure, all_open_counts, open_counts
from headway.reports.norms import Norm, NormBook, NormsQuestion

_Lookup: TypeAlias = tuple[str, Callable[..., "Standing"]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What an open deal has taken of one measure, beside the norm of its funnel and segment.

    ``percentile`` is the share of won deals that took less, and ``is_past`` tells whether that is past the 90 per cent
    mark; ``times`` is about how many times the mark it has taken. Where the norm or what it has taken is unknown, they
    are None, False and 0.
    """

    norm: Norm
    so_far: int | None
    percentile: Decimal | None = None
    is_past: bool = False
    times: float = 0.0

    @classmethod
    def of(cls, norm: Norm, so_far: int | None) -> Self:
        """Set a number beside a norm."""
        high = norm.high
        if so_far is None or high is None:
            return cls(norm, so_far)
        percentile = norm.distribution.percentile(so_far)
        return cls(norm, so_far, percentile, is_past=so_far > high, times=(so_far + 1) / (high + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDeal:
    """A deal that was open at the end of the day, whose it was, where it stood, and its standing in each measure."""

    deal_id: int
    client_id: int
    rep_id: int | None
    funnel_id: int | None
    segment_id: int | None
    stage_id: int
    standings: tuple[Standing, ...]

    @property
    def past(self) -> tuple[NormMeasure, ...]:
        """The measures in which it is past the norm."""
        return tuple(each.norm.measure for each in self.standings if each.is_past)

    @property
    def is_past(self) -> bool:
        """Whether it is past the norm in any."""
        return any(each.is_past for each in self.standings)


def open_deals(
    store: FactStore, question: NormsQuestion, deal_ids: Collection[int] | None = None
) -> tuple[OpenDeal, ...]:
    """Return the deals that were open at the end of the day, those furthest past their norm first.

    ``deal_ids`` narrows them to some, closed ones among which are passed over.
    """
    with store.reading() as facts:
        found, lookups = _read(facts, store.dialect, question, deal_ids)
    return tuple(sorted((_deal(row, lookups) for row in found), key=_place))


def past_norm_of(facts: Reader, dialect: str, as_of: date) -> frozenset[int]:
    """Return which of all deals that were open at the end of a day were past their norm in any measure, by id."""
    found = all_open_counts(dialect).columns(facts, {"as_of": as_of})
    book = NormBook.read(facts, dialect, NormsQuestion(as_of=as_of)) if found["deal_id"] else NormBook(())
    groups = list(zip(found["funnel_id"], found["segment_id"], strict=True))
    past: set[int] = set()
    for measure in NormMeasure:
        # What is not known is past no mark, and past a mark that is not known is nothing.
        high = {group: inf if (mark := book.norm(measure, *group).high) is None else mark for group in set(groups)}
        taken = zip(found["deal_id"], groups, found[measure], strict=True)
        past.update(deal for deal, group, number in taken if number is not None and number > high[group])
    return frozenset(past)


def past_norm(deals: Iterable[OpenDeal]) -> tuple[OpenDeal, ...]:
    """Return the deals that are past their norm in any measure."""
    return tuple(deal for deal in deals if deal.is_past)


def _read(
    facts: Reader, dialect: str, question: NormsQuestion, deal_ids: Collection[int] | None = None
) -> tuple[list[dict[str, Any]], list[_Lookup]]:
    """Return what the open deals have taken, and what tells the standing of a group by the name of a measure."""
    narrowing = Narrowing.of(question.filters, question.scope)
    statement = open_counts(narrowing, is_of_deals=deal_ids is not None, dialect=dialect)
    values = {"as_of": question.as_of, "deals": sorted(deal_ids or ()), **bound(question.filters, question.scope)}
    found = statement.run(facts, values)
    book = NormBook.read(facts, dialect, question) if found else NormBook(())
    # Thousands of deals share a few hundred standings.
    return found, [(measure.value, cache(partial(_standing, book, measure))) for measure in NormMeasure]


def _standing(book: NormBook, measure: NormMeasure, funnel_id: Key, segment_id: Key, so_far: int | None) -> Standing:
    return Standing.of(book.norm(measure, funnel_id, segment_id), so_far)


def _deal(row: dict[str, Any], lookups: Sequence[_Lookup]) -> OpenDeal:
    group = (row["funnel_id"], row["segment_id"])
    standings = tuple([find(*group, row.pop(name)) for name, find in lookups])
    return OpenDeal(**row, standings=standings)


def _place(deal: OpenDeal) -> tuple[int, float, int]:
    """Sort by in how many measures a deal is past its norm, then by how many times the mark it took."""
    past = sum(each.is_past for each in deal.standings)
    return (-past, -max(each.times for each in deal.standings), deal.deal_id)
