"""The facts as a folder of Parquet files: brought up to date by what changed since the run before."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from headway.engine.databases.parquet import ParquetFolder
from headway.web.facts import source
from headway.web.facts.local import LogCopy


@dataclass(frozen=True)
class Exported:
    """What a run left in the folder: its number, that of the run before, and how many rows it wrote of each table."""

    sequence: int
    former: int
    rows: Mapping[str, int]


def export_facts(folder: Path, *, is_anew: bool = False) -> Exported:
    """Write what changed, or everything where nothing was written yet or ``is_anew``.

    Raises FolderInUse or NotOurFolder.
    """
    files = ParquetFolder(folder)
    try:
        former = files.sequence
        copy = LogCopy(files, source.log_name_outside())
        if is_anew:
            copy.rebuild()
        else:
            copy.refresh()
        return Exported(files.sequence, former, files.rows_written(former))
    finally:
        files.close()
