"""Facts as a folder of Parquet files, one for each table and month, with a manifest that says which of them count.

A run writes new files beside the old ones, puts a new manifest in place, and only then removes what it superseded:
whoever reads by the manifest sees one state or the next, and a run that was cut short changes nothing.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headway.engine.databases.change import Change
from headway.engine.databases.months import MonthFiles, in_order, month_of, months_in, written
from headway.engine.facts import FACT_TABLES, FactTable, arrow_schema

FORMAT = 1
MANIFEST = "manifest.json"

_Parts = dict[str, dict[str, Any]]


class FolderInUse(OSError):
    """Another run writes to the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Another run is writing facts to {folder}: wait until it is done, or name another folder.")


class NotOurFolder(OSError):
    """The folder holds something else, or facts of a later make."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds no facts that this version of Headway wrote: name such a folder, or an empty one."
        )


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table in one month: the run that wrote them, how many they are, and the file; none where none."""

    table: str
    month: str
    sequence: int
    rows: int
    file: str | None


def parts_since(folder: Path, sequence: int) -> list[Part]:
    """Return the parts that runs after a number wrote: whoever took the earlier ones replaces these.

    Reads beside a run that writes. Raises NotOurFolder.
    """
    tables = _read(folder)["tables"].items()
    parts = (Part(name, month, **part) for name, table in tables for month, part in table["parts"].items())
    return [part for part in parts if part.sequence > sequence]


