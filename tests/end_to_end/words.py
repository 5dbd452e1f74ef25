"""The words of the pages in a language, and those of another that a page should not show."""

import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext, override, pgettext

LOCALES = Path(__file__).parents[2] / "src/headway/locale"
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
# So many letters in a row are no accident.
_TELLING = 12


class Words:
    """What the pages say in a language, looked up by what they say in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._whole, parts = _english(language)
        self._parts = re.compile("|".join(map(re.escape, parts)))

    def say(self, text: str, context: str = "", /, **names: str) -> str:
        """The translation of a text, of one of its meanings where it has several, with its placeholders filled in."""
        with override(self.language):
            said = pgettext(context, text) if context else gettext(text)
        return said % names if names else said

    def count(self, one: str, many: str, number: int, **names: str) -> str:
        """The translation for so many."""
        with override(self.language):
            return ngettext(one, many, number) % {"n": number, "count": number, **names}

    def english_among(self, texts: Iterable[str]) -> list[str]:
        """Those of some texts that the catalogue has as English ones, or that hold a long piece of one."""
        return [text for text in texts if text.casefold() in self._whole or self._parts.search(text)]


def _english(language: str) -> tuple[set[str], tuple[str, ...]]:
    """The English texts that read otherwise in a language: each whole, and the long pieces between placeholders."""
    with (LOCALES / language / "LC_MESSAGES/django.po").open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    whole, parts = set(), set()
    for message in catalogue:
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        translated = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in set(texts) - set(translated) - {""}:
            whole.add(text.casefold())
            parts |= {piece for piece in _PLACEHOLDER.split(text) if len(piece.strip()) >= _TELLING and " " in piece}
    in_translations = "\n".join(text for each in catalogue if each.id for text in _strings(each.string))
    return whole, tuple(piece for piece in parts if piece not in in_translations)


def _strings(translated: str | tuple[str, ...]) -> tuple[str, ...]:
    return translated if isinstance(translated, tuple) else (translated,)
