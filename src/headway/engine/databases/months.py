"""Rows of facts parted by the month of their day, each month a Parquet file."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headway.engine.facts import FactTable, arrow_schema

# What has no day, a name or a deal of unknown date, lies together.
ALWAYS = "always"
# Rows held back so that a file gets long runs of rows, over all months of a table.
_HELD = 500_000


def day_of(table: FactTable) -> str | None:
    """Return the column by whose month the rows of a table are parted: its first day, if it has one."""
    days = [name for name, type_ in table.columns.items() if type_.removeprefix("!") == "date"]
    return days[0] if days else None


def months_in(table: FactTable, rows: pa.Table) -> list[str]:
    """Return the months that rows belong to, as 2024-01."""
    return sorted(pc.unique(_months(table, rows)).to_pylist())


def month_of(table: FactTable, rows: pa.Table, month: str) -> pa.Table:
    """Return the rows of one month."""
    return rows.filter(pc.equal(_months(table, rows), month))


def in_order(table: FactTable, rows: pa.Table) -> pa.Table:
    """Return rows by their day and key."""
    order = [*filter(None, [day_of(table)]), *table.key]
    return rows.sort_by([(name, "ascending") for name in order]).combine_chunks()


def written(folder: Path, table: FactTable, month: str, rows: pa.Table, sequence: int) -> dict[str, Any]:
    """Write the rows of a month and return the part; no rows make no file."""
    if not rows.num_rows:
        return {"file": None, "rows": 0, "sequence": sequence}
    path = _path(folder, table.name, month, sequence)
    pq.write_table(rows, path, compression="zstd")
    return _part(folder, path, rows.num_rows, sequence)


class MonthFiles:
    """Many rows on their way into the files of their months; all rows of a table come before those of the next."""

    def __init__(self, folder: Path, sequence: int) -> None:
        """Take the folder of the tables and the number of the run."""
        self._folder = folder
        self._sequence = sequence
        self._held: dict[tuple[str, str], list[pa.Table]] = {}
        self._files: dict[tuple[str, str], pq.ParquetWriter] = {}
        self._rows: dict[tuple[str, str], int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._close()

    def add(self, table: FactTable, rows: pa.Table) -> None:
        """Take rows of a table; the files of the one before are done then, so that only those of one are open."""
        if any(name != table.name for name, _month in (*self._held, *self._files)):
            self._close()
        taken = rows.select(list(table.columns)).cast(arrow_schema(table.columns))
        for month in months_in(table, taken):
            own = month_of(table, taken, month)
            self._held.setdefault((table.name, month), []).append(own)
            self._rows[table.name, month] = self._rows.get((table.name, month), 0) + own.num_rows
        if sum(part.num_rows for parts in self._held.values() for part in parts) > _HELD:
            self._write_held()

    @property
    def parts(self) -> Mapping[str, dict[str, dict[str, Any]]]:
        """The parts written, by table and month."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for (name, month), rows in self._rows.items():
            path = _path(self._folder, name, month, self._sequence)
            found.setdefault(name, {})[month] = _part(self._folder, path, rows, self._sequence)
        return found

    def _close(self) -> None:
        self._write_held()
        for file in self._files.values():
            file.close()
        self._files.clear()

    def _write_held(self) -> None:
        for (name, month), held in self._held.items():
            if (name, month) not in self._files:
                path = _path(self._folder, name, month, self._sequence)
                self._files[name, month] = pq.ParquetWriter(path, held[0].schema, compression="zstd")
            self._files[name, month].write_table(pa.concat_tables(held))
        self._held.clear()


def _months(table: FactTable, rows: pa.Table) -> pa.ChunkedArray:
    day = day_of(table)
    if day is None:
        return pa.chunked_array([pa.array([ALWAYS] * rows.num_rows, pa.string())])
    return pc.fill_null(pc.strftime(rows.column(day), format="%Y-%m"), ALWAYS)


def _path(folder: Path, name: str, month: str, sequence: int) -> Path:
    path = folder / name / f"month={month}" / f"{sequence:010}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _part(folder: Path, path: Path, rows: int, sequence: int) -> dict[str, Any]:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return {"file": str(path.relative_to(folder)), "rows": rows, "sequence": sequence}
