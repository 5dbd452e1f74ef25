"""Runs what is counted for one period: a tally for each line and one for the whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any

from headway.engine.calendar import first_day, walk
from headway.engine.counted import Counting
from headway.engine.figure import Tally
from headway.engine.metric import Aggregate, Measure
from headway.engine.period import Period
from headway.engine.plan import shape_of, values
from headway.engine.question import Key, Question
from headway.engine.scan import scans
from headway.engine.statement import Reader, Statement

Keys = tuple[Key, ...]
Tallies = Mapping[Keys, Tally]


@dataclass(frozen=True, slots=True)
class Tallied:
    """What was counted in one period, line by line and in all."""

    by_keys: Mapping[Counting, Tallies]
    totals: Mapping[Counting, Tally]

    def of_lines(self, counting: Counting, lines: Iterable[Keys]) -> list[Tally]:
        """Return the tallies of lines by their keys."""
        counted, nothing = self.by_keys[counting], Tally()
        return [counted.get(keys, nothing) for keys in lines]


def tallied(
    countings: Collection[Counting], question: Question, period: Period, facts: Reader, *, dialect: str
) -> Tallied:
    """Count; what does not add up from its lines is counted once more for the whole."""
    asked = replace(question, period=period)
    # In all time nobody asks on which day a row came: none is left out for it.
    nowhere = [each for each in countings if each.measure.since is not None and period.is_all]
    by_keys = _counted(tuple(each for each in countings if each not in nowhere), asked, facts, dialect)
    by_keys |= {each: {} for each in nowhere}
    shape = shape_of(asked)
    totals = {each: _sum(by_keys[each].values()) for each in by_keys if not shape.by or each.adds_up(shape)}
    apart = tuple(each for each in by_keys if each not in totals)
    if apart:
        whole = _counted(apart, replace(asked, by=()), facts, dialect)
        totals |= {each: _sum(whole[each].values()) for each in apart}
    return Tallied(by_keys, totals)


def pieces_of(question: Question) -> list[Keys]:
    """Return the keys in time of each piece that a period is cut into, in their order; none for all time."""
    return list(_pieces(question))


def _pieces(question: Question) -> dict[Keys, date]:
    """Return the day on which each piece of a period begins by its keys in time, in their order."""
    steps = [each for each in question.by if each.is_time]
    if question.period.is_all:
        return {}
    week_start = question.week_start
    starts = {piece.start for step in steps for piece in question.period.split(step.step, week_start)}
    pieces: dict[Keys, date] = {}
    for start in sorted(starts):
        pieces.setdefault(tuple(first_day(start, step.step, week_start) for step in steps), start)
    return pieces


def _counted(
    countings: tuple[Counting, ...], question: Question, facts: Reader, dialect: str
) -> dict[Counting, Tallies]:
    is_cut_in_time = any(each.is_time for each in question.by)
    apart = tuple(each for each in countings if each.measure.given and is_cut_in_time)
    together = tuple(each for each in countings if each not in apart)
    return _scanned(together, question, facts, dialect) | _by_piece(apart, question, facts, dialect)


def _by_piece(
    countings: tuple[Counting, ...], question: Question, facts: Reader, dialect: str
) -> dict[Counting, Tallies]:
    """Count what stood at the end of each piece of the period, by what is given for that day."""
    if countings and question.period.is_all:
        question = _while_it_stood(countings, question, facts, dialect)
    pieces = _pieces(question) if countings else {}
    ends = dict(zip([*list(pieces.values())[1:], question.period.end], pieces, strict=bool(pieces)))
    if not ends:
        return {each: {} for each in countings}
    bound = values(question, question.period) | {"ends": [each.isoformat() for each in ends], "first_end": min(ends)}
    is_time = [each.is_time for each in question.by]
    found: dict[Counting, Tallies] = {}
    for scan in scans(countings, shape_of(question), dialect):
        given = scan.given.values_daily(question, list(ends), facts, dialect) if scan.given else {}
        counted = _Columns.read(scan.statement, facts, bound | given, len(is_time))
        for counting, place in scan.places:
            tallies = counted.tallies(counting, place)
            found[counting] = {_at_end(keys, ends, is_time): tally for keys, tally in tallies.items() if tally.rows}
    return found


def _at_end(keys: Keys, ends: Mapping[date, Keys], is_time: Sequence[bool]) -> Keys:
    """Return the keys of a line that the database knows by the day on which its piece ends."""
    when, whose = _parted(keys, is_time)
    (end,) = {each for each in when if isinstance(each, date)}
    return _joined(ends[end], whose, is_time)


def _while_it_stood(countings: tuple[Counting, ...], question: Question, facts: Reader, dialect: str) -> Question:
    """Return a question about all time as one about the pieces in which something stood, today's included."""
    plain = tuple({Counting(_plain(each.measure)) for each in countings})
    steps = tuple(each for each in question.by if each.is_time)
    stood = _scanned(plain, replace(question, by=steps), facts, dialect)
    days = [day for tallies in stood.values() for keys in tallies for day in keys if isinstance(day, date)]
    if not days:
        return question
    last = max(*days, question.today or max(days))
    end = min(walk(first_day(last, each.step, question.week_start), each.step, 1) for each in steps)
    return replace(question, period=Period(min(days), end))


