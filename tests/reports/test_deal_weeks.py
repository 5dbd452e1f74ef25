"""The weeks of deals: by hand on a small company, and against a plain model on made-up facts."""

from collections import Counter
from datetime import date, timedelta

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.question import Filters, Scope
from headway.reports.deal_weeks import WeeksQuestion, deal_weeks, own_weeks, read_standing
from tests.random_facts import random_tables

DAY = date(2024, 3, 29)
OPEN = ("lead", "opportunity")
TWO_YEARS = 730


def test_a_week_is_told_of_once_it_is_over(store_of):
    """
    A stood ten days on Offer and was won on the next day; B is there still; C came and went on one day; of D nobody
    knows since when. As of 29 March, and as of five days before, when A's second week was not over.
    """
    store = store_of("""
        stay | stage | phase       | entered_on | left_on    | exit     | outcome | closed_on  | kind
        A    | Offer | opportunity | 2024-03-14 | 2024-03-24 | advanced | won     | 2024-03-25 | renewal
        B    | Offer | opportunity | 2024-03-01 |            |          | open    |            | renewal
        C    | Offer | opportunity | 2024-03-05 | 2024-03-05 | lost     | lost    | 2024-03-05 | renewal
    """)
    found = deal_weeks(store, WeeksQuestion(as_of=DAY, back=(0, 5), ahead=(0, 3)))
    told = [(row["back"], row["stood"], row["weeks"], row["ended"], row["deals"]) for row in found.stays]
    assert told == [(0, 1, 1, "won", 1), (0, 4, 4, "", 1), (5, 1, 1, "", 1), (5, 3, 3, "", 1)]


def test_of_deals_open_then_those_won_in_the_days_ahead_are_told(store_of):
    store = store_of("""
        stay | stage | phase       | entered_on | left_on    | outcome | closed_on  | is_entry_known
        A    | Offer | opportunity | 2024-03-14 | 2024-03-25 | won     | 2024-03-25 | yes
        B    | Offer | opportunity | 2024-03-01 | 2024-03-28 | won     | 2024-03-28 | yes
        C    | Offer | opportunity | 2024-03-01 | 2024-03-26 | lost    | 2024-03-26 | no
    """)
    found = deal_weeks(store, WeeksQuestion(as_of=DAY, back=(0, 5), ahead=(1, 4)))
    assert {(row["weeks"], row["deals"], row["won"]) for row in found.standing} == {(1, 1, 0), (3, 1, 1), (None, 1, 0)}


def test_an_open_deal_is_worth_what_it_was_on_the_day(store_of):
    store = store_of("""
        stay | stage | phase       | entered_on | left_on    | rep
        A    | Offer | opportunity | 2024-03-19 |            | Bob
        B    | Lead  | lead        | 2024-03-29 |            | Eve

        opportunity | number | value_id | since_on   | until_on   | value_amount
        A           | 1      | 1        | 2024-03-19 | 2024-03-29 | 100
        A           | 1      | 2        | 2024-03-29 |            | 250

        deal | value_amount | outcome
        A    | 300          | open
        B    | 50           | open
    """)
    before = own_weeks(store, DAY - timedelta(days=1), Filters(), Scope()).open
    now = own_weeks(store, DAY, Filters(), Scope()).open
    told = [(row["age"], row["value_amount"], row["latest_amount"]) for row in (*before, *now)]
    assert told == [(9, 10_000, 30_000), (10, 25_000, 30_000), (0, None, 5_000)]
    assert [row["age"] for row in own_weeks(store, DAY, Filters(), Scope(rep_ids=frozenset({5}))).open] == [0]


@pytest.fixture(scope="module")
def made_up():
    tables = random_tables(5)
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        yield store, {name: table.to_pylist() for name, table in tables.items()}


# The later day is that on which the facts of the first weeks are two years old, and no longer learnt from.
@pytest.mark.parametrize("as_of", [DAY, DAY + timedelta(days=TWO_YEARS)])
@pytest.mark.parametrize("days_back", [(0, 20, 41), (20,)])
def test_made_up_facts_are_counted_as_a_plain_model_counts(made_up, days_back, as_of):
    store, rows = made_up
    question = WeeksQuestion(as_of=as_of, back=days_back, ahead=(2, 19))
    found = deal_weeks(store, question)
    stays, entries, standing = Counter(), Counter(), Counter()
    for back in question.back:
        day = as_of - timedelta(days=back)
        for stay in rows["stays"]:
            if stay["phase"] in OPEN and stay["entered_on"] <= day:
                if (day - stay["entered_on"]).days < TWO_YEARS:
                    _stay(stay, day, back, stays)
                _standing(stay, day, back, standing)
        for deal in rows["deals"]:
            if deal["is_entry_known"] and 0 <= (day - deal["entered_on"]).days < TWO_YEARS:
                seen, weeks, ended = _ended(deal, day)
                entries[back, seen, weeks, ended] += 1
    told = ("back", "stage_id", "segment_id", "kind", "stood", "weeks", "ended")
    assert {tuple(row[name] for name in told): row["deals"] for row in found.stays} == stays
    told = ("back", "began", "weeks", "ended")
    assert {tuple(row[name] for name in told): row["deals"] for row in found.entries} == entries
    told = ("back", "stage_id", "segment_id", "kind", "weeks", "won")
    places = Counter()
    for row in found.standing:
        key = tuple(row[name] for name in told[:-1])
        places[(*key, "won")], places[(*key, "deals")] = row["won"], row["deals"]
    assert +places == +standing


