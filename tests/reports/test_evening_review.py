"""The evening review: contacts beside effective ones, the day's log, moves apart, deals that bounce."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.reports.evening_review import review
from tests.random_facts import random_tables

TENTH = date(2024, 1, 10)
DAY = """
contact | happened_at      | rep | deal | kind    | stage_before | stage_after | advance | is_effective | is_new_ground
1       | 2024-01-10 09:00 | Dan | A    | call    | Need         | Need        | none    | no           | no
2       | 2024-01-10 11:00 | Bob | B    | meeting | Need         | Offer       | forward | yes          | yes
3       | 2024-01-10 10:00 | Bob | A    | call    | Need         | Offer       | forward | yes          | no
4       | 2024-01-10 12:00 | Bob |      | call    |              |             | none    | no           | no
5       | 2024-01-11 09:00 | Bob | A    | call    | Offer        | Need        | back    | no           | no
"""


def test_reps_come_by_name_with_contacts_beside_effective_ones(store_of):
    bob, dan = review(store_of(DAY), TENTH).reps
    assert (bob.name, bob.kinds) == ("Bob", {"call": 2, "meeting": 1})
    assert (bob.contacts, bob.effective, bob.new_ground, bob.deals) == (3, 2, 1, 2)
    assert bob.share == Decimal(2) / Decimal(3)
    assert (dan.name, dan.contacts, dan.share) == ("Dan", 1, 0)


def test_each_contact_tells_the_stage_before_and_after(store_of):
    entries = review(store_of(DAY), TENTH).entries
    told = [(each.contact_id, each.rep, each.kind, each.stage_before, each.stage, each.advance) for each in entries]
    assert told == [
        (1, "Dan", "call", "Need", "Need", "none"),
        (3, "Bob", "call", "Need", "Offer", "forward"),
        (2, "Bob", "meeting", "Need", "Offer", "forward"),
        (4, "Bob", "call", "", "", "none"),
    ]
    assert [each.is_new_ground for each in entries] == [False, False, True, False]


def test_a_meeting_about_two_deals_counts_once(store):
    """
    contact | happened_at      | rep | deal | kind    | volume | is_effective
    1       | 2024-01-10 09:00 | Bob | A    | meeting | 1      | yes
    2       | 2024-01-10 09:00 | Bob | B    | meeting | 0      | yes
    """
    evening = review(store, TENTH)
    [bob] = evening.reps
    assert (bob.contacts, bob.kinds, bob.records, bob.effective, bob.deals) == (1, {"meeting": 1}, 2, 2, 2)
    assert bob.share == 1
    assert len(evening.entries) == 2


MOVES = """
    move | happened_at      | rep | deal | cause | stage_before | stage_after | advance
    1    | 2024-01-10 09:00 | Bob | A    | order | Need         | Won         | forward
    2    | 2024-01-11 09:00 | Bob | A    | order | Won          | Need        | back

    contact | happened_at      | rep | kind
    1       | 2024-01-10 09:00 | Bob | call
    """


def test_moves_without_a_contact_stand_apart(store_of):
    evening = review(store_of(MOVES), TENTH)
    assert [(move.move_id, move.cause, move.stage_before, move.stage) for move in evening.moves] == [
        (1, "order", "Need", "Won")
    ]
    assert [(rep.name, rep.effective) for rep in evening.reps] == [("Bob", 0)]


def test_a_filter_by_kind_leaves_moves_out(store_of):
    evening = review(store_of(MOVES), TENTH, filters=Filters(kind=frozenset({"call"})))
    assert (len(evening.entries), evening.moves) == (1, ())


def test_one_sees_what_one_may_see(store_of):
    evening = review(store_of(DAY), Period.all(), Scope(rep_ids=frozenset({4})))
    assert [rep.name for rep in evening.reps] == ["Dan"]
    assert [each.contact_id for each in evening.entries] == [1]
    assert evening.bounces == ()


@pytest.mark.parametrize("day", ["2024-01-10", "2024-01-11"])
def test_a_bounce_shows_on_both_of_its_days(day, store_of):
    [bounce] = review(store_of(DAY), date.fromisoformat(day)).bounces
    assert (bounce.deal_id, bounce.rep) == (1, "Bob")
    assert (str(bounce.forward_on), str(bounce.back_on)) == ("2024-01-10", "2024-01-11")


def test_a_bounce_is_of_the_rep_who_brought_it_forward(store):
    """
    contact | happened_at      | rep   | deal | advance
    1       | 2024-01-10 09:00 | Bob   | A    | forward
    2       | 2024-01-10 10:00 | Carol | A    | none
    3       | 2024-01-10 11:00 | Carol | A    | back
    """
    assert [each.rep for each in review(store, TENTH, Scope(rep_ids=frozenset({2}))).bounces] == ["Bob"]
    assert review(store, TENTH, Scope(rep_ids=frozenset({3}))).bounces == ()


@pytest.mark.parametrize(("bounce_days", "count"), [(6, 0), (7, 1), (8, 1)])
def test_a_deal_bounces_within_a_number_of_days(store, bounce_days, count):
    """
    contact | happened_at      | rep | deal | advance
    1       | 2024-01-10 09:00 | Bob | A    | forward
    2       | 2024-01-17 09:00 | Bob | A    | back
    """
    evening = review(store, date(2024, 1, 17), bounce_days=bounce_days)
    assert len(evening.bounces) == count
    assert evening.bounce_days == bounce_days


def test_a_deal_that_was_lost_in_between_does_not_bounce(store):
    """
    contact | happened_at      | rep | deal | advance
    1       | 2024-01-10 09:00 | Bob | A    | forward
    2       | 2024-01-10 10:00 | Bob | A    | lost
    3       | 2024-01-10 11:00 | Bob | A    | back
    """
    assert review(store, TENTH).bounces == ()


def test_contacts_of_nobody_come_last(store):
    """
    contact | happened_at      | rep   | kind
    1       | 2024-01-10 09:00 |       | call
    2       | 2024-01-10 09:00 | Carol | call
    """
    assert [rep.name for rep in review(store, TENTH).reps] == ["Carol", "not given"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_review_equals_a_walk_over_the_log(seed):
    tables = random_tables(seed)
    period = Period(date(2024, 2, 1), date(2024, 2, 20))
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        evening = review(store, period)
    contacts = [row for row in tables["contacts"].to_pylist() if period.contains(row["happened_on"])]
    for rep in evening.reps:
        own = [row for row in contacts if row["rep_id"] == rep.rep_id]
        assert (rep.contacts, rep.records) == (sum(row["volume"] for row in own), len(own))
        assert rep.effective == sum(row["is_effective"] for row in own)
        assert rep.new_ground == sum(row["is_new_ground"] for row in own)
        assert rep.deals == len({row["deal_id"] for row in own} - {None})
    assert sum(rep.records for rep in evening.reps) == len(evening.entries) == len(contacts)
    assert {(each.deal_id, each.forward_at, each.back_at) for each in evening.bounces} == _bounces(tables, period)


def _bounces(tables, period):
    steps = [{**row, "id": row["contact_id"]} for row in tables["contacts"].to_pylist() if row["deal_id"] is not None]
    steps += [{**row, "id": row["move_id"]} for row in tables["moves"].to_pylist()]
    found = set()
    for deal_id in {step["deal_id"] for step in steps}:
        changes = [step for step in steps if step["deal_id"] == deal_id and step["advance"] != "none"]
        changes.sort(key=lambda step: (step["happened_at"], step["position"], step["id"]))
        for first, second in pairwise(changes):
            is_near = second["happened_at"] - first["happened_at"] <= 7 * 86_400_000_000
            is_today = period.contains(first["happened_on"]) or period.contains(second["happened_on"])
            if (first["advance"], second["advance"]) == ("forward", "back") and is_near and is_today:
                found.add((deal_id, first["happened_at"], second["happened_at"]))
    return found
