"""The databases that facts may live in, each filled with the same made-up facts."""

import os

import psycopg
import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.databases.postgresql import PostgreSQLStore
from tests.random_facts import random_tables

SEED = 11


@pytest.fixture(scope="session")
def reference():
    """The facts in DuckDB, whose answers are held by the oracles."""
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(SEED).items(), {})
        yield store


@pytest.fixture(scope="session")
def postgresql():
    """The same facts in the PostgreSQL of the run, in a schema that nobody else uses."""
    url, schema = os.environ["HEADWAY_DATABASE_URL"], f"headway_facts_{os.getpid()}"
    store = PostgreSQLStore(url, schema)
    store.create()
    for name, rows in random_tables(SEED).items():
        store.load(name, rows)
    yield store
    with psycopg.connect(url) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")
