"""A first look at a file: how it is to be read, its columns with their values, and some of its rows."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from headway.engine.text import Sentence
from headway.importers.convert import Progress
from headway.importers.detect.tally import Tally
from headway.importers.detect.verdict import judge
from headway.importers.formats import format_named, recognise
from headway.importers.reading import Reading
from headway.importers.records import Problem
from headway.importers.refusals import BrokenCompression, NoRows
from headway.importers.row import Row
from headway.importers.source import Source
from headway.importers.strangers import refuse_strangers

SAMPLE_ROWS: Final = 10
PROBLEMS_KEPT: Final = 100
_CHUNK_ROWS: Final = 5000
# The names that XES gives them, and that other programs keep when they write such a log as a table.
_ACTIVITY: Final = "concept:name"
_STEP: Final = "lifecycle:transition"
_START: Final = ("START", "start")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file.

    kind      date, moment, number, email, phone, flag or text: what nearly all of its cells are
    filled    how many cells say anything
    values    each value with its count, in the order of the file; empty where there are too many to map one by one

    rests_on  the facts of the reading without which its cells cannot be read: time_zone, date_order, decimal_sign

    is_repeated  whether a value was seen to stand there more than once
    """

    name: str
    kind: str
    filled: int
    values: tuple[tuple[str, int], ...]
    rests_on: frozenset[str] = frozenset()
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a file; ``evidence`` says on what the facts of ``reading`` rest.

    ``problems`` are the first rows that cannot be read, of ``problem_count`` in all. ``lasting_activities`` are those
    of an event log that somebody starts, in the order of the file: work, and not only a change of state. ``trouble``
    says that the file itself is cut off or damaged, so that there is more of it than what was found.
    """

    name: str
    format: str
    reading: Reading
    columns: tuple[Column, ...]
    sample_rows: tuple[tuple[str, ...], ...]
    row_count: int
    evidence: tuple[Sentence, ...]
    problems: tuple[Problem, ...]
    problem_count: int
    lasting_activities: tuple[str, ...] = ()
    trouble: str | None = None

    def column(self, name: str) -> Column | None:
        """Find a column by its name."""
        return next((column for column in self.columns if column.name == name), None)


def detect(path: Path) -> Reading:
    """Find the facts of reading that need no look at every row; enough to import an event log with a ready mapping."""
    source = Source(Path(path))
    refuse_strangers(source)
    return format_named(recognise(source)).detect(source)


def inspect(path: Path, reading: Reading | None = None, progress: Progress | None = None) -> Inspection:
    """Look at a whole file; with a ``reading`` that somebody corrected, look at it in that way.

    ``progress(done, total)`` is called now and then; whatever it raises ends the look. A file that cannot be read at
    all is a `Refusal`.
    """
    source = Source(Path(path))
    refuse_strangers(source)
    look = _Look()
    first = reading or format_named(recognise(source)).detect(source)
    rows = format_named(first.format).read(source, first)
    while chunk := [*islice(rows, _CHUNK_ROWS)]:
        look.take(chunk)
        if progress:
            progress(source.done, source.total)
    return look.inspection(source, first, is_corrected=reading is not None)


class _Look:
    """What has been seen so far."""

    def __init__(self) -> None:
        self._tallies: dict[str, Tally] = {}
        self._samples: list[Row] = []
        self._problems: deque[Problem] = deque()
        self._problem_count = self._row_count = 0
        self._lasting: dict[str, None] = {}

    def take(self, chunk: list[Row | Problem]) -> None:
        """Take in some rows."""
        rows = []
        for row in chunk:
            if isinstance(row, Problem):
                self._add_problem(row)
            else:
                rows.append(row)
        self._row_count += len(rows)
        self._lasting |= dict.fromkeys(str(row.cells.get(_ACTIVITY)) for row in rows if row.cells.get(_STEP) in _START)
        self._samples += rows[: SAMPLE_ROWS - len(self._samples)]
        for name in dict.fromkeys(name for row in rows for name in row.cells):
            self._tallies.setdefault(name, Tally(name)).add([row.cells.get(name) for row in rows])

    def inspection(self, source: Source, reading: Reading, *, is_corrected: bool) -> Inspection:
        """Sum up."""
        if source.trouble:
            self._add_problem(source.trouble)
        if not self._row_count:
            raise BrokenCompression(name=source.name) if source.trouble else NoRows(name=source.name)
        judged, evidence = judge(reading, self._tallies.values())
        return Inspection(
            source.name,
            reading.format,
            reading if is_corrected else judged,
            tuple(_columns(self._tallies)),
            tuple(self._sample_rows()),
            self._row_count,
            evidence,
            tuple(self._problems),
            self._problem_count,
            tuple(self._lasting),
            source.trouble.reason if source.trouble else None,
        )

    def _add_problem(self, problem: Problem) -> None:
        self._problem_count += 1
        if len(self._problems) < PROBLEMS_KEPT:
            self._problems.append(problem)

    def _sample_rows(self) -> Iterator[tuple[str, ...]]:
        for row in self._samples:
            cells = (row.cells.get(name) for name in self._tallies)
            yield tuple("" if cell is None else str(cell) for cell in cells)


def _columns(tallies: dict[str, Tally]) -> Iterator[Column]:
    for tally in tallies.values():
        values = () if tally.is_various else tuple(tally.values.items())
        proofs = {"time_zone": tally.zones["missing"], "date_order": tally.orders, "decimal_sign": tally.decimals}
        rests_on = frozenset(fact for fact in proofs if proofs[fact])
        yield Column(tally.name, tally.kind, tally.filled, values, rests_on, tally.is_repeated)
