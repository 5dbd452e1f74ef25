"""Each metric that follows a cohort, against the ends an analyst counts in SQL and a slow curve by definition."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from tests.engine.slow_curve import incidence, middle, survival
from tests.random_facts import random_tables

PERIOD = Period(date(2024, 2, 1), date(2024, 3, 17))
TODAY = date(2024, 4, 10)
FOLLOWED = [metric for metric in catalogue().values() if metric.course]

each_metric = pytest.mark.parametrize("metric", FOLLOWED, ids=lambda metric: metric.name)
each_number_of_days = pytest.mark.parametrize("within", [5, 30, 60])


@pytest.fixture(scope="module", params=(1, 2, 3))
def store(request):
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(request.param).items(), {})
        yield store


@each_metric
@each_number_of_days
def test_a_followed_cohort_equals_its_oracle(metric, within, store):
    cohorts, left_out = _oracle(metric, store)
    question = Question(metric=metric.name, period=PERIOD, by=(Dimension.REP,), today=TODAY, within=within)
    answer = ask(question, store)
    shown = {None: answer.total, **{("rep", line.keys[0]): line.figure for line in answer.lines}}
    assert shown.keys() == cohorts.keys()
    assert answer.left_out_count == left_out
    for key, cohort in cohorts.items():
        _require_same(metric, shown[key], cohort, within)


def _oracle(metric, store):
    """The people of each cohort, one by one: how long they were followed, and how they ended."""
    cursor = store._database.cursor()
    bound = {"start": PERIOD.start, "end": PERIOD.end, "today": TODAY}
    cohorts, left_out = defaultdict(list), 0
    for row in cursor.execute(metric.oracle, bound).to_arrow_table().to_pylist():
        key = None if row["is_total"] else ("rep", row["rep"])
        left_out += row.get("left_out", 0) if key is None else 0
        for name, end in (("reached", "won"), ("otherwise", "lost"), ("open", "open")):
            cohorts[key] += [(row["days"], end)] * row[name]
    return {key: cohort for key, cohort in cohorts.items() if cohort or key is None}, left_out


def _require_same(metric, figure, cohort, within):
    if metric.per is None:
        assert (figure.value, figure.rows) == (middle(cohort), len(cohort))
        assert figure.still_open == sum(end == "open" for _, end in cohort)
        return
    early = [end for days, end in cohort if days <= within]
    assert (figure.of, figure.per) == (early.count("won"), len(cohort))
    assert figure.still_open == sum(end == "open" and days < within for days, end in cohort)
    last = max(days for days, _ in cohort)
    is_followed = last >= within or survival(cohort, last) == 0
    assert (figure.value is not None) == is_followed
    if is_followed:
        exact = incidence(cohort, within)
        assert abs(figure.value - Decimal(exact.numerator) / exact.denominator) < Decimal("1e-25")
        assert figure.interval.low <= figure.value <= figure.interval.high
