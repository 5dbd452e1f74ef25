"""Plain tables: columns that line up, numbers to the right, and words cut to the width of the terminal."""

import csv
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

_GAP = "  "
_NARROWEST = 6
_NO_BREAKS = str.maketrans({"\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Column:
    """A heading, and whether what stands below is a number; words give way where the terminal is narrow."""

    heading: str
    is_number: bool = False


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str]], out: TextIO | None = None) -> None:
    """Print a table; into a file or a pipe, at its full width."""
    out = out or sys.stdout
    shown = [[cell.translate(_NO_BREAKS) for cell in row] for row in rows]
    width = shutil.get_terminal_size().columns if out.isatty() else None
    for line in table_lines(columns, shown, width):
        print(line, file=out)


def table_lines(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None) -> list[str]:
    """Return the lines of a table that is no wider than ``width``, where the numbers leave room for that."""
    headings = [column.heading for column in columns]
    widths = [max(len(row[place]) for row in (headings, *rows)) for place in range(len(columns))]
    if width is not None:
        widths = _narrowed(columns, widths, width)
    rule = ["-" * each for each in widths]
    return [_line(columns, cells, widths) for cells in (headings, rule, *rows)]


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[object]], out: TextIO | None = None) -> None:
    """Print rows as CSV; what is not known is left empty."""
    writer = csv.writer(out or sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)


def _narrowed(columns: Sequence[Column], widths: list[int], width: int) -> list[int]:
    """Take from the widest column of words until the table fits, or nothing is left to take."""
    widths = list(widths)
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        words = [place for place, column in enumerate(columns) if not column.is_number and widths[place] > _NARROWEST]
        if not words:
            return widths
        widths[max(words, key=widths.__getitem__)] -= 1
    return widths


def _line(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]) -> str:
    placed = (_placed(*each) for each in zip(columns, cells, widths, strict=True))
    return _GAP.join(placed).rstrip()


def _placed(column: Column, cell: str, width: int) -> str:
    if len(cell) > width:
        cell = f"{cell[: width - 1]}…"
    return cell.rjust(width) if column.is_number else cell.ljust(width)
