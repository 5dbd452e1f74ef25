"""Which numbers can be targets, and which add up: as the engine itself counts them, on made-up facts."""

from dataclasses import replace
from datetime import date

import pytest

from headway.engine.answer import ask_all
from headway.engine.catalogue import catalogue
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.metric import Grade
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.naming import NotUnderstood
from headway.web.targets.adding import adds_up_over_months, adds_up_over_people, target_metric, target_metrics
from tests.random_facts import random_tables

YEAR = Question(metric="", period=Period(date(2024, 1, 1), date(2024, 5, 1)), today=date(2024, 6, 1))


@pytest.mark.parametrize(("cut", "adds_up"), [("rep", adds_up_over_people), ("month", adds_up_over_months)])
def test_what_is_said_to_add_up_does(cut, adds_up):
    """The sum over all reps (and nobody), or over all months, is the company's number of the whole time."""
    by = Dimension(cut)
    names = [each.name for each in catalogue().values() if adds_up(each) and by in each.dimensions]
    assert {"sales_volume", "deals_won", "effective_contacts"} <= set(names)
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(3, 120).items(), {})
        answers = ask_all([replace(YEAR, metric=name, by=(by,)) for name in names], store)
    sums = {each.metric.name: sum(line.figure.value or 0 for line in each.lines) for each in answers}
    assert sums == {each.metric.name: each.total.value or 0 for each in answers}


@pytest.mark.parametrize(
    ("metric", "people", "months"),
    [
        ("deals_won", True, True),
        ("sales_margin", True, True),
        # What stands at the end of a month is no part of what stands at the end of the year.
        ("open_opportunities", True, False),
        ("win_rate_of_closed", False, False),
        ("cycle_time", False, False),
        # A client who buys from two reps is one client.
        ("buying_clients", False, False),
        ("velocity", False, False),
    ],
)
def test_what_adds_up(metric, people, months):
    found = catalogue()[metric]
    assert (adds_up_over_people(found), adds_up_over_months(found)) == (people, months)


def test_all_numbers_but_volumes_can_be_targets():
    offered = {each.name for each in target_metrics()}
    assert offered == {name for name, each in catalogue().items() if each.grade is not Grade.VOLUME}


@pytest.mark.parametrize(
    ("asked", "instead"),
    [("cold_calls", "Effective contacts"), ("source_costs", "New leads"), ("calls", "From the goal")],
)
def test_a_volume_is_refused_with_a_reason_and_what_to_take(asked, instead):
    with pytest.raises(NotUnderstood, match=r"tells how much is done, not what comes of it.*" + instead):
        target_metric(asked)
