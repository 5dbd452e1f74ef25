"""The facts as files: what runs leave behind each time the log changed, against a copy made anew."""

import json
import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headway.engine.databases.parquet import ParquetFolder
from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.web.facts.export import export_facts
from headway.web.facts.local import LONGEST_REST, LocalStore
from headway.web.jobs.upkeep import CHANGES_KEPT
from headway.web.log import NewContact, delete_contact, log_contact
from headway.web.models import Client, Contact, Deal, Stage, User


def _exported(folder: Path) -> dict[str, list[dict[str, object]]]:
    files = ParquetFolder(folder)
    try:
        return {name: _rows(name, files.files(name)) for name in FACT_TABLES}
    finally:
        files.close()


def _rows(name: str, paths: list[Path]) -> list[dict[str, object]]:
    schema = arrow_schema(FACT_TABLES[name].columns)
    parts = [pq.read_table(path, partitioning=None).cast(schema) for path in paths]
    return sorted(pa.concat_tables([schema.empty_table(), *parts]).to_pylist(), key=str)


def _anew() -> dict[str, list[dict[str, object]]]:
    store = LocalStore(None)
    with store.reading() as facts:
        tables = {name: facts.query(f"SELECT * FROM {name}", []).to_pylist() for name in FACT_TABLES}
    store.close()
    return {name: sorted(rows, key=str) for name, rows in tables.items()}


def _called(pump: Client, deal: Deal, bob: User, at: datetime, stage: Stage | None = None) -> Contact:
    new = NewContact(uid=uuid.uuid4(), client=pump, deal=deal, rep=bob, kind="call", happened_at=at, stage_after=stage)
    return log_contact(new, by=bob, now=at)


def test_each_run_brings_what_changed_deletions_included(
    tmp_path: Path, pump: Client, deal: Deal, bob: User, alice: User, stage: dict[str, Stage], now: datetime
) -> None:
    """
    before run | what happened
    1          | a call in May
    2          | a call in June that moves the deal
    3          | the call in May is deleted
    4          | nothing
    """
    first = _called(pump, deal, bob, now)
    assert export_facts(tmp_path).rows["contacts"] == 1
    assert _exported(tmp_path) == _anew()
    _called(pump, deal, bob, now + timedelta(days=30), stage["Need"])
    second = export_facts(tmp_path)
    assert (second.former, second.sequence, second.rows["contacts"]) == (1, 2, 1)
    assert _exported(tmp_path) == _anew()
    delete_contact(first, by=alice, now=now + timedelta(days=31))
    assert export_facts(tmp_path).rows["contacts"] == 0
    assert _exported(tmp_path) == _anew()
    assert export_facts(tmp_path).sequence == 3


def test_a_folder_that_lay_still_too_long_is_written_anew(
    tmp_path: Path, pump: Client, deal: Deal, bob: User, now: datetime
) -> None:
    """The changes of the time between may have been dropped by then."""
    assert LONGEST_REST < CHANGES_KEPT
    export_facts(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    manifest["state"]["looked_at"] = str(int(manifest["state"]["looked_at"]) - 7 * 86_400_000_000)
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    again = export_facts(tmp_path)
    assert (again.sequence, again.rows["deals"]) == (2, 1)


def test_the_folder_of_another_or_a_restored_log_is_written_anew(
    tmp_path: Path, pump: Client, deal: Deal, bob: User, now: datetime
) -> None:
    for key, value in (("log", "another"), ("position", None)):
        former = export_facts(tmp_path).sequence
        manifest = json.loads((tmp_path / "manifest.json").read_text())
        manifest["state"][key] = value or _ahead(manifest["state"][key])
        (tmp_path / "manifest.json").write_text(json.dumps(manifest))
        assert export_facts(tmp_path).sequence == former + 1
        assert _exported(tmp_path) == _anew()


def _ahead(position: str) -> str:
    """A position that the log has yet to come to: a number, or a snapshot of PostgreSQL."""
    return "4000000000:4000000000:" if ":" in position else "4000000000"


def test_everything_once_more(tmp_path: Path, deal: Deal) -> None:
    export_facts(tmp_path)
    assert export_facts(tmp_path, is_anew=True).rows["deals"] == 1


@pytest.mark.django_db
def test_the_folder_is_free_again_after_a_run_that_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(ParquetFolder, "fill", fail)
    with pytest.raises(RuntimeError):
        export_facts(tmp_path)
    ParquetFolder(tmp_path).close()
