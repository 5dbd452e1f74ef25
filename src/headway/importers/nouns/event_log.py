"""A row is an event of a case: the case is a deal, its activities are contacts, changes of stage, or both."""

from collections.abc import Iterable, Iterator
from typing import Final

from headway.engine.text import Sentence, gettext_noop
from headway.importers.cases import Cases
from headway.importers.cells import Unreadable
from headway.importers.lens import Lens
from headway.importers.mapping import Activity
from headway.importers.parties import CLIENT_FIELDS, deal_of
from headway.importers.records import ImportedDeal, Problem
from headway.importers.row import Row
from headway.importers.spans import Event
from headway.importers.story import deal_from

FIELDS: Final = (
    "deal", "deal_name", *CLIENT_FIELDS, "source", "referrer", "owner", "product", "deal_kind", "value", "currency",
    "activity", "at", "rep", "lifecycle",
)  # fmt: skip
REQUIRED: Final = ("deal", "activity", "at")
TELLING: Final = ("activity", "lifecycle")

_NO_TIME: Final = gettext_noop("The event has no time: fill it in, or map the column that holds it.")
_NO_ACTIVITY: Final = gettext_noop("The event has no activity: fill it in, or map the column that holds it.")
_UNMAPPED: Final = gettext_noop(
    "The mapping does not know the activity “%(activity)s”, so its %(events)s events did nothing: "
    "give it a stage or a kind of contact, or ignore it."
)
_TWICE: Final = gettext_noop(
    "Case “%(case)s” stands in the log twice: its second part was left out. Join the two and import again."
)
_COMPLETE: Final = "complete"


def convert(rows: Iterable[Row | Problem], lens: Lens) -> Iterator[ImportedDeal | Problem]:
    """Give a deal for each case; where cases stand together in the file, each as soon as it ends."""
    events = _Events(lens)
    for case in Cases(lens.cells.reading.is_grouped).of(rows, events.of):
        if isinstance(case, Problem):
            yield case
        elif case.is_second:
            raw = "\n".join(event.row.raw for event in case.events)
            yield Problem(case.events[0].row.line, Sentence(_TWICE, case=case.key), raw)
        else:
            yield deal_from(case.key, case.events, lens)
    yield from events.unmapped()


class _Events:
    """Turns rows into events, and remembers the activities that the mapping does not know."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._name, self._step, self._who, self._deal = map(lens.reader, ("activity", "lifecycle", "rep", "deal"))
        self._at, self._moment = lens.finder("at"), lens.cells.moment
        self._does = dict(lens.mapping.activities) | dict.fromkeys(lens.mapping.ignored_activities, Activity())
        self._unmapped: dict[str, list[int]] = {}

    def of(self, place: int, row: Row) -> tuple[str, Event]:
        """Give the case and the event that a row tells of."""
        moment = self._moment(self._at(row))
        if moment is None:
            raise Unreadable(_NO_TIME)
        name = self._name(row)
        if name is None:
            raise Unreadable(_NO_ACTIVITY)
        does = self._does.get(name)
        if does is None:
            self._unmapped.setdefault(name, []).append(row.line)
            does = Activity()
        step = (self._step(row) or _COMPLETE).casefold()
        return self._deal(row) or deal_of(row, self._lens), Event(place, row, moment, name, does, step, self._who(row))

    def unmapped(self) -> Iterator[Problem]:
        """Tell of each activity that the mapping does not know, at the line where it first stands."""
        for name, lines in self._unmapped.items():
            yield Problem(lines[0], Sentence(_UNMAPPED, activity=name, events=len(lines)), name, is_kept=True)
