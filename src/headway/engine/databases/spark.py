"""Facts for a Spark cluster: Parquet files that all its machines can read, asked by a session of this process."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import pyarrow as pa

from headway.engine.databases.change import Change
from headway.engine.databases.parquet import ParquetFolder
from headway.engine.databases.spark_cluster import EXACT, SparkCluster
from headway.engine.databases.turns import Turns
from headway.engine.facts import FACT_TABLES, FactTable
from headway.engine.statement import Reader
from headway.engine.store import EngineLost

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_TYPES = {"int64": "BIGINT", "string": "STRING", "boolean": "BOOLEAN", "date": "DATE"}
_BOUND = re.compile(r"\$(\d+)")


class SparkTrouble(EngineLost):
    """The cluster, or the session on it, is gone: what Spark said."""


@contextmanager
def _answering() -> Iterator[None]:
    """Tell a cluster that is gone from a text that it does not understand."""
    from py4j.protocol import Py4JError  # type: ignore[import-untyped] # noqa: PLC0415 - py4j ships no types
    from pyspark.errors import AnalysisException, ArithmeticException, ParseException, PySparkException  # noqa: PLC0415

    try:
        yield
    except (AnalysisException, ArithmeticException, ParseException):
        raise
    except (Py4JError, PySparkException, OSError, EOFError) as trouble:
        raise SparkTrouble(f"Spark does not answer: {trouble}") from trouble


class SparkStore:
    """Facts in a folder that every machine of the cluster sees under the same path.

    The files of a state are gone when the next one stands, so this process writes while none of its readers reads.
    """

    dialect = "pyspark"

    def __init__(self, cluster: SparkCluster, folder: Path) -> None:
        """Take the cluster and the folder. Raises what ParquetFolder raises."""
        self._cluster = cluster
        self._files = ParquetFolder(folder)
        self._turns = Turns()
        self._viewing = Lock()
        self._session: SparkSession | None = None
        self._views: SparkSession | None = None

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Hold the files still for some queries."""
        with self._turns.reading():
            yield _Reader(self._viewed())

    def close(self) -> None:
        """Let go of the folder and end the session."""
        self._files.close()
        self._cluster.close()

    def state(self, key: str) -> str | None:
        """Return what was remembered under a key, or None."""
        return self._files.state(key)

    def fill(self, pages: Iterable[tuple[str, pa.Table]], state: Mapping[str, str]) -> None:
        """Throw everything away and take these rows, page by page, and this state: all of it or nothing."""
        with self._turns.writing():
            self._files.fill(pages, state)
            self._views = None

    def apply(self, changes: Sequence[tuple[str, Change]], state: Mapping[str, str]) -> None:
        """Replace rows of several tables and remember the new state, all of it or nothing."""
        with self._turns.writing():
            self._files.apply(changes, state)
            self._views = None

    def _viewed(self) -> "SparkSession":
        """Return a session whose tables are the files of now: views belong to a session, and go with it."""
        with self._viewing, _answering():
            session = self._cluster.session()
            if self._views is None or self._session is not session:
                views = session.newSession()
                for name, value in EXACT.items():
                    views.conf.set(name, value)
                for table in FACT_TABLES.values():
                    self._view(views, table)
                self._session, self._views = session, views
            return self._views

    def _view(self, views: "SparkSession", table: FactTable) -> None:
        schema = ", ".join(f"`{name}` {_TYPES[type_.removeprefix('!')]}" for name, type_ in table.columns.items())
        paths = [str(path) for path in self._files.files(table.name)]
        rows = views.read.schema(schema).parquet(*paths) if paths else views.createDataFrame([], schema)
        rows.createOrReplaceTempView(table.name)


class _Reader:
    """One reading of a Spark store."""

    def __init__(self, session: "SparkSession") -> None:
        self._session = session

    def query(self, text: str, parameters: Sequence[object]) -> pa.Table:
        named = {f"p{number}": _told(value) for number, value in enumerate(parameters, start=1)}
        with _answering():
            return self._session.sql(_BOUND.sub(r":p\1", text), args=named).toArrow()


def _told(value: object) -> object:
    """Return a bound value as Spark takes it: a list is an expression there, and a day of the year 1 is refused."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, list | tuple):
        return value
    from pyspark.sql import functions  # noqa: PLC0415

    return functions.array(*(functions.lit(each) for each in value))
