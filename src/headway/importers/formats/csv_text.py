"""Text with a separator between the cells: CSV, TSV and their kin, in any encoding."""

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, TextIO

from headway.engine.text import Sentence, gettext_noop
from headway.importers.detect.encoding import encoding_of, is_utf8_after_all
from headway.importers.detect.header import ROWS_SEEN, column_names, header_rows
from headway.importers.detect.separator import quote_of, separator_of
from headway.importers.reading import Reading
from headway.importers.records import Problem
from headway.importers.refusals import UnknownEncoding, UnusableSeparator
from headway.importers.row import Row
from headway.importers.source import Source
from headway.importers.strangers import is_text

_QUOTES: Final = gettext_noop(
    "The quotation marks of line %(line)s do not match: mend them, or double those inside a cell."
)
_ZEROS: Final = gettext_noop("Line %(line)s holds zero bytes, as a damaged file does: export it again.")
_ENCODING: Final = gettext_noop(
    "Line %(line)s is not written in %(encoding)s like the rest: save the file in one encoding."
)
_RAGGED: Final = gettext_noop(
    "Line %(line)s has %(cells)s cells where the table has %(width)s columns: look for a separator too many or too few."
)
_CUT_OFF: Final = gettext_noop("Line %(line)s was cut off with the end of the file: copy the file again, whole.")


def identify(sample: bytes) -> float:
    """Take any text that no other format claims."""
    return 0.1 if is_text(sample) and not sample.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") else 0.0


def detect(source: Source) -> Reading:
    """Find encoding, separator, quote and header."""
    encoding = encoding_of(source)
    with _open_text(source, encoding) as text:
        separator = separator_of(text)
    with _open_text(source, encoding) as text:
        quote = quote_of(text, separator)
    reading = Reading("csv_text", encoding=encoding, separator=separator, quote=quote)
    with _open_text(source, encoding) as text:
        rows = [
            cells
            for _, _, cells in islice(_records(text, reading), ROWS_SEEN)
            if isinstance(cells, list) and any(cells)
        ]
    return Reading(
        "csv_text", encoding=encoding, separator=separator, quote=quote, header_rows=header_rows(rows) if rows else 0
    )


def read(source: Source, reading: Reading) -> Iterator[Row | Problem]:
    """Read the lines below the header; lines that cannot be read are problems, and the rest is read all the same."""
    encoding = reading.encoding or "utf-8"
    with _open_text(source, encoding) as text:
        records = _records(text, reading)
        names, waiting = _header(records, reading)
        table = _Table(names, encoding)
        for line, raw, cells in waiting:
            yield from table.row(line, raw, cells)
        for line, raw, cells in records:
            if source.trouble and not raw[-1].endswith(("\n", "\r")):
                yield table.problem(_CUT_OFF, line, raw)
            else:
                yield from table.row(line, raw, cells)


_Record = tuple[int, Sequence[str], list[str] | None]


class _Table:
    """The columns of the table, which every record has to fit."""

    def __init__(self, names: tuple[str, ...], encoding: str) -> None:
        self._names = names
        self._width = len(names)
        self._encoding = encoding

    def row(self, line: int, raw: Sequence[str], cells: list[str] | None) -> Iterator[Row | Problem]:
        """Give the row, or what is wrong with it; nothing for a blank line."""
        if cells is None:
            yield self.problem(_QUOTES, line, raw)
        elif trouble := _spoilt(raw, self._encoding):
            yield self.problem(trouble, line, raw)
        elif len(cells) != self._width and (len(cells) < self._width or any(cells[self._width :])):
            if any(cells):
                yield self.problem(_RAGGED, line, raw, cells=len(cells))
        elif any(cells):
            yield Row(line, dict(zip(self._names, cells, strict=False)))

    def problem(self, reason: str, line: int, raw: Sequence[str], *, cells: int = 0) -> Problem:
        """Say what is wrong with a record."""
        text = "".join(raw).rstrip("\r\n").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        sentence = Sentence(reason, line=line, encoding=self._encoding, width=self._width, cells=cells)
        return Problem(line, sentence, text)


def _header(records: Iterator[_Record], reading: Reading) -> tuple[tuple[str, ...], list[_Record]]:
    """Read the names of the columns, and return them with the records that were read too far for it."""
    read = 0
    header: list[str] = []
    waiting: list[_Record] = []
    for record in records:
        cells = record[2] or []
        if not any(cells):
            continue
        read += 1
        header = cells
        if read >= reading.header_rows:
            break
    if not reading.header_rows:
        waiting.append(record)
    return column_names(header if reading.header_rows else (), len(header)), waiting


class _Lines:
    """The lines of a text, with those that the present record has taken, and a place to put some back."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._returned: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._text)
        self.taken.append(line)
        self.number += 1
        return line

    def put_back_all_but_one(self) -> None:
        """Return the lines of the present record after its first one."""
        self._returned.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        del self.taken[1:]


def _records(text: TextIO, reading: Reading) -> Iterator[_Record]:
    """Cut a text into records: the line one starts on, its lines as they are, its cells (``None`` for broken quotes).

    A quotation mark that is never closed costs its own line and not the rest of the file.
    """
    lines = _Lines(text)
    cutter = _cutter(lines, reading)
    while True:
        start = lines.number + 1
        lines.taken = []
        try:
            cells = next(cutter)
        except StopIteration:
            return
        except csv.Error:
            lines.put_back_all_but_one()
            yield start, lines.taken, None
        else:
            yield start, lines.taken, cells


def _cutter(lines: Iterator[str], reading: Reading) -> Iterator[list[str]]:
    separator, quote = reading.separator or ",", reading.quote
    try:
        return csv.reader(lines, delimiter=separator, quotechar=quote, strict=True, skipinitialspace=True)
    except (TypeError, ValueError):
        raise UnusableSeparator(separator=separator, quote=quote) from None


def _open_text(source: Source, encoding: str) -> TextIO:
    """Open a text so that what does not decode can be told, line by line."""
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    try:
        return io.TextIOWrapper(source.open(), encoding, errors=errors, newline="")
    except LookupError:
        raise UnknownEncoding(encoding=encoding) from None


def _spoilt(raw: Sequence[str], encoding: str) -> str | None:
    """Name the trouble with the characters of a record, if there is any."""
    for line in raw:
        if "\0" in line:
            return _ZEROS
        if not line.isascii() and _is_undecoded(line, encoding):
            return _ENCODING
    return None


def _is_undecoded(line: str, encoding: str) -> bool:
    if encoding.startswith("utf-16"):
        return "\ufffd" in line
    try:
        line.encode()
    except UnicodeEncodeError:
        return True
    return is_utf8_after_all(line, encoding)
