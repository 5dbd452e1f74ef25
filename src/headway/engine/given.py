"""A number for each key that has to be worked out of the facts before others can be counted by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import ibis
from ibis import _

from headway.engine.question import Question
from headway.engine.statement import Reader, asked

Find: TypeAlias = Callable[[Question, Reader, str], Mapping[int, int]]
# Key and number go to the database as one integer, so that any of them takes the list as it takes other lists.
_SPAN = 1 << 14


@dataclass(frozen=True, eq=False)
class Given:
    """What ``find`` tells of some values of the column ``on``: a number from 0 to 10,000.

    The facts are given a column ``given`` with it, null where it is not told. It is found anew for each day at whose
    end something stands.
    """

    on: str
    find: Find
    # The metric that tells the same, where there is one.
    told_by: str = ""
    # Whether it may be found for each of many days: what takes its time is told of one day alone.
    is_quick: bool = True

    def joined(self, facts: ibis.Table) -> ibis.Table:
        """Return the facts with the column ``given``."""
        pairs = asked("given", "array<int64>").unnest().name("pair").as_table()
        known = pairs.select(given_to=(_.pair - _.pair % _SPAN) // _SPAN, given=_.pair % _SPAN)
        return facts.left_join(known, facts[self.on] == known["given_to"]).drop("given_to")

    def values(self, question: Question, facts: Reader, dialect: str) -> dict[str, object]:
        """Return what to bind to a statement over the joined facts."""
        found = self.find(question, facts, dialect)
        return {"given": sorted(key * _SPAN + number for key, number in found.items())}


def last_day(question: Question) -> date:
    """Return the day at whose end a question about what stands looks: the last of its period, but no day to come."""
    latest = max(question.period.end, date.min + timedelta(days=1)) - timedelta(days=1)
    return latest if question.today is None else min(latest, question.today)
