"""Chooses what a text means: the metric whose words it holds, and the reading that leaves the fewest words over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.web.understanding.meanings import Meaning, Nothing, Only, Span
from headway.web.understanding.metric_words import Called, Told, metrics_in
from headway.web.understanding.texts import Token

Spans = Mapping[int, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: its metric, what else it says, and the places of words that say nothing known."""

    told: Told | None
    spans: tuple[Span, ...]
    unknown: tuple[int, ...]

    @property
    def cost(self) -> tuple[int, int, int, int, int]:
        """The better reading costs less: unknown words first, then a metric whose words stand apart, then a short one.

        So 'contacts all time' is all contacts, and not the time on contacts.
        """
        words = len(self.told.called.words) if self.told else 0
        empty = sum(span.meanings == (Nothing(),) for span in self.spans)
        return (len(self.unknown), self._apart(), -words, empty, len(self.spans))

    def _apart(self) -> int:
        """Count what is said between the words of the metric."""
        places = self.told.places if self.told else frozenset()
        if not places:
            return 0
        between = range(min(places), max(places))
        return sum(span.start in between and span.meanings != (Nothing(),) for span in self.spans)


def best_readings(tokens: Sequence[Token], spans: Spans) -> list[Reading]:
    """Return the readings that cost least; several where the text can mean several metrics."""
    found = [reading for told in metrics_in(tokens) if _is_whole(reading := read(tokens, spans, told))]
    least = min((reading.cost for reading in found), default=None)
    return [reading for reading in found if reading.cost == least]


def read(tokens: Sequence[Token], spans: Spans, told: Told | None = None) -> Reading:
    """Read a text beside the words of a metric, so that as few words as can be are left over."""
    taken = told.places if told else frozenset()
    best: list[tuple[tuple[int, int, int], tuple[Span, ...], tuple[int, ...]]] = [((0, 0, 0), (), ())]
    for start in reversed(range(len(tokens))):
        after = len(tokens) - start
        (unknown, empty, pieces), chosen, left = best[after - 1]
        ways = [((unknown, empty, pieces), chosen, left)]
        if start not in taken:
            ways = [((unknown + 1, empty, pieces), chosen, (start, *left))]
            for span in _fitting(spans[start], told):
                if taken.isdisjoint(range(span.start, span.end)):
                    (unknown, empty, pieces), chosen, left = best[len(tokens) - span.end]
                    is_empty = span.meanings == (Nothing(),)
                    ways.append(((unknown, empty + is_empty, pieces + 1), (span, *chosen), left))
        best.append(min(ways, key=lambda way: way[0]))
    _cost, chosen, left = best[-1]
    return Reading(told, chosen, left)


def _fitting(spans: Sequence[Span], told: Told | None) -> Iterator[Span]:
    """Yield spans with those of their meanings that fit the metric, where any does."""
    for span in spans:
        meanings = tuple(each for each in span.meanings if not _is_wrong_kind(each, told))
        fitting = tuple(each for each in meanings if told is None or _fits(each, told.called))
        if meanings:
            yield Span(span.start, span.end, fitting or meanings)


def _is_wrong_kind(meaning: Meaning, told: Told | None) -> bool:
    """Whether it is a kind of what the metric does not count: narrowed to it, any number would be nought."""
    if not isinstance(meaning, Only) or meaning.is_of_contacts is None or told is None:
        return False
    facts = {measure.facts for measure in catalogue()[told.called.metric].measures}
    return not told.called.takes_kinds if meaning.is_of_contacts else "contacts" in facts


def _fits(meaning: Meaning, called: Called) -> bool:
    return not isinstance(meaning, Only) or meaning.dimension in catalogue()[called.metric].dimensions


def _is_whole(reading: Reading) -> bool:
    """Whether a way to call a metric that leaves the kind of contact to another word has that word."""
    if reading.told is None or not reading.told.called.needs_kind:
        return True
    meanings = [meaning for span in reading.spans for meaning in span.meanings]
    return any(isinstance(each, Only) and each.dimension is Dimension.KIND for each in meanings)
