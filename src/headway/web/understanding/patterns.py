"""Finds phrases in a text: word by word, with slots for what stands in a table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from headway.web.understanding.languages import Language, Phrase, ends, listed, single
from headway.web.understanding.texts import Token, is_alike

Slot = Callable[[Sequence[Token], int], Iterator[tuple[int, object]]]
Values = tuple[tuple[str, object], ...]

_SMALL_AT_MOST = 3


class Patterns:
    """The phrases of one language: where they end in a text, and what stood in which of their slots."""

    def __init__(self, language: Language, slots: Mapping[str, Slot]) -> None:
        self._endings = ends(language.endings)
        self._small = single(language.small)
        self._slots = slots

    def found(self, phrases: str, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, Values]]:
        """Yield the end and the values of each phrase of a text of phrases that begins at a place."""
        for phrase in _beginning_with(tokens[start].word, phrases, self._endings) if start < len(tokens) else ():
            yield from self._phrase(phrase, tokens, start)

    def word(self, words: str, token: Token) -> bool:
        """Whether a token is one of the words, whatever its ending."""
        return _is_one_of(token.word, words, self._endings)

    def _phrase(self, phrase: Phrase, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, Values]]:
        if not phrase:
            yield start, ()
        elif start < len(tokens):
            for end, values in self._part(phrase[0], tokens, start):
                yield from ((last, (*values, *more)) for last, more in self._after(phrase[1:], tokens, end))

    def _part(self, part: str, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, Values]]:
        if part in self._slots:
            yield from ((end, ((part.strip("{}"), value),)) for end, value in self._slots[part](tokens, start))
        elif is_alike(tokens[start].word, part, self._endings):
            yield start + 1, ()

    def _after(self, rest: Phrase, tokens: Sequence[Token], place: int) -> Iterator[tuple[int, Values]]:
        """Go on with the rest of a phrase, here or behind a few words that say nothing."""
        yield from self._phrase(rest, tokens, place)
        for skipped in range(place, min(place + _SMALL_AT_MOST, len(tokens))):
            if not rest or tokens[skipped].word not in self._small:
                return
            yield from self._phrase(rest, tokens, skipped + 1)


# Every word of a text is held against every table of a language, and most texts are made of the same words.
_KEPT = 20_000


@lru_cache(_KEPT)
def _is_one_of(told: str, words: str, endings: AbstractSet[str]) -> bool:
    return any(is_alike(told, word, endings) for word in single(words))


@lru_cache(_KEPT)
def _beginning_with(told: str, phrases: str, endings: AbstractSet[str]) -> tuple[Phrase, ...]:
    """Return the phrases that can begin with a word; what stands in a slot is not looked at here."""
    return tuple(each for each in listed(phrases) if each[0].startswith("{") or is_alike(told, each[0], endings))
