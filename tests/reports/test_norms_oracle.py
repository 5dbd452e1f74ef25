"""Norms against SQL by hand, and standings against a plain walk over the facts."""

from datetime import date

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.question import Filters, Scope
from headway.reports.norm_deals import WonPart
from headway.reports.norm_standing import open_deals
from headway.reports.norms import NormsQuestion, norms, won_deals, won_deals_count
from tests.random_facts import random_tables
from tests.reports.norms_by_hand import marks_of, marks_of_sql, so_far


@pytest.fixture(scope="module", params=[(1, 60), (2, 200), (3, 600)], ids=str)
def made_up(request):
    tables = random_tables(*request.param)
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        yield tables, store


@pytest.mark.parametrize(
    ("as_of", "months", "first"),
    [(date(2024, 4, 30), 24, date(2022, 5, 1)), (date(2024, 3, 17), 1, date(2024, 2, 18))],
)
def test_norms_equal_sql_by_hand(made_up, as_of, months, first):
    _tables, store = made_up
    expected = marks_of_sql(lambda sql: store.query(sql).to_pylist(), first, as_of)
    assert marks_of(norms(store, NormsQuestion(as_of=as_of, months=months))) == expected
    # Few deals and many, borrowed ones and own ones: else the comparison would show little.
    assert len(expected) >= 9


@pytest.mark.parametrize("as_of", [date(2024, 2, 1), date(2024, 4, 1)])
def test_what_open_deals_took_so_far_equals_a_walk(made_up, as_of):
    tables, store = made_up
    deals = open_deals(store, NormsQuestion(as_of=as_of))
    told = [(each.deal_id, each.stage_id, each.rep_id, *(one.so_far for one in each.standings)) for each in deals]
    assert sorted(told, key=repr) == so_far(tables, as_of)
    assert len(told) > 10


def test_some_deals_stand_as_they_do_among_all(made_up):
    _tables, store = made_up
    question = NormsQuestion(as_of=date(2024, 4, 1))
    everyone = open_deals(store, question)
    wanted = {each.deal_id for each in everyone[::5]}
    some = open_deals(store, question, wanted)
    assert sorted(map(repr, some)) == sorted(repr(each) for each in everyone if each.deal_id in wanted)


@pytest.mark.parametrize("part", WonPart)
def test_the_deals_behind_a_norm_are_as_many_as_it_says(made_up, part):
    _tables, store = made_up
    question = NormsQuestion(as_of=date(2024, 4, 1))
    for line in norms(store, question).lines:
        group = (line.funnel_id,) if line.is_whole else (line.funnel_id, line.segment_id)
        found = won_deals(store, question, *group, part=part)
        assert len(found) == won_deals_count(store, question, *group, part=part) == getattr(line, part)
        if part is WonPart.COUNTED:
            for norm in line.norms:
                assert norm.deals == sum(getattr(deal, norm.measure) is not None for deal in found)


def test_norms_are_the_companys_and_open_deals_are_ones_own(made_up):
    _tables, store = made_up
    question = NormsQuestion(as_of=date(2024, 4, 1))
    own = NormsQuestion(as_of=date(2024, 4, 1), scope=Scope(rep_ids=frozenset({2})), filters=Filters())
    assert norms(store, own).lines == norms(store, question).lines
    mine = [each for each in open_deals(store, question) if each.rep_id == 2]
    assert list(open_deals(store, own)) == mine
    assert 0 < won_deals_count(store, own, 1) < won_deals_count(store, question, 1)