@lru_cache(maxsize=64)
def _plain(measure: Measure) -> Measure:
    """Return what counts the rows themselves, before anything is worked out for them."""
    return replace(measure, given=None, value=1, left_out=None)


def _scanned(
    countings: tuple[Counting, ...], question: Question, facts: Reader, dialect: str
) -> dict[Counting, Tallies]:
    shape, bound = shape_of(question), values(question, question.period)
    found: dict[Counting, Tallies] = {}
    for scan in scans(countings, shape, dialect):
        given = scan.given.values(question, facts, dialect) if scan.given else {}
        counted = _Columns.read(scan.statement, facts, bound | given, len(question.by))
        for counting, place in scan.places:
            tallies = counted.tallies(counting, place)
            if counting.measure.is_stock and any(each.is_time for each in question.by):
                tallies = _standing(tallies, question)
            found[counting] = {keys: tally for keys, tally in tallies.items() if tally.rows}
    return found


@dataclass(frozen=True, slots=True)
class _Columns:
    """What a scan returned, by columns, and the keys of its rows."""

    keys: list[Keys]
    columns: Mapping[str, list[Any]]

    @classmethod
    def read(cls, statement: Statement, facts: Reader, bound: Mapping[str, object], size: int) -> "_Columns":
        columns = statement.columns(facts, bound)
        keys = [columns[f"key_{index}"] for index in range(size)]
        return cls(list(zip(*keys, strict=True)) if keys else [()], columns)

    def tallies(self, counting: Counting, place: int) -> dict[Keys, Tally]:
        """Return what each line counted; several things are counted at once, so a line may hold nothing of this one."""
        values, counts = self.columns[f"value_{place}"], self.columns[f"rows_{place}"]
        if counting.aggregate is Aggregate.DISTINCT:
            counts = values
        return {keys: Tally(value, count or 0) for keys, value, count in zip(self.keys, values, counts, strict=True)}


def _standing(changes: Tallies, question: Question) -> dict[Keys, Tally]:
    """Add up what came and went, piece by piece of the period, into what stood at the end of each."""
    is_time = [each.is_time for each in question.by]
    lines: dict[Keys, dict[Keys, Tally]] = {}
    for keys, change in changes.items():
        when, whose = _parted(keys, is_time)
        lines.setdefault(whose, {})[when] = change
    pieces = pieces_of(question) or _lived_through(lines.values(), question)
    standing: dict[Keys, Tally] = {}
    for whose, line in lines.items():
        steps = accumulate((line.get(piece, Tally(0)) for piece in pieces), _together)
        standing |= {_joined(piece, whose, is_time): tally for piece, tally in zip(pieces, steps, strict=True)}
    return standing


def _lived_through(lines: Iterable[Mapping[Keys, Tally]], question: Question) -> list[Keys]:
    """Return the pieces of all time from the first that something changed in, those between and today's included.

    The rows of a scan also name pieces in which other things changed: what is asked beside must not lengthen this.
    """
    changed = {when for line in lines for when, change in line.items() if change.rows or change.value}
    days = [max(day for day in when if isinstance(day, date)) for when in changed]
    if not days:
        return []
    end = max(*days, question.today or max(days)) + timedelta(days=1)
    return pieces_of(replace(question, period=Period(min(days), end)))


def _parted(keys: Keys, is_time: Sequence[bool]) -> tuple[Keys, Keys]:
    pairs = list(zip(keys, is_time, strict=True))
    return tuple(key for key, each in pairs if each), tuple(key for key, each in pairs if not each)


def _joined(when: Keys, whose: Keys, is_time: Sequence[bool]) -> Keys:
    time, others = iter(when), iter(whose)
    return tuple(next(time) if each else next(others) for each in is_time)


def _together(one: Tally, other: Tally) -> Tally:
    return Tally(int(one.value or 0) + int(other.value or 0), one.rows + other.rows)


def _sum(tallies: Iterable[Tally]) -> Tally:
    """Add up; of what does not add up there is one at most."""
    found = list(tallies)
    if len(found) < 2:
        return found[0] if found else Tally()
    return Tally(sum(int(each.value or 0) for each in found), sum(each.rows for each in found))
