"""The records of a file, cut into frames that travel from the process that reads to the one that writes."""

import io
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from headway.engine.text import Sentence
from headway.importers import convert
from headway.importers.mapping import Mapping
from headway.importers.reading import Reading
from headway.importers.records import (
    ImportedClient,
    ImportedContact,
    ImportedDeal,
    ImportedMove,
    ImportedRep,
    ImportedSale,
    Problem,
    Record,
)
from headway.importers.refusals import Refusal

# So many contacts, moves and other records travel together.
_WEIGHT = 3000


@dataclass(frozen=True)
class Job:
    """A file and how to read it."""

    path: Path
    reading: Reading
    mapping: Mapping


@dataclass(frozen=True)
class Frame:
    """What was read since the frame before, and how far in the file that is; or why the file is refused."""

    records: tuple[Record | Problem, ...] = ()
    done: int = 0
    total: int = 0
    refusal: Sentence | None = None


def frames_of(job: Job, beat: Callable[[Frame], None] | None = None) -> Iterator[Frame]:
    """Read a file and give its records a few thousand at a time; ``beat`` is told meanwhile how far it is."""
    place = (0, 0)

    def note(done: int, total: int) -> None:
        nonlocal place
        place = done, total
        if beat:
            beat(Frame((), done, total))

    records: list[Record | Problem] = []
    weight = 0
    try:
        for record in convert(job.path, job.reading, job.mapping, note):
            records.append(record)
            weight += 1 + _parts_of(record)
            if weight >= _WEIGHT:
                yield Frame(tuple(records), *place)
                records, weight = [], 0
    except Refusal as refusal:
        yield Frame(tuple(records), *place, refusal=refusal.sentence)
    else:
        yield Frame(tuple(records), *place)


def _parts_of(record: Record | Problem) -> int:
    """Return how many records travel within one; the sales of a deal are few."""
    if isinstance(record, ImportedDeal):
        return len(record.contacts) + len(record.moves)
    return len(record.sales) if isinstance(record, ImportedClient) else 0


def write_frame(frame: Frame, to: BinaryIO) -> None:
    """Write a frame in the quickest form that keeps it whole."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCED
    pickler.dump(frame)
    to.write(buffer.getbuffer())


def _reduced(record: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return how a named tuple is made anew: by what its own way ends in, past the Python around it."""
    return tuple.__new__, (type(record), tuple(record))


def _sentence(template: str, values: dict[str, object]) -> Sentence:
    return Sentence(template, **values)


_RECORDS = (ImportedClient, ImportedContact, ImportedDeal, ImportedMove, ImportedRep, ImportedSale, Problem)
_REDUCED: dict[type[Any], Callable[[Any], Any]] = dict.fromkeys(_RECORDS, _reduced)
_REDUCED[Sentence] = lambda sentence: (_sentence, (sentence.template, dict(sentence.values)))
