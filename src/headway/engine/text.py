"""Marks the words that a reader will see, and keeps what sentences are made of, so that the edge can translate them."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Self


def gettext_noop(message: str) -> str:
    """Return the message as it is; the name makes it known to the translators' tools."""
    return message


class Sentence(str):
    """A finished English sentence that remembers its template and its values.

    ``gettext(sentence.template) % sentence.values`` is the same sentence in the reader's language; a value that is a
    sentence itself is said first.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the values into the template, which marks them as ``%(name)s``."""
        sentence = super().__new__(cls, template % values)
        sentence.template = template
        sentence.values = values
        return sentence


class Number(int):
    """A number in a sentence that the edge writes as its reader writes numbers, with its thousands apart."""

    __slots__ = ()


_EITHER = gettext_noop("%(first)s or %(second)s")


def either(names: Iterable[str]) -> str:
    """Join one name or several with 'or'."""
    return reduce(lambda told, name: Sentence(_EITHER, first=told, second=name), names)
