"""What stands at the end of a period: right at any past day, whatever became of it since."""

from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine.answer import ask, ask_all
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.engine.period import Period
from headway.engine.question import Filters, Question
from headway.engine.rows import rows
from headway.replay import Entry, History, Phase, Touch, replay
from headway.replay.road import Road, Roads, Stage
from tests.facts_in_text import NOTHING

STAGES = [Stage(1, 1, Phase.LEAD), Stage(2, 1, Phase.OPPORTUNITY), Stage(3, 1, Phase.OPPORTUNITY)]
STAGES += [Stage(4, 1, Phase.WON), Stage(5, 1, Phase.LOST)]
ROADS = Roads(STAGES, [Road(1, 0, (1, 2, 3, 4))])
START, DAYS = date(2024, 2, 25), 12
# From this day on every deal is worth three times as much.
RISE_ON = START + timedelta(days=5)
LOGS = st.lists(
    st.lists(st.tuples(st.integers(0, DAYS * 3 - 1), st.integers(1, 5)), min_size=1, max_size=6), max_size=4
)


def day(at: int) -> date:
    """Three instants are a day."""
    return START + timedelta(days=at // 3)


def history(log: list[tuple[int, int]]) -> History:
    """A deal that entered on the stage of its first touch, and went where the others say."""
    (at, stage_id), *others = sorted(log, key=lambda touch: touch[0])
    moves = [
        Touch(id=n, at=at, on=day(at), position=n, stage_id=to, is_contact=True) for n, (at, to) in enumerate(others)
    ]
    return replay(Entry(at=at, on=day(at), funnel_id=1, stage_id=stage_id), moves, ROADS)


def stays(logs: list[list[tuple[int, int]]]) -> pa.Table:
    """The stays of these deals, as the facts hold them."""
    columns = FACT_TABLES["stays"].columns
    found = []
    for deal_id, log in enumerate(logs, start=1):
        told = history(log)
        for number, stay in enumerate(told.stays, start=1):
            qualified_at = told.milestones.qualified_at
            row = {name: NOTHING[type_[1:]] if type_.startswith("!") else None for name, type_ in columns.items()}
            row |= {
                name: getattr(stay, name) for name in ("stage_id", "entered_on", "left_on", "entered_at", "left_at")
            }
            row |= {"deal_id": deal_id, "number": number, "is_entry_known": True, "rep_id": deal_id % 2}
            row |= {"phase": str(ROADS.stage(stay.stage_id).phase)}
            found.append(row | {"is_qualified": qualified_at is not None and stay.entered_at >= qualified_at})
    return pa.Table.from_pylist(found, schema=arrow_schema(columns))


def pipeline(logs: list[list[tuple[int, int]]]) -> pa.Table:
    """The stays of open opportunities, each cut where the value rises."""
    columns = FACT_TABLES["pipeline"].columns
    found = []
    for stay in stays(logs).to_pylist():
        if not stay["is_qualified"] or stay["phase"] not in {"lead", "opportunity"}:
            continue
        same = {name: stay[name] for name in columns if name in stay}
        came, left = stay["entered_on"], stay["left_on"]
        for value_id, (since, until) in enumerate([(date.min, RISE_ON), (RISE_ON, date.max)], start=1):
            if came < until and (since <= came or left is None or since < left):
                end = min(left or date.max, until)
                cut = {"since_on": max(came, since), "until_on": None if end == date.max else end}
                amount = 10 ** stay["deal_id"] * (1 if value_id == 1 else 3)
                found.append({**same, **cut, "value_id": value_id, "value_amount": amount})
    return pa.Table.from_pylist(found, schema=arrow_schema(columns))


def worth(deal_id: int, end: date) -> int:
    """What a deal was worth at the end of the day before ``end``."""
    return 10**deal_id * (3 if end > RISE_ON else 1)


def open_at_the_end(logs: list[list[tuple[int, int]]], end: date) -> list[int]:
    """The deals that stood as open opportunities, from a log that ends with the day before ``end``."""
    known = {deal: [touch for touch in log if day(touch[0]) < end] for deal, log in enumerate(logs, start=1)}
    marks = {deal: history(log).milestones for deal, log in known.items() if log}
    return [deal for deal, each in marks.items() if each.qualified_at is not None and each.stage_id in {1, 2, 3}]


@settings(max_examples=60, deadline=None)
@given(LOGS, st.integers(1, DAYS + 2), st.integers(0, DAYS))
def test_a_past_day_shows_what_the_log_said_on_that_day(logs, length, shift):
    period = Period(START + timedelta(days=shift), START + timedelta(days=shift + length))
    with DuckDBStore(threads=1) as store:
        store.fill([("stays", stays(logs)), ("pipeline", pipeline(logs))], {})
        counted = ask(Question(metric="open_opportunities", period=period, by=(Dimension.DAY,)), store)
        value = ask(Question(metric="pipeline_value", period=period, by=(Dimension.REP,)), store)
        daily = ask(Question(metric="pipeline_value", period=period, by=(Dimension.DAY,)), store)
    by_day = [len(open_at_the_end(logs, line.keys[0] + timedelta(days=1))) for line in counted.lines]
    standing = open_at_the_end(logs, period.end)
    assert [line.figure.value for line in counted.lines] == by_day
    assert counted.total.value == len(standing)
    assert value.total.value == sum(worth(deal, period.end) for deal in standing)
    assert {line.keys[0]: line.figure.value for line in value.lines} == {
        rep: sum(worth(deal, period.end) for deal in standing if deal % 2 == rep)
        for rep in {deal % 2 for deal in standing}
    }
    ends = [line.keys[0] + timedelta(days=1) for line in daily.lines]
    assert [line.figure.value for line in daily.lines] == [
        sum(worth(deal, end) for deal in open_at_the_end(logs, end)) for end in ends
    ]


WAY = """
    stay | number | stage | phase       | is_qualified | entered_on | left_on    | rep
    A    | 1      | Offer | opportunity | yes          | 2024-01-10 | 2024-02-20 | Bob
    A    | 2      | Lost  | lost        | yes          | 2024-02-20 |            | Bob
    B    | 1      | Offer | opportunity | yes          | 2024-02-05 |            | Carol

    opportunity | number | stage | since_on   | until_on   | rep   | value_amount
    A           | 1      | Offer | 2024-01-10 | 2024-02-20 | Bob   | 100.00
    B           | 1      | Offer | 2024-02-05 |            | Carol | 20.00
    """


def test_each_month_stands_for_its_last_day(store_of):
    """A month in which nothing moved stands as the one before."""
    question = Question(metric="open_opportunities", period=Period(date(2024, 1, 1), date(2024, 5, 1)))
    cut = Question(metric=question.metric, period=question.period, by=(Dimension.MONTH,))
    with store_of(WAY) as store:
        answer = ask(cut, store)
    assert [line.figure.value for line in answer.lines] == [1, 1, 1, 1]
    assert answer.total.value == 1


@pytest.mark.parametrize("by", [(Dimension.REP, Dimension.MONTH), (Dimension.MONTH, Dimension.REP)])
def test_a_line_of_two_cuts_opens_its_own_deals(by, store_of):
    """January: Bob's A. February: Carol's B; A was lost before its end."""
    question = Question(metric="pipeline_value", period=Period(date(2024, 1, 1), date(2024, 3, 1)), by=by)
    with store_of(WAY) as store:
        lines = {
            line.labels: (line.figure.value, rows(question, store, keys=line.keys))
            for line in ask(question, store).lines
        }
    assert {frozenset(labels): value for labels, (value, _rows) in lines.items()} == {
        frozenset({"Bob", "2024-01"}): 10000,
        frozenset({"Carol", "2024-02"}): 2000,
    }
    assert all(value == found.total and len(found.rows) == 1 for value, found in lines.values())


def test_in_all_time_what_stands_now_counts_and_each_month_has_its_own(store_of):
    """Until today: B stands in March as it did in February."""
    today = date(2024, 3, 15)
    question = Question(metric="open_opportunities", period=Period.all(), by=(Dimension.MONTH,), today=today)
    with store_of(WAY) as store:
        answer = ask(question, store)
        lines = [(line.labels[0], line.figure.value) for line in answer.lines]
        assert (answer.total.value, lines) == (1, [("2024-01", 1), ("2024-02", 1), ("2024-03", 1)])
        assert rows(question, store, keys=(None,)).rows == ()


def test_where_nothing_ever_stood_there_is_no_month(store_of):
    question = Question(metric="open_opportunities", period=Period.all(), by=(Dimension.MONTH,))
    with store_of("sale | sold_on | amount\nA | 2024-01-01 | 1.00") as store:
        both = ask_all([question, replace(question, metric="open_leads")], store)
    assert [answer.lines for answer in both] == [(), ()]


def test_a_stay_that_ended_on_an_earlier_day_than_it_began_is_not_counted_twice(store_of):
    """The rep in Tokyo moved it on the 2nd, the rep in New York next, when it was still the 1st there."""
    text = """
        stay | number | stage | phase       | is_qualified | entered_on | left_on
        A    | 1      | Need  | opportunity | yes          | 2023-12-20 | 2024-01-02
        A    | 2      | Offer | opportunity | yes          | 2024-01-02 | 2024-01-01
        A    | 3      | Try   | opportunity | yes          | 2024-01-01 |
    """
    question = Question(metric="open_opportunities", period=Period(date(2023, 12, 1), date(2024, 1, 2)))
    with store_of(text) as store:
        assert ask(question, store).total.value == rows(question, store).total == 1


def test_a_stock_is_narrowed_as_all_else(store_of):
    question = Question(
        metric="open_opportunities",
        period=Period(date(2024, 2, 1), date(2024, 3, 1)),
        filters=Filters(rep=frozenset({2})),
        by=(Dimension.WEEK,),
    )
    with store_of(WAY) as store:
        assert ask(question, store).total.value == 0
