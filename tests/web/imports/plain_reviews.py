"""The evening reviews of the bank's loans, counted over its file in plain Python, which shares no code with Headway.

Written from the rules of the log and the words of the mapping: a contact is the work of a person from START to
COMPLETE, it has the last change of state that this person made meanwhile as its stage after, and stands on the day of
that change, else on the day that it began.
"""

import gzip
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

_ROAD = ("Submitted", "Pre-accepted", "Accepted", "Offer sent", "Offer back", "Approved")
_STATES = {
    "A_SUBMITTED": "Submitted",
    "A_PREACCEPTED": "Pre-accepted",
    "A_ACCEPTED": "Accepted",
    "O_SENT": "Offer sent",
    "O_SENT_BACK": "Offer back",
    "A_APPROVED": "Approved",
    "A_DECLINED": "Lost",
    "A_CANCELLED": "Lost",
}
_ONCE = {"O_SENT", "O_SENT_BACK"}
_COMPUTER = "112"


class Event(NamedTuple):
    at: datetime
    name: str
    step: str
    who: str | None


class Touch(NamedTuple):
    """A contact or a change by nobody's contact; ``order`` is its place among the events of its case."""

    order: int
    on: date
    who: str | None
    stage: str | None
    is_contact: bool


class Counted(NamedTuple):
    contacts: int
    effective: int
    new_ground: int


def plain_reviews(path: Path) -> dict[date, dict[str | None, Counted]]:
    """Each day's contacts, effective contacts and those on new ground, by the person who held them."""
    counts: Counter[tuple[date, str | None, str]] = Counter()
    for case in _cases(path):
        _walk(_touches(case), counts)
    reviews: dict[date, dict[str | None, Counted]] = defaultdict(dict)
    for on, who, what in counts:
        if what == "contacts":
            reviews[on][who] = Counted(*(counts[on, who, each] for each in Counted._fields))
    return dict(reviews)


def _cases(path: Path):
    with gzip.open(path) as file:
        for _event, element in ET.iterparse(file):
            if element.tag.endswith("trace"):
                yield sorted(map(_event_of, element.iter(_tag(element, "event"))), key=lambda event: event.at)
                element.clear()


def _tag(element, name: str) -> str:
    return element.tag.removesuffix("trace") + name


def _event_of(element) -> Event:
    said = {child.get("key"): child.get("value") for child in element}
    who, step = said.get("org:resource"), said["lifecycle:transition"].lower()
    return Event(datetime.fromisoformat(said["time:timestamp"]), said["concept:name"], step, who)


def _changes(events: list[Event]) -> dict[int, str]:
    """The stage that each change of state brings, by the place of the event; the first one is how the deal came in."""
    changes, seen = {}, set()
    for place, event in enumerate(events):
        if event.name in _STATES and event.step == "complete" and not (event.name in _ONCE and event.name in seen):
            seen.add(event.name)
            changes[place] = _STATES[event.name]
    assert changes.pop(0) == "Submitted"
    return changes


def _work(events: list[Event]) -> list[tuple[int, int]]:
    """The places of START and COMPLETE of each piece of work; one that lacks the other stands for itself."""
    begun, work = defaultdict(list), []
    for place, event in enumerate(events):
        if event.name.startswith("W_") and event.step == "start":
            begun[event.name, event.who].append(place)
        elif event.name.startswith("W_") and event.step == "complete":
            open_ = begun[event.name, event.who]
            work.append((open_.pop() if open_ else place, place))
    return sorted(work + [(place, place) for open_ in begun.values() for place in open_])


def _touches(events: list[Event]) -> list[Touch]:
    changes, work = _changes(events), _work(events)
    made: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place in changes:
        who = events[place].who
        if who is not None and who != _COMPUTER:
            within = [(a, b) for a, b in work if a < place < b and events[b].who == who]
            if within:
                made[max(within)].append(place)
    touches = []
    for span in work:
        own = made.get(span, [])
        at = own[-1] if own else span[0]
        worker = events[span[1]].who
        rep = None if worker == _COMPUTER else worker
        touches.append(Touch(at, events[at].at.date(), rep, changes[at] if own else None, is_contact=True))
        # What the contact passed on its way is told by it, unless it ended in lost.
        for place in own if not own or changes[at] != "Lost" else own[-1:]:
            del changes[place]
    touches += [
        Touch(place, events[place].at.date(), None, stage, is_contact=False) for place, stage in changes.items()
    ]
    return sorted(touches, key=lambda touch: touch.order)


def _walk(touches: list[Touch], counts: Counter) -> None:
    stands = farthest = 0
    for touch in touches:
        after = stands if touch.stage in (None, "Lost") else _ROAD.index(touch.stage)
        if touch.is_contact:
            counts[touch.on, touch.who, "contacts"] += 1
            counts[touch.on, touch.who, "effective"] += after > stands
            counts[touch.on, touch.who, "new_ground"] += after > farthest
        stands, farthest = after, max(farthest, after)