def test_wins_and_amounts_are_those_up_to_the_day(made_up):
    store, rows = made_up
    won = [deal for deal in rows["deals"] if deal["won_on"] and deal["won_on"] <= DAY]
    found = deal_weeks(store, WeeksQuestion(as_of=DAY))
    assert sum(row["deals"] for row in found.won) == len(won)
    assert sum(row["amount"] for row in found.won) == sum(deal["won_amount"] or 0 for deal in won)
    latest = sorted(deal["won_amount"] for deal in won if deal["won_amount"] is not None)
    assert [row["won_amount"] for row in found.latest] == latest
    own = own_weeks(store, DAY, Filters(), Scope(team_ids=frozenset({1})))
    assert sum(row["deals"] for row in own.won) == sum(deal["winner_team_id"] == 1 for deal in won)
    assert sum(row["deals"] for row in own.entries) < sum(row["deals"] for row in found.entries)


def test_deals_alike_are_the_same_ones_by_stage_and_weeks_alone(made_up):
    store, _rows = made_up
    parted, alike = Counter(), Counter()
    for row in deal_weeks(store, WeeksQuestion(as_of=DAY, back=(20, 41), ahead=(0, 30))).standing:
        parted[row["back"], row["stage_id"], row["weeks"]] += row["deals"] + 1000 * row["won"]
    with store.reading() as facts:
        for row in read_standing(facts, store.dialect, DAY, (20, 41), 30):
            alike[row["back"], row["stage_id"], row["weeks"]] = row["deals"] + 1000 * row["won"]
    assert alike == parted


def test_what_is_known_of_the_worth_of_deals_is_added_up(made_up):
    """Of each day: the value that a stay in the pipeline had at its end; where there are several, the largest."""
    store, rows = made_up
    found = deal_weeks(store, WeeksQuestion(as_of=DAY, back=(20, 41), ahead=(0, 30)))
    for back in (20, 41):
        day, worth = DAY - timedelta(days=back), {}
        for held in rows["pipeline"]:
            is_held = held["since_on"] <= day and (held["until_on"] is None or held["until_on"] > day)
            if is_held and held["value_amount"] is not None:
                key = held["deal_id"], held["number"]
                worth[key] = max(held["value_amount"], worth.get(key, held["value_amount"]))
        there = [
            worth.get((stay["deal_id"], stay["number"]))
            for stay in rows["stays"]
            if stay["phase"] in OPEN
            and stay["entered_on"] <= day
            and (stay["left_on"] is None or stay["left_on"] > day)
        ]
        known = [each for each in there if each is not None]
        told = [row for row in found.standing if row["back"] == back]
        assert sum(row["valued"] for row in told) == len(known) > 0
        assert sum(row["amount"] for row in told) == sum(known)
        assert sum(row["square"] for row in told) == sum((each // 1_000) ** 2 for each in known)


def _ended(row, day):
    """How many whole weeks were seen, and the end in the last week that was over."""
    seen = (day - row["entered_on"]).days // 7
    closed = row["closed_on"] if row["outcome"] in {"won", "lost"} else None
    if closed is None or closed > day:
        return seen, seen, ""
    weeks = max((closed - row["entered_on"]).days - 1, 0) // 7
    return (seen, weeks, row["outcome"]) if weeks < seen else (seen, seen, "")


def _stay(stay, day, back, counted):
    left = stay["left_on"]
    if not stay["is_entry_known"] or (left is not None and left <= stay["entered_on"]):
        return
    seen, weeks, ended = _ended(stay, day)
    stood = seen if left is None or left > day else ((left - stay["entered_on"]).days - 1) // 7
    counted[back, stay["stage_id"], stay["segment_id"], stay["kind"], stood, weeks, ended] += 1


def _standing(stay, day, back, counted):
    if not back or (stay["left_on"] is not None and stay["left_on"] <= day):
        return
    weeks = (day - stay["entered_on"]).days // 7 if stay["is_entry_known"] else None
    key = (back, stay["stage_id"], stay["segment_id"], stay["kind"], weeks)
    later = (stay["closed_on"] - day).days if stay["closed_on"] and stay["outcome"] == "won" else 0
    counted[(*key, "deals")] += 1
    counted[(*key, "won")] += 2 < later <= 19
