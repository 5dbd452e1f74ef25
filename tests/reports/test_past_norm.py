"""The deals past their norm, counted as a metric and listed by the report: the same ones."""

from datetime import date, timedelta

import pytest

from headway.engine.answer import ask
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.engine.question import Filters, Question
from headway.engine.rows import rows
from headway.reports.norm_standing import open_deals, past_norm, past_norm_of
from headway.reports.norms import NormsQuestion
from tests.random_facts import random_tables


@pytest.mark.parametrize("as_of", [date(2024, 2, 20), date(2024, 3, 31), date(2025, 1, 1)])
def test_the_metric_counts_the_deals_that_the_report_lists(as_of):
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(5).items(), {})
        listed = {deal.deal_id for deal in past_norm(open_deals(store, NormsQuestion(as_of=as_of)))}
        with store.reading() as facts:
            assert past_norm_of(facts, store.dialect, as_of) == listed
        question = Question(metric="deals_past_norm", period=Period.day(as_of))
        assert {row.deal_id for row in rows(question, store).rows} == listed
        assert len(listed) > 10


def test_until_today_alone_is_known_whatever_the_period(store_of_ten):
    """In the middle of a month it stands as of today, not as of its end."""
    january = Period(date(2024, 1, 1), date(2024, 2, 1))
    counts = [
        ask(Question(metric="deals_past_norm", period=january, today=today), store_of_ten).total.value
        for today in (date(2024, 1, 15), date(2024, 1, 16), date(2024, 3, 1))
    ]
    assert counts == [0, 1, 1]


def test_the_norm_is_the_company_s_whoever_is_asked_about(store_of_ten):
    """Bob won none of the ten that the norm rests on, and his deal is past it."""
    question = Question(
        metric="deals_past_norm", period=Period.day(date(2024, 1, 31)), filters=Filters(rep=frozenset({2}))
    )
    assert ask(question, store_of_ten).total.value == 1


@pytest.fixture
def store_of_ten(store_of):
    """Carol won ten deals that took ten days each; Bob's has been open since 5 January."""
    won_on = date(2023, 10, 1) + timedelta(days=10)
    won = [f"{name} | Carol | 2023-10-01 | {won_on} | won | 1 | 0" for name in "ABCDEFGHIJ"]
    lines = [
        "deal | rep | entered_on | won_on | outcome | contacts_until_won | meetings_until_won",
        *won,
        "K | Bob | 2024-01-05 | | open | | ",
        "",
        "stay | rep | stage | phase | entered_on | left_on",
        "K | Bob | Need | lead | 2024-01-05 | ",
    ]
    with store_of("\n".join(lines)) as store:
        yield store
