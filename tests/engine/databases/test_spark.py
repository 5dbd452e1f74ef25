"""A cluster that is gone, told from a text that Spark refuses; all else is held in the conformance tests."""

from types import SimpleNamespace

import pytest
from py4j.protocol import Py4JNetworkError
from pyspark.errors import AnalysisException, PySparkRuntimeError

from headway.engine.databases.spark import SparkTrouble, _Reader


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Py4JNetworkError("gone"), SparkTrouble),
        (PySparkRuntimeError("The session was stopped."), SparkTrouble),
        (AnalysisException("no such table"), AnalysisException),
    ],
)
def test_only_what_is_gone_is_told_as_gone(trouble, told):
    def sql(*_asked, **_values):
        raise trouble

    with pytest.raises(told):
        _Reader(SimpleNamespace(sql=sql)).query("SELECT $1 AS one", [1])
