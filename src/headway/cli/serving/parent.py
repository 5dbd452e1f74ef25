"""No child outlives its parent: each process of Headway ends when the one that started it is gone, even by kill -9."""

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1


def stay_with(parent: int, ending: signal.Signals = signal.SIGTERM) -> None:
    """End this process, by default as if asked to, once its parent has ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, ending)
    else:
        threading.Thread(target=_watch, args=(parent, ending), name="parent", daemon=True).start()
    # It may have ended before we asked to be told.
    if os.getppid() != parent:
        sys.exit("The process that started this one has ended.")


def _watch(parent: int, ending: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), ending)