class ParquetFolder:
    """The files and the manifest; one process at a time writes them.

    ``sequence`` counts the runs that changed a row. Each part of a table remembers the run that wrote it, so that
    whoever took the facts up to one run replaces the parts of later runs, and nothing else.
    """

    def __init__(self, folder: Path) -> None:
        """Open a folder, making it where it is missing. Raises FolderInUse or NotOurFolder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = (folder / ".lock").open("ab")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as trouble:
            self._lock.close()
            raise FolderInUse(folder) from trouble
        try:
            self._manifest = _read(folder)
        except NotOurFolder:
            self._lock.close()
            raise
        self._sweep()

    def close(self) -> None:
        """Let others write."""
        self._lock.close()

    @property
    def sequence(self) -> int:
        """The number of the last run that changed a row; 0 before the first."""
        return int(self._manifest["sequence"])

    def rows_written(self, since: int) -> Mapping[str, int]:
        """Return for each table the rows of the parts that runs after ``since`` wrote."""
        rows = dict.fromkeys(self._manifest["tables"], 0)
        for part in parts_since(self._folder, since):
            rows[part.table] += part.rows
        return rows

    def files(self, name: str) -> list[Path]:
        """Return the files that hold a table now."""
        return [self._folder / part["file"] for part in self._parts(name).values() if part["file"]]

    def state(self, key: str) -> str | None:
        """Return what was remembered under a key, or None; facts of another make count as none."""
        known = {name: table["columns"] for name, table in self._manifest["tables"].items()}
        if known != {table.name: dict(table.columns) for table in FACT_TABLES.values()}:
            return None
        found = self._manifest["state"].get(key)
        return None if found is None else str(found)

    def fill(self, pages: Iterable[tuple[str, pa.Table]], state: Mapping[str, str]) -> None:
        """Throw everything away and take these rows, page by page, and this state: all of it or nothing."""
        sequence = self.sequence + 1
        with MonthFiles(self._folder, sequence) as files:
            for name, rows in pages:
                files.add(FACT_TABLES[name], rows)
        fresh = {name: {**self._emptied(name, sequence), **files.parts.get(name, {})} for name in FACT_TABLES}
        self._put(sequence, fresh, state)

    def apply(self, changes: Sequence[tuple[str, Change]], state: Mapping[str, str]) -> None:
        """Replace rows of several tables and remember the new state, all of it or nothing."""
        sequence = self.sequence + 1
        parts = {name: dict(self._parts(name)) for name in FACT_TABLES}
        for name in dict.fromkeys(name for name, _change in changes):
            own = [change for other, change in changes if other == name]
            parts[name] |= self._changed(FACT_TABLES[name], own, sequence)
        is_changed = any(part["sequence"] == sequence for table in parts.values() for part in table.values())
        self._put(sequence if is_changed else self.sequence, parts, {**self._manifest["state"], **state})

    def _changed(self, table: FactTable, changes: Sequence[Change], sequence: int) -> _Parts:
        """Write the months anew that lose or gain rows."""
        schema = arrow_schema(table.columns)
        incoming = pa.concat_tables([schema.empty_table(), *(each.rows.cast(schema) for each in changes)])
        months = months_in(table, incoming)
        changed: _Parts = {}
        for month in dict.fromkeys([*self._parts(table.name), *months]):
            part = self._parts(table.name).get(month, {"file": None, "rows": 0})
            kept = schema.empty_table() if part["file"] is None else pq.read_table(self._folder / part["file"])
            left = kept.cast(schema).filter(_stays(kept, changes)) if kept.num_rows else kept
            if left.num_rows == kept.num_rows and month not in months:
                continue
            rows = in_order(table, pa.concat_tables([left, month_of(table, incoming, month)]))
            # All rows of a deal are replaced where one of them changed, and most months then hold the same again.
            if not rows.equals(in_order(table, kept.cast(schema))):
                changed[month] = written(self._folder, table, month, rows, sequence)
        return changed

    def _parts(self, name: str) -> _Parts:
        parts: _Parts = self._manifest["tables"].get(name, {"parts": {}})["parts"]
        return parts

    def _emptied(self, name: str, sequence: int) -> _Parts:
        """Say of each month there was that it is empty now."""
        return {month: {"file": None, "rows": 0, "sequence": sequence} for month in self._parts(name)}

    def _put(self, sequence: int, parts: Mapping[str, _Parts], state: Mapping[str, str]) -> None:
        tables = {table.name: _told(table, parts[table.name]) for table in FACT_TABLES.values()}
        manifest = {"format": FORMAT, "sequence": sequence, "state": dict(state), "tables": tables}
        new = self._folder / f"{MANIFEST}.new"
        with new.open("w") as file:
            json.dump(manifest, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._folder / MANIFEST)
        self._manifest = manifest
        self._sweep()

    def _sweep(self) -> None:
        """Remove the files that the manifest does not name: superseded ones, and those of a run that was cut short."""
        tables = self._manifest["tables"].values()
        named = {part["file"] for table in tables for part in table["parts"].values()}
        for name in {*FACT_TABLES, *self._manifest["tables"]}:
            for file in (self._folder / name).glob("**/*.parquet"):
                if str(file.relative_to(self._folder)) not in named:
                    file.unlink()


def _read(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.exists():
        known = {".lock", *FACT_TABLES, f"{MANIFEST}.new"}
        if not folder.is_dir() or any(each.name not in known for each in folder.iterdir()):
            raise NotOurFolder(folder)
        return {"format": FORMAT, "sequence": 0, "state": {}, "tables": {}}
    manifest: dict[str, Any] = json.loads(path.read_text())
    if manifest.get("format") != FORMAT:
        raise NotOurFolder(folder)
    return manifest


def _stays(rows: pa.Table, changes: Sequence[Change]) -> pa.Array:
    """Tell for each row whether no change takes it away."""
    stays = None
    for change in changes:
        column = rows.column(change.key_column)
        gone = pa.array(change.keys, column.type)
        is_kept = pc.invert(pc.fill_null(pc.is_in(column, value_set=gone), fill_value=False))
        stays = is_kept if stays is None else pc.and_(stays, is_kept)
    return stays


def _told(table: FactTable, parts: _Parts) -> dict[str, Any]:
    return {
        "key": list(table.key),
        "columns": dict(table.columns),
        "parts": {month: parts[month] for month in sorted(parts)},
    }
