"""Answers: lines by every dimension, filters and scopes, comparisons, what is left out."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.metric import Rule
from headway.engine.period import Period
from headway.engine.plan import DimensionNotKnown, DimensionTwice
from headway.engine.question import Filters, Question, Scope

JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))
FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))


def lines(answer):
    return [(*line.labels, line.figure.value) for line in answer.lines]


def contacts(**question) -> Question:
    return Question(**({"metric": "contacts", "period": JANUARY} | question))


def test_an_answer_is_cut_by_rep_in_the_company_s_order(store):
    """
    contact | happened_on | rep   | kind
    1       | 2024-01-05  | Carol | call
    2       | 2024-01-06  | Bob   | call
    3       | 2024-01-07  | Bob   | email
    4       | 2024-01-08  |       | call
    5       | 2024-02-01  | Bob   | call

    name  | dimension | position
    Carol | rep       | 1
    Bob   | rep       | 2
    """
    answer = ask(contacts(by=(Dimension.REP,)), store)
    assert lines(answer) == [("Carol", 1), ("Bob", 2), ("not given", 1)]
    assert answer.total.value == 4
    assert answer.rule is Rule.PERIOD


def test_each_of_two_cuts_has_its_key(store):
    """
    contact | happened_on | rep | kind
    1       | 2024-01-05  | Bob | call
    2       | 2024-01-06  | Bob | email
    3       | 2024-01-07  | Bob | call
    """
    answer = ask(contacts(by=(Dimension.REP, Dimension.KIND)), store)
    assert [line.keys for line in answer.lines] == [(2, "call"), (2, "email")]
    assert lines(answer) == [("Bob", "call", 2), ("Bob", "email", 1)]


def test_a_word_without_a_name_is_called_by_its_number(store):
    """
    contact | happened_on
    1       | 2024-01-05

    """
    store._database.cursor().execute("UPDATE contacts SET source_id = 77")
    assert lines(ask(contacts(by=(Dimension.SOURCE,)), store)) == [("#77", 1)]


def test_cut_by_time_every_month_has_a_line(store):
    """
    contact | happened_on
    1       | 2024-01-31
    2       | 2024-03-01
    """
    quarter = Period(date(2024, 1, 1), date(2024, 4, 1))
    answer = ask(contacts(period=quarter, by=(Dimension.MONTH,)), store)
    assert lines(answer) == [("2024-01", 1), ("2024-02", 0), ("2024-03", 1)]


@pytest.mark.parametrize(
    ("week_start", "weeks"),
    [(0, [("2024-01-08", 1), ("2024-01-15", 1)]), (6, [("2024-01-14", 2)])],
)
def test_a_week_starts_when_the_company_says(store, week_start, weeks):
    """
    contact | happened_on
    1       | 2024-01-14
    2       | 2024-01-15
    """
    answer = ask(contacts(by=(Dimension.WEEK,), week_start=week_start), store)
    assert [(str(line.keys[0]), line.figure.value) for line in answer.lines if line.figure.value] == weeks


def test_a_day_is_a_day(store):
    """
    contact | happened_on
    1       | 2024-01-14
    """
    two_days = Period(date(2024, 1, 13), date(2024, 1, 15))
    answer = ask(contacts(period=two_days, by=(Dimension.DAY,)), store)
    assert lines(answer) == [("2024-01-13", 0), ("2024-01-14", 1)]


LEADS = """
    deal | entered_on | is_lead | is_entry_known | source
    A    | 2024-01-05 | yes     | yes            | Fair
    B    | 2024-01-20 | yes     | no             | Fair
    C    | 2024-02-01 | yes     | yes            | Site
    """


def test_what_has_no_known_day_stands_in_all_time_alone(store_of):
    store = store_of(LEADS)
    assert ask(Question(metric="new_leads", period=JANUARY), store).total.value == 1
    everything = ask(Question(metric="new_leads", period=Period.all(), by=(Dimension.MONTH,)), store)
    assert everything.total.value == 3
    assert lines(everything) == [("2024-01", 1), ("2024-02", 1), ("not given", 1)]


@pytest.mark.parametrize(
    ("filters", "scope", "count"),
    [
        (Filters(), Scope(), 4),
        (Filters(rep=frozenset({2})), Scope(), 2),
        (Filters(rep=frozenset({2, None})), Scope(), 3),
        (Filters(rep=frozenset({None})), Scope(), 1),
        (Filters(rep=frozenset()), Scope(), 0),
        (Filters(kind=frozenset({"call"})), Scope(), 3),
        (Filters(kind=frozenset({"call"}), team=frozenset({1})), Scope(), 2),
        (Filters(), Scope(rep_ids=frozenset({2})), 2),
        (Filters(), Scope(team_ids=frozenset({1})), 3),
        (Filters(), Scope(rep_ids=frozenset({3}), team_ids=frozenset({2})), 2),
        (Filters(), Scope(rep_ids=frozenset({2, 3}), team_ids=frozenset({1})), 3),
        (Filters(), Scope(rep_ids=frozenset()), 0),
        (Filters(rep=frozenset({3})), Scope(rep_ids=frozenset({2})), 0),
    ],
)
def test_rows_are_narrowed_to_what_is_asked_and_may_be_seen(store, filters, scope, count):
    """
    contact | happened_on | rep   | team  | kind
    1       | 2024-01-05  | Bob   | North | call
    2       | 2024-01-06  | Bob   | North | email
    3       | 2024-01-07  | Carol | North | call
    4       | 2024-01-08  |       | South | call
    """
    assert ask(contacts(filters=filters, scope=scope), store).total.value == count


def test_a_win_is_the_winner_s(store):
    """
    deal | won_on     | outcome | rep   | winner
    A    | 2024-01-05 | won     | Carol | Bob
    """
    won = Question(metric="deals_won", period=JANUARY, by=(Dimension.REP,))
    assert lines(ask(won, store)) == [("Bob", 1)]
    assert (
        ask(Question(metric="deals_won", period=JANUARY, scope=Scope(rep_ids=frozenset({3}))), store).total.value == 0
    )


def test_a_line_stands_beside_that_of_the_compared_period(store):
    """
    contact | happened_on | source
    1       | 2024-01-05  | Fair
    2       | 2024-01-06  | Site
    3       | 2024-02-05  | Fair
    4       | 2024-02-06  | Fair
    5       | 2024-02-07  | Friends
    """
    answer = ask(contacts(period=FEBRUARY, compare=JANUARY, by=(Dimension.SOURCE,)), store)
    beside = [(line.labels[0], line.figure.value, line.compared.value, line.changed) for line in answer.lines]
    assert beside == [("Fair", 2, 1, 1), ("Site", 0, 1, -1), ("Friends", 1, 0, None)]
    assert (answer.total.value, answer.compared.value, answer.changed) == (3, 2, Decimal("0.5"))


def test_time_is_compared_piece_by_piece(store):
    """
    contact | happened_on
    1       | 2024-01-05
    2       | 2024-01-31
    3       | 2024-02-05
    """
    answer = ask(contacts(period=FEBRUARY, compare=JANUARY, by=(Dimension.DAY,)), store)
    fifth = answer.lines[4]
    assert (fifth.labels, fifth.figure.value, fifth.compared.value) == (("2024-02-05",), 1, 1)
    # February has no day to set beside the 31st of January.
    assert len(answer.lines) == 29
    assert answer.compared.value == 2


def test_all_time_is_compared_with_nothing_piece_by_piece(store):
    """
    contact | happened_on
    1       | 2024-01-05
    """
    answer = ask(contacts(compare=Period.all(), by=(Dimension.WEEK,), week_start=6), store)
    first = answer.lines[0]
    assert (str(first.keys[0]), first.figure.value, first.compared.value) == ("2023-12-31", 1, 0)
    assert answer.compared.value == 1


def test_a_median_in_all_is_not_the_median_of_its_lines(store):
    """
    deal | entered_at       | won_at           | winner | outcome
    A    | 2024-01-01 09:00 | 2024-01-02 09:00 | Bob    | won
    B    | 2024-01-01 09:00 | 2024-01-03 09:00 | Bob    | won
    C    | 2024-01-01 09:00 | 2024-01-11 09:00 | Carol  | won
    """
    answer = ask(Question(metric="entry_to_won", period=JANUARY, by=(Dimension.REP,)), store)
    assert lines(answer) == [("Bob", Decimal("1.5")), ("Carol", 10)]
    assert answer.total.value == 2


def test_what_cannot_be_counted_is_told(store):
    """
    sale | sold_on    | amount | cost_amount | kind
    1    | 2024-01-05 | 100.00 | 60.00       | renewal
    2    | 2024-01-06 | 200.00 |             | renewal
    3    | 2024-02-06 | 200.00 |             | renewal
    """
    answer = ask(Question(metric="sales_margin", period=JANUARY, by=(Dimension.KIND,)), store)
    assert (answer.total.value, answer.left_out_count) == (4000, 1)


def test_a_dimension_the_facts_do_not_know_is_refused(store_of):
    with pytest.raises(DimensionNotKnown) as refusal:
        ask(Question(metric="sales_volume", period=JANUARY, by=(Dimension.STAGE,)), store_of(""))
    assert str(refusal.value) == (
        "'sales_volume' cannot be cut or narrowed by stage. "
        "It can by rep, team, source, segment, kind, funnel, month, week, day."
    )


def test_a_filter_the_facts_do_not_know_is_refused(store_of):
    with pytest.raises(DimensionNotKnown):
        ask(Question(metric="sales_volume", period=JANUARY, filters=Filters(stage=frozenset({1}))), store_of(""))


def test_a_dimension_is_named_once(store_of):
    with pytest.raises(DimensionTwice) as refusal:
        ask(contacts(by=(Dimension.REP, Dimension.REP)), store_of(""))
    assert str(refusal.value) == "The question is cut by rep, rep: name each dimension once."


def test_january_and_february_by_both_rules(store_of):
    """January 100 leads, none won; February 50 leads, 20 won, all of January's: 40 % by period, 20 % by cohort."""
    rows = [f"J{n} | 2024-01-10 | {'2024-02-10' if n < 20 else ''} | {'won' if n < 20 else 'open'}" for n in range(100)]
    rows += [f"F{n} | 2024-02-10 | | open" for n in range(50)]
    store = store_of("\n".join(["deal | qualified_on | won_on | outcome", *rows]))
    period = ask(Question(metric="opportunities_to_won_period", period=FEBRUARY), store)
    cohort = ask(Question(metric="opportunities_to_won_cohort", period=JANUARY), store)
    assert (period.total.value, cohort.total.value) == (Decimal("0.4"), Decimal("0.2"))
    assert cohort.rule is Rule.COHORT
