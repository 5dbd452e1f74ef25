"""Event logs (XES, IEEE 1849): each event is a row, with what its case says in columns named ``case:...``."""

import io
import re
from collections.abc import Iterator
from typing import Final

from headway.importers.reading import WRITTEN, Reading
from headway.importers.records import Problem
from headway.importers.row import Row
from headway.importers.source import Source
from headway.importers.xes_parser import Parser
from headway.importers.xes_quick import Unusual, quick_rows

_PIECE: Final = 1 << 20
_END_OF_CASE: Final = "</trace>"
_ROOT: Final = re.compile(
    rb"\s*(?:<\?xml.*?\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE.*?>\s*|<\?.*?\?>\s*|\]>\s*|<!ENTITY.*?>\s*)*<(?:\w+:)?log\b",
    re.DOTALL,
)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)""")
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def identify(sample: bytes) -> float:
    """Look for an XML document whose outermost element is a log."""
    plain = sample.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    return 1.0 if _ROOT.match(plain) else 0.0


def detect(source: Source) -> Reading:
    """XES writes times as ISO 8601 with their offset, and XML names its own encoding."""
    return Reading("xes", encoding=_encoding(source.sample()), header_rows=0, time_zone=WRITTEN, is_grouped=True)


def read(source: Source, reading: Reading) -> Iterator[Row | Problem]:
    """Read the events, case by case; the line is where an event begins."""
    log = _Log(Parser(source.name))
    with io.TextIOWrapper(source.open(), reading.encoding or "utf-8", errors="surrogateescape") as text:
        while piece := text.read(_PIECE):
            yield from log.rows(piece)
            if log.is_broken:
                break
    yield from log.end()


def _encoding(sample: bytes) -> str:
    """Go by the mark at the beginning, else by what the XML declaration says, else UTF-8 as XML does."""
    for mark, encoding in _MARKS.items():
        if sample.startswith(mark):
            return encoding
    declared = _ENCODING.match(sample)
    return declared[1].decode() if declared else "utf-8"


class _Log:
    """Sends each piece of a log down the quick road while that will do, and from there on down the careful one.

    The parser gets the beginning and the end of the log in any case, and so finds what is wrong with them.
    """

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._rest = ""
        self._is_begun = self._is_careful = False
        self._line = 1

    @property
    def is_broken(self) -> bool:
        """Whether nothing more can be read."""
        return self._parser.broken is not None

    def rows(self, piece: str) -> list[Row | Problem]:
        """Take in a piece of the log, and give the rows of the cases that end in it."""
        text = self._rest + piece
        if not self._is_begun:
            text = self._begin(text)
        cases, ending, self._rest = text.rpartition(_END_OF_CASE)
        return self._rows_of(cases + ending) if ending else []

    def end(self) -> Iterator[Row | Problem]:
        """Give what is left, and what a break has cost."""
        if not self.is_broken:
            yield from self._parser.rows(self._rest, is_final=True)
        yield from self._parser.loss()

    def _begin(self, text: str) -> str:
        """Give the parser all that stands before the first case; a comment there can hide anything."""
        start = text.find("<trace")
        if start < 0:
            return text
        self._is_begun = True
        self._is_careful = "<!" in text[:start]
        self._parser.rows(text[:start])
        self._line += text.count("\n", 0, start)
        return text[start:]

    def _rows_of(self, cases: str) -> list[Row | Problem]:
        if not self._is_careful:
            try:
                rows = quick_rows(cases, self._line)
            except Unusual:
                self._is_careful = True
            else:
                lines = cases.count("\n")
                self._line += lines
                self._parser.skip(lines)
                return rows
        return self._parser.rows(cases)
