"""Norms on PostgreSQL: as DuckDB gives them, and as the analyst's SQL does there."""

from datetime import date

import pytest

from headway.engine.question import Filters, Scope
from headway.reports.norm_deals import WonPart
from headway.reports.norm_standing import open_deals
from headway.reports.norms import NormsQuestion, norms, won_deals, won_deals_count
from tests.reports.norms_by_hand import marks_of, marks_of_sql

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

QUESTIONS = [
    NormsQuestion(as_of=date(2024, 4, 1)),
    NormsQuestion(as_of=date(2024, 3, 17), months=1, filters=Filters(segment=frozenset({1, None}))),
    NormsQuestion(
        as_of=date(2024, 2, 29),
        months=None,
        filters=Filters(rep=frozenset({1, 2}), kind=frozenset({"renewal"})),
        scope=Scope(team_ids=frozenset({1})),
    ),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=["plain", "narrowed", "scoped"])
def test_norms_and_standings_are_the_same(question, reference, postgresql):
    assert norms(postgresql, question) == norms(reference, question)
    assert open_deals(postgresql, question) == open_deals(reference, question)
    some = range(1, 90, 3)
    assert open_deals(postgresql, question, some) == open_deals(reference, question, some)


@pytest.mark.parametrize("part", WonPart)
@pytest.mark.parametrize("group", [(1,), (1, 2), (2, None)])
def test_the_deals_behind_them_are_the_same(group, part, reference, postgresql):
    question = NormsQuestion(as_of=date(2024, 4, 1), scope=Scope(rep_ids=frozenset({1, 3})))
    theirs = won_deals(postgresql, question, *group, part=part, limit=5, offset=1)
    assert theirs == won_deals(reference, question, *group, part=part, limit=5, offset=1)
    counts = {won_deals_count(store, question, *group, part=part) for store in (reference, postgresql)}
    assert len(counts) == 1


def test_norms_equal_sql_by_hand(postgresql):
    with postgresql.reading() as facts:
        expected = marks_of_sql(lambda sql: facts.query(sql, []).to_pylist(), date(2022, 4, 2), date(2024, 4, 1))
    assert marks_of(norms(postgresql, NormsQuestion(as_of=date(2024, 4, 1)))) == expected
