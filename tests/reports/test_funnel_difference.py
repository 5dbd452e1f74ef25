"""Two sides of a funnel: any two periods, or what the deals are narrowed to, with how far apart they lie."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Filters
from headway.reports.funnel import FunnelQuestion, FunnelReport, StageLine, funnel, funnel_rows
from headway.reports.funnel_cohorts import cohorts
from headway.reports.funnel_difference import are_apart, differences
from headway.reports.funnel_flow import flow
from headway.reports.funnel_times import times
from tests.random_facts import random_tables

TODAY = date(2024, 6, 1)
JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))
NORTH, SOUTH = Filters(team=frozenset({1})), Filters(team=frozenset({2}))
ASKED = FunnelQuestion(funnel_id=1, period=JANUARY, filters=NORTH)


@pytest.fixture(scope="module")
def made_up():
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(5, size=600).items(), {})
        yield store


SIDES = (
    replace(ASKED, against=SOUTH),
    replace(ASKED, compare=JANUARY.previous()),
    replace(ASKED, against=Filters()),
    replace(ASKED, against=replace(SOUTH, source=frozenset({None, 1})), compare=Period.all()),
)


@pytest.mark.parametrize("asked", SIDES)
def test_each_side_is_what_it_is_alone(asked, made_up):
    report = funnel(made_up, asked, TODAY)
    here, there = asked.sides
    assert report.stages == funnel(made_up, here, TODAY).stages
    assert report.compared == funnel(made_up, there, TODAY).stages
    assert (here.beside, there.beside) == (None, None)


def test_groups_stand_side_by_side_too(made_up):
    asked = replace(ASKED, against=SOUTH, split=Dimension.SOURCE)
    report = funnel(made_up, asked, TODAY)
    alone = {group.key: group.stages for group in funnel(made_up, asked.sides[1], TODAY).groups}
    told = {group.key: group.compared for group in report.groups}
    assert alone
    assert {key: told[key] for key in alone} == alone


def _report(asked: FunnelQuestion, here: tuple[int, int], there: tuple[int, int]) -> FunnelReport:
    (one,), (other,) = (
        (StageLine(stage_id=1, name="Need", phase="lead", entered=entered, advanced=advanced),)
        for advanced, entered in (here, there)
    )
    return FunnelReport(asked, TODAY, (one,), (other,), ())


def test_a_difference_has_newcombe_s_interval():
    """Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10: 56/70 against 48/80 -> .0524 to .3339."""
    (told,) = differences(_report(SIDES[0], (56, 70), (48, 80)))
    assert told.value == Decimal("0.2")
    assert (round(told.interval.low, 4), round(told.interval.high, 4)) == (Decimal(".0524"), Decimal(".3339"))
    assert told.is_beyond_chance is True


def test_a_difference_of_few_is_within_chance():
    (told,) = differences(_report(SIDES[0], (5, 7), (4, 8)))
    assert told.is_beyond_chance is False


def test_where_the_sides_share_deals_nobody_speaks_of_chance():
    (told,) = differences(_report(SIDES[2], (56, 70), (48, 80)))
    assert (told.value, told.interval, told.is_beyond_chance) == (Decimal("0.2"), None, None)


def test_where_one_side_had_less_time_nobody_speaks_of_chance():
    """Of the later month some are still there, who may yet go on; of two teams in the same month alike many are."""
    later = _report(replace(ASKED, compare=JANUARY.previous()), (48, 80), (56, 70))
    still = replace(later, stages=tuple(replace(line, still=1) for line in later.stages))
    assert [each.interval for each in differences(later)] != [None]
    assert [each.interval for each in differences(still)] == [None]
    teams = replace(still, question=replace(ASKED, against=SOUTH))
    assert [each.interval for each in differences(teams)] != [None]


def test_where_nothing_entered_there_is_no_difference():
    (told,) = differences(_report(SIDES[0], (0, 0), (48, 80)))
    assert (told.value, told.interval) == (None, None)
    assert differences(replace(_report(ASKED, (1, 2), (1, 2)), compared=None)) == ()


@pytest.mark.parametrize(
    ("asked", "is_apart"),
    [
        (SIDES[0], True),
        (SIDES[1], True),
        (SIDES[2], False),
        (replace(ASKED, compare=Period.all()), False),
        (replace(ASKED, compare=Period(date(2024, 1, 31), date(2024, 3, 1))), False),
        (replace(ASKED, against=Filters(team=frozenset({1, 2}))), False),
        (replace(ASKED, against=Filters(source=frozenset({2}))), False),
    ],
)
def test_sides_are_apart_where_no_entry_can_stand_on_both(asked, is_apart):
    assert are_apart(*asked.sides) is is_apart


def test_a_reason_of_loss_narrows_every_report_to_the_deals_that_were_lost_for_it(made_up):
    """By the deals of the facts, counted one by one."""
    tables = {name: table.to_pylist() for name, table in random_tables(5, size=600).items()}
    lost = {deal["deal_id"] for deal in tables["deals"] if deal["loss_reason_id"] == 1}
    asked = replace(ASKED, period=Period.all(), filters=Filters(loss_reason=frozenset({1})))
    stays = [
        each for each in tables["stays"] if each["funnel_id"] == 1 and each["visit"] == 1 and each["deal_id"] in lost
    ]
    report = funnel(made_up, asked, TODAY)
    assert sum(line.entered for line in report.stages) == len(stays) > 0
    assert sum(flow(made_up, asked, TODAY).entered.values()) == len(stays)
    assert sum(each.counted for each in times(made_up, asked, TODAY).stages) <= len(stays)
    stage = next(line for line in report.stages if line.entered)
    assert {row.id[0] for row in funnel_rows(made_up, asked, stage_id=stage.stage_id).rows} <= lost
    entered = [deal for deal in tables["deals"] if deal["deal_id"] in lost and deal["funnel_id"] == 1]
    known = [deal for deal in entered if deal["is_entry_known"] and deal["entered_on"] <= TODAY]
    assert sum(each.entered for each in cohorts(made_up, asked, TODAY).cohorts) == len(known)


def test_a_stage_of_one_side_alone_has_no_difference():
    report = replace(_report(SIDES[0], (56, 70), (48, 80)), compared=())
    (told,) = differences(replace(report, compared=(replace(report.stages[0], stage_id=2),)))
    assert (told.value, told.interval) == (None, None)
