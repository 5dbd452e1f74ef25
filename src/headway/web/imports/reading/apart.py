"""Reading a file in a process of its own, so that reading and writing run side by side.

``python -m headway.web.imports.reading.apart`` takes a job on its input and gives frames on its output until it is
done; when whoever asked is gone, so is the pipe, and it ends. It imports no Django.
"""

import gc
import pickle
import sys
from time import monotonic
from typing import BinaryIO

from headway.web.imports.reading.frame import Frame, frames_of, write_frame


class _Output:
    """The pipe to whoever asked, which also learns every second that somebody still reads."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self._beaten_at = monotonic()

    def send(self, frame: Frame) -> None:
        """Write a frame."""
        write_frame(frame, self._pipe)
        self._pipe.flush()
        self._beaten_at = monotonic()

    def beat(self, frame: Frame) -> None:
        """Write a frame if it has been quiet for a second."""
        if monotonic() - self._beaten_at > 1:
            self.send(frame)


def main() -> None:
    """Read the job that stands on the input."""
    gc.disable()
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    output = _Output(sys.stdout.buffer)
    try:
        for frame in frames_of(job, output.beat):
            output.send(frame)
    except BrokenPipeError:
        sys.stderr.close()


if __name__ == "__main__":
    main()
