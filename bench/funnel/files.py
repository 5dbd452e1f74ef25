"""The made-up log as files: a table each, Parquet or CSV, with what it was made from beside them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from bench.funnel.made import CATEGORIES, STAGES, TEAMS, Deal, costs_of, day, deals_of, tallies_of, times_of

MANIFEST = "made.json"
_BATCH = 5_000
Row = tuple[Any, ...]

# Each table by its name, with the type of each column.
TABLES: Mapping[str, Mapping[str, str]] = {
    "rep": {"id": "int64", "team_id": "int64"},
    "place": {"stage_id": "int64", "name": "string", "position": "int64", "phase": "string"},
    "deal": {
        "id": "int64", "client_id": "int64", "owner_id": "int64", "source_id": "int64", "segment_id": "int64",
        "kind": "string", "entered_at": "int64", "entered_on": "date32", "value_amount": "int64",
    },
    "contact": {
        "id": "int64", "deal_id": "int64", "client_id": "int64", "rep_id": "int64", "kind": "string",
        "is_inbound": "bool", "is_cold": "bool", "happened_at": "int64", "happened_on": "date32", "position": "int64",
        "duration_seconds": "int64", "stage_after_id": "int64",
    },
    "sale": {
        "id": "int64", "deal_id": "int64", "client_id": "int64", "rep_id": "int64", "kind": "string",
        "is_won_back": "bool", "sold_on": "date32", "amount": "int64", "cost_amount": "int64",
    },
    "appointment": {
        "id": "int64", "deal_id": "int64", "rep_id": "int64", "set_by_id": "int64", "set_on": "date32",
        "due_on": "date32", "kept_on": "date32",
    },
    "expectation": {"deal_id": "int64", "said_on": "date32", "expected_on": "date32"},
    "tally": {"rep_id": "int64", "counted_on": "date32", "count": "int64"},
    "time_entry": {
        "rep_id": "int64", "category": "string", "is_selling": "bool", "spent_on": "date32", "seconds": "int64",
    },
    "cost": {"source_id": "int64", "spent_on": "date32", "amount": "int64"},
}  # fmt: skip


def write_files(folder: Path, *, contacts: int, seed: int, reps: int, is_csv: bool = False) -> None:
    """Write all tables into a folder, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        write = {name: _writer(files, folder, name, is_csv=is_csv) for name in TABLES}
        for name, rows in _standing(seed, reps).items():
            write[name](list(rows))
        deals = deals_of(contacts, seed=seed, reps=reps)
        while some := list(islice(deals, _BATCH)):
            for name, told in _OF_A_DEAL.items():
                write[name]([row for deal in some for row in told(deal)])
    manifest = {"contacts": contacts, "seed": seed, "reps": reps}
    (folder / MANIFEST).write_text(json.dumps(manifest) + "\n")


def made_from(folder: Path) -> dict[str, int]:
    """Return what a folder was made from: about how many contacts, the seed, the number of reps."""
    told: dict[str, int] = json.loads((folder / MANIFEST).read_text())
    return told


def _standing(seed: int, reps: int) -> dict[str, Iterable[Row]]:
    """Return the rows of the tables that no deal adds to."""
    lost = len(STAGES) - 1
    return {
        "rep": ((rep, (rep - 1) % TEAMS + 1) for rep in range(1, reps + 1)),
        # Lost is off the road: it has no place on it.
        "place": ((at + 1, name, None if at == lost else at, phase) for at, (name, phase) in enumerate(STAGES)),
        "tally": tallies_of(seed, reps),
        "time_entry": ((rep, *CATEGORIES[at], on, seconds) for rep, on, at, seconds in times_of(seed, reps)),
        "cost": costs_of(seed),
    }


def _deal(deal: Deal) -> Iterator[Row]:
    yield (
        deal.id, deal.id, deal.rep, deal.source, deal.segment, deal.kind, deal.at, day(deal.at), deal.amount
    )  # fmt: skip


def _contacts(deal: Deal) -> Iterator[Row]:
    for each in deal.contacts:
        stage = None if each.place is None else each.place + 1
        yield (each.id, deal.id, deal.id, deal.rep, each.kind, each.is_inbound, each.is_cold, each.at, day(each.at),
               each.number, 600, stage)  # fmt: skip


def _sales(deal: Deal) -> Iterator[Row]:
    for each in deal.sales:
        yield (each.id, deal.id, deal.id, deal.rep, each.kind, each.is_won_back, day(each.at), each.amount, each.cost)


def _appointments(deal: Deal) -> Iterator[Row]:
    for each in deal.appointments:
        kept_on = None if each.kept_by is None else day(each.kept_by.at)
        yield each.id, deal.id, deal.rep, each.set_by.id, day(each.set_by.at), each.due_on, kept_on


def _expectations(deal: Deal) -> Iterator[Row]:
    return ((deal.id, day(at), on) for at, on in deal.expected)


_OF_A_DEAL: Mapping[str, Callable[[Deal], Iterator[Row]]] = {
    "deal": _deal,
    "contact": _contacts,
    "sale": _sales,
    "appointment": _appointments,
    "expectation": _expectations,
}


def _writer(files: ExitStack, folder: Path, name: str, *, is_csv: bool) -> Callable[[list[Row]], None]:
    schema = pa.schema([(column, getattr(pa, type_)()) for column, type_ in _arrow(TABLES[name])])
    path = folder / f"{name}.{'csv' if is_csv else 'parquet'}"
    open_ = csv.CSVWriter if is_csv else pq.ParquetWriter
    writer = files.enter_context(open_(str(path), schema))

    def write(rows: list[Row]) -> None:
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema))

    return write


def _arrow(columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, "bool_" if type_ == "bool" else type_) for name, type_ in columns.items())
