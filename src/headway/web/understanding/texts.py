"""The words of a text, and which of them are one word in two forms."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile

from headway.web.search import fold

_DAY = r"\d{4}-\d{2}-\d{2}"
_SPAN_OR_STEP = rf"{_DAY} ?\.\. ?{_DAY}|{_DAY}|\d{{4}}-?[qw]\d{{1,2}}(?!\d)|\d{{4}}-\d{{2}}(?![-\d])"
# A number keeps nothing of the ending that is hung on it: 15-én, 2-го.
_TOKEN = re.compile(rf"({_SPAN_OR_STEP})|(\d+)(?:\.?-[^\W\d_]+)?|([^\W\d_]+)", re.IGNORECASE)
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: folded to be compared, and as it was told; ``is_calendar`` marks 2024-05 and its like."""

    word: str
    told: str
    is_calendar: bool = False


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words and numbers of a text, in their order."""
    return tuple(
        Token(fold(told), told, match[1] is not None)
        for match in _TOKEN.finditer(text.replace("_", " "))
        if (told := match[1] or match[2] or match[3])
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(token.word for token in tokens_of(text))


def is_alike(word: str, other: str, endings: AbstractSet[str]) -> bool:
    """Whether two words are one, apart from their endings: 'звонков' and 'звонки', 'hívást' and 'hívások'."""
    if word == other:
        return True
    if word[:_SHORTEST_STEM] != other[:_SHORTEST_STEM] or len(word) < _SHORTEST_STEM:
        return False
    kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return word[kept:] in endings and other[kept:] in endings


def is_name_of(word: str, name: str, endings: AbstractSet[str]) -> bool:
    """Whether a word is a name, perhaps with an ending: 'Боба' is Боб, and Anna is never Anni."""
    if word == name:
        return True
    stem = name[:-1] if name[-1:] in _DROPPED else name
    return len(name) >= _SHORTEST_STEM and word.startswith(stem) and word[len(stem) :] in endings


def is_own_form(told: str, word: str, own_endings: AbstractSet[str]) -> bool:
    """Whether the ending of a word, and not the word itself, says that it is the speaker's own."""
    return told != word and any(told.endswith(end) and not word.endswith(end) for end in own_endings)


_DROPPED = "аяйь"
