"""The names that a question can be narrowed by: reps, teams, sources, segments, funnels, stages and kinds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import repeat

from django.utils import translation

from headway.engine.dimension import Dimension
from headway.engine.question import Key
from headway.web.asking import FILTERS
from headway.web.models import ContactKind, DealKind, User
from headway.web.naming import known_to
from headway.web.understanding.languages import ends, languages, single
from headway.web.understanding.meanings import Meaning, Only
from headway.web.understanding.texts import Token, is_alike, is_name_of, is_own_form, words_of


@dataclass(frozen=True, slots=True)
class _Member:
    """A name in its words, and whom or what it means."""

    words: tuple[str, ...]
    meaning: Only

    def is_told(self, told: Sequence[str]) -> bool:
        """Whether these words are the name, whatever their endings."""
        is_one, endings = _likeness(is_person=self.meaning.dimension is Dimension.REP)
        return len(told) == len(self.words) and all(map(is_one, told, self.words, repeat(endings)))

    def meant_by(self, told: Sequence[str]) -> Only:
        """Return what these words mean by the name; a kind of contact may be told as one's own."""
        if self.meaning.dimension is not Dimension.KIND:
            return self.meaning
        own = single(",".join(each.own_endings for each in languages()))
        return replace(self.meaning, is_own=any(map(is_own_form, told, self.words, repeat(own))))


class Members:
    """What exists for a user, by the first letters of its names."""

    def __init__(self, user: User) -> None:
        self._by_letters: dict[str, list[_Member]] = defaultdict(list)
        for member in (*_kinds(), *_named(user)):
            self._by_letters[member.words[0][:2]].append(member)

    def at(self, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, tuple[Meaning, ...]]]:
        """Yield what is called as the words at a place; of a longer name, exactly written, no shorter one is meant."""
        found: dict[int, dict[Only, bool]] = defaultdict(dict)
        for member in self._by_letters.get(tokens[start].word[:2], ()):
            end = start + len(member.words)
            told = tuple(token.word for token in tokens[start:end])
            if member.is_told(told):
                is_exact = len(told) > 1 and told == member.words
                meaning = member.meant_by(told)
                found[end][meaning] = found[end].get(meaning, False) or is_exact
        for end, meanings in found.items():
            exact = tuple(each for each, is_exact in meanings.items() if is_exact)
            yield end, exact or tuple(meanings)

    @property
    def words(self) -> set[str]:
        """Every word of every name."""
        return {word for members in self._by_letters.values() for member in members for word in member.words}


def names_kind(tokens: Sequence[Token]) -> bool:
    """Whether a text names a kind of contact."""
    return any(
        kind.meaning.is_of_contacts and kind.is_told([each.word for each in tokens[at : at + len(kind.words)]])
        for kind in _kinds()
        for at in range(len(tokens))
    )


@cache
def _likeness(*, is_person: bool) -> tuple[Callable[[str, str, frozenset[str]], bool], frozenset[str]]:
    """Return how two words are compared, with the endings of all languages: a name may be told in any of them."""
    if is_person:
        return is_name_of, ends(",".join(each.name_endings for each in languages()))
    return is_alike, ends(",".join(each.endings for each in languages()))


def _named(user: User) -> Iterator[_Member]:
    for dimension in FILTERS:
        if dimension is Dimension.REP:
            yield from _people(known_to(user, dimension))
        elif dimension is not Dimension.KIND:
            yield from _things(dimension, known_to(user, dimension))


def _people(known: Iterable[Sequence[Key]]) -> Iterator[_Member]:
    """Yield people by their whole names, either way round, by each word of them, and by their e-mails."""
    for key, name, email in known:
        words, address = words_of(str(name)), words_of(str(email))
        ways = {words, words[::-1], address, *((word,) for word in words)}
        yield from (_Member(way, Only(Dimension.REP, (str(key),))) for way in sorted(ways) if way)


def _things(dimension: Dimension, known: Iterable[Sequence[Key]]) -> Iterator[_Member]:
    """Yield all else by its whole name; what is called alike is meant together."""
    keys: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, name, *_more in known:
        keys[words_of(str(name))].append(str(key))
    yield from (_Member(words, Only(dimension, tuple(found))) for words, found in keys.items() if words)


@cache
def _kinds() -> tuple[_Member, ...]:
    """Return the kinds of contacts and deals in every language, with and without hyphens."""
    found: dict[_Member, None] = {}
    for language in languages():
        with translation.override(language.code):
            for kinds, is_of_contacts in ((ContactKind, True), (DealKind, False)):
                for value, label in kinds.choices:
                    for text in (str(label), str(label).replace("-", ""), value):
                        found[_Member(words_of(text), Only(Dimension.KIND, (value,), is_of_contacts))] = None
    return tuple(found)
