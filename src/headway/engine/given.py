"""A number for each key that has to be worked out of the facts before others can be counted by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

import ibis
from ibis import _

from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.statement import Reader, asked

Numbers: TypeAlias = Mapping[int, int]
Find: TypeAlias = Callable[[Question, Reader, str], Numbers]
FindDaily: TypeAlias = Callable[[Question, Sequence[date], Reader, str], Mapping[date, Numbers]]
# Key and number go to the database as one integer, so that any of them takes the list as it takes other lists; of many
# days the key has the day in it, written 20240229. So keys end at 5 millions there.
_SPAN = 1 << 14
_DAY = 10**8


@dataclass(frozen=True, eq=False)
class Given:
    """What ``find`` tells of some values of the column ``on``: a number from 0 to 10,000.

    The facts are given a column ``given`` with it, null where it is not told. ``find_daily`` tells the same for each of
    many days; what takes its time has none, and is told of one day alone.
    """

    on: str
    find: Find
    find_daily: FindDaily | None = None
    # The metric that tells the same, where there is one.
    told_by: str = ""

    def joined(self, facts: ibis.Table) -> ibis.Table:
        """Return the facts with the column ``given``."""
        return _joined(facts, facts[self.on])

    def joined_daily(self, facts: ibis.Table) -> ibis.Table:
        """Return facts that have a day ``ended_on`` with the column ``given``, as it was found for that day."""
        on = facts["ended_on"]
        return _joined(facts, facts[self.on] * _DAY + on.year() * 10_000 + on.month() * 100 + on.day())

    def values(self, question: Question, facts: Reader, dialect: str) -> dict[str, object]:
        """Return what to bind to a statement over the joined facts."""
        return {"given": _listed(self.find(question, facts, dialect))}

    def values_daily(self, question: Question, ends: Sequence[date], facts: Reader, dialect: str) -> dict[str, object]:
        """Return what to bind to a statement over facts that were joined for the ends of several days."""
        assert self.find_daily is not None  # noqa: S101 - else nothing that it is given to can be cut in time
        start = question.period.start
        days = {end: last_day(replace(question, period=Period(min(start, end), end))) for end in ends}
        found = self.find_daily(question, sorted(set(days.values())), facts, dialect)
        keyed = {
            key * _DAY + end.year * 10_000 + end.month * 100 + end.day: number
            for end, day in days.items()
            for key, number in found[day].items()
        }
        return {"given": _listed(keyed)}


def last_day(question: Question) -> date:
    """Return the day at whose end a question about what stands looks: the last of its period, but no day to come."""
    latest = max(question.period.end, date.min + timedelta(days=1)) - timedelta(days=1)
    return latest if question.today is None else min(latest, question.today)


def _joined(facts: ibis.Table, key: ibis.Value) -> ibis.Table:
    pairs = asked("given", "array<int64>").unnest().name("pair").as_table()
    known = pairs.select(given_to=(_.pair - _.pair % _SPAN) // _SPAN, given=_.pair % _SPAN)
    return facts.left_join(known, key == known["given_to"]).drop("given_to")


def _listed(numbers: Numbers) -> list[int]:
    return sorted(key * _SPAN + number for key, number in numbers.items())
