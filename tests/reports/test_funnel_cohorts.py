"""The cohorts of a funnel: shares so many months after the entry, and nothing where the month is not over."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.engine.question import Filters
from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_cohorts import LONGEST, Cell, End, cohort_rows, cohorts
from tests.random_facts import random_tables

TODAY = date(2024, 4, 10)
SPRING = Period(date(2024, 1, 1), date(2024, 4, 1))
ALL = Period.all()
DEALS = """
    deal | entered_on | won_on     | lost_on    | is_entry_known
    A    | 2024-01-05 | 2024-01-31 |            | yes
    B    | 2024-01-31 | 2024-03-01 |            | yes
    C    | 2024-01-07 |            | 2024-02-29 | yes
    D    | 2024-01-09 |            |            | yes
    E    | 2024-03-15 | 2024-04-05 |            | yes
    F    | 2024-04-01 |            |            | yes
    G    | 2024-01-01 | 2024-01-02 |            | no
    """


def test_a_cohort_is_told_by_the_end_of_each_month_that_is_over(store_of):
    report = cohorts(store_of(DEALS), FunnelQuestion(funnel_id=1, period=SPRING), TODAY)
    january, march = report.cohorts
    assert (january.month, january.entered) == (date(2024, 1, 1), 4)
    assert january.cells == (Cell(0, 1, 0), Cell(1, 1, 1), Cell(2, 2, 1))
    assert [january.share(cell, End.WON) for cell in january.cells] == [
        Decimal("0.25"),
        Decimal("0.25"),
        Decimal("0.5"),
    ]
    # April is not over: E was won in it, and is not told, though not as zero either.
    assert (march.entered, march.cells) == (1, (Cell(0, 0, 0), Cell(1, None, None), Cell(2, None, None)))
    assert march.share(march.cells[1], End.LOST) is None
    assert report.as_of == date(2024, 4, 9)


@pytest.mark.parametrize(("as_of", "cells"), [(date(2024, 1, 30), ()), (date(2024, 1, 31), (Cell(0, 1, 0),))])
def test_a_month_is_over_at_the_end_of_its_last_day(as_of, cells, store_of):
    (january,) = cohorts(store_of(DEALS), FunnelQuestion(funnel_id=1, period=SPRING, as_of=as_of), TODAY).cohorts
    assert january.cells == cells


def test_all_time_has_no_more_cells_than_can_be_read(store_of):
    report = cohorts(store_of(DEALS), FunnelQuestion(funnel_id=1, period=ALL), date(2030, 1, 1))
    assert {len(each.cells) for each in report.cohorts} == {LONGEST + 1}


def test_nothing_entered_is_no_cohort(store_of):
    empty = FunnelQuestion(funnel_id=2, period=SPRING)
    assert cohorts(store_of(DEALS), empty, TODAY).cohorts == ()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("period", [SPRING, ALL])
@pytest.mark.parametrize("as_of", [None, date(2024, 3, 31)])
def test_every_cell_equals_a_walk_over_the_deals_and_opens_as_many(seed, period, as_of):
    tables = random_tables(seed)
    asked = FunnelQuestion(funnel_id=1, period=period, as_of=as_of, filters=Filters(rep=frozenset({1, None})))
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        report = cohorts(store, asked, TODAY)
        deals = [deal for deal in tables["deals"].to_pylist() if _counts(deal, period, as_of or TODAY)]
        assert sum(each.entered for each in report.cohorts) == len(deals)
        for each in report.cohorts:
            entered = [deal for deal in deals if deal["entered_on"].replace(day=1) == each.month]
            assert len(cohort_rows(store, asked, TODAY, month=each.month).rows) == each.entered == len(entered)
            for cell in each.cells:
                for end in End:
                    known = _ended(entered, each.month, end, cell.months, as_of or TODAY - timedelta(days=1))
                    assert each.count(cell, end) == known
                    found = cohort_rows(store, asked, TODAY, month=each.month, end=end, months=cell.months, limit=999)
                    assert known is None or len(found.rows) == known


def _counts(deal, period, horizon):
    is_wanted = deal["funnel_id"] == 1 and deal["is_entry_known"] and deal["rep_id"] in {1, None}
    return is_wanted and period.contains(deal["entered_on"]) and deal["entered_on"] <= horizon


def _ended(deals, month, end, months, until):
    index = month.year * 12 + month.month + months
    after = date(index // 12, index % 12 + 1, 1)
    if after > until + timedelta(days=1):
        return None
    return sum(deal[f"{end}_on"] is not None and deal[f"{end}_on"] < after for deal in deals)
