"""Metrics against the figures printed with public sales data, the facts read straight from the file."""

import csv
from decimal import Decimal

import pytest

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from tests.facts_in_text import read_facts

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def maven(real_data):
    """8,800 opportunities of a hardware seller; 500 of them have no day on which they began."""
    teams = _teams(real_data / "maven_crm" / "sales_teams.csv")
    deals = [_deal(row, teams[row["sales_agent"]]) for row in _read(real_data / "maven_crm" / "sales_pipeline.csv")]
    lines = [" | ".join(cells) for cells in (deals[0], *(deal.values() for deal in deals))]
    with read_facts("\n".join(lines)).store() as store:
        yield store


def value(store, metric, **question):
    return ask(Question(metric=metric, period=Period.all(), **question), store).total.value


@pytest.mark.parametrize(("metric", "count"), [("deals_won", 4238), ("deals_lost", 2473), ("won_value", 1000553400)])
def test_what_was_won_and_lost(metric, count, maven):
    assert value(maven, metric) == count


@pytest.mark.parametrize(("metric", "percent"), [("win_rate_of_closed", "63.15"), ("win_rate_of_all", "48.16")])
def test_both_win_rates_each_by_its_rule(metric, percent, maven):
    assert round(value(maven, metric) * 100, 2) == Decimal(percent)


def test_how_long_a_win_took(maven):
    assert round(value(maven, "entry_to_won_mean"), 2) == Decimal("51.78")


def test_what_each_region_won(maven):
    counted = _lines(maven, "deals_won", Dimension.TEAM)
    assert counted == {"Central": 1629, "East": 1171, "West": 1438}
    worth = _lines(maven, "won_value", Dimension.TEAM)
    assert worth == {"Central": 334629300, "East": 309059400, "West": 356864700}


def test_the_best_agent_of_all_deals(maven):
    rates = _lines(maven, "win_rate_of_all", Dimension.REP)
    best = max(rates, key=rates.get)
    assert (best, round(rates[best] * 100, 1)) == ("Reed Clapper", Decimal("65.4"))


def test_the_first_manager_by_one_rule_is_the_last_by_the_other(maven):
    of_all, of_closed = (_lines(maven, name, Dimension.SEGMENT) for name in ("win_rate_of_all", "win_rate_of_closed"))
    assert max(of_all, key=of_all.get) == min(of_closed, key=of_closed.get) == "Rocco Neubert"
    assert round(of_all["Rocco Neubert"] * 100, 2) == Decimal("52.07")
    assert round(of_closed["Rocco Neubert"] * 100, 2) == Decimal("62.08")


def _lines(store, metric, dimension):
    answer = ask(Question(metric=metric, period=Period.all(), by=(dimension,)), store)
    return {line.labels[0]: line.figure.value for line in answer.lines}


def _teams(path):
    return {row["sales_agent"]: row for row in _read(path)}


def _deal(row, team) -> dict[str, str]:
    """An opportunity as cells of a table; what was not won has no winner and no worth."""
    outcome = {"Won": "won", "Lost": "lost"}.get(row["deal_stage"], "open")
    is_won, is_lost = outcome == "won", outcome == "lost"
    return {
        "deal": row["opportunity_id"],
        "entered_on": row["engage_date"],
        "is_entry_known": "yes" if row["engage_date"] else "no",
        "won_on": row["close_date"] if is_won else "",
        "lost_on": row["close_date"] if is_lost else "",
        "outcome": outcome,
        "won_amount": row["close_value"] if is_won else "",
        "winner": row["sales_agent"] if is_won else "",
        "winner_team": team["regional_office"] if is_won else "",
        "rep": row["sales_agent"],
        "segment": team["manager"],
    }


def _read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
