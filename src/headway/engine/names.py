"""The names of what ids stand for, and the order to show them in."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from ibis import _

from headway.engine.dimension import Dimension
from headway.engine.facts import NAMES
from headway.engine.question import Key
from headway.engine.statement import Reader, Statement, compiled
from headway.engine.text import gettext_noop

NO_VALUE = gettext_noop("not given")


class Name(NamedTuple):
    """A name with its place among its like; ``parent_id`` is a rep's team or a stage's funnel, ``phase`` a stage's.

    A named tuple, because whoever cuts by rep reads one for each: it is made in a third of the time.
    """

    id: int
    name: str
    position: int
    parent_id: int | None
    phase: str | None


class Names:
    """The names of some dimensions, as they stood at one reading."""

    def __init__(self, names: Mapping[tuple[str, int], Name]) -> None:
        self._names = names

    @classmethod
    def read(cls, facts: Reader, dialect: str, dimensions: Iterable[str]) -> "Names":
        """Read the names of these dimensions."""
        wanted = tuple(sorted({str(each) for each in dimensions}))
        if not wanted:
            return cls({})
        found = _statement(wanted, dialect).columns(facts, {})
        keys = zip(found["dimension"], found["id"], strict=True)
        return cls(dict(zip(keys, map(Name, *(found[field] for field in Name._fields)), strict=True)))

    def label(self, dimension: Dimension, key: Key) -> str:
        """Return a key in words: a name, a kind as it is, a month as 2024-01, or 'not given'."""
        if key is None:
            return NO_VALUE
        if dimension.is_named:
            return self.of(dimension, key).name
        return _TIMES.get(dimension, "{}").format(key)

    def place(self, dimension: Dimension, key: Key) -> tuple[Any, ...]:
        """Return what to sort a key by: the order of the company's own list, then the name; without a value last."""
        if key is None or not dimension.is_named:
            return (key is None, 0, "" if key is None else str(key), 0)
        name = self.of(dimension, key)
        return (False, name.position, name.name, name.id)

    def of(self, dimension: str, key: Key) -> Name:
        """Return what is known of an id; one that has no name is called by its number."""
        number = key if isinstance(key, int) else 0
        return self._names.get((dimension, number)) or Name(number, f"#{number}", 2**31, None, None)

    def children(self, dimension: str, parent_id: int) -> list[Name]:
        """Return the stages of a funnel or the reps of a team, in their order."""
        named = (name for (kind, _id), name in self._names.items() if kind == dimension and name.parent_id == parent_id)
        return sorted(named, key=lambda name: (name.position, name.id))


_TIMES = {Dimension.MONTH: "{:%Y-%m}", Dimension.WEEK: "{:%G-W%V}", Dimension.DAY: "{:%Y-%m-%d}"}


@cache
def _statement(dimensions: tuple[str, ...], dialect: str) -> Statement:
    # Written into the text, for there are few: bound as a list they would have to be joined, in twice the time.
    return compiled(NAMES.table.filter(_.dimension.isin(dimensions)), dialect)
