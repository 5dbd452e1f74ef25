"""Reads facts from text tables, so that a test shows its situation and a metric's example can be run."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from inspect import cleandoc
from typing import Any

import pyarrow as pa

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.facts import FACT_TABLES, arrow_schema

TABLES = {
    "deal": "deals",
    "contact": "contacts",
    "move": "moves",
    "stay": "stays",
    "opportunity": "pipeline",
    "expectation": "expectations",
    "sale": "sales",
    "appointment": "appointments",
    "tally": "tallies",
    "cost_day": "costs",
    "time_entry": "time_entries",
    "name": "names",
}
PEOPLE = {"Alice": 1, "Bob": 2, "Carol": 3, "Dan": 4, "Eve": 5}
NAMED = (
    "rep",
    "team",
    "source",
    "segment",
    "funnel",
    "stage",
    "loss_reason",
    "referrer",
    "tally_kind",
    "time_category",
)
ALIASES = {
    "stage_before": ("stage_before_id", "stage"),
    "stage_after": ("stage_id", "stage"),
    "next_stage": ("next_stage_id", "stage"),
    "winner": ("winner_id", "rep"),
    "winner_team": ("winner_team_id", "team"),
    "setter": ("setter_id", "rep"),
    "setter_team": ("setter_team_id", "team"),
    **{dimension: (f"{dimension}_id", dimension) for dimension in NAMED},
}
NOTHING = {"int64": 0, "string": "", "boolean": False, "date": date(2000, 1, 1)}
USUAL = {
    "is_entry_known": True,
    "volume": 1,
    "kind": "call",
    "advance": "none",
    "outcome": "open",
    "visit": 1,
    "number": 1,
    "funnel_id": 1,
}


@dataclass
class Facts:
    """Rows by fact table, and the ids that words were given."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    ids: dict[str, dict[str, int]] = field(default_factory=lambda: {"rep": dict(PEOPLE)})

    def id(self, dimension: str, word: str) -> int:
        """The id of a word; one not seen before gets the next."""
        known = self.ids.setdefault(dimension, {})
        return known.setdefault(word, len(known) + 1)

    def tables(self) -> dict[str, pa.Table]:
        """The fact tables; a stage belongs to funnel 1, and stands where it was first named."""
        given = {(row["dimension"], row["id"]) for row in self.rows.get("names", [])}
        named = [
            _filled("names", {"dimension": dimension, "id": id_, "name": word, "position": id_, "parent_id": 1})
            for dimension in NAMED
            for word, id_ in self.ids.get(dimension, {}).items()
            if (dimension, id_) not in given
        ]
        rows = {**self.rows, "names": [*self.rows.get("names", []), *named]}
        return {name: pa.Table.from_pylist(rows[name], schema=arrow_schema(FACT_TABLES[name].columns)) for name in rows}

    def store(self) -> DuckDBStore:
        """A store in memory that holds them."""
        store = DuckDBStore(threads=1)
        store.fill(self.tables().items(), {})
        return store


def read_facts(text: str) -> Facts:
    """Read tables that are divided by empty lines; what the first column is called tells whose rows they are."""
    facts = Facts()
    for block in cleandoc(text).split("\n\n"):
        lines = [line for line in block.splitlines() if "|" in line]
        if lines:
            _read_table(facts, [[cell.strip() for cell in line.split("|")] for line in lines])
    return facts


def _read_table(facts: Facts, cells: list[list[str]]) -> None:
    header, *body = cells
    table = TABLES[header[0]]
    for row in body:
        facts.rows.setdefault(table, []).append(_row(facts, table, dict(zip(header, row, strict=True))))


def _row(facts: Facts, table: str, cells: dict[str, str]) -> dict[str, Any]:
    first, *others = cells.items()
    row: dict[str, Any] = {}
    if first[0] != "name":
        row[FACT_TABLES[table].key[0]] = facts.id("deal" if first[0] in {"stay", "opportunity"} else first[0], first[1])
    else:
        row |= {"name": first[1], "id": facts.id(cells["dimension"], first[1])}
    for name, cell in others:
        if cell:
            column, value = _cell(facts, FACT_TABLES[table].columns, name, cell)
            row[column] = value
    return _filled(table, row)


def _cell(facts: Facts, columns: Any, name: str, cell: str) -> tuple[str, Any]:
    if name in ALIASES:
        column, dimension = ALIASES[name]
        return column, facts.id(dimension, cell)
    if name in {"deal", "client", "contact"}:
        return f"{name}_id", facts.id(name, cell)
    type_ = columns[name].removeprefix("!")
    return name, value_of(name, type_, cell)


def value_of(name: str, type_: str, cell: str) -> Any:
    """A cell as the column of a fact wants it: times in microseconds, money in minor units."""
    if name.endswith("_at"):
        return microseconds(cell)
    if name.endswith("amount"):
        return int(Decimal(cell) * 100)
    read = {"date": date.fromisoformat, "boolean": {"yes": True, "no": False}.__getitem__, "int64": int, "string": str}
    return read[type_](cell)


def microseconds(text: str) -> int:
    """A day, or a day and a time, as microseconds since the epoch."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return int(moment.timestamp()) * 1_000_000


def _filled(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Fill what a table left out: days from times and times from days, what is usual, and nothing else."""
    columns = FACT_TABLES[table].columns
    filled = {name: USUAL.get(name) for name in columns} | row
    for name in columns:
        at, on = f"{name[:-3]}_at", f"{name[:-3]}_on"
        if name == on and filled[on] is None and filled.get(at) is not None:
            filled[on] = datetime.fromtimestamp(filled[at] / 1_000_000, UTC).date()
        if name == at and filled[at] is None and filled.get(on) is not None:
            filled[at] = microseconds(str(filled[on]))
    if table == "deals" and filled["closed_on"] is None:
        filled["closed_on"] = filled["won_on"] or filled["lost_on"]
    return {
        name: NOTHING[type_[1:]] if filled[name] is None and type_.startswith("!") else filled[name]
        for name, type_ in columns.items()
    }
