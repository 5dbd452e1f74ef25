"""What the tables of an engine must do with changes, each a situation that ends in the same rows everywhere."""

from contextlib import suppress
from datetime import date

import pyarrow as pa

from headway.engine.answer import ask
from headway.engine.databases.change import Change
from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.engine.period import Period
from headway.engine.question import Question
from tests.random_facts import random_tables


def changes_come_and_go(store):
    """Some deals change, some go, and what is known up to then is remembered."""
    other = random_tables(12)
    contacts = other["contacts"].filter(pa.compute.less(other["contacts"]["deal_id"], 40))
    deals = other["deals"].slice(0, 20)
    changes = [
        ("contacts", Change("deal_id", list(range(60)), contacts)),
        ("deals", Change("deal_id", list(range(30)), deals)),
        ("deals", Change("deal_id", [299], deals.slice(0, 0))),
        ("names", Change("dimension", ["rep"], other["names"].slice(0, 2))),
    ]
    store.apply(changes, {"position": "7"})
    store.apply(changes, {"position": "8"})
    return everything(store), store.state("position"), store.state("unheard of")


def a_change_that_fails_halfway(store):
    """The second table of a change holds something else than facts."""
    before = everything(store)
    gone = Change("sale_id", [1, 2], _no_rows("sales"))
    wrong = Change("deal_id", [3], pa.table({"deal_id": ["no number"]}))
    with suppress(Exception):
        store.apply([("sales", gone), ("deals", wrong)], {"position": "9"})
    return everything(store) == before, store.state("position")


def a_sale_of_1850(store):
    """
    sale | sold on
    1    | 1 May 1850
    """
    sale = {**random_tables(11)["sales"].slice(1, 1).to_pylist()[0], "sold_on": date(1850, 5, 1)}
    rows = pa.Table.from_pylist([sale], schema=arrow_schema(FACT_TABLES["sales"].columns))
    with suppress(Exception):
        store.apply([("sales", Change("sale_id", [1], rows))], {})
    may = Period(date(1850, 5, 1), date(1850, 6, 1))
    return ask(Question(metric="sales_volume", period=may), store).total


ABILITIES = {
    "changes come and go": changes_come_and_go,
    "a change that fails halfway leaves nothing": a_change_that_fails_halfway,
    "a sale of the year 1850": a_sale_of_1850,
}


def everything(store):
    """Return every row of every table, in an order of its own."""
    with store.reading() as facts:
        return {name: _rows(facts, table) for name, table in FACT_TABLES.items()}


def _rows(facts, table):
    names = ", ".join(table.columns)
    found = facts.query(f"SELECT {names} FROM {table.name}", [])
    return sorted(found.cast(arrow_schema(table.columns)).to_pylist(), key=str) if found.num_rows else []


def _no_rows(name):
    return arrow_schema(FACT_TABLES[name].columns).empty_table()
