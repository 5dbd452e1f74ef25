"""Norms: how many contacts, meetings and days a won deal takes, by funnel and segment, as a distribution."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from headway.engine.calendar import Step, walk
from headway.engine.dimension import Dimension
from headway.engine.names import Names
from headway.engine.narrow import Narrowing, bound
from headway.engine.period import Period
from headway.engine.question import Filters, Key, Scope
from headway.engine.statement import Reader
from headway.engine.store import FactStore
from headway.reports.norm_deals import NormMeasure, WonPart, WonShape, won_counted, won_counts, won_listed
from headway.reports.norm_distribution import Distribution

USUAL_MONTHS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class NormsQuestion:
    """The norms as they stood at the end of a day: of deals won in the ``months`` up to it, or without them, ever.

    Norms rest on all won deals of the company, whoever asks: ``filters`` by funnel and segment choose among them, and
    all filters and the ``scope`` narrow the deals that are listed.
    """

    as_of: date
    months: int | None = USUAL_MONTHS
    filters: Filters = field(default_factory=Filters)
    scope: Scope = field(default_factory=Scope)

    @property
    def period(self) -> Period:
        """The days on which the deals were won."""
        end = self.as_of + timedelta(days=1)
        return Period(_months_before(end, self.months), end)


@dataclass(frozen=True, slots=True)
class Norm:
    """What won deals of one group took of one measure."""

    measure: NormMeasure
    distribution: Distribution

    @property
    def deals(self) -> int:
        """How many of the group's own deals it rests on."""
        return self.distribution.own

    @property
    def borrowed(self) -> Decimal | None:
        """The share that rests on deals of others."""
        return self.distribution.borrowed

    @property
    def low(self) -> int | None:
        """The 10 per cent mark; None where too little is known, like the others."""
        return self.distribution.quantile(10)

    @property
    def middle(self) -> int | None:
        """The 50 per cent mark."""
        return self.distribution.quantile(50)

    @property
    def high(self) -> int | None:
        """The 90 per cent mark, past which an open deal is flagged."""
        return self.distribution.quantile(90)

    @property
    def mean(self) -> Decimal | None:
        """The mean of the same deals."""
        return self.distribution.mean


@dataclass(frozen=True, slots=True, kw_only=True)
class NormLine:
    """The norms of a funnel (``is_whole``), or of one segment in it; both by id and in words.

    ``counted`` deals are its own; ``unlogged`` of them have no contact and tell days alone. ``left_out`` is beside.
    """

    funnel_id: Key
    funnel: str
    is_whole: bool
    segment_id: Key
    segment: str
    counted: int
    unlogged: int
    left_out: int
    norms: tuple[Norm, ...]


@dataclass(frozen=True, slots=True)
class NormsReport:
    """The norms of each funnel, the whole one before its segments."""

    question: NormsQuestion
    lines: tuple[NormLine, ...]


@dataclass(frozen=True, slots=True)
class WonDeal:
    """A won deal with what it took; None where that is not known."""

    deal_id: int
    client_id: int
    won_on: date
    contacts: int | None
    meetings: int | None
    days: int | None


class NormBook:
    """All norms of one reading, each made when it is asked for.

    A group is the keys of its funnel and segment, or of its funnel alone. A segment that has few deals borrows from the
    rest of its funnel, and then from the other funnels; a funnel that has few, from the others.
    """

    def __init__(self, counts: Iterable[Mapping[str, Any]]) -> None:
        """Take the rows of ``won_counts``."""
        self._counts: dict[tuple[str, tuple[Key, ...]], Counter[int]] = {}
        self._made: dict[tuple[str, tuple[Key, ...]], Norm] = {}
        for row in counts:
            for group in ((), (row["funnel_id"],), (row["funnel_id"], row["segment_id"])):
                self._counts.setdefault((row["told"], group), Counter())[row["number"]] += row["deals"]

    @classmethod
    def read(cls, facts: Reader, dialect: str, question: NormsQuestion) -> "NormBook":
        """Read what a question's norms rest on."""
        period = question.period
        return cls(won_counts(dialect).run(facts, {"start": period.start, "end": period.end}))

    @property
    def groups(self) -> set[tuple[Key, ...]]:
        """The funnels, and the segments in them, of which deals were won."""
        return {group for _told, group in self._counts if group}

    def count(self, part: WonPart, *group: Key) -> int:
        """Return how many deals of a group are of a part."""
        return self._told(part, group).total()

    def norm(self, measure: NormMeasure, *group: Key) -> Norm:
        """Return a norm of a group; one that no deal was won of has borrowed it all."""
        known = self._made.get((measure, group))
        if known is None:
            larger = [self._told(measure, group[:size]) for size in range(len(group), -1, -1)]
            lenders = [around - within for within, around in pairwise(larger)]
            known = self._made[measure, group] = Norm(measure, Distribution.of(larger[0], lenders))
        return known

    def _told(self, told: str, group: tuple[Key, ...]) -> Counter[int]:
        return self._counts.get((told, group), Counter())


