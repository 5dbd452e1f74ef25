"""The bench asks everything in three ways, and whatever their speed, all of them give the same numbers."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from bench.company import make_company, write_days, write_log
from bench.questions import PERIOD, Asked, Disagreement, questions, require_agreement
from bench.raw_log import copy_raw_log
from headway.web.facts.local import LocalStore


@pytest.fixture
def store(db: None) -> Iterator[LocalStore]:
    """The columns of a made-up log of nine thousand contacts on deals that slip, jump, get lost and return."""
    make_company(reps=6)
    write_log(9_000)
    write_days()
    store = LocalStore(None)
    yield store
    store.close()


@pytest.fixture
def server() -> Iterator[psycopg.Connection]:
    """A connection to PostgreSQL beside the test's own."""
    parameters = connection.get_connection_params()
    names = {"dbname", "user", "password", "host", "port"}
    address = {name: value for name, value in parameters.items() if name in names}
    with psycopg.connect(**address, autocommit=True) as server:
        yield server
        server.execute("DROP SCHEMA IF EXISTS raw CASCADE")


def test_the_engine_agrees_with_sql_by_hand_on_the_facts(store: LocalStore) -> None:
    for asked in questions(store):
        require_agreement(asked, store, None)


@pytest.mark.postgresql
def test_the_engine_agrees_with_sql_by_hand_on_the_raw_log(store: LocalStore, server: psycopg.Connection) -> None:
    copy_raw_log(server)
    for asked in questions(store):
        require_agreement(asked, store, server)


def test_another_number_is_noticed(store: LocalStore) -> None:
    asked = next(questions(store))
    wrong = Asked(asked.name, (("deals_won", PERIOD),), asked.ask, asked.told, asked.read)
    with pytest.raises(Disagreement, match=asked.name):
        require_agreement(wrong, store, None)
