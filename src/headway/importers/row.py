"""A row of any file: where it stands and what its cells say."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

Cell = str | int | float | Decimal | date | datetime | bool | None


class Row(NamedTuple):
    """One row: its line in the file (or its number, where the format has no lines) and its cells by column."""

    line: int
    cells: Mapping[str, Cell]

    @property
    def raw(self) -> str:
        """The row as one line of text, for the rejects file."""
        return joined(self.cells.values())


def joined(cells: Iterable[Cell]) -> str:
    """Write cells as one line of CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(["" if cell is None else cell for cell in cells])
    return text.getvalue()
