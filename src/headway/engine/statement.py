"""A statement: SQL text that Ibis compiled for a dialect, the names of its bound values, the columns it returns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import ibis
import pyarrow as pa

from headway.engine.databases.kept_texts import text_of
from headway.engine.facts import arrow_schema

# Ibis knows no bound values in compiled text: a value is marked by a string that nobody writes, and cast to its type.
_MARK = re.compile(r"'\{(\w+)\}'")


class Reader(Protocol):
    """Facts that stand still: every query sees the same rows."""

    def query(self, sql: str, parameters: Sequence[object]) -> pa.Table:
        """Run a text with values for its ``$1``, ``$2`` ... and return the rows."""
        ...


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled text; ``names`` are the values to bind, in the order of ``$1``, ``$2`` ..."""

    text: str
    names: tuple[str, ...]
    schema: pa.Schema

    def run(self, facts: Reader, values: Mapping[str, object]) -> list[dict[str, Any]]:
        """Ask the facts and return the rows with the types that the expression promised."""
        rows: list[dict[str, Any]] = self.table(facts, values).to_pylist()
        return rows

    def columns(self, facts: Reader, values: Mapping[str, object]) -> dict[str, list[Any]]:
        """Ask the facts and return the values of each column: of many rows, without a mapping for each."""
        found = self.table(facts, values)
        return dict(zip(found.column_names, (each.to_pylist() for each in found.columns), strict=True))

    def table(self, facts: Reader, values: Mapping[str, object]) -> pa.Table:
        """Ask the facts and return the rows as columns, for those that are too many to be looked at one by one."""
        found = facts.query(self.text, [values[name] for name in self.names])
        # To cast at all, Arrow loads what takes as long as a small question.
        return found if found.schema == self.schema else found.cast(self.schema)

    def paged(self) -> "Statement":
        """The same with a page of its rows: ``limit`` rows after ``offset``."""
        size = len(self.names)
        text = f"{self.text}\nLIMIT CAST(${size + 1} AS INTEGER) OFFSET CAST(${size + 2} AS INTEGER)"
        return Statement(text, (*self.names, "limit", "offset"), self.schema)


def asked(name: str, type_: str) -> ibis.Value:
    """Return a value of a type that is bound when the statement runs."""
    return ibis.literal(f"{{{name}}}").cast(type_)


def compiled(expression: ibis.Table, dialect: str) -> Statement:
    """Compile an expression over unbound tables; the slow part, so keep what it returns."""
    marked = text_of(expression, dialect)
    names = tuple(dict.fromkeys(_MARK.findall(marked)))
    text = _MARK.sub(lambda mark: f"${names.index(mark[1]) + 1}", marked)
    types = {name: str(type_).removeprefix("!") for name, type_ in expression.schema().items()}
    return Statement(text, names, arrow_schema(types))
