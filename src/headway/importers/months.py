"""Months as people write them, by number or by name, in the languages of files."""

import re
from datetime import date
from typing import Final

_YEAR: Final = r"(?P<year>(?:19|20|21)\d{2})"
_NUMBER: Final = r"(?P<number>0?[1-9]|1[0-2])"
_WORD: Final = r"(?P<word>[^\W\d_]{3,})\.?"
_APART: Final = r"\s?[./-]\s?"
# 2024-05, 05/2024, May 2024, 2024. május; a year comes with a month alone, so that nothing is read in two ways.
_WAYS: Final = tuple(
    re.compile(way)
    for way in (
        rf"{_YEAR}{_APART}{_NUMBER}\.?",
        rf"{_NUMBER}{_APART}{_YEAR}",
        rf"{_WORD}(?:,?\s*|-){_YEAR}(?:\s*г\.?)?",
        rf"{_YEAR}(?:\.?\s*|-){_WORD}",
    )
)
# As they are written in English, Russian (by itself and of a year) and Hungarian (with its accents and without).
_NAMES: Final = (
    ("january", "январь", "января", "január", "januar"),
    ("february", "февраль", "февраля", "február", "februar"),
    ("march", "март", "марта", "március", "marcius"),
    ("april", "апрель", "апреля", "április", "aprilis"),
    ("may", "май", "мая", "május", "majus"),
    ("june", "июнь", "июня", "június", "junius"),
    ("july", "июль", "июля", "július", "julius"),
    ("august", "август", "августа", "augusztus"),
    ("september", "сентябрь", "сентября", "szeptember"),
    ("october", "октябрь", "октября", "október", "oktober"),
    ("november", "ноябрь", "ноября"),
    ("december", "декабрь", "декабря"),
)
# Any beginning of three letters or more: they differ by then.
_NUMBERS: Final = {
    name[:length]: number
    for number, names in enumerate(_NAMES, 1)
    for name in names
    for length in range(3, len(name) + 1)
}


def month_written(text: str) -> date | None:
    """Return the first day of a month that a text names; None for what is no month."""
    found = next((match.groupdict() for way in _WAYS if (match := way.fullmatch(text.strip()))), None)
    if found is None:
        return None
    number = int(found["number"]) if "number" in found else _NUMBERS.get(found["word"].casefold())
    return date(int(found["year"]), number, 1) if number else None
