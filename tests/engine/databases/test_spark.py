"""A cluster that is gone, told from a text that Spark refuses; all else is held in the conformance tests."""

import socket
from types import SimpleNamespace

import pytest
from py4j.protocol import Py4JNetworkError
from pyspark import SparkContext
from pyspark.errors import AnalysisException, PySparkRuntimeError

from headway.engine.databases.spark import SparkTrouble, _Reader
from headway.engine.databases.spark_cluster import SparkCluster, _watch


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Py4JNetworkError("gone"), SparkTrouble),
        (PySparkRuntimeError("The session was stopped."), SparkTrouble),
        (ConnectionRefusedError("Java is gone"), SparkTrouble),
        (AnalysisException("no such table"), AnalysisException),
    ],
)
def test_only_what_is_gone_is_told_as_gone(trouble, told):
    def sql(*_asked, **_values):
        raise trouble

    with pytest.raises(told):
        _Reader(SimpleNamespace(sql=sql)).query("SELECT $1 AS one", [1])


def test_where_no_master_listens_is_told_at_once():
    with pytest.raises(ConnectionRefusedError):
        SparkCluster("spark://127.0.0.1:1").session()


@pytest.fixture
def cluster(monkeypatch):
    """A cluster whose sessions are made up, and of each Java what was done with it."""
    cluster, javas = SparkCluster("spark://127.0.0.1:1"), []
    monkeypatch.setattr(SparkContext, "_jvm", None)

    def begun():
        javas.append(_Java())
        monkeypatch.setattr(SparkContext, "_gateway", javas[-1])
        return SimpleNamespace(sparkContext=javas[-1], conf={})

    monkeypatch.setattr(cluster, "_begun", begun)
    return cluster, javas


class _Java:
    """As much of a session and of its Java as is asked for: how many machines it has, and whether it was stopped."""

    def __init__(self):
        self.machines, self.is_stopped, self.trouble, self.done = 0, False, None, []
        self._jsc = SimpleNamespace(sc=lambda: self)
        self.proc = SimpleNamespace(stdin=SimpleNamespace(close=lambda: None), kill=self._done("kill"), wait=lambda: 0)
        self.stop, self.shutdown = self._done("stop"), self._done("shutdown")

    def _done(self, word):
        return lambda: self.done.append(word)

    def statusTracker(self):  # noqa: N802 - Java's own name
        if self.machines is None:
            raise Py4JNetworkError("gone")
        return SimpleNamespace(getExecutorInfos=lambda: [None] * (1 + self.machines))

    def isStopped(self):  # noqa: N802 - Java's own name
        if self.trouble:
            raise self.trouble
        return self.is_stopped


@pytest.mark.parametrize("trouble", [None, ConnectionRefusedError("Java is gone")])
def test_a_session_that_was_stopped_or_whose_java_is_gone_is_ended_and_begun_anew(cluster, trouble):
    cluster, javas = cluster
    first = cluster.session()
    assert cluster.session() is first
    javas[0].is_stopped, javas[0].trouble = True, trouble
    assert cluster.session() is not first
    assert [java.done for java in javas] == [["stop", "stop", "shutdown", "kill"], []]
    cluster.close()
    cluster.close()
    assert javas[1].done == ["stop", "stop", "shutdown", "kill"]


@pytest.mark.parametrize(
    ("machines", "come_and_go", "done"),
    [
        pytest.param((0, 2, 1, 2), "false", [], id="they come, and some go"),
        pytest.param((0, 0), "false", [], id="none has come yet"),
        pytest.param((0, 2, 0, 0), "false", ["stop"], id="all are gone"),
        pytest.param((0, 2, 0, 0), "true", [], id="all went, as they do without work"),
        pytest.param((2, None), "false", [], id="Java is gone"),
    ],
)
def test_a_session_that_lost_its_machines_is_stopped(machines, come_and_go, done):
    java, left = _Java(), list(machines)

    def wait(_seconds):
        if not left:
            return True
        java.machines = left.pop(0)
        return False

    conf = {"spark.dynamicAllocation.enabled": come_and_go}
    _watch(SimpleNamespace(sparkContext=java, conf=conf), SimpleNamespace(wait=wait))
    assert java.done == done


@pytest.mark.parametrize("java", [None, _Java()])
def test_a_session_that_does_not_begin_leaves_no_java(java, monkeypatch):
    class Builder:
        master = appName = config = lambda self, *_words: self  # noqa: N815 - its own name

        def getOrCreate(self):  # noqa: N802 - its own name
            raise PySparkRuntimeError("The cluster is full.")

    monkeypatch.setattr("pyspark.sql.SparkSession.builder", Builder())
    monkeypatch.setattr(SparkContext, "_gateway", java)
    monkeypatch.setattr(SparkContext, "_jvm", None)
    with socket.create_server(("127.0.0.1", 0)) as master, pytest.raises(PySparkRuntimeError):
        SparkCluster(f"spark://127.0.0.1:{master.getsockname()[1]}").session()
    assert SparkContext._gateway is None
    assert java is None or java.done == ["shutdown", "kill"]
