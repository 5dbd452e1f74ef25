"""What the pipeline brings on average: each value times the chance of its stage, as it was known on that day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from headway.engine.answer import Line, ask
from headway.engine.calendar import first_day
from headway.engine.catalogue import catalogue
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.facts import FACT_TABLES, arrow_schema
from headway.engine.followed_daily import _Sums
from headway.engine.period import Period
from headway.engine.prospects import chances, chances_daily
from headway.engine.question import Filters, Question, Scope
from headway.engine.rows import rows
from headway.engine.statement import Statement
from tests.random_facts import random_tables

# Late enough for all that came to a stage to have been followed for half a year.
OCTOBER = Period(date(2024, 10, 1), date(2024, 11, 1))
WEIGHTED = Question(metric="weighted_pipeline", period=OCTOBER)


@pytest.fixture(scope="module", params=(1, 2))
def store(request):
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(request.param).items(), {})
        yield store


def _summed(question, store):
    found = rows(question, store)
    return found.total, len(found.rows)


def test_the_weighted_pipeline_equals_its_oracle(store):
    """The chances come from a product in SQL there, and from the curve here."""
    sql = catalogue()["weighted_pipeline"].oracle
    found = store._database.cursor().execute(sql, {"end": OCTOBER.end}).to_arrow_table().to_pylist()
    expected = {None if row["is_total"] else ("rep", row["rep"]): (row["of"], row["left_out"]) for row in found}
    answer = ask(replace(WEIGHTED, by=(Dimension.REP,)), store)
    assert answer.total.value > 0
    assert (answer.total.value, answer.left_out_count) == expected[None]
    assert {("rep", line.keys[0]): line.figure.value for line in answer.lines} == {
        key: value for key, (value, _left_out) in expected.items() if key is not None
    }


def test_rows_add_up_to_it_and_so_do_lines(store):
    answer = ask(replace(WEIGHTED, by=(Dimension.STAGE,)), store)
    assert _summed(WEIGHTED, store) == (answer.total.value, answer.total.rows)
    assert sum(line.figure.value for line in answer.lines) == answer.total.value
    plain = ask(replace(WEIGHTED, metric="pipeline_value", by=(Dimension.STAGE,)), store)
    with store.reading() as facts:
        told = chances(WEIGHTED, facts, store.dialect)
    for line in plain.lines:
        by_hand = Decimal(line.figure.value) * told[line.keys[0]] / 10_000
        weighted = next(each.figure for each in answer.lines if each.keys == line.keys)
        # Each row is rounded to a cent.
        assert abs(weighted.value - by_hand) <= Decimal(weighted.rows) / 2


def test_a_month_stands_at_the_chances_of_its_own_end(store):
    """A line of a month is what one gets who asks for that month alone; its rows add up to it."""
    quarter = replace(WEIGHTED, period=Period(date(2024, 9, 1), date(2024, 12, 1)), by=(Dimension.MONTH,), within=30)
    for line in ask(quarter, store).lines:
        alone = Period(line.keys[0], (line.keys[0] + timedelta(days=31)).replace(day=1))
        assert line.figure == ask(replace(WEIGHTED, period=alone, within=30), store).total
        assert rows(quarter, store, keys=line.keys).total == line.figure.value


CUTS = [
    ((Dimension.DAY,), Period(date(2024, 10, 1), date(2024, 10, 16))),
    ((Dimension.WEEK, Dimension.REP), Period(date(2024, 9, 11), date(2024, 10, 9))),
    ((Dimension.STAGE, Dimension.MONTH, Dimension.WEEK), Period(date(2024, 9, 20), date(2024, 10, 10))),
]


@pytest.mark.parametrize(("by", "period"), CUTS)
def test_many_days_at_once_tell_what_each_tells_alone(store, by, period):
    """Today is the fourth of October: of the days to come nobody knows more than then."""
    cut = replace(WEIGHTED, period=period, by=by, week_start=2, today=date(2024, 10, 4), within=25)
    lines = {line.keys: line.figure for line in ask(cut, store).lines}
    others = tuple(each for each in by if not each.is_time)
    expected = {}
    for when, end in _ends(cut):
        alone = ask(replace(cut, period=Period(period.start, end), by=others), store)
        told = alone.lines if others else [Line((), (), alone.total, None, None)]
        for line in told:
            whose = iter(line.keys)
            expected[tuple(when[each] if each.is_time else next(whose) for each in by)] = line.figure
    assert any(figure.value for figure in expected.values())
    assert {keys: each for keys, each in lines.items() if each.rows} == {
        keys: each for keys, each in expected.items() if each.rows
    }


def _ends(question):
    """Each piece of a period by its keys in time, with the day on which it ends: day for day, as one would by hand."""
    pieces = {}
    for number in range((question.period.end - question.period.start).days):
        day = question.period.start + timedelta(days=number)
        when = {each: first_day(day, each.step, question.week_start) for each in question.by if each.is_time}
        pieces[tuple(when.items())] = day + timedelta(days=1)
    return [(dict(when), end) for when, end in pieces.items()]


def test_a_year_of_days_takes_as_many_looks_as_a_month(store, monkeypatch):
    asked = []
    run = Statement.table
    monkeypatch.setattr(Statement, "table", lambda *each: asked.append(each[0]) or run(*each))
    counts = []
    for start in (date(2024, 10, 1), date(2023, 11, 1)):
        del asked[:]
        ask(replace(WEIGHTED, period=Period(start, OCTOBER.end), by=(Dimension.DAY,)), store)
        counts.append(len(asked))
    assert counts[0] == counts[1] < 10


@pytest.mark.parametrize(("won", "chance"), [(1, 312), (3, 938)])
@pytest.mark.parametrize("error", [0, 1e-11, -1e-11])
def test_beside_a_half_the_exact_curve_decides(won, chance, error, monkeypatch):
    """
    Of 32 deals one is won, or three: 312.5 and 937.5 of ten thousand, which a sum of floating numbers may miss.
    """
    stay = next(each for each in random_tables(1)["stays"].to_pylist() if each["phase"] == "lead")
    came = {"visit": 1, "is_entry_known": True, "entered_on": date(2024, 1, 1), "closed_on": date(2024, 1, 2)}
    ends = ["won"] * won + ["lost"] * (32 - won)
    stays = [{**stay, **came, "deal_id": number, "outcome": end} for number, end in enumerate(ends)]
    rows = pa.Table.from_pylist(stays, schema=arrow_schema(FACT_TABLES["stays"].columns))
    shares = _Sums.shares
    monkeypatch.setattr(_Sums, "shares", lambda *told: shares(*told) + error)
    with DuckDBStore(threads=1) as store:
        store.fill([("stays", rows)], {})
        with store.reading() as facts:
            told = chances_daily(WEIGHTED, [OCTOBER.start], facts, store.dialect)
    assert told == {OCTOBER.start: {stay["stage_id"]: chance}}


def test_the_calendar_may_begin_with_the_days_asked_for(store):
    """The two years before the year 2 are not all there."""
    early = date(2, 1, 5)
    with store.reading() as facts:
        assert chances_daily(WEIGHTED, [early], facts, store.dialect) == {early: {}}


def test_all_time_has_a_line_for_each_month_in_which_something_stood(store):
    """The pipeline's own value has the same months, and each is what one gets who asks for that month alone.

    Where no chance was known yet all that stood is left out, and its weight is not known. What came nobody knows when
    counts in all time, so that a month alone leaves out more.
    """
    always = replace(WEIGHTED, period=Period.all(), by=(Dimension.MONTH,), today=date(2024, 12, 5), within=30)
    lines = {line.keys: line.figure for line in ask(always, store).lines}
    plain = {line.keys for line in ask(replace(always, metric="pipeline_value"), store).lines}
    assert set() != set(lines) == plain
    for (month,) in plain:
        alone = Period(month, (month + timedelta(days=31)).replace(day=1))
        expected = ask(replace(always, period=alone, by=()), store).total
        assert lines[(month,)]._replace(why=None) == expected._replace(why=None)
        assert bool(lines[(month,)].why) == bool(expected.why)
        assert (expected.value is None) == (not expected.rows)


def test_all_time_has_no_line_where_nothing_ever_stood(store_of):
    with store_of(FEW.format(ten=TEN).partition("opportunity | number")[0]) as store:
        assert ask(replace(WEIGHTED, period=Period.all(), by=(Dimension.MONTH,)), store).lines == ()


def test_whoever_asks_the_chance_is_the_company_s(store):
    """Bob's pipeline is weighted alike whether Bob or Alice asks for it."""
    bob = frozenset({1})
    of_alice = ask(replace(WEIGHTED, filters=Filters(rep=bob)), store).total
    assert of_alice.value > 0
    assert ask(replace(WEIGHTED, scope=Scope(rep_ids=bob)), store).total == of_alice


