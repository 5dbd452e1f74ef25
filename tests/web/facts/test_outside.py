"""An engine outside: kept up to date from the log, before every answer or now and then, and then it says of when."""

import os
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from socket import socketpair

import psycopg
import pytest

from headway.engine.answer import ask
from headway.engine.databases.clickhouse import ClickHouseStore
from headway.engine.databases.clickhouse_http import ClickHouseTrouble
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.databases.spark import SparkStore
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.store import EngineLost
from headway.web import facts
from headway.web.engine_address import EngineAddress, read_engine
from headway.web.facts import FactsOutOfReach, SharedStore, outside
from headway.web.facts.local import LocalStore
from headway.web.facts.outside import OutsideStore, known_until, open_columns
from headway.web.facts.wire import receive_rows, send_trouble
from headway.web.log import NewContact, log_contact
from headway.web.models import Client, Deal, User
from tests.conformance.in_process import InProcess

CALLS = Question(metric="calls", period=Period.all())


def _engine(every: int) -> EngineAddress:
    engine = read_engine(f"clickhouse://server/sales?every={every}")
    assert engine is not None
    return engine


def _call(pump: Client, deal: Deal, bob: User, now: datetime) -> None:
    log_contact(
        NewContact(uid=uuid.uuid4(), client=pump, deal=deal, rep=bob, kind="call", happened_at=now), by=bob, now=now
    )


def _end(store: SharedStore) -> None:
    assert store._local is not None
    assert store._lock_file is not None
    store._local.close()
    store._lock_file.close()


@pytest.fixture(autouse=True)
def _no_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "listen", lambda *_: None)


@pytest.fixture
def postgresql_schema() -> Iterator[str]:
    name = f"headway_outside_{os.getpid()}"
    yield name
    with psycopg.connect(os.environ["HEADWAY_DATABASE_URL"]) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")


def test_clickhouse_answers_of_this_moment(tmp_path: Path, pump: Client, deal: Deal, bob: User, now: datetime) -> None:
    store = OutsideStore(ClickHouseStore(InProcess()), _engine(0), tmp_path)
    assert (store.dialect, ask(CALLS, store).total.value) == ("clickhouse", 0)
    for times in (1, 2):
        _call(pump, deal, bob, now)
        assert ask(CALLS, store).total.value == times
    assert known_until(_engine(0), tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    store.close()


def test_now_and_then_the_answer_is_older_and_says_so(
    tmp_path: Path, pump: Client, deal: Deal, bob: User, now: datetime
) -> None:
    """
    seconds | what happens      | answer
    0       | asked             | 0
    0       | a call, and asked | 0, of the time before
    61      | asked             | 1
    """
    store = OutsideStore(DuckDBStore(), _engine(60), tmp_path)
    assert known_until(_engine(60), tmp_path) is None
    assert ask(CALLS, store).total.value == 0
    of_then = known_until(_engine(60), tmp_path)
    _call(pump, deal, bob, now)
    assert (ask(CALLS, store).total.value, known_until(_engine(60), tmp_path)) == (0, of_then)
    assert store._asked_at is not None
    store._asked_at -= 61
    assert ask(CALLS, store).total.value == 1
    assert of_then is not None
    later = known_until(_engine(60), tmp_path)
    assert later is not None
    assert later > of_then


@pytest.mark.django_db
def test_threads_that_copy_at_the_same_time_note_the_latest_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LocalStore, "refresh", lambda _store: None)
    store = OutsideStore(DuckDBStore(), _engine(60), tmp_path)
    noted = []

    def refresh() -> None:
        for _time in range(200):
            store._asked_at = None
            store.refresh()
            noted.append(known_until(_engine(60), tmp_path))

    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(refresh) for _thread in range(4)]
    assert [each.exception() for each in done] == [None] * 4
    assert known_until(_engine(60), tmp_path) == max(each for each in noted if each is not None)


@pytest.mark.postgresql
def test_postgresql_lags_as_it_was_told_to(
    tmp_path: Path, pump: Client, deal: Deal, bob: User, now: datetime, postgresql_schema: str
) -> None:
    """
    what happens             | answer | of
    asked                    | 0      | the first look
    a call, and asked        | 0      | the first look
    asked after the interval | 1      | the second look
    """
    engine = read_engine(f"{os.environ['HEADWAY_DATABASE_URL']}?every=60&schema={postgresql_schema}")
    assert engine is not None
    store = SharedStore(tmp_path, engine)
    assert (ask(CALLS, store).total.value, store.known_until()) == (0, known_until(engine, tmp_path))
    first = store.known_until()
    _call(pump, deal, bob, now)
    store.forget()
    assert (ask(CALLS, store).total.value, store.known_until()) == (0, first)
    own = store._local
    assert isinstance(own, OutsideStore)
    assert own._asked_at is not None
    own._asked_at -= 61
    assert (ask(CALLS, store).total.value, store.known_until()) == (1, first)
    store.forget()
    assert store.known_until() is None
    assert ask(CALLS, store).total.value == 1
    assert store.known_until() == known_until(engine, tmp_path) != first
    _end(store)


