"""The DuckDB store: changes all or nothing, readings that stand still, a file that is rebuilt when it is of no use."""

import subprocess
import sys
from datetime import date
from threading import Thread
from types import SimpleNamespace

import duckdb
import pytest

from headway.engine.databases.change import Change
from headway.engine.databases.duckdb import DuckDBStore, FactsInUse
from headway.engine.facts import DEALS, SALES, arrow_schema
from tests.facts_in_text import read_facts

SALES_OF_TWO = """
    sale | sold_on    | amount | deal
    1    | 2024-01-05 | 100.00 | A
    2    | 2024-01-06 | 200.00 | A
    3    | 2024-01-07 | 400.00 | B
    """
DEALS_NONE = arrow_schema(DEALS.columns).empty_table()
SALES_NONE = arrow_schema(SALES.columns).empty_table()
COUNT = "SELECT sale_id, amount FROM sales ORDER BY sale_id"


def sales(text):
    return read_facts(text).tables()["sales"]


def amounts(store):
    return {row["sale_id"]: row["amount"] for row in store.query(COUNT).to_pylist()}


def amounts_as_they_lie(store):
    return {row["sale_id"]: row["amount"] for row in store.query("SELECT sale_id, amount FROM sales").to_pylist()}


@pytest.fixture
def store():
    with DuckDBStore(threads=1) as store:
        store.load("sales", sales(SALES_OF_TWO))
        yield store


def test_a_change_replaces_the_rows_of_its_keys(store):
    """
    sale | sold_on    | amount | deal
    2    | 2024-01-06 | 250.00 | A
    """
    rows = sales(test_a_change_replaces_the_rows_of_its_keys.__doc__)
    changes = [("sales", Change("deal_id", [1], rows)), ("deals", Change("deal_id", [1], DEALS_NONE))]
    store.apply(changes, {"position": "7"})
    assert amounts(store) == {1: 25000, 3: 40000}
    assert store.state("position") == "7"


def test_thousands_of_numbers_are_bound_without_a_look_for_pandas_at_each(store, monkeypatch):
    looked_for = []
    spy = SimpleNamespace(find_spec=lambda name, *_: looked_for.append(name))
    monkeypatch.setattr(sys, "meta_path", [spy, *sys.meta_path])
    numbers = [3, -1, 2**62, *range(1000)]
    found = store.query("SELECT unnest(CAST($1 AS BIGINT[])) AS number", [numbers])
    assert found["number"].to_pylist() == numbers
    assert looked_for.count("pandas") < 10
    assert store.query("SELECT unnest(CAST($1 AS VARCHAR[])) AS word", [["a, b", "]"]])["word"].to_pylist() == [
        "a, b",
        "]",
    ]


def test_words_are_bound_whatever_they_say_and_numbers_and_days_are_what_they_were(store):
    asked = "SELECT $1 AS word, CAST($2 AS DATE) AS day, CAST($3 AS BIGINT) AS number, $1 || '!' AS again"
    (row,) = store.query(asked, ["$2 ' OR $3", date(1, 2, 3), -4]).to_pylist()
    assert row == {"word": "$2 ' OR $3", "day": date(1, 2, 3), "number": -4, "again": "$2 ' OR $3!"}


def test_a_change_may_leave_nothing(store):
    store.apply([("sales", Change("sale_id", [1, 2, 9], SALES_NONE))], {})
    assert amounts(store) == {3: 40000}


def test_a_change_may_be_keyed_by_words(store):
    names = read_facts("name | dimension\nFair | source\nBob | rep").tables()["names"]
    store.load("names", names)
    store.apply([("names", Change("dimension", ["rep"], names.slice(0, 0)))], {})
    assert store.query("SELECT DISTINCT dimension FROM names").to_pylist() == [{"dimension": "source"}]


def test_a_change_that_fails_changes_nothing(store):
    broken = sales(SALES_OF_TWO).drop_columns(["amount"])
    with pytest.raises(KeyError):
        store.apply(
            [("sales", Change("sale_id", [1], SALES_NONE)), ("sales", Change("sale_id", [2], broken))],
            {"position": "8"},
        )
    assert amounts(store) == {1: 10000, 2: 20000, 3: 40000}
    assert store.state("position") is None


def test_a_fact_that_must_be_known_cannot_be_missing(store):
    rows = sales(SALES_OF_TWO)
    schema = rows.schema.set(0, rows.schema.field(0).with_nullable(True))
    holes = rows.cast(schema).set_column(0, schema.field(0), [[None, 5, 6]])
    with pytest.raises(ValueError) as refusal:
        store.load("sales", holes)
    assert "sale_id" in str(refusal.value)


