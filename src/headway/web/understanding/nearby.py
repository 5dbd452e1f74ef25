"""What somebody may have meant whose words are not known: near words, and metrics that are called partly so."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache

from django.utils.translation import get_language

from headway.web.understanding.languages import Language, ends, languages, single
from headway.web.understanding.members import Members
from headway.web.understanding.metric_words import Told, calls
from headway.web.understanding.texts import Token, is_alike

_NEAR_AT_MOST = 3
_LIKENESS = 0.7


def partly_called(tokens: Sequence[Token], places: Sequence[int]) -> list[Told]:
    """Return the metrics that are called by all the words at these places, and by more; the shorter named first."""
    if not places:
        return []
    found: dict[str, Told] = {}
    lengths: dict[str, int] = {}
    for language in languages():
        endings = ends(language.endings)
        for called in calls(language):
            holds = all(any(is_alike(tokens[at].word, word, endings) for word in called.words) for at in places)
            if (
                holds
                and not called.needs_kind
                and len(called.words) < lengths.get(called.metric, len(called.words) + 1)
            ):
                lengths[called.metric] = len(called.words)
                found[called.metric] = Told(called, frozenset(places), is_own=False)
    return sorted(found.values(), key=lambda told: lengths[told.called.metric])


def near_words(words: Sequence[str], members: Members) -> list[str]:
    """Return known words that are written almost so, in the reader's language and in English."""
    spoken = {"en", (get_language() or "en").split("-")[0]}
    words_of = (_known_in(language.code) for language in languages() if language.code in spoken)
    known = sorted(members.words.union(*words_of))
    found = [near for word in words for near in get_close_matches(word, known, _NEAR_AT_MOST, _LIKENESS)]
    return list(dict.fromkeys(found))[: 2 * _NEAR_AT_MOST]


def is_known(word: str, members: Members) -> bool:
    """Whether a word is known at all, though perhaps not where it stands."""
    return word in _known() or word in members.words


@cache
def _known() -> frozenset[str]:
    return frozenset().union(*(_known_in(language.code) for language in languages()))


@cache
def _known_in(code: str) -> frozenset[str]:
    return frozenset(word for language in languages() if language.code == code for word in _words_of(language))


def _words_of(language: Language) -> Iterator[str]:
    yield from (word for called in calls(language) for word in called.words)
    tables = (language.periods, language.compares, language.cuts, language.cut_words, language.steps)
    texts = [text for table in tables for text in table.values()]
    for text in (*texts, language.months, language.weekdays, language.small, language.said, language.me):
        yield from (word for word in single(text) if not word.startswith("{"))
