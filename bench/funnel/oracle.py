"""The oracle: the answers of SQL on the raw log, asked in DuckDB over the files, and how answers are compared."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from bench.funnel.files import TABLES
from bench.funnel.questions import VIEWS, Asked, questions

Row = dict[str, Any]
Answers = dict[str, list[Row]]


class Oracle:
    """The files of a folder in DuckDB, and what SQL says of them."""

    def __init__(self, folder: Path) -> None:
        self._database = duckdb.connect()
        for name in TABLES:
            path = next(folder.glob(f"{name}.*"))
            self._database.execute(f"CREATE TABLE {name} AS FROM '{path}'")
        self._database.execute(VIEWS)

    def answer(self, asked: Asked) -> list[Row]:
        """Return the rows that answer a question."""
        cursor = self._database.execute(asked.bound)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, map(plain, row), strict=True)) for row in cursor.fetchall()]

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def answers_of(folder: Path) -> Answers:
    """Return the answers to all questions."""
    with closing(Oracle(folder)) as oracle:
        return {asked.name: in_order(oracle.answer(asked)) for asked in questions()}


def plain(value: Any) -> Any:
    """Write a value so that JSON keeps it: a number that is whole as an integer, others with six decimals."""
    if isinstance(value, (Decimal, float)):
        return int(value) if value == int(value) else round(float(value), 6)
    return value


def in_order(rows: list[Row]) -> list[Row]:
    """Return rows in an order of their own, without those that count nothing: such a line may be left out."""
    told = ({name: plain(value) for name, value in row.items()} for row in rows)
    counted = [row for row in told if any(value for name, value in row.items() if name != "rep")]
    return sorted(counted, key=lambda row: json.dumps(row, sort_keys=True))


def differences(expected: list[Row], found: list[Row]) -> Iterator[str]:
    """Say where answers differ, a line each; the order of rows says nothing, how often each stands there does."""
    wanted, given = (Counter(json.dumps(row, sort_keys=True) for row in in_order(rows)) for rows in (expected, found))
    yield from (f"missing: {row}" for row in (wanted - given).elements())
    yield from (f"too much: {row}" for row in (given - wanted).elements())
