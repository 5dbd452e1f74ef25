"""Facts held still for a whole page, so that all its numbers are of the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from headway.engine.statement import Reader
from headway.web.facts import get_store


@dataclass(frozen=True)
class StillFacts:
    """A store whose every reading is the one reading it was made of."""

    dialect: str
    reader: Reader

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Give the one reading."""
        yield self.reader


@contextmanager
def still_facts() -> Iterator[StillFacts]:
    """Bring the facts up to date once, and hold them still for many questions."""
    store = get_store()
    with store.reading() as reader:
        yield StillFacts(store.dialect, reader)
