"""Facts as Parquet files: what a folder holds after each run, and what whoever loads it has to replace."""

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headway.engine.databases import months
from headway.engine.databases.change import Change
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.databases.parquet import FolderInUse, NotOurFolder, ParquetFolder, Part, parts_since
from headway.engine.facts import FACT_TABLES, arrow_schema
from tests.random_facts import random_tables

SALES = {1: date(2024, 1, 5), 2: date(2024, 1, 9), 3: date(2024, 2, 1)}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "facts"


@pytest.fixture
def files(folder):
    files = ParquetFolder(folder)
    yield files
    files.close()


def sales(days):
    row = random_tables(1)["sales"].slice(0, 1).to_pylist()[0]
    rows = [{**row, "sale_id": id_, "sold_on": on} for id_, on in days.items()]
    return pa.Table.from_pylist(rows, schema=arrow_schema(FACT_TABLES["sales"].columns))


def held(folder):
    """The sales of the files that the manifest names."""
    paths = [folder / part.file for part in parts_since(folder, 0) if part.table == "sales" and part.file]
    rows = [row for path in paths for row in pq.read_table(path, partitioning=None).to_pylist()]
    return {row["sale_id"]: row["sold_on"] for row in rows}


def test_each_month_is_a_file_and_a_name_has_none(files, folder):
    files.fill([("sales", sales(SALES)), ("names", random_tables(1)["names"])], {"position": "5"})
    assert held(folder) == SALES
    assert {(part.table, part.month, part.rows) for part in parts_since(folder, 0)} == {
        ("sales", "2024-01", 2),
        ("sales", "2024-02", 1),
        ("names", "always", random_tables(1)["names"].num_rows),
    }
    assert (files.sequence, files.state("position"), files.rows_written(0)["sales"]) == (1, "5", 3)


def test_the_files_of_a_table_are_done_before_the_next_one_comes(files, folder):
    """Of a hundred months and ten tables no thousand files stand open: an operating system allows as many by itself."""
    made = random_tables(1)
    with months.MonthFiles(folder, 1) as taken:
        taken.add(FACT_TABLES["sales"], sales(SALES))
        taken._write_held()
        open_before = len(taken._files)
        taken.add(FACT_TABLES["names"], made["names"])
        assert (open_before, len(taken._files)) == (2, 0)
    assert taken.parts["sales"]["2024-01"]["rows"] == 2
    assert pq.read_table(folder / taken.parts["sales"]["2024-01"]["file"], partitioning=None).num_rows == 2


def test_a_change_writes_the_months_it_touches_and_no_others(files, folder):
    """
    sale | sold on | then
    1    | 5 Jan   | 5 Jan
    2    | 9 Jan   | 3 March
    3    | 1 Feb   | gone
    """
    files.fill([("sales", sales(SALES))], {"position": "5"})
    files.apply([("sales", Change("sale_id", [2, 3], sales({2: date(2024, 3, 3)})))], {"position": "6"})
    assert held(folder) == {1: date(2024, 1, 5), 2: date(2024, 3, 3)}
    later = parts_since(folder, 1)
    assert [(part.month, part.rows) for part in later] == [("2024-01", 1), ("2024-02", 0), ("2024-03", 1)]
    assert [part.file is None for part in later] == [False, True, False]
    assert len(list(folder.glob("sales/*/*.parquet"))) == 2
    files.apply([("sales", Change("sale_id", [1], sales({})))], {"position": "7"})
    assert [part.month for part in parts_since(folder, 2)] == ["2024-01"]


def test_who_replaces_the_later_parts_has_what_the_folder_has(files, folder):
    """Any run may be missed; the parts of the runs since then are enough."""
    taken = {}
    last = 0
    files.fill([("sales", sales(SALES))], {})
    for day, (gone, come) in enumerate([([1], {1: 2}), ([9], {9: 1}), ([2, 9], {}), ([3], {3: 3, 4: 1})], start=10):
        rows = sales({id_: date(2024, month, day) for id_, month in come.items()})
        files.apply([("sales", Change("sale_id", gone, rows))], {})
        if day != 11:
            for part in parts_since(folder, last):
                read = pq.read_table(folder / part.file, partitioning=None).to_pylist() if part.file else []
                taken[part.month] = {row["sale_id"]: row["sold_on"] for row in read}
            last = files.sequence
    together = {id_: on for month in taken.values() for id_, on in month.items()}
    assert together == held(folder)


