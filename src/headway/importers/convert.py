"""From a file, its reading and its mapping to records and problems."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from headway.importers.cells import Cells
from headway.importers.formats import format_named
from headway.importers.lens import Lens
from headway.importers.mapping import Mapping
from headway.importers.mapping_reader import require_columns, require_fields
from headway.importers.nouns import nouns
from headway.importers.reading import Reading
from headway.importers.records import Problem, Record
from headway.importers.row import Row
from headway.importers.source import Source
from headway.importers.strangers import refuse_strangers

Progress = Callable[[int, int], None]
_ROWS_BETWEEN: Final = 1000


def convert(
    path: Path, reading: Reading, mapping: Mapping, progress: Progress | None = None
) -> Iterator[Record | Problem]:
    """Give the records of a file and the problems with its rows.

    ``progress(done, total)`` is called now and then; whatever it raises ends the work. A file that cannot be used at
    all, or not without knowing more of it, is a `Refusal`.
    """
    require_fields(mapping)
    source = Source(Path(path))
    refuse_strangers(source)
    rows = format_named(reading.format).read(source, reading)
    if progress:
        rows = _watched(rows, source, progress)
    lens = Lens(mapping, Cells(reading, mapping.time_zone))
    yield from nouns()[mapping.noun].convert(_with_columns(rows, reading, mapping), lens)
    if source.trouble:
        yield source.trouble


def _watched(rows: Iterator[Row | Problem], source: Source, progress: Progress) -> Iterator[Row | Problem]:
    for number, row in enumerate(rows):
        if number % _ROWS_BETWEEN == 0:
            progress(source.done, source.total)
        yield row
    progress(source.total, source.total)


def _with_columns(rows: Iterator[Row | Problem], reading: Reading, mapping: Mapping) -> Iterator[Row | Problem]:
    """Refuse a table that lacks a column of the mapping, by its first row; events of a log need not all say alike."""
    is_checked = reading.is_grouped
    for row in rows:
        if not is_checked and isinstance(row, Row):
            require_columns(mapping, row.cells)
            is_checked = True
        yield row
