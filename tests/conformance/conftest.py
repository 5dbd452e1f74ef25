"""The databases that facts may live in, each filled with the same made-up facts."""

import os

import psycopg
import pytest

from headway.engine.databases.clickhouse import ClickHouseStore
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.databases.postgresql import PostgreSQLStore
from headway.engine.databases.spark import SparkStore
from headway.engine.databases.spark_cluster import SparkCluster
from tests.conformance.clusters import OPTIONS, cluster, collect_lines
from tests.random_facts import random_tables

SEED = 11


@pytest.fixture(scope="session")
def reference():
    """The facts in DuckDB, whose answers are held by the oracles."""
    with _in_duckdb() as store:
        yield store


@pytest.fixture
def changing():
    """The same in DuckDB, for whoever changes them."""
    with _in_duckdb() as store:
        yield store


def _in_duckdb():
    store = DuckDBStore(threads=1)
    store.fill(random_tables(SEED).items(), {"position": "5"})
    return store


@pytest.fixture(scope="session")
def postgresql():
    """The same facts in the PostgreSQL of the run, in a schema that nobody else uses."""
    url, schema = os.environ["HEADWAY_DATABASE_URL"], f"headway_facts_{os.getpid()}"
    store = PostgreSQLStore(url, schema)
    # Filled anew, nothing of the first remains.
    for seed in (SEED + 1, SEED):
        store.fill(random_tables(seed).items(), {"position": "5"})
    yield store
    with psycopg.connect(url) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def clickhouse():
    """The same facts in the engine of ClickHouse."""
    from tests.conformance.in_process import InProcess  # noqa: PLC0415 - half a second that few tests need

    line = InProcess()
    store = ClickHouseStore(line)
    store.fill(random_tables(SEED).items(), {"position": "5"})
    yield store
    line.close()


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """The same facts in Parquet files, asked by a session on a cluster of a master and two workers."""
    folder = tmp_path_factory.mktemp("spark")
    with cluster(folder) as master:
        store = SparkStore(SparkCluster(master, OPTIONS), folder / "facts")
        store.fill(random_tables(SEED).items(), {"position": "5"})
        yield store
        store.close()
        collect_lines()