def test_nothing_new_is_no_run(files, folder):
    files.fill([("sales", sales(SALES))], {"position": "5"})
    files.apply([("sales", Change("sale_id", [77], sales({})))], {"position": "6"})
    assert (files.sequence, files.state("position"), parts_since(folder, 1)) == (1, "6", [])


def test_a_run_that_was_cut_short_changes_nothing_and_leaves_nothing(files, folder):
    files.fill([("sales", sales(SALES))], {"position": "5"})

    def pages():
        yield "sales", sales({8: date(2024, 1, 1)})
        message = "the machine stops"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="stops"):
        files.fill(pages(), {"position": "9"})
    assert len(list(folder.glob("sales/*/*.parquet"))) == 3
    files.close()
    again = ParquetFolder(folder)
    assert (held(folder), again.state("position")) == (SALES, "5")
    assert len(list(folder.glob("sales/*/*.parquet"))) == 2
    again.close()


def test_filled_anew_a_month_without_rows_is_said_to_be_empty(files, folder):
    files.fill([("sales", sales(SALES))], {})
    files.fill([("sales", sales({3: date(2024, 2, 1)}))], {})
    assert parts_since(folder, 1) == [
        Part("sales", "2024-01", 2, 0, None),
        Part("sales", "2024-02", 2, 1, "sales/month=2024-02/0000000002.parquet"),
    ]


def test_many_rows_are_written_as_they_come(files, folder, monkeypatch):
    monkeypatch.setattr(months, "_HELD", 1)
    pages = (
        {1: date(2024, 1, 5)},
        {2: date(2024, 1, 6), 3: date(2024, 2, 1)},
        {4: date(2024, 1, 7), 5: date(2024, 1, 8)},
    )
    files.fill([("sales", sales(page)) for page in pages], {})
    assert held(folder) == pages[0] | pages[1] | pages[2]


def test_facts_of_another_make_count_as_none(files, folder):
    files.fill([("sales", sales(SALES))], {"position": "5"})
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["tables"]["sales"]["columns"]["amount"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    files.close()
    again = ParquetFolder(folder)
    assert again.state("position") is None
    again.close()


def test_a_folder_has_one_writer(files, folder):
    with pytest.raises(FolderInUse, match="Another run is writing facts"):
        ParquetFolder(folder)


@pytest.mark.parametrize("what", [{"notes.txt": "hello"}, {"manifest.json": '{"format": 99}'}])
def test_a_folder_of_something_else_is_left_alone(folder, what):
    folder.mkdir()
    for name, text in what.items():
        (folder / name).write_text(text)
    for look in (lambda: ParquetFolder(folder), lambda: parts_since(folder, 0)):
        with pytest.raises(NotOurFolder, match="no facts that this version of Headway wrote"):
            look()
    assert {each.name for each in folder.iterdir()} - {".lock"} == {*what}


def test_a_folder_that_is_not_there_has_no_parts(folder):
    with pytest.raises(NotOurFolder):
        parts_since(folder, 0)


def test_another_engine_reads_the_same_from_the_files(files, folder):
    """DuckDB, by the files of the manifest, against DuckDB filled with the rows themselves."""
    files.fill(random_tables(3).items(), {})
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(3).items(), {})
        for name, table in FACT_TABLES.items():
            mine = store.query(f"SELECT * FROM {name}").to_pylist()
            read = pa.concat_tables([pq.read_table(path, partitioning=None) for path in files.files(name)])
            theirs = read.cast(arrow_schema(table.columns)).to_pylist()
            assert sorted(mine, key=str) == sorted(theirs, key=str)
