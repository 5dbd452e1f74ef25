"""Open deals that came nobody knows when: no day counts them, and every day on which they may stand says so."""

from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.answer import ask, ask_all
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.plan import Part
from headway.engine.question import Filters, Question
from headway.engine.rows import rows
from tests.engine.test_stocks import DAYS, START, day, history, open_at_the_end, pipeline, stays

STOCKS = ("open_leads", "open_opportunities", "pipeline_value", "weighted_pipeline", "velocity")
JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))
# Few instants, so that several things often happen in one; the third is of the day on which every value rises.
TOUCHES = st.tuples(st.sampled_from((6, 7, 15, 24)), st.sampled_from((1, 2, 2, 3, 4, 5)))
LOGS = st.lists(st.lists(TOUCHES, min_size=1, max_size=4), max_size=4)
# Old was there before anybody wrote of it: on 10 February it was seen, and on the 20th it was worth more.
SEEN = """
    stay | number | stage | phase       | is_qualified | entered_on | left_on    | rep | is_entry_known
    Old  | 1      | Offer | opportunity | yes          | 2024-02-10 | 2024-03-05 | Bob | no
    Old  | 2      | Lost  | lost        | yes          | 2024-03-05 |            | Bob | yes
    New  | 1      | Offer | opportunity | yes          | 2024-02-05 |            | Eve | yes
    Lead | 1      | Try   | lead        | no           | 2024-02-10 |            | Bob | no

    opportunity | number | value_id | stage | since_on   | until_on   | rep | value_amount | is_entry_known
    Old         | 1      | 1        | Offer | 2024-02-10 | 2024-02-20 | Bob | 100.00       | no
    Old         | 1      | 2        | Offer | 2024-02-20 | 2024-03-05 | Bob | 150.00       | no
    New         | 1      | 3        | Offer | 2024-02-05 |            | Eve | 20.00        | yes
    """


def undated(table: pa.Table, seen: dict[int, int]) -> pa.Table:
    """The same, nobody knowing when the deals of odd numbers came to the stages on which they were ``seen`` first."""
    known = [row["deal_id"] % 2 == 0 or row["number"] > seen[row["deal_id"]] for row in table.to_pylist()]
    place = table.schema.get_field_index("is_entry_known")
    return table.set_column(place, table.schema.field(place), pa.array(known, pa.bool_()))


def seen_first(logs):
    """By deal, how many of its stays began in the very instant in which it was first seen."""
    told = {deal: history(log).stays for deal, log in enumerate(logs, start=1)}
    return {deal: sum(each.entered_at == found[0].entered_at for each in found) for deal, found in told.items()}


def may_stand(logs, end: date) -> list[int]:
    """The deals of odd numbers that may stand as open opportunities at ``end``, one by one and day by day.

    Before it was first seen a deal may stand where it was seen; after that, it does until its first move.
    """
    found = []
    for deal, log in enumerate(logs, start=1):
        told = history(log)
        so_far = [touch for touch in log if day(touch[0]) < end]
        stay = history(so_far).stays[-1] if so_far else told.stays[0]
        is_undated = deal % 2 == 1 and stay.entered_at == told.stays[0].entered_at
        qualified_at = told.milestones.qualified_at
        is_qualified = qualified_at is not None and stay.entered_at >= qualified_at
        if is_undated and is_qualified and stay.stage_id in {1, 2, 3}:
            found.append(deal)
    return found


@settings(max_examples=100, deadline=None)
@given(LOGS, st.integers(1, 5), st.integers(0, DAYS))
def test_every_day_says_how_many_may_stand_that_nobody_can_count(logs, length, shift):
    period = Period(START + timedelta(days=shift), START + timedelta(days=shift + length))
    seen = seen_first(logs)
    with DuckDBStore(threads=1) as store:
        tables = [("stays", undated(stays(logs), seen)), ("pipeline", undated(pipeline(logs), seen))]
        store.fill(tables, {})
        question = Question(metric="open_opportunities", period=period, by=(Dimension.DAY,))
        counted, worth = ask_all([question, replace(question, metric="pipeline_value")], store)
        listed = {name: rows(replace(question, metric=name), store, part=Part.LEFT_OUT) for name in STOCKS[1:3]}
    waiting = may_stand(logs, period.end)
    assert counted.left_out_count == worth.left_out_count == len(waiting)
    for found in listed.values():
        assert sorted(row.deal_id for row in found.rows) == waiting
    for line in counted.lines:
        end = line.keys[0] + timedelta(days=1)
        left_out = may_stand(logs, end)
        sure = [deal for deal in open_at_the_end(logs, end) if deal not in left_out]
        assert line.figure.value == (None if left_out and not sure else len(sure)), end
        assert bool(line.figure.why) == bool(left_out and not sure)


@pytest.mark.parametrize("metric", STOCKS)
def test_before_it_was_seen_a_deal_may_have_stood_and_stands_once(metric, store_of):
    """In January nobody had seen any of them; Old's two values are one deal."""
    with store_of(SEEN) as store:
        answer = ask(Question(metric=metric, period=JANUARY, today=date(2024, 4, 1)), store)
        found = rows(answer.question, store, part=Part.LEFT_OUT)
    assert (answer.total.value, answer.left_out_count) == (None, 1)
    assert answer.total.why == "Unknown: all that belongs here is left out (1)."
    assert [(row.on, row.contribution) for row in found.rows] == [(date(2024, 2, 10), 1)]


def test_what_has_left_since_stands_no_more(store_of):
    """Old was lost on 5 March; from then on nothing is left out."""
    question = Question(metric="open_opportunities", period=JANUARY)
    with store_of(SEEN) as store:
        told = {
            end: (answer.total.value, answer.left_out_count)
            for end in (date(2024, 2, 25), date(2024, 3, 5), date(2024, 3, 6))
            for answer in [ask(replace(question, period=Period(date(2024, 2, 1), end)), store)]
        }
    assert told == {date(2024, 2, 25): (1, 1), date(2024, 3, 5): (1, 1), date(2024, 3, 6): (1, 0)}


@pytest.mark.parametrize(("metric", "value"), [("open_leads", 1), ("open_opportunities", 1), ("pipeline_value", 2000)])
def test_in_all_time_they_count_and_none_is_left_out(metric, value, store_of):
    with store_of(SEEN) as store:
        for by in ((), (Dimension.MONTH,), (Dimension.REP,)):
            answer = ask(Question(metric=metric, period=Period.all(), by=by, today=date(2024, 4, 1)), store)
            assert (answer.total.value, answer.left_out_count) == (value, 0)
            assert rows(replace(answer.question, by=()), store, part=Part.LEFT_OUT).rows == ()


def test_they_are_narrowed_and_cut_as_all_else(store_of):
    question = Question(metric="pipeline_value", period=Period(date(2024, 2, 1), date(2024, 3, 1)))
    with store_of(SEEN) as store:
        by_rep = ask(replace(question, by=(Dimension.REP,)), store)
        eve = next(line.keys[0] for line in by_rep.lines if line.labels == ("Eve",))
        hers = ask(replace(question, filters=Filters(rep=frozenset({eve}))), store)
    assert {line.labels[0]: line.figure.value for line in by_rep.lines} == {"Bob": None, "Eve": 2000}
    assert (by_rep.total.value, by_rep.left_out_count) == (2000, 1)
    assert (hers.total.value, hers.left_out_count) == (2000, 0)
