"""Excel workbooks (.xlsx): the cells of one sheet as they were last calculated."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import time, timedelta
from itertools import islice
from typing import Any, BinaryIO, Final, cast
from xml.etree.ElementTree import ParseError

from headway.engine.text import Sentence, gettext_noop
from headway.importers.detect.header import ROWS_SEEN, column_names, header_rows
from headway.importers.reading import Reading
from headway.importers.records import Problem
from headway.importers.refusals import BrokenWorkbook, NoSheet, NotWhole, OtherArchive
from headway.importers.row import Cell, Row, joined
from headway.importers.source import Source

_TROUBLES: Final = (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, EOFError, ParseError, OSError)
_UNCALCULATED: Final = gettext_noop(
    "Cell %(cell)s holds a formula without its result: "
    "open the workbook in a spreadsheet program, save it, and import it again."
)
_WIDER: Final = gettext_noop(
    "Row %(line)s has a filled cell beyond the last named column: name the column, or empty the cell."
)
_FORMULA_WITHOUT_RESULT: Final = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f(?:/>|[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)


def identify(sample: bytes) -> float:
    """Claim every zip archive, so as to say what is wrong with one that is no workbook."""
    return 1.0 if sample.startswith((b"PK\x03\x04", b"PK\x05\x06")) else 0.0


def detect(source: Source) -> Reading:
    """Choose the first sheet that has rows, and find its header."""
    with _workbook(source) as (_, workbook):
        for sheet in workbook.worksheets:
            rows = [row for _, row in islice(_filled_rows(sheet), ROWS_SEEN)]
            if rows:
                return Reading("xlsx", sheet=sheet.title, header_rows=header_rows(rows))
        return Reading("xlsx", sheet=workbook.worksheets[0].title)


def read(source: Source, reading: Reading) -> Iterator[Row | Problem]:
    """Read the rows below the header; the line is the row's number in the sheet."""
    with _workbook(source) as (file, workbook):
        sheet = _sheet(workbook, reading.sheet, source.name)
        uncalculated = _uncalculated(file, sheet)
        rows = _filled_rows(sheet)
        source.done, source.total = 0, max(sheet.max_row or 0, 1)
        sheet.reset_dimensions()
        header = [row for _, row in islice(rows, reading.header_rows)]
        first = next(rows, None)
        names = column_names(header[-1] if header else (), len(header[-1] if header else first[1] if first else ()))
        for line, row in _all(first, rows):
            source.done, source.total = line, max(line, source.total)
            yield _row(line, row, names, uncalculated)


def _all(
    first: tuple[int, Sequence[Cell]] | None, rows: Iterator[tuple[int, Sequence[Cell]]]
) -> Iterator[tuple[int, Sequence[Cell]]]:
    if first:
        yield first
    yield from rows


def _row(line: int, row: Sequence[Cell], names: tuple[str, ...], uncalculated: dict[int, str]) -> Row | Problem:
    if line in uncalculated:
        return Problem(line, Sentence(_UNCALCULATED, cell=uncalculated[line]), joined(row))
    if len(row) > len(names):
        return Problem(line, Sentence(_WIDER, line=line), joined(row))
    return Row(line, dict(zip(names, [*row, *[None] * (len(names) - len(row))], strict=True)))


def _filled_rows(sheet: Any) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Give the rows that hold anything, each with its number and cut after its last filled cell."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_cell(cell) for cell in row]
        while cells and cells[-1] in {None, ""}:
            cells.pop()
        if cells:
            yield number, cells


def _cell(cell: object) -> Cell:
    """Write a length of time in seconds and a time of day as text; all else is a cell already."""
    if isinstance(cell, timedelta):
        return int(cell.total_seconds())
    return cell.isoformat() if isinstance(cell, time) else cast("Cell", cell)


def _sheet(workbook: Any, title: str | None, name: str) -> Any:
    titles = [sheet.title for sheet in workbook.worksheets]
    if title and title not in titles:
        raise NoSheet(name=name, sheet=title, sheets=", ".join(titles))
    return workbook.worksheets[titles.index(title) if title else 0]


def _uncalculated(file: BinaryIO, sheet: Any) -> dict[int, str]:
    """Find the formulas whose result was never stored, by the row they stand in."""
    with zipfile.ZipFile(file) as archive:
        xml = archive.read(sheet._worksheet_path)  # noqa: SLF001 - openpyxl names the file of a sheet nowhere else
    found = [(int(row), f"{column.decode()}{row.decode()}") for column, row in _FORMULA_WITHOUT_RESULT.findall(xml)]
    return dict(reversed(found))


@contextmanager
def _workbook(source: Source) -> Iterator[tuple[BinaryIO, Any]]:
    """Open a workbook, and turn whatever breaks inside it into a refusal."""
    # Whoever brings another file need not wait for it to load.
    import openpyxl  # noqa: PLC0415

    with source.open_seekable() as file:
        try:
            with zipfile.ZipFile(file) as archive:
                if "xl/workbook.xml" not in archive.namelist():
                    raise OtherArchive(name=source.name)
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
            yield file, workbook
            workbook.close()
        except _TROUBLES as trouble:
            raise (NotWhole if source.trouble else BrokenWorkbook)(name=source.name) from trouble
