"""Rows turned into records one at a time; a row that cannot be read becomes a problem and stops nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from headway.importers.cells import Unreadable
from headway.importers.records import Problem
from headway.importers.row import Row

_Made = TypeVar("_Made")


def sift(rows: Iterable[Row | Problem], make: Callable[[Row], Iterable[_Made]]) -> Iterator[_Made | Problem]:
    """Give what ``make`` makes of each row, or why it could not; problems pass through."""
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        try:
            made = tuple(make(row))
        except Unreadable as trouble:
            yield Problem(row.line, trouble.sentence, row.raw)
        else:
            yield from made
