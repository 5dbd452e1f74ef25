"""What a row can be: one module for each noun, found by walking this package.

A noun has FIELDS (those a column can be mapped to), REQUIRED (those without which no row means anything), TELLING
(those whose presence tells this noun from the others) and ``convert(rows, lens) -> Iterator[Record | Problem]``. Its
name in a mapping is the module's name with blanks for underscores.
"""

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol, cast

from headway.importers.lens import Lens
from headway.importers.records import Problem, Record
from headway.importers.row import Row


class Noun(Protocol):
    """What a module of this package offers."""

    FIELDS: tuple[str, ...]
    REQUIRED: tuple[str, ...]
    TELLING: tuple[str, ...]

    def convert(self, rows: Iterable[Row | Problem], lens: Lens) -> Iterator[Record | Problem]:
        """Turn rows into records."""
        ...


def nouns() -> dict[str, Noun]:
    """Return every noun by its name."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return {name.replace("_", " "): cast("Noun", import_module(f"{__name__}.{name}")) for name in names}
