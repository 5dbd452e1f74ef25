"""The made-up facts on which metrics are held against oracles, and engines against each other, tell of every metric."""

from collections import defaultdict
from datetime import date

import pytest

from headway.engine.answer import ask_all
from headway.engine.catalogue import catalogue
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.question import Question
from tests.conformance.conftest import SEED
from tests.conformance.questions import FEBRUARY
from tests.oracles.test_oracles import PERIOD, SEEDS
from tests.random_facts import random_tables

TODAY = {SEED: date(2024, 4, 1)} | dict.fromkeys(SEEDS, date(2024, 4, 10))
# What oracles are asked of, one by one, and what the engines are asked of.
ASKED = {"oracles": (PERIOD, SEEDS), "engines": (FEBRUARY, (SEED,))}
# In what a metric is silent.
SILENT = {
    # Deals are of one set of kinds, contacts of another: no line has both.
    ("oracles", "meetings_to_won"): {Dimension.KIND},
    ("engines", "meetings_to_won"): {Dimension.KIND},
    # Of so few as are won, half do not get there; of some sources they do.
    ("engines", "cycle_time_mature"): {"in all", Dimension.FUNNEL, Dimension.MONTH},
}


@pytest.fixture(scope="module", params=ASKED)
def told(request):
    """Whose facts they are, and in what each metric tells something: in all, or in some line of a way to cut it."""
    period, seeds = ASKED[request.param]
    told = defaultdict(set)
    for seed in seeds:
        with DuckDBStore(threads=1) as store:
            store.fill(random_tables(seed).items(), {})
            for answer in _answers(period, TODAY[seed], store):
                told[answer.metric.name] |= _told(answer)
    return request.param, told


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_a_metric_has_something_to_count(metric, told):
    """A value is known, and it is not nothing: else what nobody counts would agree with what nobody counts."""
    whose, found = told
    assert found[metric.name] == {"in all", *metric.dimensions} - SILENT.get((whose, metric.name), set())


def _answers(period, today, store):
    """Every metric in all, and cut by each dimension that it knows."""
    for by in ((), *((dimension,) for dimension in Dimension)):
        known = [each for each in catalogue().values() if each.dimensions.issuperset(by)]
        asked = [Question(metric=each.name, period=period, by=by, today=today, within=30) for each in known]
        yield from ask_all(asked, store)


def _told(answer):
    if not answer.question.by:
        return {"in all"} if answer.total.value else set()
    return set(answer.question.by) if any(line.figure.value for line in answer.lines) else set()