def test_a_day_to_come_knows_no_more_than_today(store):
    """In the middle of October nobody knows who closes by its end."""
    today = date(2024, 4, 10)
    with store.reading() as facts:
        of_today = chances(replace(WEIGHTED, today=today, within=20), facts, store.dialect)
        of_then = chances(
            replace(WEIGHTED, period=Period(today, today + timedelta(days=1)), within=20), facts, store.dialect
        )
        later = chances(replace(WEIGHTED, within=20), facts, store.dialect)
    assert of_today == of_then != later


TEN = "\n".join(f"    {name} | Offer | opportunity | 2023-03-01 | 2023-03-09 | won" for name in "ABCDEFGHIJ")
FEW = """
    stay | stage | phase | entered_on | closed_on | outcome
{ten}
    K | Offer | opportunity | 2023-12-01 | 2023-12-02 | lost

    opportunity | number | stage | since_on | until_on | value_amount
    L | 1 | Offer | 2023-12-20 |  | 1000.00
"""


@pytest.mark.parametrize(("deals", "value", "left_out"), [(10, 90910, 0), (9, None, 1)])
def test_a_chance_takes_ten_deals_that_came_long_enough_ago(deals, value, left_out, store_of):
    """K came to the stage a month ago: it counts in the chance of 90.91 %, but does not make it known."""
    text = FEW.format(ten="\n".join(TEN.splitlines()[:deals]))
    january = Question(metric="weighted_pipeline", period=Period(date(2024, 1, 1), date(2024, 2, 1)))
    with store_of(text) as store:
        answer = ask(january, store)
    assert (answer.total.value, answer.left_out_count) == (value, left_out)


@pytest.mark.parametrize(
    ("amount", "value"), [("0.01", 0), ("0.05", 2), ("0.06", 2), ("0.07", 3), ("90071992547409.92", 3602879701896397)]
)
def test_a_row_is_rounded_to_the_cent_a_half_upwards(amount, value, store_of):
    """At a chance of 40 %: 0.4 of a cent, 2, 2.4 and 2.8, and the most that the log takes."""
    won = "\n".join(TEN.splitlines()[:4])
    lost = "\n".join(f"    {name} | Offer | opportunity | 2023-03-01 | 2023-03-09 | lost" for name in "EFGHIJ")
    text = FEW.replace("    K | Offer | opportunity | 2023-12-01 | 2023-12-02 | lost\n", "").replace("1000.00", amount)
    january = Question(metric="weighted_pipeline", period=Period(date(2024, 1, 1), date(2024, 2, 1)))
    with store_of(text.format(ten=f"{won}\n{lost}")) as store:
        assert ask(january, store).total.value == value
