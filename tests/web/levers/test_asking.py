"""The levers of a log: their product is the catalogue's profit exactly, whoever asks and however it is narrowed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import log, prod

import pytest

from headway.engine.answer import ask_all
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.engine.question import Filters, Question
from headway.planning.levers import Lever, Outcome
from headway.planning.split import split
from headway.web.asking import Asker, Words
from headway.web.asking_levers import METRICS, Best, counts_of, levers_asked, levers_of
from headway.web.models import Company, Sale
from tests.random_facts import random_tables

TENTH = Fraction(1, 10)
ALSO = ("sales_per_client", "average_sale", "sales_margin")
QUESTION = Question(metric="", period=Period(date(2024, 2, 1), date(2024, 3, 1)))
Q4 = Period(date(2023, 10, 1), date(2024, 1, 1))


@pytest.fixture(scope="module", params=[4, 7])
def made_up(request):
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(request.param, 150).items(), {})
        yield store


@pytest.mark.parametrize("narrow", [Filters(), Filters(team=frozenset({1})), Filters(source=frozenset({2, None}))])
def test_on_any_facts_the_levers_are_the_metrics_of_the_catalogue_and_multiply_to_the_profit(made_up, narrow):
    questions = [replace(QUESTION, metric=name, filters=narrow) for name in (*METRICS, *ALSO)]
    figures = {answer.metric.name: answer.total for answer in ask_all(questions, made_up)}
    counts = counts_of([figures[name] for name in METRICS])
    values = counts.values
    assert values[Lever.NEW_LEADS] == figures["new_leads"].value > 0
    for lever, name in (
        (Lever.SALES_PER_CLIENT, "sales_per_client"),
        (Lever.AVERAGE_SALE, "average_sale"),
        (Lever.MARGIN_SHARE, "sales_margin_share"),
    ):
        assert values[lever] == Fraction(figures[name].of, figures[name].per)
    margin = figures["sales_margin_share"]
    assert prod(values.values()) == counts.profit == Fraction(figures["sales_volume"].value * margin.of, margin.per)
    assert margin.of == figures["sales_margin"].value


def test_where_every_cost_is_known_the_product_is_the_sales_margin(alice, quarters, now):
    report = _report(alice, now)
    assert prod(report.counts.values.values()) == report.counts.profit == 140_00 == report.counts.margin
    assert (report.unknown_costs, report.raised.outcome) == (0, Outcome.PROFIT)


def test_a_sale_without_a_cost_takes_the_margin_share_of_the_others(bob, quarters, now):
    """Of 400 sold, the two of 90 lose their cost: 220 are left, with 80 of margin, and 400 x 80 / 220 of all."""
    Sale.objects.filter(amount=90_00).update(cost_amount=None, company_cost_amount=None)
    report = _report(bob, now)
    assert (report.unknown_costs, report.counts.profit) == (2, Fraction(400_00 * 80, 220))


def test_the_change_between_two_quarters_is_split_by_the_formula(alice, quarters, now):
    """
    quarter | leads | conversion | sales per client | average sale | margin | profit
    2023-Q4 | 15    | 3/15       | 4/3              | 50           | 1/4    | 50
    2024-Q1 | 13    | 5/13       | 7/5              | 500/7        | 7/25   | 140
    """
    report = _report(alice, now)
    mean = 90_00 / log(140 / 50)
    ratios = (13 / 15, (5 / 13) / (3 / 15), (7 / 5) / (4 / 3), (500 / 7) / 50, (7 / 25) / (1 / 4))
    assert [float(each.change) for each in report.split.parts] == pytest.approx([mean * log(each) for each in ratios])
    assert sum(report.split.whole_parts) == report.split.change == 90_00
    assert report.split == split(report.before, report.counts)


def test_the_best_is_an_earlier_quarter_or_a_team_that_rests_on_enough_and_was_measured_from_its_beginning(
    alice, quarters, now
):
    """2023-Q3 had 20 leads and a margin of 4/5, but the log began in it; nobody sold to ten clients in any quarter."""
    report = _report(alice, now)
    assert report.bests == {
        Lever.NEW_LEADS: Best(Fraction(15), Q4),
        Lever.CONVERSION: Best(Fraction(1, 3), team="North"),
    }
    rises = {each.lever: each.raise_to_best for each in report.pays}
    assert (rises[Lever.NEW_LEADS], rises[Lever.CONVERSION]) == (Fraction(2, 13), 0)


def test_a_rep_is_measured_by_their_own_past_and_compared_with_no_team(bob, quarters, now):
    report = _report(bob, now)
    assert {lever: (best.value, best.team) for lever, best in report.bests.items()} == {
        Lever.NEW_LEADS: (15, ""),
        Lever.CONVERSION: (Fraction(1, 5), ""),
    }


def test_a_running_period_is_compared_up_to_the_same_day(alice, quarters, now):
    asked = levers_asked(_asker(alice, now), Words(period="this quarter", compare="previous"), {})
    assert (asked.period, asked.compared) == (
        Period(date(2024, 4, 1), date(2024, 7, 1)),
        Period(date(2024, 1, 1), date(2024, 2, 15)),
    )
    assert levers_of(asked).counts.new_leads == 0


def test_all_time_has_nothing_before_it(alice, quarters, now):
    report = _report(alice, now, period="all")
    assert (report.before, report.split, report.counts.new_leads) == (None, None, 48)
    assert {best.team for best in report.bests.values()} == {"North"}


def test_the_effort_of_a_scenario_is_known_where_that_of_each_raised_lever_is(alice, quarters, now):
    Company.objects.update(lever_efforts={"new_leads": "6", "conversion": "2.5"})
    assert _report(alice, now, raises={Lever.NEW_LEADS: TENTH, Lever.CONVERSION: TENTH}).effort == 85
    assert _report(alice, now, raises={Lever.NEW_LEADS: TENTH, Lever.MARGIN_SHARE: -TENTH}).effort == 60
    assert _report(alice, now, raises={Lever.NEW_LEADS: TENTH, Lever.MARGIN_SHARE: TENTH}).effort is None
    assert _report(alice, now).effort is None


def _asker(user, now) -> Asker:
    return Asker(user, Company.objects.select_related("currency").get(), now)


def _report(user, now, *, raises=None, period="2024-Q1"):
    return levers_of(levers_asked(_asker(user, now), Words(period=period, compare="previous"), raises or {}))
