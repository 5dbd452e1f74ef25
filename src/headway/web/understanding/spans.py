"""Everything that the words of a text can mean, wherever it stands: times, names, cuts, and what says nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from headway.engine.dimension import Dimension
from headway.web.asking import Asker
from headway.web.models import Role
from headway.web.understanding.languages import Language, languages, listed, single
from headway.web.understanding.meanings import Cut, Meaning, Nothing, Only, OwnTeam, Span
from headway.web.understanding.members import Members
from headway.web.understanding.patterns import Patterns
from headway.web.understanding.texts import Token
from headway.web.understanding.times import Times

Found = Iterator[tuple[int, tuple[Meaning, ...]]]


def spans_in(asker: Asker, members: Members, tokens: Sequence[Token]) -> Mapping[int, tuple[Span, ...]]:
    """Return what can be understood, by the place where it begins."""
    readers = [_Reader(asker, language) for language in languages()]
    found: dict[int, tuple[Span, ...]] = {}
    for start in range(len(tokens)):
        meanings: dict[int, dict[Meaning, None]] = defaultdict(dict)
        for reader in readers:
            _gather(meanings, reader.at(tokens, start))
        _gather(meanings, members.at(tokens, start))
        for reader in readers:
            _gather(meanings, reader.of_a_kind(members, tokens, start))
        found[start] = tuple(Span(start, end, tuple(told)) for end, told in meanings.items())
    return found


def _gather(meanings: dict[int, dict[Meaning, None]], found: Found) -> None:
    for end, told in found:
        meanings[end].update(dict.fromkeys(told))


def _only(found: Iterable[tuple[int, tuple[Meaning, ...]]], dimension: object) -> Found:
    for end, meanings in found:
        kept = tuple(each for each in meanings if isinstance(each, Only) and each.dimension == dimension)
        if kept:
            yield end, kept


class _Reader:
    """What one language has words for."""

    def __init__(self, asker: Asker, language: Language) -> None:
        me = Only(Dimension.REP, (str(asker.user.pk),))
        self._language = language
        self._times = Times(language, asker)
        self._patterns = Patterns(language, {"{cut}": self._cut})
        self._phrases: tuple[tuple[str, tuple[Meaning, ...]], ...] = (
            (language.me, (me,)),
            # 'You' is the rep who reads it; to whoever leads, it may as well be everybody.
            (language.you, (me,) if asker.user.role == Role.REP else (me, Nothing())),
            (language.team, (OwnTeam(),)),
            (language.said, (Nothing(),)),
        )

    def at(self, tokens: Sequence[Token], start: int) -> Found:
        """Yield what begins at a place."""
        yield from self._times.at(tokens, start)
        for phrases, meanings in self._phrases:
            for phrase in listed(phrases):
                end = start + len(phrase)
                if tuple(token.word for token in tokens[start:end]) == phrase:
                    yield end, meanings
        if tokens[start].word in single(self._language.small):
            yield start + 1, (Nothing(),)
        yield from self._cuts(tokens, start)

    def of_a_kind(self, members: Members, tokens: Sequence[Token], start: int) -> Found:
        """Yield names that stand beside what they are names of: 'team North', 'Website forrás'."""
        for middle, dimension in self._cut(tokens, start):
            if middle < len(tokens):
                yield from _only(members.at(tokens, middle), dimension)
        for middle, meanings in members.at(tokens, start):
            for end, dimension in self._cut(tokens, middle) if middle < len(tokens) else ():
                yield from _only([(end, meanings)], dimension)

    def _cuts(self, tokens: Sequence[Token], start: int) -> Found:
        for end, values in self._patterns.found(self._language.cut_by, tokens, start):
            yield end, (Cut(tuple(dimension for _slot, dimension in values if isinstance(dimension, Dimension))),)
        for name, phrases in self._language.cuts.items():
            for end, _values in self._patterns.found(phrases, tokens, start):
                yield from ((end, (Cut((each,)),)) for each in Dimension if each == name)

    def _cut(self, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, object]]:
        for dimension in Dimension:
            for end, _values in self._patterns.found(self._language.cut_words.get(dimension, ""), tokens, start):
                yield end, dimension
