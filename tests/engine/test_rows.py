"""The rows behind a figure: one by one, adding up to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.figure import MICROSECONDS_A_DAY, scaled
from headway.engine.metric import Aggregate
from headway.engine.period import Period
from headway.engine.plan import NoSuchPart, Part, TotalOnly
from headway.engine.question import Filters, Question, Scope
from headway.engine.rows import rows
from tests.random_facts import random_tables

FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))
TODAY = date(2024, 4, 1)


@pytest.fixture(scope="module")
def made_up():
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(5).items(), {})
        yield store


@pytest.mark.parametrize("period", [FEBRUARY, Period.all()], ids=["february", "all"])
@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_rows_add_up_to_every_figure(metric, period, made_up):
    by = tuple(each for each in (Dimension.REP, Dimension.MONTH) if each in metric.dimensions)
    question = Question(metric=metric.name, period=period, by=by, today=TODAY, within=30)
    answer = ask(question, made_up)
    for keys, figure in [((), answer.total), *((line.keys, line.figure) for line in answer.lines)]:
        found = rows(question, made_up, keys=keys)
        assert len(found.rows) == figure.rows
        assert _adds_up(metric, found, figure)
        if metric.per:
            assert rows(question, made_up, part="per", keys=keys).total == figure.per
    if metric.telling:
        assert len(rows(question, made_up, part=Part.LEFT_OUT).rows) == answer.left_out_count


def test_a_page_of_rows_is_in_the_order_of_their_days(store):
    """
    deal | won_on     | won_amount | client
    A    | 2024-02-20 | 10.00      | Acme
    B    | 2024-02-05 | 20.00      | Bolt
    C    | 2024-02-10 | 40.00      | Acme
    """
    question = Question(metric="won_value", period=FEBRUARY)
    found = rows(question, store, limit=2, offset=1)
    assert (found.facts, found.key, found.total) == ("deals", ("deal_id",), 5000)
    assert [(row.id, row.client_id, row.deal_id, row.on.day) for row in found.rows] == [
        ((3,), 1, 3, 10),
        ((1,), 1, 1, 20),
    ]


def test_rows_need_no_deal(store):
    """
    sale | sold_on    | amount | client | deal
    1    | 2024-02-20 | 10.00  | Acme   |
    2    | 2024-02-21 | 10.00  | Acme   | A
    """
    found = rows(Question(metric="sales_volume", period=FEBRUARY), store)
    assert [row.deal_id for row in found.rows] == [None, 1]


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (Part.PER, "'contacts' is not divided by anything: ask for the rows of 'of'."),
        (Part.LEFT_OUT, "'contacts' leaves nothing out: ask for the rows of 'of'."),
    ],
)
def test_a_part_that_is_not_there_is_refused(part, sentence, made_up):
    with pytest.raises(NoSuchPart) as refusal:
        rows(Question(metric="contacts", period=FEBRUARY), made_up, part=part)
    assert str(refusal.value) == sentence


def _adds_up(metric, found, figure) -> bool:
    if metric.course and metric.per is None:
        # What half of them reached is one of their times, or later than all of these.
        days = [Decimal(row.contribution) / MICROSECONDS_A_DAY for row in found.rows]
        return figure.value in days if figure.value is not None else bool(figure.why) == bool(days)
    if metric.of.aggregate is not Aggregate.MEDIAN:
        return found.total == figure.of
    values = sorted(row.contribution for row in found.rows)
    if not values:
        return figure.value is None
    middle = values[(len(values) - 1) // 2] + values[len(values) // 2]
    return figure.value == scaled(metric.unit, Decimal(middle) / 2)


@pytest.mark.parametrize("metric", catalogue())
def test_a_total_is_the_same_figure_and_neither_a_part_of_it_nor_its_rows(metric, made_up):
    whole = Scope(team_ids=frozenset({1, 2}))
    total = Scope(team_ids=frozenset({1, 2}), is_total=True)
    question = Question(metric=metric, period=FEBRUARY, scope=total, compare=FEBRUARY.previous(), today=TODAY)
    seen = ask(replace(question, scope=whole), made_up)
    told = ask(question, made_up)
    assert (told.total, told.compared) == (seen.total, seen.compared)
    for part in Part:
        with pytest.raises(TotalOnly):
            rows(question, made_up, part=part)
    for narrower in (replace(question, by=(Dimension.REP,)), replace(question, filters=Filters(rep=frozenset({1})))):
        with pytest.raises(TotalOnly):
            ask(narrower, made_up)
