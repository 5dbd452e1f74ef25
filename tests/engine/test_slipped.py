"""Deals that were expected on a day and had not closed by it: each once, by the last such day of the time asked for."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.answer import ask
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.rows import rows
from tests.facts_in_text import NOTHING

START = date(2024, 2, 20)
DAY = timedelta(days=1)
# Of each deal the days on which it was expected, and the day it closed; as days after the start.
DEALS = st.lists(st.tuples(st.sets(st.integers(0, 40), max_size=4), st.none() | st.integers(0, 40)), max_size=5)


def facts(deals: list[tuple[set[int], int | None]]) -> pa.Table:
    """The expected days as the facts hold them."""
    columns = FACT_TABLES["expectations"].columns
    nothing = {name: NOTHING[type_[1:]] if type_.startswith("!") else None for name, type_ in columns.items()}
    found = []
    for deal_id, (expected, closed) in enumerate(deals, start=1):
        days = [START + number * DAY for number in sorted(expected)]
        for on, again in zip(days, [*days[1:], None], strict=bool(days)):
            told = {"expected_on": on, "again_on": again, "value_amount": 10**deal_id + on.day}
            closed_on = None if closed is None else START + closed * DAY
            found.append({**nothing, "expectation_id": len(found), "deal_id": deal_id, "closed_on": closed_on, **told})
    return pa.Table.from_pylist(found, schema=arrow_schema(columns))


def slipped(deals: list[tuple[set[int], int | None]], first: date, end: date) -> dict[int, date]:
    """The deals that slipped from some days, with the last day on which they were expected."""
    last = {
        deal: max(days)
        for deal, (expected, _closed) in enumerate(deals, start=1)
        if (days := [on for on in (START + number * DAY for number in expected) if first <= on < end])
    }
    closed = {deal: number for deal, (_expected, number) in enumerate(deals, start=1) if number is not None}
    return {deal: on for deal, on in last.items() if deal not in closed or START + closed[deal] * DAY > on}


@settings(max_examples=80, deadline=None)
@given(DEALS, st.integers(0, 20), st.integers(1, 30), st.integers(0, 45))
def test_a_deal_slips_once_from_a_time_and_once_from_each_of_its_weeks(deals, shift, length, today):
    period, today_on = Period(START + shift * DAY, START + (shift + length) * DAY), START + today * DAY
    end = min(period.end, today_on)
    question = Question(metric="slipped_value", period=period, today=today_on)
    weekly = replace(question, by=(Dimension.WEEK,))
    with DuckDBStore(threads=1) as store:
        store.fill([("expectations", facts(deals))], {})
        count = ask(replace(question, metric="slipped_deals"), store).total.value
        share = ask(replace(question, metric="slipped_share"), store).total
        value, found = ask(question, store).total.value, rows(question, store)
        weeks = {line.keys[0]: line.figure.value for line in ask(weekly, store).lines}
        of_weeks = {week: rows(weekly, store, keys=(week,)).total for week in weeks}
    expected = slipped(deals, period.start, end)
    assert count == share.of == len(expected)
    assert share.per == len({deal for deal, (days, _) in enumerate(deals, 1) if _any_within(days, period.start, end)})
    assert value == found.total == sum(10**deal + on.day for deal, on in expected.items())
    assert {row.deal_id: row.on for row in found.rows} == expected
    assert weeks == of_weeks == _by_week(deals, period, end)


def _any_within(days: set[int], first: date, end: date) -> bool:
    return any(first <= START + number * DAY < end for number in days)


def _by_week(deals: list[tuple[set[int], int | None]], period: Period, end: date) -> dict[date, int]:
    values: dict[date, int] = defaultdict(int)
    monday = period.start - period.start.weekday() * DAY
    while monday < period.end:
        first, last = max(monday, period.start), min(monday + 7 * DAY, end)
        values[monday] = sum(10**deal + on.day for deal, on in slipped(deals, first, max(first, last)).items())
        monday += 7 * DAY
    return dict(values)
