"""Files written for one test, and what the importers make of them."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import pytest

from headway.importers import Problem, convert, inspect, load_mapping
from headway.importers.formats import format_named, recognise
from headway.importers.source import Source

FUNNEL = """
[funnel]
name = "Sales"
stages = [
  { name = "Need", phase = "lead" },
  { name = "Offer", phase = "opportunity" },
  { name = "Order", phase = "opportunity" },
  { name = "Won", phase = "won" },
  { name = "Lost", phase = "lost" },
]
"""


@pytest.fixture
def file(tmp_path) -> Callable[..., Path]:
    """Write a file: text is dedented and encoded, bytes are written as they are."""

    def write(content: str | bytes, name: str = "deals.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        content = dedent(content).lstrip("\n").encode(encoding) if isinstance(content, str) else content
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return path

    return write


@pytest.fixture
def read(file) -> Callable[..., SimpleNamespace]:
    """Read a file as it was detected: `.rows` are its cells, `.problems` what could not be read."""

    def rows_of(content: str | bytes, name: str = "deals.csv", **corrected: object) -> SimpleNamespace:
        source = Source(file(content, name))
        format_ = format_named(recognise(source))
        reading = replace(format_.detect(source), **corrected)
        rows = [*format_.read(source, reading)]
        return SimpleNamespace(
            reading=reading,
            rows=[dict(row.cells) for row in rows if not isinstance(row, Problem)],
            lines=[row.line for row in rows if not isinstance(row, Problem)],
            problems=[row for row in rows if isinstance(row, Problem)],
            source=source,
        )

    return rows_of


@pytest.fixture
def converted(file) -> Callable[..., SimpleNamespace]:
    """Convert a table by a mapping in TOML: `.records`, and `.problems` as (line, reason) with `.kept` apart."""

    def records_of(content: str | bytes, mapping: str, name: str = "deals.csv", **corrected: object) -> SimpleNamespace:
        path = file(content, name)
        reading = replace(inspect(path).reading, **corrected)
        made = [*convert(path, reading, load_mapping(mapping))]
        problems = [one for one in made if isinstance(one, Problem)]
        return SimpleNamespace(
            records=[one for one in made if not isinstance(one, Problem)],
            problems=[(one.line, str(one.reason)) for one in problems if not one.is_kept],
            kept=[(one.line, str(one.reason)) for one in problems if one.is_kept],
        )

    return records_of


@pytest.fixture
def funnel() -> str:
    """The funnel Need, Offer, Order, Won, Lost, as a mapping writes it."""
    return FUNNEL
