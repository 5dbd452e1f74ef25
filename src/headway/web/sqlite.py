"""The SQLite that Headway works with: one without the fault by which a commit can be lost when the log is reset.

All versions from 3.7.0 on have it: where one connection folds the write-ahead log into the file, and another starts the
log anew at that moment, what is committed next may never reach the file (https://www.sqlite.org/wal.html, "The
WAL-Reset Bug"). Debian 12 comes with 3.40.1. `pysqlite3` brings one of its own, and a process must have one only.
"""

import sys
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import pysqlite3 as sqlite3
    except ImportError:
        import sqlite3

_MENDED = (3, 51, 3)
_MENDED_ON_BRANCHES = {(3, 44): 6, (3, 50): 7}

# Django, and whoever else asks for Python's own, gets the same.
sys.modules["sqlite3"] = sqlite3
sys.modules["sqlite3.dbapi2"] = sqlite3.dbapi2

# For what is neither a number nor a text the driver looks for a way to write it, at every value: a microsecond even for
# nothing, more for a truth. Told one, it takes a fifth of that.
sqlite3.register_adapter(type(None), lambda nothing: nothing)
sqlite3.register_adapter(bool, int)
sqlite3.register_adapter(UUID, attrgetter("hex"))

__all__ = ["is_sound", "sqlite3"]


def is_sound(version: tuple[int, int, int]) -> bool:
    """Whether a version of SQLite does not have the fault."""
    major, minor, patch = version
    return version >= _MENDED or patch >= _MENDED_ON_BRANCHES.get((major, minor), patch + 1)
