"""Says in the reader's language what the engine and the importers have to say."""

from django.utils.translation import gettext

from headway.engine.text import Number, Sentence
from headway.web import figures


def spoken(sentence: str) -> str:
    """Say a sentence with all that it is made of; a plain text, which nobody could translate, stays as it is."""
    if not isinstance(sentence, Sentence):
        return sentence
    return gettext(sentence.template) % {name: _said(value) for name, value in sentence.values.items()}


def _said(value: object) -> object:
    if isinstance(value, Number):
        return figures.number(value)
    return spoken(value) if isinstance(value, str) else value
