"""What a few words of a question can mean, the number itself apart."""

from dataclasses import dataclass
from typing import TypeAlias

from headway.engine.dimension import Dimension

YEAR_BEFORE = "year"


@dataclass(frozen=True, slots=True)
class When:
    """The period, as the engine reads it."""

    period: str


@dataclass(frozen=True, slots=True)
class Against:
    """The period to compare with: as the engine reads it, 'previous', or 'year' for the same days a year before.

    ``beside`` is the period that is meant where the question names none: this month beside last month.
    """

    period: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """What the number is cut by, in this order."""

    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Only:
    """What the number is narrowed to: ids, or kinds; ``is_of_contacts`` says of which facts a kind is.

    ``is_own`` says that the ending of the word makes it the asker's own: 'hívásom' is my call.
    """

    dimension: Dimension
    keys: tuple[str, ...]
    is_of_contacts: bool | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """The asker's team."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Words that say nothing for the number."""


Meaning: TypeAlias = When | Against | Cut | Only | OwnTeam | Nothing


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of the text, up to ``end``, with all that they can mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]
