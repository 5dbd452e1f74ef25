"""A store of facts: whatever can hold the fact tables still while an answer is read from them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import pyarrow as pa

from headway.engine.databases.change import Change
from headway.engine.statement import Reader


class EngineLost(RuntimeError):
    """The database that holds the facts does not answer, or no longer: it cannot be reached, or it broke off."""


class FactStore(Protocol):
    """Facts that can be asked in SQL, up to date at the moment a reading begins."""

    @property
    def dialect(self) -> str:
        """The SQL dialect it speaks, by Ibis' name for it."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """Bring the facts up to date and hold them still: all that is asked within sees the same rows."""
        ...


class FactKeeper(Protocol):
    """Fact tables that one owner fills and keeps up to date, with a state that tells how far it has come."""

    def state(self, key: str) -> str | None:
        """Return what was remembered under a key, or None; tables of another make remember nothing."""
        ...

    def fill(self, pages: Iterable[tuple[str, pa.Table]], state: Mapping[str, str]) -> None:
        """Throw everything away and take these rows, page by page, and this state."""
        ...

    def apply(self, changes: Sequence[tuple[str, Change]], state: Mapping[str, str]) -> None:
        """Replace rows of several tables and remember the new state; done twice, it comes to the same."""
        ...

    def close(self) -> None:
        """Let go of it; what was applied is kept."""
        ...


class Columns(FactStore, FactKeeper, Protocol):
    """Fact tables that are kept up to date and can be asked."""
