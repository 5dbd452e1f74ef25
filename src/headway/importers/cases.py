"""The events of a log gathered into cases: each case as it ends where its rows stand together, else all at the end."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from headway.importers.cells import Unreadable
from headway.importers.records import Problem
from headway.importers.row import Row
from headway.importers.spans import Event


@dataclass(slots=True)
class Case:
    """A case and its events in the order of the file."""

    key: str
    events: list[Event] = field(default_factory=list)
    is_second: bool = False


class Cases:
    """Gathers events into cases."""

    def __init__(self, is_grouped: bool) -> None:  # noqa: FBT001 - the one thing to say
        self._is_grouped = is_grouped
        self._open: dict[str, Case] = {}
        self._ended: set[str] = set()

    def of(
        self, rows: Iterable[Row | Problem], event_of: Callable[[int, Row], tuple[str, Event]]
    ) -> Iterator[Case | Problem]:
        """Give the cases, and a problem for each row that is no event."""
        for place, row in enumerate(rows, 1):
            if isinstance(row, Problem):
                yield row
                continue
            try:
                key, event = event_of(place, row)
            except Unreadable as trouble:
                yield Problem(row.line, trouble.sentence, row.raw)
                continue
            if key not in self._open:
                yield from self._turn_to(key)
            self._open[key].events.append(event)
        yield from self._open.values()

    def _turn_to(self, key: str) -> Iterator[Case]:
        """Begin a case; if cases stand together, the one before has ended."""
        if self._is_grouped:
            yield from self._open.values()
            self._ended.update(self._open)
            self._open.clear()
        self._open[key] = Case(key, is_second=key in self._ended)
