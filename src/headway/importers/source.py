"""A file on disk, plain or gzipped, opened so that damage costs only what lies behind it."""

import io
import shutil
import tempfile
import zlib
from pathlib import Path
from typing import BinaryIO, Final

from headway.engine.text import Sentence, gettext_noop
from headway.importers.records import Problem

GZIP: Final = b"\x1f\x8b"
SAMPLE_BYTES: Final = 1 << 16
_BLOCK_BYTES: Final = 1 << 18
_CUT_OFF: Final = gettext_noop(
    "The compressed file “%(name)s” was cut off: what came before was read. "
    "Copy it again, whole, and import it once more."
)
_DAMAGED: Final = gettext_noop(
    "The compressed file “%(name)s” is damaged: what came before was read. Copy it again, and import it once more."
)


class Source:
    """A file to import: its bytes without compression, how far it was read, and what is wrong with its compression.

    ``done`` and ``total`` are in bytes on disk, or in whatever unit a format that reads by other means sets them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.done = 0
        self.total = path.stat().st_size
        self.trouble: Problem | None = None
        with path.open("rb") as raw:
            self.is_gzipped = raw.read(2) == GZIP

    def open(self) -> BinaryIO:
        """Open the file for reading from start to end; a broken end of a gzip file reads as the end."""
        raw = _Counted(self) if not self.is_gzipped else _Gunzipped(self)
        return io.BufferedReader(raw, _BLOCK_BYTES)

    def open_seekable(self) -> BinaryIO:
        """Open the file for reading in any order; a gzipped one is unpacked to a temporary file first."""
        if not self.is_gzipped:
            return self.path.open("rb")
        unpacked = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        with self.open() as packed:
            shutil.copyfileobj(packed, unpacked)
        unpacked.seek(0)
        return unpacked

    def sample(self) -> bytes:
        """Return the beginning of the file."""
        with self.open() as start:
            sample = start.read(SAMPLE_BYTES)
        self.done = 0
        return sample

    def distrust(self, reason: str) -> None:
        """Note that the compressed file breaks off here."""
        self.trouble = Problem(0, Sentence(reason, name=self.name))


class _Counted(io.RawIOBase):
    """The bytes of a plain file, counted as they are read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._file = source.path.open("rb", buffering=0)
        source.done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        count = self._file.readinto(into) or 0
        self._source.done += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class _Gunzipped(_Counted):
    """The unpacked bytes of a gzip file of one or more members."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._unpacker = zlib.decompressobj(31)
        self._packed = b""
        self._is_at_end = self._is_over = False

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        unpacked = b""
        while not unpacked and not self._is_over:
            if not self._packed:
                self._fill()
            if self._unpacker.eof:
                self._begin_member()
            else:
                unpacked = self._unpack(len(into))
        into[: len(unpacked)] = unpacked
        return len(unpacked)

    def _fill(self) -> None:
        self._packed = self._file.read(_BLOCK_BYTES) or b""
        self._source.done += len(self._packed)
        self._is_at_end = not self._packed

    def _begin_member(self) -> None:
        """Start on the next member, past the zeros that some tools pad a file with."""
        self._packed = self._packed.lstrip(b"\0")
        if self._packed:
            self._unpacker = zlib.decompressobj(31)
        self._is_over = self._is_at_end

    def _unpack(self, limit: int) -> bytes:
        try:
            unpacked = self._unpacker.decompress(self._packed, limit)
        except zlib.error:
            return self._break_off(_DAMAGED)
        self._packed = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        if self._is_at_end and not unpacked and not self._unpacker.eof:
            return self._break_off(_CUT_OFF)
        return unpacked

    def _break_off(self, reason: str) -> bytes:
        self._is_over = True
        self._source.distrust(reason)
        return b""