def test_filling_replaces_everything(store):
    store.apply([], {"position": "1", "other": "2"})
    store.fill([("sales", sales(SALES_OF_TWO).slice(2)), ("sales", sales(SALES_OF_TWO).slice(0, 1))], {"position": "9"})
    assert amounts(store) == {1: 10000, 3: 40000}
    assert (store.state("position"), store.state("other")) == ("9", None)


def test_what_fills_a_table_lies_in_the_order_of_its_days_and_without_one_last(store):
    """
    sale | sold_on    | amount
    1    | 2024-01-07 | 100.00
    2    | 2024-01-05 | 200.00
    3    | 2024-01-06 | 400.00

    deal | entered_on | won_on     | outcome
    A    | 2024-01-02 |            | open
    B    | 2024-01-03 | 2024-01-09 | won
    C    | 2024-01-01 |            | open
    D    | 2024-01-04 | 2024-01-08 | won
    """
    tables = read_facts(test_what_fills_a_table_lies_in_the_order_of_its_days_and_without_one_last.__doc__).tables()
    pages = [("sales", tables["sales"].slice(0, 2)), ("sales", tables["sales"].slice(2)), ("deals", tables["deals"])]
    store.fill(pages, {})
    assert list(amounts_as_they_lie(store)) == [2, 3, 1]
    assert store.query("SELECT deal_id FROM deals")["deal_id"].to_pylist() == [4, 2, 3, 1]


def test_what_is_read_stands_still_while_others_write(store):
    with store.reading() as facts:
        before = facts.query(COUNT, []).num_rows
        writer = Thread(target=store.apply, args=([("sales", Change("sale_id", [1], SALES_NONE))], {}))
        writer.start()
        writer.join()
        assert facts.query(COUNT, []).num_rows == before
    assert store.query(COUNT).num_rows == before - 1


def test_many_threads_may_read(store):
    seen = []
    readers = [Thread(target=lambda: seen.append(amounts(store))) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert seen == [{1: 10000, 2: 20000, 3: 40000}] * 8


def test_a_file_keeps_what_was_applied(tmp_path):
    path = tmp_path / "facts.duckdb"
    with DuckDBStore(path, threads=1) as store:
        store.apply([("sales", Change("sale_id", [], sales(SALES_OF_TWO)))], {"position": "3"})
    with DuckDBStore(path) as store:
        assert len(amounts(store)) == 3
        assert store.state("position") == "3"


def test_what_does_not_fit_into_its_memory_goes_by_way_of_a_folder(tmp_path):
    """Two million numbers of 8 bytes, held twice while they are put into another order, are more than 24 MB."""
    numbers = "SELECT hash(range) AS number FROM range(2_000_000) ORDER BY number"
    sql = f"SELECT count(*) AS many, min(number) AS least FROM (SELECT * FROM ({numbers}) OFFSET 1)"
    with DuckDBStore(tmp_path / "facts.duckdb", threads=1, megabytes=24) as little, DuckDBStore(threads=1) as much:
        assert little.query("SELECT current_setting('memory_limit') AS held").to_pylist() == [{"held": "24.0 MiB"}]
        assert little.query(sql).to_pylist() == much.query(sql).to_pylist()


@pytest.mark.parametrize("make", ["other", "older", "garbage"])
def test_a_file_of_no_use_is_made_anew(tmp_path, make):
    path = tmp_path / "facts.duckdb"
    if make == "garbage":
        path.write_bytes(b"no columns at all" * 1000)
    else:
        with duckdb.connect(str(path)) as database:
            database.execute("CREATE TABLE sales (sale_id BIGINT)")
            if make == "older":
                database.execute("CREATE TABLE make AS SELECT 'another' AS fingerprint")
    with DuckDBStore(path, threads=1) as store:
        assert amounts(store) == {}
        assert store.state("position") is None


def test_a_file_belongs_to_one_process(tmp_path):
    path = tmp_path / "facts.duckdb"
    holder = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holder, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(FactsInUse) as refusal:
            DuckDBStore(path)
        other.stdin.close()
    assert str(refusal.value) == (
        f"The facts in {path} are open in another process: stop it, or choose another data folder."
    )


def test_no_question_reaches_a_file(store, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with pytest.raises(duckdb.PermissionException):
        store.query(f"SELECT * FROM read_csv('{secret}')")


def test_contacts_lie_in_the_order_of_their_days_after_a_fill_of_any_pages(store):
    """A page is what the log gives at once; what was there before is gone."""
    pages = [
        read_facts(f"contact | happened_on | kind\n{number} | 2024-01-{day} | call").tables()["contacts"]
        for number, day in ((1, "20"), (2, "03"), (3, "11"), (4, "01"))
    ]
    for _twice in range(2):
        store.fill((("contacts", page) for page in pages), {})
        days = store.query("SELECT happened_on FROM contacts").to_pylist()
        assert [row["happened_on"].day for row in days] == [1, 3, 11, 20]
