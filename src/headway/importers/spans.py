"""Work on a case from its START to its COMPLETE, and the changes of stage that were made meanwhile."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from headway.importers.cells import Moment
from headway.importers.mapping import Activity
from headway.importers.row import Row


class Event(NamedTuple):
    """An event of a case; ``step`` is its place in the life of the activity, such as start or complete."""

    place: int
    row: Row
    moment: Moment
    name: str
    does: Activity
    step: str
    who: str | None

    @property
    def is_change(self) -> bool:
        """Whether the event brings the deal to a stage."""
        return self.does.stage is not None and self.step == "complete"


class Span(NamedTuple):
    """The work between two events of a case, given by their numbers; both are the same where one of them is missing."""

    start: int
    end: int


def spans_of(events: Sequence[Event]) -> list[Span]:
    """Pair each COMPLETE with the latest open START of the same activity by the same person.

    Work may interleave. A COMPLETE without a START and a START without a COMPLETE are spans of their own, of unknown
    length; SCHEDULE and the other steps are no work.
    """
    waiting: dict[tuple[str, str | None], list[int]] = {}
    spans = []
    for number, event in enumerate(events):
        if event.does.contact is None:
            continue
        starts = waiting.setdefault((event.name, event.who), [])
        if event.step == "start":
            starts.append(number)
        elif event.step == "complete":
            spans.append(Span(starts.pop() if starts else number, number))
    spans += [Span(number, number) for starts in waiting.values() for number in starts]
    return sorted(spans)


def changes_by_span(
    events: Sequence[Event], changes: Sequence[int], spans: Sequence[Span], machines: Collection[str]
) -> dict[Span, list[int]]:
    """Give each span the changes that its own person made within it; the innermost span gets what two could claim.

    What machines and people without a name did belongs to no span.
    """
    owned: dict[Span, list[int]] = {}
    for change in changes:
        who = events[change].who
        around = [
            span
            for span in spans
            if span.end == change
            or (
                span.start < change < span.end
                and who is not None
                and who not in machines
                and events[span.end].who == who
            )
        ]
        if around:
            owned.setdefault(around[-1], []).append(change)
    return owned
