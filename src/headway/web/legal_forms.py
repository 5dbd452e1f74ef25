"""Names of clients without what says how they are registered: 'Brookfield Pharma Ltd' is also 'Brookfield Pharma'."""

import re

from headway.web.search import fold

# English, German, French, Italian, Dutch, the North, Poland and its neighbours; Hungarian; Russian, all folded.
_LISTED = (
    "ltd limited llc llp lp plc inc incorporated corp corporation co pty gmbh ag kg ohg ug se sa sas sarl sl srl spa "
    "bv nv ab as oy oyj aps spzoo sro doo kft bt zrt nyrt rt kkt ev ооо оао зао пао нао ао ип тоо чп"
)
_FORMS = frozenset(_LISTED.split())
# Shorter words stand in half of all names.
_LETTERS = 3
# 'S.A.' is one word, 'Smith-Jones' is two.
_DOTS, _SIGNS = re.compile(r"(?<=\w)\."), re.compile(r"[^\w]+")


def bare_name(name: str) -> str:
    """Return a name, folded, without signs and legal forms at its ends; whole where nothing else is left."""
    words = _words(_DOTS.sub("", fold(name)))
    first, last = 0, len(words)
    while first < last and words[last - 1] in _FORMS:
        last -= 1
    while first < last and words[first] in _FORMS:
        first += 1
    return " ".join(words[first:last] or words)


def telling_parts(name: str) -> list[str]:
    """Return what stands in the folded name of whoever may be called so, whatever forms and dots are written there.

    Words of three letters stand anywhere, for signs may precede them; where all are shorter, they are taken as they
    are written, after a space.
    """
    words = [word for word in _words(fold(name)) if word not in _FORMS and len(word) >= _LETTERS]
    if words:
        return words
    written = fold(name).split()
    return [f" {word}" for word in written if bare_name(word) not in _FORMS] or [f" {' '.join(written)}"]


def _words(folded: str) -> list[str]:
    return _SIGNS.sub(" ", folded).split()
