"""Questions asked together are answered as if each had been asked alone, from a few looks at the facts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from headway.engine.answer import ask, ask_all
from headway.engine.catalogue import catalogue
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.plan import countings_of, shape_of
from headway.engine.question import Question
from headway.engine.rows import rows
from headway.engine.scan import scans
from tests.random_facts import random_tables

FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))
WHOLE = Question(metric="", period=FEBRUARY, compare=FEBRUARY.previous(), today=date(2024, 4, 1))
SALES = """
    sale | client | sold_on    | rep   | amount
    1    | Works  | 2024-02-05 | Bob   | 100.00
    2    | Works  | 2024-02-06 | Carol | 100.00
    3    | Mill   | 2024-02-07 | Carol | 100.00
    4    | Mill   | 2024-02-08 | Carol | 100.00
    """


@pytest.fixture(scope="module", params=[4, 7])
def made_up(request):
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(request.param).items(), {})
        yield store


@pytest.mark.parametrize(
    "question",
    [
        WHOLE,
        replace(WHOLE, by=(Dimension.REP,)),
        replace(WHOLE, by=(Dimension.WEEK,), compare=None),
        replace(WHOLE, by=(Dimension.MONTH,), compare=None, period=Period.all()),
    ],
    ids=["whole", "rep", "week", "all"],
)
def test_the_whole_catalogue_at_once_is_each_metric_alone(question, made_up):
    known = [name for name, metric in catalogue().items() if metric.dimensions >= set(question.by)]
    questions = [replace(question, metric=name) for name in known]
    assert ask_all(questions, made_up) == [ask(each, made_up) for each in questions]


def test_questions_that_differ_in_more_than_their_metric_keep_their_own_days(made_up):
    january = Question(metric="contacts", period=FEBRUARY.previous())
    february = Question(metric="contacts", period=FEBRUARY)
    both = ask_all([february, january, replace(february, metric="calls")], made_up)
    assert both[:2] == [ask(february, made_up), ask(january, made_up)]
    assert [answer.metric.name for answer in both] == ["contacts", "contacts", "calls"]


def test_what_is_counted_by_the_same_days_and_people_is_one_look_at_the_facts():
    """Ten metrics of contacts, one table, one day that counts."""
    metrics = [metric for metric in catalogue().values() if {each.facts for each in metric.measures} == {"contacts"}]
    counted = tuple(each for metric in metrics for each in countings_of(metric))
    assert len(metrics) > 10
    assert len(scans(counted, shape_of(WHOLE), "duckdb")) == 1


def test_what_two_metrics_count_alike_is_counted_once():
    """The qualified of a period stand in their own number and below that of the won."""
    names = ("qualified_opportunities", "opportunities_to_won_period")
    counted = [each for name in names for each in countings_of(catalogue()[name])]
    found = scans(tuple(counted), shape_of(WHOLE), "duckdb")
    places = {counting: (scan, place) for scan in found for counting, place in scan.places}
    assert places[counted[0]] == places[counted[2]] != places[counted[1]]


def test_a_client_of_two_reps_is_one_client(store_of):
    question = Question(metric="buying_clients", period=FEBRUARY, by=(Dimension.REP,))
    store = store_of(SALES)
    answer = ask(question, store)
    assert {line.labels[0]: line.figure.value for line in answer.lines} == {"Bob": 1, "Carol": 2}
    assert answer.total.value == 2
    assert [row.id for row in rows(question, store).rows] == [(1,), (3,)]
    assert [row.id for row in rows(question, store, keys=(3,)).rows] == [(2,), (3,)]


def test_a_ratio_over_different_clients_is_divided_anew_for_the_whole(store_of):
    question = Question(metric="sales_per_client", period=FEBRUARY, by=(Dimension.REP,))
    answer = ask(question, store_of(SALES))
    assert {line.labels[0]: line.figure.value for line in answer.lines} == {"Bob": 1, "Carol": Decimal("1.5")}
    assert (answer.total.value, answer.total.of, answer.total.per) == (2, 4, 2)


def test_velocity_is_unknown_where_nothing_was_won(store_of):
    """Nothing closed: no rate to multiply by, so no money a day, and not none of it."""
    text = """
        opportunity | number | since_on   | value_amount
        A           | 1      | 2024-02-05 | 100.00
        """
    total = ask(Question(metric="velocity", period=FEBRUARY), store_of(text)).total
    assert (total.value, total.of, total.factors) == (None, 10000, (None, None))


def test_losses_are_cut_by_their_reason(store_of):
    text = """
        deal | lost_on    | outcome | loss_reason
        A    | 2024-02-05 | lost    | Price
        B    | 2024-02-06 | lost    | Price
        C    | 2024-02-07 | lost    |
        """
    question = Question(metric="deals_lost", period=FEBRUARY, by=(Dimension.LOSS_REASON,))
    answer = ask(question, store_of(text))
    assert [(line.labels[0], line.figure.value) for line in answer.lines] == [("Price", 2), ("not given", 1)]
