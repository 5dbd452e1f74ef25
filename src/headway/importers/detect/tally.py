"""What the cells of a column show over all rows: its kind, its values, and proofs of date order and decimal sign."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from headway.importers.detect.compact import CompactDays
from headway.importers.detect.kinds import DATE, kind_of
from headway.importers.row import Cell

VALUES_KEPT: Final = 500
_LOOKED_AT: Final = 40
# The dates that decide no order are most, so they are told by a shorter pattern than the others.
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)")
# Many programs write midnight behind every day.
_MIDNIGHT: Final = re.compile(r"\D*(?:0+(?:[:.,]0+)*|12:00(?::00)?\s*[Aa]\.?[Mm]\.?)?\s*")
_OFFSET: Final = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
_DECIMAL: Final = {
    ".": re.compile(r"^[^.,]*\.(?:\d{1,2}|\d{4,})\D{0,5}$|\d,\d{3}\.\d|\d,\d{3},\d{3}(?!\d)|(?<!\d)0?\.\d+\D{0,5}$"),
    ",": re.compile(r"^[^.,]*,(?:\d{1,2}|\d{4,})\D{0,5}$|\d\.\d{3},\d|\d\.\d{3}\.\d{3}(?!\d)|(?<!\d)0?,\d+\D{0,5}$"),
}


@dataclass(slots=True)
class Tally:
    """The evidence of one column.

    values        how often each value stands there, while there are at most `VALUES_KEPT`; else ``is_various`` is true
    is_repeated   whether any value stands there twice; past those kept it is seen among rows read together
    orders        how many dates prove that the first number is the day, or the month; how many prove neither; and how
                  many are none in either order
    decimals      how many amounts prove each decimal sign, and how many prove none though they hold one
    zones         how many times carry their offset, how many lack it, and how many are days and need none
    proofs        the first cell that proves each of these
    compact_days  true where all cells are days written as numbers of eight digits
    """

    name: str
    filled: int = 0
    values: Counter[str] = field(default_factory=Counter)
    is_various: bool = False
    is_repeated: bool = False
    kinds: Counter[str] = field(default_factory=Counter)
    orders: Counter[str] = field(default_factory=Counter)
    decimals: Counter[str] = field(default_factory=Counter)
    zones: Counter[str] = field(default_factory=Counter)
    proofs: dict[str, str] = field(default_factory=dict)
    compact_days: CompactDays = field(init=False)

    def __post_init__(self) -> None:
        self.compact_days = CompactDays(self.name)

    @property
    def kind(self) -> str:
        """Name what nearly all cells are; text, where they differ."""
        if not self.kinds:
            return "text"
        if self.compact_days:
            return "date"
        dated = self.kinds["date"] + self.kinds["moment"]
        if self.kinds["moment"] and dated > 0.8 * self.kinds.total():
            return "moment"
        kind, count = self.kinds.most_common(1)[0]
        return kind if count > 0.8 * self.kinds.total() else "text"

    def add(self, cells: Sequence[Cell]) -> None:
        """Take in more cells of the column."""
        filled: list[Cell] = [cell for cell in cells if cell is not None and cell != ""]
        self.filled += len(filled)
        fresh = self._count(filled)
        looked_at = Counter(kind_of(cell) for cell in fresh[:_LOOKED_AT])
        self.kinds.update(looked_at)
        self.compact_days.add(fresh)
        if not looked_at:
            return
        if 2 * (looked_at["date"] + looked_at["moment"]) >= looked_at.total():
            self._weigh_dates(fresh)
        if 2 * looked_at["number"] >= looked_at.total():
            self._weigh_amounts(fresh)

    def _count(self, filled: list[Cell]) -> list[Cell]:
        """Count the values while they are few, and return those not seen before."""
        fresh = list(dict.fromkeys(filled))
        self.is_repeated |= len(fresh) < len(filled)
        if self.is_various:
            return fresh
        fresh = [cell for cell in fresh if str(cell) not in self.values]
        self.values.update(map(str, filled))
        self.is_repeated |= len(self.values) < self.values.total()
        self.is_various = len(self.values) > VALUES_KEPT
        return fresh

    def _weigh_dates(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            if isinstance(cell, date):
                self.zones[_zone_of(cell)] += 1
            elif isinstance(cell, str) and _ISO.match(cell):
                self.zones[_written_zone(cell[10:], has_offset=_OFFSET.search(cell, 10) is not None)] += 1
            elif isinstance(cell, str) and (match := DATE.fullmatch(cell)):
                self.zones[_written_zone(match["clock"] or "", has_offset=match["offset"] is not None)] += 1
                if match["first"]:
                    self._weigh_order(cell, int(match["first"]), int(match["second"]))

    def _weigh_order(self, text: str, first: int, second: int) -> None:
        """Count a proof of the order: only one number above twelve is one, and where both are, it is no date."""
        proof = "unclear"
        if first > 12 < second:
            proof = "impossible"
        elif first > 12 >= second:
            proof = "day-month"
        elif second > 12 >= first:
            proof = "month-day"
        self.orders[proof] += 1
        self.proofs.setdefault(proof, text)

    def _weigh_amounts(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            if not isinstance(cell, str) or ("," not in cell and "." not in cell):
                continue
            proofs = [sign for sign, pattern in _DECIMAL.items() if pattern.search(cell.strip())]
            proof = proofs[0] if len(proofs) == 1 else "unclear amount"
            self.decimals[proof] += 1
            self.proofs.setdefault(proof, cell)


def _zone_of(cell: date) -> str:
    if not isinstance(cell, datetime):
        return "days"
    if cell.tzinfo:
        return "written"
    return "days" if cell.time() == time.min else "missing"


def _written_zone(clock: str, *, has_offset: bool) -> str:
    if has_offset:
        return "written"
    return "days" if _MIDNIGHT.fullmatch(clock) else "missing"
