"""Parquet files: typed columns, read in batches.

Arrow is loaded by whoever has such a file before them: every other import would pay for it too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

from headway.importers.reading import Reading
from headway.importers.records import Problem
from headway.importers.refusals import BrokenParquet, NotWhole
from headway.importers.row import Cell, Row
from headway.importers.source import Source

_BATCH_ROWS: Final = 10_000


def identify(sample: bytes) -> float:
    """Go by the four letters that every Parquet file begins with."""
    return 1.0 if sample.startswith(b"PAR1") else 0.0


def detect(source: Source) -> Reading:
    """Look that the file can be opened; it says of itself all that there is to know."""
    with _open(source):
        return Reading("parquet", header_rows=0)


def read(source: Source, reading: Reading) -> Iterator[Row | Problem]:  # noqa: ARG001 - the file knows how to be read
    """Read the rows; the line is the row's number from 1."""
    with _open(source) as file:
        source.done, source.total = 0, max(file.metadata.num_rows, 1)
        names = _names(file.schema_arrow.names)
        for batch in file.iter_batches(_BATCH_ROWS):
            columns = [_cells(column) for column in batch.columns]
            for number, cells in enumerate(zip(*columns, strict=True), source.done + 1):
                yield Row(number, dict(zip(names, cells, strict=True)))
            source.done += batch.num_rows


def _names(names: list[str]) -> list[str]:
    """Name the columns, each once: Parquet allows two of one name."""
    return [name if name not in names[:number] else f"{name} ({number + 1})" for number, name in enumerate(names)]


def _cells(column: Any) -> list[Cell]:
    """Turn a column into Python values; lists, structures and bytes become text."""
    import pyarrow as pa  # noqa: PLC0415

    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
    cells = column.to_pylist()
    if _is_plain(column.type):
        return cast("list[Cell]", cells)
    return [
        None if cell is None else cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
        for cell in cells
    ]


def _is_plain(kind: Any) -> bool:
    from pyarrow import types  # noqa: PLC0415

    tests = (
        types.is_string,
        types.is_large_string,
        types.is_integer,
        types.is_floating,
        types.is_decimal,
        types.is_timestamp,
        types.is_date,
        types.is_boolean,
    )
    return any(test(kind) for test in tests)


@contextmanager
def _open(source: Source) -> Iterator[Any]:
    """Open the file, and turn whatever breaks inside it into a refusal."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    with source.open_seekable() as raw:
        try:
            yield pq.ParquetFile(raw)
        except (pa.ArrowException, OSError) as trouble:
            raise (NotWhole if source.trouble else BrokenParquet)(name=source.name) from trouble
