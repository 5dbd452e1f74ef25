"""The files of an import: the copy that is kept, and beside it the rows that were left out or doubtful."""

import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from headway.web.models import ImportRun

_BLOCK = 1 << 20
_FOLDER = "imports"
# What every file system takes in a name; and so much of it that the longest letters fit.
_STRANGE = re.compile(r"[^\w .,()+-]")
_LONGEST_STEM = 50


def keep(source: BinaryIO, run: ImportRun) -> None:
    """Copy a file into the data folder, and note on its run where it lies, its size and its digest."""
    run.path = f"{_FOLDER}/{run.uid.hex}/source/{_kept_name(run.file_name)}"
    path = path_of(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with path.open("wb") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            copy.write(block)
        run.size = copy.tell()
    run.digest = digest.hexdigest()


def path_of(run: ImportRun) -> Path:
    """Return where the kept copy lies."""
    return Path(settings.ENVIRONMENT.data) / run.path


def rejects_path(run: ImportRun) -> Path:
    """Return where the rows lie that were left out."""
    return _folder(run) / "rejects.csv"


def doubts_path(run: ImportRun) -> Path:
    """Return where the rows lie that were taken though something in them is doubtful."""
    return _folder(run) / "doubts.csv"


def left_behind_path(run: ImportRun) -> Path:
    """Return where it is written how the import left all that is imported."""
    return _folder(run) / "left_behind.json"


def drop_files(run: ImportRun) -> None:
    """Delete what is kept of an import."""
    shutil.rmtree(_folder(run), ignore_errors=True)


def mappings_folder() -> Path:
    """Return where the company's own mappings lie."""
    return Path(settings.ENVIRONMENT.data) / _FOLDER / "mappings"


def _folder(run: ImportRun) -> Path:
    return Path(settings.ENVIRONMENT.data) / _FOLDER / str(run.uid.hex)


def _kept_name(name: str) -> str:
    """Keep a file's own name as far as file systems take it, because messages about the file name it."""
    base, suffix = Path(name).name, _suffix(name)
    stem = _STRANGE.sub("_", base[: len(base) - len(suffix)]).strip(" .")
    return (stem[:_LONGEST_STEM] or "source") + suffix


def _suffix(name: str) -> str:
    """Return the ending of a file's name as far as it is a plain one, with the .gz behind it."""
    suffixes = [suffix for suffix in Path(name).suffixes[-2:] if suffix[1:].isalnum() and len(suffix) <= 8]
    return "".join(suffixes).lower() if suffixes[-1:] == [".gz"] else "".join(suffixes[-1:]).lower()
