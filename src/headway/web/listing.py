"""Lists of rows behind a number: as a table, as cards on a phone, and as a CSV file."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from headway.web.facts import facts_known_until
from headway.web.facts.age import age_column

ROWS_A_PAGE = 50
_KNOWN_UNTIL = gettext_lazy("Known until")
_STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Cell:
    """One cell: how it reads, where it leads, and how a file writes it (as it reads, unless said otherwise)."""

    text: str
    url: str = ""
    plain: str | None = None
    is_number: bool = False

    @property
    def filed(self) -> str:
        """The cell in a file: never something that a spreadsheet would take for a formula."""
        plain = self.text if self.plain is None else self.plain
        is_formula = plain.startswith(_STARTS_OF_FORMULAS) and not (self.is_number and _is_number(plain))
        return f"'{plain}" if is_formula else plain


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    label: str | Promise
    is_number: bool = False


@dataclass(frozen=True)
class Listing:
    """A table: its heads, and its rows with a cell below each head."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def lines(self) -> Iterator[list[tuple[Head, Cell]]]:
        """The rows, each cell with its head, as a card on a phone needs them."""
        return (list(zip(self.heads, cells, strict=True)) for cells in self.rows)


@dataclass(frozen=True)
class RowsPage:
    """One page of rows, in the shape that the pager draws; ``count`` is how many there are."""

    number: int
    count: int
    size: int = ROWS_A_PAGE

    @classmethod
    def of(cls, request: HttpRequest, count: int, size: int = ROWS_A_PAGE) -> "RowsPage":
        """Return the page that an address names; the nearest one where it names none that exists."""
        latest = max(1, -(-count // size))
        return cls(min(wished_page(request), latest), count, size)

    @property
    def offset(self) -> int:
        """How many rows come before it."""
        return (self.number - 1) * self.size

    @property
    def start_index(self) -> int:
        """The number of its first row, from 1."""
        return self.offset + 1

    @property
    def end_index(self) -> int:
        """The number of its last row."""
        return min(self.offset + self.size, self.count)

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before it."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether there is a page after it."""
        return self.end_index < self.count

    @property
    def has_other_pages(self) -> bool:
        """Whether it is not the only one."""
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self) -> int:
        """The page before it."""
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        """The page after it."""
        return self.number + 1

    @property
    def paginator(self) -> "RowsPage":
        """Itself: it knows the count."""
        return self


def wished_page(request: HttpRequest) -> int:
    """Return the page that an address asks for, whether or not there are as many."""
    wished = request.GET.get("page", "1")
    # No list has as many pages, and a database counts rows up to a bound.
    return min(max(1, int(wished)), 10**9) if wished.isdecimal() and len(wished) < 12 else 1


def csv_file(name: str, heads: Sequence[Head], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Return rows as a CSV file; where they are of facts of a while ago, the last column says of when."""
    if age := age_column(facts_known_until()):
        last = [Cell(value) for value in age.values()]
        heads, rows = (*heads, Head(_KNOWN_UNTIL)), ((*cells, *last) for cells in rows)
    response = HttpResponse(_lines(heads, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Echo:
    """What the csv module writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(heads: Sequence[Head], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    # Spreadsheets take a file for UTF-8 by this mark alone.
    yield "\ufeff" + writer.writerow([str(head.label) for head in heads])
    for cells in rows:
        yield writer.writerow([cell.filed for cell in cells])


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()
