"""What a fact table is when a company counts it by itself: days, quantities and traits, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.metric import Column, Unit
from headway.engine.text import gettext_noop


class How(StrEnum):
    """What is done with the rows: they are counted, or a quantity of them is added up, averaged, or looked at."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    DISTINCT = "distinct"

    @property
    def takes(self) -> str:
        """What it needs beside the rows: nothing, a quantity, or things of which there are different ones."""
        return {How.COUNT: "", How.DISTINCT: "things"}.get(self, "quantity")


class Sort(StrEnum):
    """What the values of a trait are: words of a list, names that ids stand for, yes or no, pieces, minor units.

    Minutes are of a column that holds seconds.
    """

    WORD = "word"
    NAMED = "named"
    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"
    MINUTES = "minutes"

    @property
    def is_measured(self) -> bool:
        """Whether its values are more or less, and not this or that."""
        return self in {Sort.NUMBER, Sort.MONEY, Sort.MINUTES}

    @property
    def in_column(self) -> int:
        """How much of its column one of its values is."""
        return 60 if self is Sort.MINUTES else 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Day:
    """A day that rows can be counted by; ``words`` names the rows with it, ``rep`` and ``team`` say whose they are.

    ``is_beginning`` where more becomes of the rows after it; ``where`` if the words name some of the rows alone. With
    ``until`` it is no day but a time: the rows stand from it up to that day, and those that stand at the end of a
    period count. ``is_gone_by`` and ``again_on`` are what they are for a measure; ``left_out`` says what of the rows
    does not count for it.
    """

    words: str
    is_beginning: bool = False
    where: Deferred | None = None
    dated: Deferred | None = None
    rep: Column = "rep_id"
    team: Column = "team_id"
    until: str | None = None
    is_gone_by: bool = False
    again_on: str | None = None
    left_out: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Quantity:
    """What of a row can be added up or averaged: an integer, in minor units or microseconds where it is no count."""

    words: str
    unit: Unit
    value: Deferred
    where: Deferred | None = None
    left_out: Deferred | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Trait:
    """What rows can be told apart by: a column, and the values it can have where those are words of a list.

    ``is_later`` where it says what became of a row by now. ``holds`` is what a yes stands for where that is no column.
    """

    words: str
    is_later: bool = False
    sort: Sort
    column: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    holds: Deferred | None = None

    @property
    def dimension(self) -> Dimension:
        """The dimension whose names its ids stand for; ValueError for what is not named."""
        return Dimension(self.column.removesuffix("_id").removesuffix("_before"))


@dataclass(frozen=True, eq=False, kw_only=True)
class Ground:
    """A fact table as it is offered; ``one`` is what a row counts for, ``things`` what different ones are counted of.

    ``is_volume`` where its plain number tells how busy people were, which grades nobody. ``hows`` is what can be done
    with its rows, ``instead`` the sentence that says so. ``unwritten`` as for a metric.
    """

    words: str
    days: Mapping[str, Day]
    quantities: Mapping[str, Quantity] = field(default_factory=lambda: MappingProxyType({}))
    traits: Mapping[str, Trait]
    things: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    one: int | Deferred = 1
    is_volume: bool = False
    hows: tuple[How, ...] = tuple(How)
    instead: str = ""
    unwritten: str = ""


def named(column: str, words: str, *, is_later: bool = False) -> Trait:
    """Return a trait whose values are ids that names stand for."""
    return Trait(words=words, sort=Sort.NAMED, column=column, is_later=is_later)


def word(column: str, words: str, values: Mapping[str, str], *, is_later: bool = False) -> Trait:
    """Return a trait whose values are words of a list."""
    return Trait(words=words, sort=Sort.WORD, column=column, values=values, is_later=is_later)


def yes_no(column: str, words: str) -> Trait:
    """Return a trait that holds or does not."""
    return Trait(words=words, sort=Sort.YES_NO, column=column)


def money(column: str, words: str, *, is_later: bool = False) -> Trait:
    """Return a trait in minor units."""
    return Trait(words=words, sort=Sort.MONEY, column=column, is_later=is_later)


def known(column: str, words: str, unit: Unit = Unit.MONEY) -> Quantity:
    """Return a quantity that is left out where it is not known."""
    return Quantity(words=words, unit=unit, value=_[column], left_out=_[column].isnull())


DEAL_KINDS = MappingProxyType(
    {
        "new_business": gettext_noop("new business"),
        "add_on": gettext_noop("add-on"),
        "renewal": gettext_noop("renewal"),
    }
)
CONTACT_KINDS = MappingProxyType(
    {
        "call": gettext_noop("call"),
        "meeting": gettext_noop("meeting"),
        "email": gettext_noop("e-mail"),
        "message": gettext_noop("message"),
        "mail": gettext_noop("direct mail"),
        "demo": gettext_noop("demo"),
        "visit": gettext_noop("visit"),
    }
)
OUTCOMES = MappingProxyType({"open": gettext_noop("open"), "won": gettext_noop("won"), "lost": gettext_noop("lost")})
WHERE_FROM = MappingProxyType(
    {
        "source": named("source_id", gettext_noop("source")),
        "segment": named("segment_id", gettext_noop("segment")),
        "funnel": named("funnel_id", gettext_noop("funnel")),
    }
)