@pytest.mark.django_db
def test_an_engine_that_is_down_is_asked_again_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    nobody = read_engine("postgresql://headway:secret@127.0.0.1:1/x")
    store = SharedStore(tmp_path, nobody)
    with pytest.raises(FactsOutOfReach, match="The numbers cannot be counted now"), store.reading():
        pass
    assert "HEADWAY_ENGINE does not answer: PostgreSQL cannot be reached" in caplog.text
    assert "secret" not in caplog.text
    monkeypatch.setattr(outside, "open_columns", lambda _engine: DuckDBStore())
    assert ask(CALLS, store).total.value == 0
    _end(store)


@pytest.mark.django_db
def test_an_engine_that_goes_down_between_two_copies_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    what happens within a minute | answer
    asked                        | 1
    it goes down, and asked      | that it does not answer, though nothing is copied
    it comes back, and asked     | 1
    """

    def answer() -> list[dict[str, int]]:
        with store.reading() as reader:
            return reader.query("SELECT 1 AS one", []).to_pylist()

    def down(*_asked: object) -> None:
        raise ClickHouseTrouble

    monkeypatch.setattr(outside, "open_columns", lambda _engine: DuckDBStore())
    store = SharedStore(tmp_path, _engine(60))
    assert answer() == [{"one": 1}]
    with monkeypatch.context() as change:
        change.setattr("headway.engine.databases.duckdb._Reader.query", down)
        with pytest.raises(FactsOutOfReach, match="The numbers cannot be counted now"):
            answer()
    assert answer() == [{"one": 1}]
    _end(store)


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [ClickHouseTrouble("gone"), ConnectionResetError("gone")])
def test_an_engine_that_is_lost_in_the_middle_of_a_page_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    """
    one reading            | answer
    asked                  | 1
    it is lost, and asked  | that it does not answer
    the next one           | 1
    """

    def lost(*_asked: object) -> None:
        raise trouble

    monkeypatch.setattr(outside, "open_columns", lambda _engine: DuckDBStore())
    store = SharedStore(tmp_path, _engine(0))
    with store.reading() as reader:
        assert reader.query("SELECT 1 AS one", []).to_pylist() == [{"one": 1}]
        with monkeypatch.context() as change:
            change.setattr("headway.engine.databases.duckdb._Reader.query", lost)
            with pytest.raises(FactsOutOfReach, match="What you log is kept"):
                reader.query("SELECT 1 AS one", [])
        with pytest.raises(Exception, match="nowhere") as ours:
            reader.query("SELECT 1 FROM nowhere", [])
        assert not isinstance(ours.value, FactsOutOfReach)
    with store.reading() as reader:
        assert reader.query("SELECT 1 AS one", []).to_pylist() == [{"one": 1}]
    _end(store)


@pytest.mark.parametrize(("trouble", "told"), [(ClickHouseTrouble("x"), EngineLost), (ValueError("x"), RuntimeError)])
def test_the_owner_tells_who_asks_it_whether_its_engine_is_lost(trouble: Exception, told: type[Exception]) -> None:
    owner, asker = socketpair()
    with owner, asker:
        send_trouble(owner, trouble)
        with pytest.raises(RuntimeError, match=r"^x$") as heard:
            receive_rows(asker)
    assert type(heard.value) is told


@pytest.mark.django_db
def test_who_reads_already_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that cannot write while somebody reads would wait for itself."""
    monkeypatch.setattr(outside, "open_columns", lambda _engine: DuckDBStore())
    store = SharedStore(tmp_path, _engine(0))
    with store.reading() as first, store.reading() as second:
        assert first is second
    with store.reading() as third:
        assert third is not first
    _end(store)


def test_the_tables_of_each_engine_are_opened_by_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    postgresql = read_engine("postgresql://db/x?schema=sales")
    assert postgresql is not None
    assert (open_columns(postgresql).dialect, open_columns(_engine(0)).dialect) == ("postgres", "clickhouse")
    spark = EngineAddress(url="spark://m:1", dialect="pyspark", every_seconds=0, folder=tmp_path / "facts", schema="")
    opened = open_columns(spark)
    assert isinstance(opened, SparkStore)
    opened._files.close()


def test_the_built_in_is_always_of_this_moment() -> None:
    assert facts.facts_known_until() is None
