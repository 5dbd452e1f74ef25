"""A store of facts: whatever can hold the fact tables still while an answer is read from them."""

from contextlib import AbstractContextManager
from typing import Protocol

from headway.engine.statement import Reader


class FactStore(Protocol):
    """Facts that can be asked in SQL, up to date at the moment a reading begins."""

    @property
    def dialect(self) -> str:
        """The SQL dialect it speaks, by Ibis' name for it."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """Bring the facts up to date and hold them still: all that is asked within sees the same rows."""
        ...
