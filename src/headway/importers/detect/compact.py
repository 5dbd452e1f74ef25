"""Days written as numbers of eight digits, 20240131, told from ids that look like them."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from headway.importers.row import Cell

_DIGITS: Final = re.compile(r"[0-9]{8}")
_YEARS: Final = range(1950, 2100)
_WORD: Final = re.compile(r"[A-ZА-ЯЁ]?[a-zа-яёáéíóöőúüű]+|[A-ZА-ЯЁ]+")
# A name with one of these is that of a number which stands for something, whatever else it says.
_OF_IDS: Final = frozenset({
    "id", "ids", "uid", "guid", "key", "code", "no", "nr", "num", "number", "ref", "reference", "sku", "serial",
    "phone", "mobile", "tel", "fax", "zip", "ид", "номер", "код", "ключ", "артикул", "инн", "телефон", "telefon", "kód",
})  # fmt: skip
_OF_DAYS: Final = frozenset({
    "date", "day", "on", "at", "time", "timestamp", "created", "opened", "closed", "won", "lost", "sold", "paid",
    "дата", "день", "создан", "создана", "закрыта", "dátum", "dátuma", "datum", "nap", "napja", "napon", "kelte",
    "ideje", "létrehozva", "lezárva",
})  # fmt: skip
# Words written as one: an orderid, an orderdate.
_ID_ENDINGS: Final = ("id", "szám", "azonosító")
_DAY_ENDINGS: Final = ("date", "day", "dátum")
# What a column of these alone holds is which one it is.
_OF_THINGS: Final = frozenset({
    "order", "invoice", "deal", "opportunity", "lead", "client", "customer", "account", "company", "contact", "person",
    "user", "owner", "rep", "agent", "product", "item", "case", "ticket", "project", "sale", "заказ", "счет", "счёт",
    "сделка", "лид", "клиент", "компания", "контакт", "товар", "rendelés", "számla", "üzlet", "ügyfél", "cég", "termék",
    "name", "title", "название", "név",
})  # fmt: skip


class CompactDays:
    """Whether a column holds such days: every cell is a real one, there are several, and its name is not that of ids.

    A name that says nothing of days needs days of several months: numbers given one after another run past the end of
    a month, to a 32nd.
    """

    def __init__(self, name: str) -> None:
        self._needs_months = _needs_months(name)
        self._days: set[str] = set()
        self._months: set[str] = set()
        self._is_broken = self._needs_months is None
        self.example = ""

    def add(self, cells: Iterable[Cell]) -> None:
        """Take in filled cells, until one is no such day."""
        for cell in () if self._is_broken else cells:
            day = _day_of(cell)
            if day is None:
                self._is_broken = True
                return
            self._days.add(day)
            self._months.add(day[:6])
            self.example = self.example or day

    def __bool__(self) -> bool:
        return not self._is_broken and len(self._months if self._needs_months else self._days) > 1


def _needs_months(name: str) -> bool | None:
    """Tell whether the days have to be of several months, by the name of a column; None where it is that of ids."""
    words = {word.casefold() for word in _WORD.findall(name)}
    if words & _OF_IDS or any(word.endswith(_ID_ENDINGS) for word in words - _OF_DAYS):
        return None
    if words & _OF_DAYS or any(word.endswith(_DAY_ENDINGS) for word in words):
        return False
    return None if words & _OF_THINGS else True


def _day_of(cell: Cell) -> str | None:
    """Return a cell as eight digits, or None where it is no real day in a year that people write about."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    if isinstance(cell, bool) or not _DIGITS.fullmatch(text) or int(text[:4]) not in _YEARS:
        return None
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
    return text
