"""Sentences for a reader, kept with the values they were made of, so that the edge can say them in another language."""

from collections.abc import Mapping
from typing import Self


class Sentence(str):
    """A finished English sentence that remembers its template and its values.

    ``gettext(sentence.template) % sentence.values`` is the same sentence in the reader's language.
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
