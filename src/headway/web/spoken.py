"""Says in the reader's language what the engine and the importers have to say."""

from django.utils.translation import gettext

from headway.engine.text import Sentence


def spoken(sentence: str) -> str:
    """Say a sentence with all that it is made of; a plain text, which nobody could translate, stays as it is."""
    if not isinstance(sentence, Sentence):
        return sentence
    values = {name: spoken(value) if isinstance(value, str) else value for name, value in sentence.values.items()}
    return gettext(sentence.template) % values
