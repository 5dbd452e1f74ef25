"""The formats that files come in: one module each, found by walking this package.

A format has ``identify(sample) -> float`` (0 for 'no', up to 1 for 'certainly'), ``detect(source) -> Reading`` with the
facts that only the format can know, and ``read(source, reading) -> Iterator[Row | Problem]``. Its name is the module's
name.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from headway.importers.reading import Reading
from headway.importers.records import Problem
from headway.importers.refusals import NotText, UnknownFormat
from headway.importers.row import Row
from headway.importers.source import Source


class Format(Protocol):
    """What a module of this package offers."""

    __name__: str

    def identify(self, sample: bytes) -> float:
        """Tell how surely a file that begins so is of this format."""
        ...

    def detect(self, source: Source) -> Reading:
        """Find the facts of reading that only the format can know."""
        ...

    def read(self, source: Source, reading: Reading) -> Iterator[Row | Problem]:
        """Read the rows, in the order of the file."""
        ...


def formats() -> dict[str, Format]:
    """Return every format by its name."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return {name: cast("Format", import_module(f"{__name__}.{name}")) for name in names}


def format_named(name: str) -> Format:
    """Return the format of this name, or refuse with the names there are."""
    known = formats()
    if name not in known:
        raise UnknownFormat(format=name, formats=", ".join(known))
    return known[name]


def recognise(source: Source) -> str:
    """Return the name of the format that is surest of the file; refuse one that all formats say no to."""
    sample = source.sample()
    likely = {name: one.identify(sample) for name, one in formats().items()}
    name = max(likely, key=lambda one: likely[one])
    if not likely[name]:
        raise NotText(name=source.name)
    return name
