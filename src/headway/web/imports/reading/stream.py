"""The records of a file, a frame at a time: read here where the file is small, else in a process of its own."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, cast

from headway.web.imports.reading.frame import Frame, Job, frames_of

# Below this many bytes to start a process takes longer than to read the file.
_SMALL = 1 << 20


def frames(job: Job) -> Iterator[Frame]:
    """Read a file; the last frame tells whether it was refused."""
    return frames_of(job) if job.path.stat().st_size < _SMALL else _frames_from_apart(job)


class ReaderDied(Exception):
    """The process that read the file was stopped from outside: run the import again."""


def _frames_from_apart(job: Job) -> Iterator[Frame]:
    command = [sys.executable, "-m", "headway.web.imports.reading.apart"]
    # In a group of its own: Ctrl-C is for whoever writes, who then ends it.
    reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0)  # noqa: S603
    try:
        yield from _frames_from(reader, job)
    finally:
        reader.kill()
        reader.wait()


def _frames_from(reader: "subprocess.Popen[bytes]", job: Job) -> Iterator[Frame]:
    output, input_ = cast("BinaryIO", reader.stdout), cast("BinaryIO", reader.stdin)
    with output:
        with suppress(BrokenPipeError), input_:
            pickle.dump(job, input_)
        with suppress(EOFError):
            while True:
                yield pickle.load(output)  # noqa: S301 - written by our own reader
    if reader.wait():
        raise ReaderDied
