"""Norms on PostgreSQL, as the analyst's SQL gives them there."""

from datetime import date

import pytest

from headway.reports.norms import NormsQuestion, norms
from tests.reports.norms_by_hand import marks_of, marks_of_sql

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


def test_norms_equal_sql_by_hand(postgresql):
    with postgresql.reading() as facts:
        expected = marks_of_sql(lambda sql: facts.query(sql, []).to_pylist(), date(2022, 4, 2), date(2024, 4, 1))
    assert marks_of(norms(postgresql, NormsQuestion(as_of=date(2024, 4, 1)))) == expected
