"""The words that questions are made of, a file for each language: every module here holds one."""

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

Phrase = tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Language:
    """The grammar of a language, all of it folded: without accents and capitals.

    Texts in which phrases stand one behind the other part them by commas; in a phrase, ``{step}`` and its like stand
    for words of a table. ``small`` words may stand anywhere and say nothing; ``said`` phrases may be told and say
    nothing for the number. Words of ``ahead`` name a time to come, those of ``wished`` what is asked of people, those
    of ``to_do`` what is to be done; no number tells any of them. A word of which only the end tells that it is one's
    own ends in one of ``own_endings``.
    """

    code: str
    endings: str
    name_endings: str
    own_endings: str = ""
    small: str
    said: str
    me: str
    you: str
    team: str
    steps: Mapping[str, str]
    months: str
    weekdays: str
    numbers: str
    ordinals: str
    periods: Mapping[str, str]
    compares: Mapping[str, str]
    cuts: Mapping[str, str]
    cut_by: str
    cut_words: Mapping[str, str]
    ahead: str
    wished: str
    to_do: str


@cache
def languages() -> tuple[Language, ...]:
    """Return every language in which questions are understood."""
    return tuple(import_module(f"{__name__}.{module.name}").language for module in pkgutil.iter_modules(__path__))


@cache
def listed(text: str) -> tuple[Phrase, ...]:
    """Return the phrases of a text, each as its words."""
    return tuple(tuple(phrase.split()) for phrase in text.split(",") if phrase.strip())


@cache
def single(text: str) -> frozenset[str]:
    """Return the words of a text of single words."""
    return frozenset(word for phrase in listed(text) for word in phrase)


@cache
def ends(text: str) -> frozenset[str]:
    """Return the endings of a text, and that a word may have none."""
    return single(text) | {""}
