"""Every metric compiles for every engine, and what Ibis alone would let an engine answer differently is mended."""

import re

import ibis
import pytest

from headway.engine.catalogue import catalogue
from headway.engine.databases.dialects import compiled_text
from headway.engine.facts import DEALS, SALES
from headway.engine.plan import countings_of, shape_of
from headway.engine.scan import scans
from tests.conformance.questions import questions_of

DIALECTS = ("duckdb", "postgres", "clickhouse", "pyspark")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_a_metric_compiles_and_binds_all_it_is_asked(metric, dialect):
    for scan in scans(countings_of(metric), shape_of(questions_of(metric)[-2]), dialect):
        statement = scan.statement
        bound = set(map(int, re.findall(r"\$(\d+)", statement.text)))
        assert bound == set(range(1, len(statement.names) + 1)) != set()
        assert "{" not in statement.text


def test_before_the_first_row_there_is_nothing():
    """Where a window starts, the row before must be unknown, not zero or 1970: bounces stand on it."""
    before = SALES.table.mutate(before=SALES.table.amount.lag().over(order_by="sale_id"))
    assert 'lagInFrame(toNullable("t0"."amount"))' in compiled_text(before, "clickhouse")


def test_different_values_are_counted_and_not_estimated():
    assert "uniqExact" in compiled_text(SALES.table.agg(clients=SALES.table.client_id.nunique()), "clickhouse")


def test_a_day_is_one_of_four_centuries():
    days = DEALS.table.mutate(day=ibis.literal("1965-05-01").cast("date"))
    assert "Nullable(Date32)" in compiled_text(days, "clickhouse")


def test_a_median_has_its_condition_on_the_values_and_not_on_the_half():
    deals = DEALS.table
    some, of_all = deals.won_amount.median(where=deals.is_lead), deals.won_amount.median()
    text = " ".join(compiled_text(deals.agg(some=some, of_all=of_all), "pyspark").split())
    assert "PERCENTILE(IF(`t0`.`is_lead`, `t0`.`won_amount`, NULL), 0.5) AS `some`" in text
    assert "PERCENTILE(`t0`.`won_amount`, 0.5) AS `of_all`" in text
