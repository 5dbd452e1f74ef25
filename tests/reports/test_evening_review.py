"""The evening review: contacts beside effective ones, the day's log in parts, moves apart."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.reports.evening_review import Listed, review
from headway.reports.review_steps import Only
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


TIMES = """
contact | happened_at      | rep | kind    | duration_seconds | volume | delay
1       | 2024-01-10 09:00 | Bob | call    | 600              | 1      | 90000000000
2       | 2024-01-10 10:00 | Bob | meeting | 3600             | 1      | 86400000000
3       | 2024-01-10 10:00 | Bob | meeting | 3600             | 0      | 86400000001
4       | 2024-01-10 11:00 | Bob | email   |                  | 1      |
5       | 2024-01-10 12:00 | Dan | email   |                  | 1      | 0
"""


def test_time_counts_once_a_meeting_and_says_for_how_many_contacts_it_is_not_known(store_of):
    evening = review(store_of(TIMES), TENTH)
    assert [(rep.name, rep.seconds, rep.untimed) for rep in evening.reps] == [("Bob", 4_200, 1), ("Dan", 0, 1)]
    assert (evening.total.seconds, evening.total.untimed) == (4_200, 2)


@pytest.mark.parametrize(("hours", "late"), [(24, [1]), (25, []), (23, [1, 2]), (0, [1, 2])])
def test_a_contact_is_late_that_was_written_down_after_the_set_hours(store_of, hours, late):
    evening = review(store_of(TIMES), TENTH, late_hours=hours, listed=Listed(only=Only.LATE))
    assert [entry.contact_id for entry in evening.entries] == late
    assert evening.entries_count == evening.total.late == sum(rep.late for rep in evening.reps) == len(late)


@pytest.mark.parametrize(
    ("only", "listed"), [(Only.TIMED, [1, 2]), (Only.UNTIMED, [4, 5]), (Only.ALL, [1, 2, 3, 4, 5])]
)
def test_what_was_counted_can_be_listed(store_of, only, listed):
    evening = review(store_of(TIMES), TENTH, listed=Listed(only=only))
    assert [entry.contact_id for entry in evening.entries] == listed
    assert evening.entries_count == len(listed)


def test_a_part_of_the_list_is_the_list_in_parts_and_changes_no_number(store_of):
    store = store_of(DAY + MOVES.partition("contact |")[0])
    whole = review(store, Period.all())
    parts = [review(store, Period.all(), listed=Listed(2, offset, moves=1)) for offset in (0, 2, 4, 6)]
    assert sum((part.entries for part in parts), ()) == whole.entries
    assert {part.moves for part in parts} == {whole.moves[:1]}
    for part in parts:
        assert (part.reps, part.total, part.bounces) == (whole.reps, whole.total, whole.bounces)
        assert (part.entries_count, part.moves_count) == (5, 2)


def test_all_together_a_deal_that_two_reps_touched_counts_once(store_of):
    evening = review(store_of(DAY), TENTH)
    assert [rep.deals for rep in evening.reps] == [2, 1]
    assert (evening.total.deals, evening.total.contacts, evening.total.kinds) == (2, 4, {"call": 3, "meeting": 1})


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
    assert sum(rep.seconds for rep in evening.reps) == sum(
        row["duration_seconds"] or 0 for row in contacts if row["volume"]
    )
    assert evening.total.deals == len({row["deal_id"] for row in contacts} - {None})
