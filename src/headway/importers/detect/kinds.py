"""What kind of thing a cell holds, by its looks: moment, date, number, email, phone, flag or text."""

import re
from datetime import date, datetime
from typing import Final

from headway.importers.row import Cell

_CLOCK: Final = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?"
_OFFSET: Final = r"\s*(?:Z|UTC|[+-]\d{2}:?\d{2})"
DATE: Final = re.compile(
    rf"\s*(?:(?P<year>\d{{4}})([./-])\s?\d{{1,2}}\2\s?\d{{1,2}}\.?|(?P<first>\d{{1,2}})([./-])\s?(?P<second>\d{{1,2}})\4\s?(?:\d{{4}}|\d{{2}})\.?)"
    rf"(?P<clock>(?:,?\s+|T){_CLOCK}(?P<offset>{_OFFSET})?)?\s*"
)
_NUMBER: Final = re.compile(
    r"\s*\(?[^\w\s(]{0,2}\s?(?:[A-Z]{3}\s?)?[+\-−]?\d[\d\u00a0\u202f .,'’]*\s?(?:[^\W\d]{1,4}\.?|[^\w\s])?\)?\s*"
)
_EMAIL: Final = re.compile(r"\s*[^@\s]+@[^@\s]+\.\w+\s*")
_PHONE: Final = re.compile(r"\s*(?:\+|\(|0|8[ (-])[\d\s()./-]{6,20}\s*")


def kind_of(cell: Cell) -> str:
    """Name the kind of a cell; what looks like nothing in particular is text."""
    if isinstance(cell, str):
        return _kind_of_text(cell)
    if isinstance(cell, datetime):
        return "moment"
    if isinstance(cell, date):
        return "date"
    return "flag" if isinstance(cell, bool) else "number"


def _kind_of_text(text: str) -> str:
    if match := DATE.fullmatch(text):
        return "moment" if match["clock"] else "date"
    if "@" in text and _EMAIL.fullmatch(text):
        return "email"
    if _PHONE.fullmatch(text) and not text.strip().isdigit():
        return "phone"
    return "number" if _NUMBER.fullmatch(text) else "text"
