"""PostgreSQL answers as DuckDB does, to the last digit and in the same order."""

from datetime import date

import pytest

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.rows import rows
from headway.reports.evening_review import review
from headway.reports.funnel import Entries, FunnelQuestion, funnel, funnel_rows
from tests.conformance.questions import FEBRUARY, TODAY, questions_of

# The second mark is how a run on PostgreSQL picks its tests.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

each_metric = pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)


@each_metric
def test_answers_are_the_same(metric, reference, postgresql):
    for question in questions_of(metric):
        assert ask(question, postgresql) == ask(question, reference)


@each_metric
def test_the_rows_behind_them_are_the_same(metric, reference, postgresql):
    question = Question(metric=metric.name, period=FEBRUARY, by=(Dimension.REP, Dimension.MONTH), today=TODAY)
    keys = (1, date(2024, 2, 1))
    assert rows(question, postgresql, keys=keys) == rows(question, reference, keys=keys)
    assert rows(question, postgresql, limit=7, offset=3) == rows(question, reference, limit=7, offset=3)


@pytest.mark.parametrize("split", [None, Dimension.SOURCE, Dimension.KIND])
@pytest.mark.parametrize("as_of", [None, date(2024, 2, 20)])
def test_funnels_are_the_same(split, as_of, reference, postgresql):
    question = FunnelQuestion(
        funnel_id=1, period=FEBRUARY, split=split, as_of=as_of, compare=Period.all(), entries=Entries.EVERY
    )
    today = date(2024, 6, 1)
    assert funnel(postgresql, question, today) == funnel(reference, question, today)
    theirs = funnel_rows(postgresql, question, stage_id=2, outcome="back", keys=(None,) if split else ())
    assert theirs == funnel_rows(reference, question, stage_id=2, outcome="back", keys=(None,) if split else ())


def test_reviews_are_the_same(reference, postgresql):
    assert review(postgresql, FEBRUARY) == review(reference, FEBRUARY)
