"""The engine that HEADWAY_ENGINE names, and what is said of one that makes no sense."""

from pathlib import Path

import pytest

from headway.web import engine_address
from headway.web.engine_address import read_engine
from headway.web.environment import EnvironmentProblem, read_environment


def test_without_one_the_built_in_answers():
    assert read_environment({}).engine is None


def test_postgresql_is_told_its_own_words_and_headway_its_own():
    engine = read_engine("postgresql://bob:secret@db:5433/numbers?sslmode=require&every=60&schema=sales")
    assert engine.url == "postgresql://bob:secret@db:5433/numbers?sslmode=require"
    assert (engine.dialect, engine.every_seconds, engine.schema, engine.folder) == ("postgres", 60, "sales", None)


@pytest.mark.parametrize("scheme", ["clickhouse", "clickhouses"])
def test_clickhouse_is_asked_before_every_answer_unless_told(scheme):
    engine = read_engine(f"{scheme}://server/sales?max_threads=4")
    assert (engine.url, engine.dialect) == (f"{scheme}://server/sales?max_threads=4", "clickhouse")
    assert engine.every_seconds == 0


def test_spark_needs_a_folder_that_its_machines_see():
    engine = read_engine("spark://master:7077?facts=/mnt/facts&every=300")
    assert (engine.url, engine.dialect, engine.folder) == ("spark://master:7077", "pyspark", Path("/mnt/facts"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("mysql://db/x", "HEADWAY_ENGINE must look like postgresql://"),
        ("clickhouse", "HEADWAY_ENGINE must look like postgresql://"),
        ("postgresql://db:port/x", "HEADWAY_ENGINE must look like postgresql://"),
        ("postgresql:///x", "HEADWAY_ENGINE must look like postgresql://"),
        ("spark://master?facts=/mnt", "HEADWAY_ENGINE must look like postgresql://"),
        ("spark://master:7077/path?facts=/mnt", "HEADWAY_ENGINE must look like postgresql://"),
        ("spark://master:7077", "HEADWAY_ENGINE must say where the facts lie for all machines of the cluster"),
        ("spark://master:7077?facts=mnt", "HEADWAY_ENGINE must say where the facts lie for all machines"),
        ("clickhouse://server/x?facts=/mnt", "HEADWAY_ENGINE names a folder of facts, which only Spark needs"),
        ("postgresql://db/x?every=often", "HEADWAY_ENGINE says every=often; it must be a number of seconds, 86400 at"),
        ("postgresql://db/x?every=99999", "HEADWAY_ENGINE says every=99999; it must be a number of seconds"),
    ],
)
def test_nonsense_is_named(text, sentence):
    with pytest.raises(EnvironmentProblem) as problem:
        read_environment({"HEADWAY_ENGINE": text})
    assert str(problem.value).startswith(sentence)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("find_spec", "names Spark, which needs the package pyspark"), ("java", "names Spark, which needs Java 17")],
)
def test_what_spark_lacks_on_this_machine_is_named(missing, sentence, monkeypatch):
    monkeypatch.setattr(engine_address, "find_spec", lambda _name: None if missing == "find_spec" else "found")
    monkeypatch.setattr(engine_address.shutil, "which", lambda _name: None)
    with pytest.raises(engine_address.EngineProblem, match=sentence):
        read_engine("spark://master:7077?facts=/mnt/facts")