def norms(store: FactStore, question: NormsQuestion) -> NormsReport:
    """Return the norms of the funnels, and of the segments, of which deals were won."""
    with store.reading() as facts:
        book = NormBook.read(facts, store.dialect, question)
        names = Names.read(facts, store.dialect, [Dimension.FUNNEL, Dimension.SEGMENT])
    return NormsReport(question, tuple(_lines(question.filters, book, names)))


def won_deals(
    store: FactStore,
    question: NormsQuestion,
    *group: Key,
    part: WonPart | str = WonPart.COUNTED,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[WonDeal, ...]:
    """Return the deals of a funnel, or of a segment in it, that a norm rests on, as far as the scope goes."""
    statement, values = won_listed(_shape(question, group, part), store.dialect), _values(question, group)
    if limit is not None:
        statement, values = statement.paged(), {**values, "limit": limit, "offset": offset}
    with store.reading() as facts:
        return tuple(WonDeal(**row) for row in statement.run(facts, values))


def won_deals_count(
    store: FactStore, question: NormsQuestion, *group: Key, part: WonPart | str = WonPart.COUNTED
) -> int:
    """Return how many deals ``won_deals`` has in all."""
    statement = won_counted(_shape(question, group, part), store.dialect)
    with store.reading() as facts:
        return int(statement.run(facts, _values(question, group))[0]["deals"])


def _shape(question: NormsQuestion, group: tuple[Key, ...], part: WonPart | str) -> WonShape:
    return WonShape(Narrowing.of(Filters(), question.scope), WonPart(part), is_of_segment=len(group) > 1)


def _values(question: NormsQuestion, group: tuple[Key, ...]) -> dict[str, object]:
    period = question.period
    keys = dict(zip(("funnel", "segment"), group, strict=False))
    return {"start": period.start, "end": period.end, **keys, **bound(Filters(), question.scope)}


def _lines(filters: Filters, book: NormBook, names: Names) -> Iterator[NormLine]:
    for group in sorted(book.groups, key=lambda group: _place(names, group)):
        funnel_id, *segment = group
        is_chosen = filters.funnel is None or funnel_id in filters.funnel
        if not is_chosen or (filters.segment is not None and (not segment or segment[0] not in filters.segment)):
            continue
        yield NormLine(
            funnel_id=funnel_id,
            funnel=names.label(Dimension.FUNNEL, funnel_id),
            is_whole=not segment,
            segment_id=segment[0] if segment else None,
            segment=names.label(Dimension.SEGMENT, segment[0]) if segment else "",
            norms=tuple(book.norm(measure, *group) for measure in NormMeasure),
            **{part.value: book.count(part, *group) for part in WonPart},
        )


def _place(names: Names, group: tuple[Key, ...]) -> tuple[Any, ...]:
    funnel = names.place(Dimension.FUNNEL, group[0])
    return (funnel, len(group), names.place(Dimension.SEGMENT, group[1]) if len(group) > 1 else ())


def _months_before(end: date, months: int | None) -> date:
    """Return the same day of an earlier month, or its last day where it has fewer; the first of days without months."""
    try:
        first = walk(end, Step.MONTH, -months) if months is not None else date.min
    except (OverflowError, ValueError):
        first = date.min
    return first if first == date.min else first.replace(day=min(end.day, monthrange(first.year, first.month)[1]))
