"""Where a table begins: titles are passed over, and the row that names the columns is told from one that fills them."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from headway.importers.detect.kinds import kind_of
from headway.importers.row import Cell

ROWS_SEEN: Final = 50


def header_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """Count the rows before the first row of the table's body; 0 where no row names the columns."""
    widths = [_width(row) for row in rows]
    counts = Counter(widths)
    usual = max(counts, key=lambda width: (counts[width], width))
    first = next(number for number, width in enumerate(widths) if width >= usual)
    return first + 1 if _names_columns(rows[first]) else 0


def column_names(header: Sequence[Cell], width: int) -> tuple[str, ...]:
    """Name every column, and no two alike: blank names become 'column 3', a second 'Phone' becomes 'Phone (2)'."""
    names: list[str] = []
    for number in range(width):
        written = header[number] if number < len(header) else None
        name = "" if written is None else " ".join(str(written).split())
        names.append(_unlike(name or f"column {number + 1}", names))
    return tuple(names)


def _width(row: Sequence[Cell]) -> int:
    """Count the cells up to the last one filled."""
    return max((number for number, cell in enumerate(row, 1) if cell not in {None, ""}), default=0)


def _names_columns(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell not in {None, ""}]
    return all(kind_of(cell) == "text" for cell in filled) and 2 * len(set(filled)) > len(filled)


def _unlike(name: str, names: Sequence[str]) -> str:
    number, unlike = 1, name
    while unlike in names:
        number += 1
        unlike = f"{name} ({number})"
    return unlike
