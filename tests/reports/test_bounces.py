"""Deals that go forward and back, or back and forward again, within the set number of days."""

from datetime import date

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.period import Period
from headway.engine.question import Scope
from headway.reports.bounces import bounces_of_deals, bounces_of_period
from headway.reports.evening_review import review
from tests.random_facts import random_tables

TENTH = date(2024, 1, 10)
_DAY = 86_400_000_000
_NEAR = 30
ROUND_TRIP = """
contact | happened_at      | rep   | deal | advance
1       | 2024-01-09 09:00 | Bob   | A    | forward
2       | 2024-01-10 10:00 | Carol | A    | none
3       | 2024-01-11 11:00 | Carol | A    | back
4       | 2024-01-13 12:00 | Dan   | A    | forward
"""


def _told(bounces):
    return [
        (
            each.contact_id,
            each.rep,
            *(side and (side.rep, str(side.on)) for side in (each.back_before, each.back_after)),
        )
        for each in bounces
    ]


def test_each_step_forward_is_asked_about_with_the_steps_back_beside_it(store_of):
    store = store_of(ROUND_TRIP)
    assert _told(review(store, Period.all()).bounces) == [
        (1, "Bob", None, ("Carol", "2024-01-11")),
        (4, "Dan", ("Carol", "2024-01-11"), None),
    ]
    assert [each.is_regained for each in review(store, Period.all()).bounces] == [False, True]
    assert bounces_of_deals(store, [1], 7) == review(store, Period.all()).bounces
    assert bounces_of_deals(store, [2], 7) == bounces_of_deals(store, [], 7) == ()


@pytest.mark.parametrize(
    ("day", "asked"), [("2024-01-09", [1]), ("2024-01-10", []), ("2024-01-11", [1, 4]), ("2024-01-13", [4])]
)
def test_it_shows_on_the_day_of_any_of_its_steps(store_of, day, asked):
    evening = review(store_of(ROUND_TRIP), date.fromisoformat(day))
    assert [each.contact_id for each in evening.bounces] == asked
    period = Period.day(date.fromisoformat(day))
    assert bounces_of_period(store_of(ROUND_TRIP), period, Scope(), 7) == evening.bounces


def test_back_and_forward_and_back_is_one_question(store):
    """
    contact | happened_at      | rep | deal | advance
    1       | 2024-01-09 09:00 | Bob | A    | back
    2       | 2024-01-10 10:00 | Dan | A    | forward
    3       | 2024-01-11 11:00 | Bob | A    | back
    """
    assert _told(review(store, TENTH).bounces) == [(2, "Dan", ("Bob", "2024-01-09"), ("Bob", "2024-01-11"))]


def test_it_is_of_the_rep_who_brought_the_deal_forward(store_of):
    store = store_of(ROUND_TRIP)
    seen = {rep: review(store, Period.all(), Scope(rep_ids=frozenset({rep}))).bounces for rep in (2, 3, 4)}
    assert [[each.rep for each in bounces] for bounces in seen.values()] == [["Bob"], [], ["Dan"]]


@pytest.mark.parametrize(("bounce_days", "asked"), [(6, []), (7, [1, 3]), (8, [1, 3])])
def test_it_is_within_a_number_of_days_to_the_hour(store, bounce_days, asked):
    """
    contact | happened_at      | rep | deal | advance
    1       | 2024-01-10 09:00 | Bob | A    | forward
    2       | 2024-01-17 09:00 | Bob | A    | back
    3       | 2024-01-24 09:00 | Bob | A    | forward
    """
    evening = review(store, date(2024, 1, 17), bounce_days=bounce_days)
    assert [each.contact_id for each in evening.bounces] == asked
    assert evening.bounce_days == bounce_days


def test_a_step_in_between_parts_them(store):
    """
    contact | happened_at      | rep | deal | advance
    1       | 2024-01-10 09:00 | Bob | A    | forward
    2       | 2024-01-10 10:00 | Bob | A    | lost
    3       | 2024-01-10 11:00 | Bob | A    | back
    4       | 2024-01-10 12:00 | Bob | A    | reopened
    5       | 2024-01-10 13:00 | Bob | A    | forward
    """
    assert review(store, TENTH).bounces == ()


def test_where_a_move_brought_it_forward_nobody_earned_anything(store):
    """
    move | happened_at      | rep | deal | cause | advance
    1    | 2024-01-10 09:00 | Bob | A    | order | forward

    contact | happened_at      | rep | deal | advance
    1       | 2024-01-10 11:00 | Bob | A    | back
    """
    assert _told(review(store, TENTH).bounces) == [(None, "Bob", None, ("Bob", "2024-01-10"))]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bounces_equal_a_walk_over_the_log(seed):
    tables = random_tables(seed)
    period = Period(date(2024, 2, 1), date(2024, 2, 20))
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        found = review(store, period, bounce_days=_NEAR).bounces
        of_deals = bounces_of_deals(store, range(300), _NEAR)
    walked = _walk(tables)
    assert {_moments(each) for each in of_deals} == set(walked)
    assert {_moments(each) for each in found} == {
        moments for moments, days in walked.items() if any(map(period.contains, days))
    }
    assert len(found) > 2


def _moments(bounce):
    sides = (bounce.back_before, bounce.back_after)
    return (bounce.deal_id, bounce.forward_at, *(side and side.at for side in sides))


def _walk(tables):
    """Return what is asked about, by deal and the times of its steps, each with the days of its steps."""
    steps = [{**row, "id": row["contact_id"]} for row in tables["contacts"].to_pylist() if row["deal_id"] is not None]
    steps += [{**row, "id": row["move_id"]} for row in tables["moves"].to_pylist()]
    found = {}
    for deal_id in {step["deal_id"] for step in steps}:
        changes = [step for step in steps if step["deal_id"] == deal_id and step["advance"] != "none"]
        changes.sort(key=lambda step: (step["happened_at"], step["position"], step["id"]))
        for before, step, after in zip([None, *changes], changes, [*changes[1:], None], strict=False):
            sides = [side if _is_near(side, step) else None for side in (before, after)]
            if step["advance"] == "forward" and any(sides):
                told = (deal_id, step["happened_at"], *(side and side["happened_at"] for side in sides))
                found[told] = [each["happened_on"] for each in (step, *sides) if each]
    return found


def _is_near(side, step):
    return side and side["advance"] == "back" and abs(side["happened_at"] - step["happened_at"]) <= _NEAR * _DAY
