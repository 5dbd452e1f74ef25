"""The flow of a funnel: every entry stands in one cell, and rows and columns add up to the funnel's numbers."""

from collections import Counter
from datetime import date

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.reports.funnel import Entries, FunnelQuestion, funnel, funnel_rows
from headway.reports.funnel_flow import flow
from tests.random_facts import random_tables

TODAY = date(2024, 6, 1)
FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))


def test_a_row_says_where_the_entries_into_its_stage_went_next(store):
    """
    stay | number | stage | entered_at | left_at    | exit     | next_stage
    A    | 1      | Need  | 2024-02-01 | 2024-02-03 | advanced | Offer
    A    | 2      | Offer | 2024-02-03 | 2024-02-03 | skipped  | Won
    A    | 3      | Won   | 2024-02-03 |            |          |
    B    | 1      | Need  | 2024-02-02 | 2024-02-08 | lost     | Lost
    B    | 2      | Lost  | 2024-02-08 |            |          |
    C    | 1      | Need  | 2024-02-05 |            |          |
    D    | 1      | Need  | 2024-03-05 | 2024-03-06 | advanced | Offer

    name  | dimension | position | parent_id | phase
    Need  | stage     | 1        | 1         | lead
    Offer | stage     | 2        | 1         | opportunity
    Won   | stage     | 3        | 1         | won
    Lost  | stage     | 4        | 1         | lost
    """
    report = flow(store, FunnelQuestion(funnel_id=1, period=FEBRUARY), TODAY)
    named = {stage.id: stage.name for stage in report.stages} | {None: "still there"}
    cells = {(named[here], named[there]): count for (here, there), count in report.cells.items()}
    assert cells == {
        ("Need", "Offer"): 1,
        ("Need", "Lost"): 1,
        ("Need", "still there"): 1,
        ("Offer", "Won"): 1,
        ("Won", "still there"): 1,
        ("Lost", "still there"): 1,
    }
    assert [stage.name for stage in report.stages] == ["Need", "Offer", "Won", "Lost"]
    assert report.as_of == TODAY


def test_a_stage_of_another_funnel_that_a_deal_moved_to_stands_at_the_end(store):
    """
    stay | number | stage   | entered_at | left_at    | exit  | next_stage
    A    | 1      | Need    | 2024-02-01 | 2024-02-03 | moved | Service

    name    | dimension | position | parent_id | phase
    Need    | stage     | 2        | 1         | lead
    Won     | stage     | 3        | 1         | won
    Service | stage     | 1        | 2         | lead
    """
    report = flow(store, FunnelQuestion(funnel_id=1, period=FEBRUARY), TODAY)
    assert [stage.name for stage in report.stages] == ["Need", "Won", "Service"]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("entries", Entries)
@pytest.mark.parametrize("as_of", [None, date(2024, 3, 5)])
def test_the_flow_equals_a_walk_over_the_stays_and_adds_up_to_the_funnel(seed, entries, as_of):
    tables = random_tables(seed)
    asked = FunnelQuestion(funnel_id=1, period=FEBRUARY, entries=entries, as_of=as_of)
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        report, lines = flow(store, asked, TODAY), funnel(store, asked, TODAY).stages
        behind = {(here, to): _opened(store, asked, here, to) for here, to in report.cells}
    known = {(step.stage_id, step.to_id, step.outcome.value): step.count for step in report.steps}
    assert known == _walk(tables["stays"].to_pylist(), entries is Entries.FIRST, as_of or date.max)
    assert report.cells == behind
    for line in lines:
        ends = Counter()
        for step in report.steps:
            ends[step.outcome.value] += step.count * (step.stage_id == line.stage_id)
        assert report.entered[line.stage_id] == line.entered
        assert ends["advanced"] + ends["skipped"] == line.advanced
        assert all(ends[name] == getattr(line, name) for name in ("skipped", "lost", "back", "moved", "still"))
    assert report.arrived[None] == sum(line.still for line in lines)
    assert sum(report.arrived.values()) == sum(line.entered for line in lines)


def _opened(store, asked, here, to):
    outcome = "still" if to is None else "entered"
    return len(funnel_rows(store, asked, stage_id=here, outcome=outcome, to=to).rows)


def _walk(stays, is_first, as_of):
    steps = Counter()
    for stay in stays:
        is_wanted = stay["funnel_id"] == 1 and stay["is_entry_known"] and FEBRUARY.contains(stay["entered_on"])
        if is_wanted and stay["entered_on"] <= as_of and (stay["visit"] == 1 or not is_first):
            has_left = stay["exit"] is not None and stay["left_on"] <= as_of
            steps[stay["stage_id"], *((stay["next_stage_id"], stay["exit"]) if has_left else (None, "still"))] += 1
    return steps
