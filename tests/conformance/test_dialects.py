"""Every metric compiles for every database named in our plans, and what is known to come out wrong there is named."""

import pytest

from headway.engine.catalogue import catalogue
from headway.engine.narrow import Narrowing
from headway.engine.plan import countings_of, shape_of
from headway.engine.scan import scans
from headway.reports.review_steps import Only, review_statements
from tests.conformance.questions import questions_of
from tests.conformance.words import notyet

DATABASES = ("duckdb", "postgres", "clickhouse")
NO_NULL_BEFORE = notyet("clickhouse", "Ibis compiles `lag` so that a column without nulls starts with zero")


@pytest.mark.parametrize("dialect", DATABASES)
@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_a_metric_compiles_and_binds_all_it_is_asked(metric, dialect):
    for question in questions_of(metric)[-5:]:
        for scan in scans(countings_of(metric), shape_of(question), dialect):
            statement = scan.statement
            assert all(f"${index}" in statement.text for index in range(1, len(statement.names) + 1))
            assert "{" not in statement.text


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", NO_NULL_BEFORE])
def test_before_the_first_row_there_is_nothing(dialect):
    """Where a window starts, the row before must be unknown, not zero or 1970: bounces stand on it."""
    text = review_statements(Narrowing(), Narrowing(), Only.ALL, dialect).bounces.text
    assert "LAG(" in text or "lagInFrame(toNullable(" in text
