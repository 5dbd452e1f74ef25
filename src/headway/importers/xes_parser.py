"""The careful road through an event log: an XML parser that takes whatever XML allows, and refuses what can do harm."""

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from headway.engine.text import Sentence, gettext_noop
from headway.importers.records import Problem
from headway.importers.refusals import BrokenLog, DeclaredEntities
from headway.importers.row import Row, joined

_BROKEN: Final = gettext_noop(
    "The event log breaks at line %(line)s (%(trouble)s): the cases before were read, and nothing after. "
    "Export it again."
)
_HALF_CASE: Final = gettext_noop(
    "Case “%(case)s” is cut off by the break, so it was left out with its %(events)s events."
)
_NO_EVENTS: Final = gettext_noop("Case “%(case)s” has no events, so nothing is known of it.")


def case_rows(line: int, case: dict[str, str], events: list[tuple[int, dict[str, str]]]) -> list[Row | Problem]:
    """Give the rows of a case: each event with its line, and with what the case says."""
    if not events:
        return [Problem(line, Sentence(_NO_EVENTS, case=case.get("concept:name", "")))]
    of_case = {f"case:{key}": value for key, value in case.items()}
    return [Row(event_line, {**of_case, **cells}) for event_line, cells in events]


class Parser:
    """The parser's memory: the case and the event that are open, and the rows that are ready.

    An event log is a million small elements, so the handlers change with what is open instead of asking each time.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows: list[Row | Problem] = []
        self.broken: Problem | None = None
        self._skipped = 0
        self._is_begun = False
        self._case: dict[str, str] | None = None
        self._case_line = 0
        self._events: list[tuple[int, dict[str, str]]] = []
        self._attributes: dict[str, str] = {}
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._start_outside
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def skip(self, lines: int) -> None:
        """Count lines that were read by other means."""
        self._skipped += lines

    def rows(self, text: str, *, is_final: bool = False) -> list[Row | Problem]:
        """Parse the next piece of the log, and give the rows of the cases that end in it."""
        self._parse(text, is_final=is_final)
        rows, self._rows = self._rows, []
        return rows

    def loss(self) -> Iterator[Problem]:
        """Tell what a break has cost."""
        if self.broken is None:
            return
        yield self.broken
        if self._case is not None:
            raw = "\n".join(joined(cells.values()) for _, cells in self._events)
            name = self._case.get("concept:name", "")
            yield Problem(self._case_line, Sentence(_HALF_CASE, case=name, events=len(self._events)), raw)

    def _parse(self, text: str, *, is_final: bool) -> None:
        try:
            self._parser.Parse(text, is_final)
        except expat.ExpatError as trouble:
            self._break(expat.ErrorString(trouble.code))
        except UnicodeEncodeError as trouble:
            self._parse(text[: trouble.start], is_final=False)
            if self.broken is None:
                self._break("encoding")

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._skipped

    def _break(self, trouble: str) -> None:
        if not self._is_begun and not self._skipped:
            raise BrokenLog(name=self._name, line=self._line)
        self.broken = Problem(self._line, Sentence(_BROKEN, line=self._line, trouble=trouble))

    def _start_outside(self, tag: str, attributes: list[str]) -> None:  # noqa: ARG002 - expat's signature
        if tag.rpartition(":")[2] != "trace":
            return
        self._is_begun = True
        self._case = self._attributes = {}
        self._case_line = self._line
        self._events = []
        self._depth = 0
        self._parser.StartElementHandler = self._start_in_case
        self._parser.EndElementHandler = self._end_in_case

    def _start_in_case(self, tag: str, attributes: list[str]) -> None:
        if not self._depth and tag.rpartition(":")[2] == "event":
            self._attributes = {}
            self._events.append((self._line, self._attributes))
            self._parser.StartElementHandler = self._start_in_event
            self._parser.EndElementHandler = self._end_in_event
        else:
            self._start_in_event(tag, attributes)

    def _start_in_event(self, tag: str, attributes: list[str]) -> None:  # noqa: ARG002 - expat's signature
        """Take an attribute; those inside another attribute speak of that one and not of the event."""
        if not self._depth:
            if len(attributes) == 4 and attributes[0] == "key":
                self._attributes[attributes[1]] = attributes[3]
            else:
                named = dict(zip(attributes[::2], attributes[1::2], strict=True))
                if "key" in named and "value" in named:
                    self._attributes[named["key"]] = named["value"]
        self._depth += 1

    def _end_in_event(self, tag: str) -> None:  # noqa: ARG002 - expat's signature
        self._depth -= 1
        if self._depth < 0:
            self._depth = 0
            self._parser.StartElementHandler = self._start_in_case
            self._parser.EndElementHandler = self._end_in_case

    def _end_in_case(self, tag: str) -> None:  # noqa: ARG002 - expat's signature
        self._depth -= 1
        if self._depth < 0:
            self._close_case(self._case or {})

    def _close_case(self, case: dict[str, str]) -> None:
        self._rows += case_rows(self._case_line, case, self._events)
        self._case = None
        self._parser.StartElementHandler = self._start_outside
        self._parser.EndElementHandler = None

    def _refuse(self, *_: object) -> None:
        raise DeclaredEntities(name=self._name)
