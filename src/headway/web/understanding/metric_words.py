"""The words that a text calls metrics by, in every language."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext

from headway.engine.catalogue import catalogue
from headway.engine.metric import Metric
from headway.web.understanding.languages import Language, ends, languages, single
from headway.web.understanding.texts import Token, is_alike, is_own_form, words_of

_OF_CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Called:
    """One way to call a metric: words in any order.

    ``needs_kind`` is a way without the word 'contacts', for which the kind of contact stands: 'effective calls'.
    """

    metric: str
    words: tuple[str, ...]
    language: str
    takes_kinds: bool = False
    needs_kind: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A metric that a text calls by the words at some places; ``is_own`` where their endings make it one's own."""

    called: Called
    places: frozenset[int]
    is_own: bool


def metrics_in(tokens: Sequence[Token]) -> Iterator[Told]:
    """Yield the metrics of which the text holds all words that one calls them by."""
    for language in languages():
        endings, own = ends(language.endings), single(language.own_endings)
        for called in calls(language):
            places = _places(called.words, tokens, endings)
            if places is not None:
                is_own = any(
                    is_own_form(tokens[at].word, word, own) for at, word in zip(places, called.words, strict=True)
                )
                yield Told(called, frozenset(places), is_own)


def calls(language: Language) -> tuple[Called, ...]:
    """Return the ways in which a language calls the metrics, the company's own among them."""
    return _calls(language, tuple(catalogue().values()))


@lru_cache(maxsize=32)
def _calls(language: Language, metrics: tuple[Metric, ...]) -> tuple[Called, ...]:
    with translation.override(language.code):
        small = single(language.small)
        contacts = words_of(gettext(catalogue()[_OF_CONTACTS].label))
        found = dict.fromkeys(
            called
            for metric in metrics
            for text in _texts(metric.name, metric.label, getattr(metric, "also", ""))
            for called in _ways(metric.name, _content(words_of(text), small), contacts, language)
        )
    return tuple(found)


def _texts(name: str, label: str, also: str) -> Iterator[str]:
    """Yield the name, the label and what else a metric is called; words with hyphens are also written as one."""
    for text in (name.replace("_", " "), gettext(label), *(gettext(also).split(",") if also else ())):
        yield text
        yield text.replace("-", "")


def _content(words: tuple[str, ...], small: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in small) or words


def _ways(metric: str, words: tuple[str, ...], contacts: tuple[str, ...], language: Language) -> Iterator[Called]:
    endings = ends(language.endings)
    rest = tuple(word for word in words if not any(is_alike(word, each, endings) for each in contacts))
    takes_kinds = rest != words and {each.facts for each in catalogue()[metric].measures} == {"contacts"}
    yield Called(metric, words, language.code, takes_kinds)
    if takes_kinds:
        yield Called(metric, rest, language.code, takes_kinds, needs_kind=True)


def _places(words: tuple[str, ...], tokens: Sequence[Token], endings: AbstractSet[str]) -> tuple[int, ...] | None:
    """Return where each of the words stands in a text, or None where one is missing."""
    places: list[int] = []
    for word in words:
        free = [at for at in range(len(tokens)) if at not in places and is_alike(tokens[at].word, word, endings)]
        if not free:
            return None
        places.append(next((at for at in free if tokens[at].word == word), free[0]))
    return tuple(places)
