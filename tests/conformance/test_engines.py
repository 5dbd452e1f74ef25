"""Every engine answers as DuckDB does, to the last digit and in the same order, but for what a table names.

An engine is one test, so that it is started once, however the tests are spread over processes.
"""

from collections import defaultdict
from dataclasses import replace
from zlib import crc32

import pytest
from pyspark import SparkContext

from headway.engine.answer import ask_all
from headway.engine.catalogue import catalogue, with_further
from headway.engine.databases.spark import SparkTrouble
from headway.engine.dimension import Dimension
from tests.conformance.abilities import ABILITIES
from tests.conformance.own import OWN
from tests.conformance.questions import FEBRUARY, questions_of
from tests.conformance.reports import report_questions, row_questions, telling_rows
from tests.conformance.words import CANNOT
from tests.docs.markdown import REPOSITORY

on_postgresql = pytest.mark.parametrize(
    # The second mark is how a run on PostgreSQL picks its tests.
    "engine",
    [
        pytest.param(
            "postgresql",
            marks=[pytest.mark.postgresql, pytest.mark.django_db],
        )
    ],
)


def on_spark(test):
    """PySpark leaves a socket open for each answer until it is collected."""
    unclosed = ("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
    return pytest.mark.filterwarnings(*unclosed)(test)


@on_postgresql
@pytest.mark.long
def test_postgresql_answers_as_duckdb_does(engine, reference, changing, request):
    _require_the_same(
        engine, request.getfixturevalue(engine), reference, changing, is_asked=_is_telling_or_one_of_three
    )


def test_the_engine_of_clickhouse_answers_as_duckdb_does(clickhouse, reference, changing):
    _require_the_same("clickhouse", clickhouse, reference, changing, is_asked=_is_telling)


@on_spark
@pytest.mark.timeout(1200)
@pytest.mark.long
def test_a_spark_cluster_answers_as_duckdb_does(spark, reference, changing):
    _require_the_same("spark", spark, reference, changing, is_asked=_is_telling)


@on_spark
def test_a_spark_session_that_died_is_told_once_and_begun_anew(spark):
    """The Java of this process is killed in the middle of a reading; the next one begins another."""
    count = "SELECT count(*) AS n FROM deals"
    with spark.reading() as reader:
        before = reader.query(count, [])
        java = SparkContext._gateway.proc
        java.kill()
        java.wait()
        with pytest.raises(SparkTrouble, match="Spark does not answer"):
            reader.query(count, [])
    with spark.reading() as reader:
        assert reader.query(count, []) == before
    assert SparkContext._gateway.proc.pid != java.pid


def test_the_docs_say_how_much_is_asked_of_which_engine():
    with with_further(lambda: OWN):
        metrics = [question for questions in _boards(lambda _about: True) for question in questions]
    asked = (_is_telling, _is_telling_or_one_of_three)
    parts = [[round(sum(map(each, all_)) / len(all_), 2) for each in asked] for all_ in (metrics, row_questions())]
    told = " ".join((REPOSITORY / "docs/how-to/past-one-machine.md").read_text(encoding="utf-8").split())
    assert (round(len(metrics), -2), round(len(row_questions()), -1)) == (1_400, 220)
    assert parts == [[0.22, 0.5], [0.08, 0.41]]
    assert all(part in told for part in ("PostgreSQL is asked half", "22 of a hundred", "asked 41 of a", "others 8;"))
    assert all(_is_telling(name) and _is_telling_or_one_of_three(name) for name in report_questions())


def test_what_an_engine_cannot_do_is_named_with_a_reason():
    assert all(reason.word in {"notimpl", "notyet", "never"} and reason.reason for reason in CANNOT.values())
    known = {*catalogue(), *report_questions(), *row_questions(), *ABILITIES}
    assert {about for _engine, about in CANNOT} <= known


def _require_the_same(engine, store, reference, changing, *, is_asked=lambda _about: True):
    wrong = set()
    with with_further(lambda: OWN):
        for questions in _boards(is_asked):
            wrong |= _differing_metrics(questions, store, reference)
    for name, asked in {**report_questions(), **row_questions()}.items():
        if is_asked(name) and _said(asked, store) != asked(reference):
            wrong.add(name)
    for name, done in ABILITIES.items():
        if _said(done, store) != done(changing):
            wrong.add(name)
    assert wrong == {about for other, about in CANNOT if other == engine}


def _boards(is_asked):
    """The questions of all metrics that differ in nothing but the metric, to be answered together."""
    boards = defaultdict(list)
    for metric in catalogue().values():
        for question in questions_of(metric):
            if is_asked(question):
                boards[replace(question, metric="")].append(question)
    return boards.values()


def _differing_metrics(questions, store, reference):
    try:
        answers = zip(questions, ask_all(questions, store), ask_all(questions, reference), strict=True)
        return {question.metric for question, one, other in answers if one != other}
    except Exception:  # noqa: BLE001 - an engine refuses in its own way
        if len(questions) == 1:
            return {questions[0].metric}
        # Whichever it is, the others are to be told apart from it.
        return {name for each in questions for name in _differing_metrics([each], store, reference)}


def _said(asked, store):
    """What comes of it; an engine that refuses says nothing that could be the same."""
    try:
        return asked(store)
    except Exception as trouble:  # noqa: BLE001 - an engine refuses in its own way
        return f"{type(trouble).__name__}: {trouble}"


def _is_telling(about):
    """A part of the questions that has every metric, report and kind of text in it."""
    if isinstance(about, str):
        return about in telling_rows() or about in report_questions()
    is_compared = about.compare == FEBRUARY.previous() and about.by == (Dimension.STAGE,)
    return is_compared or len(about.by) == 2 or bool(about.filters.rep)


def _is_telling_or_one_of_three(about):
    """That part, and a third of the rest, so that each cut is asked of some metrics and each metric is cut somehow."""
    return _is_telling(about) or crc32(_named(about).encode()) % 3 == 0


def _named(about):
    """What tells a question from the others of its metric."""
    return about if isinstance(about, str) else f"{about.metric} {about.by} {about.period} {about.scope.rep_ids}"
