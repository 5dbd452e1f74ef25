"""An approved target goes before a goal: whose number a tile shows, and of which days, decides which target that is."""

from datetime import date
from decimal import Decimal

import pytest

from headway.web.boards import writing
from headway.web.boards.answered import tiles_of
from headway.web.boards.goals import goal_told
from headway.web.boards.holders import holder_told
from headway.web.boards.picks import GoalSet, Pick
from headway.web.boards.told import told_tiles
from headway.web.facts import get_store
from headway.web.models import Target
from headway.web.naming import NotUnderstood

WON = Pick(metric="deals_won")


@pytest.fixture
def approved(now, diary):
    """Approve a month's target of won deals: ``approved(10, team=north)``."""

    def set_one(value, month=5, metric="deals_won", **bearer):
        state = {"state": "approved", "set_at": now, "approved_at": now}
        Target.objects.create(metric=metric, month=date(2024, month, 1), value=value, **bearer, **state)

    return set_one


def _standing(asker, whose, pick=WON, *, is_team_total=False):
    holder = holder_told(asker.user, whose)
    (tile,) = tiles_of(asker, holder, [pick], get_store(), is_team_total=is_team_total)
    assert not tile.refusal
    return tile.standing


def _value(*asked, **more):
    standing = _standing(*asked, **more)
    return None if standing is None else standing.goal.value


def test_whose_number_a_tile_shows_decides_whose_target_it_is(
    asks, approved, alice, carol, bob, ann, eve, north, colleagues
):
    approved(30)
    approved(10, team=north)
    approved(3, user=bob)
    by_rep, by_source = (Pick(metric="deals_won", filters={name: ("none",)}) for name in ("rep", "source"))
    of_bob = Pick(metric="deals_won", filters={"rep": (str(bob.pk),)})
    assert _value(asks(alice), "company") == _value(asks(ann), "mine") == 30
    assert _value(asks(alice), f"team:{north.pk}") == _value(asks(carol), "company") == 10
    assert _value(asks(alice), "company", of_bob) == _value(asks(bob), "company") == 3
    assert _value(asks(bob), f"team:{north.pk}", is_team_total=True) == 10
    assert _value(asks(eve), "mine") is None
    assert _value(asks(eve), "mine", of_bob) is None
    assert _value(asks(alice), "company", by_rep) is _value(asks(alice), "company", by_source) is None


def test_the_target_is_that_of_the_days_of_the_tile(asks, approved, alice):
    """May has 21 working days in Hungary and five of them are in this week; of April and of all time there is none."""
    approved(42)
    values = [
        _value(asks(alice), "company", Pick(metric="deals_won", period=each))
        for each in ("this month", "this week", "last month", "this quarter", "all")
    ]
    assert values == [42, 10, None, None, None]


@pytest.mark.parametrize(
    ("metric", "value", "words", "note"),
    [
        ("deals_won", 43, "Target: 0 of 11 by May\u00a019", "rounded up."),
        ("sales_volume", 1_000_010, "Target: €0 of €2,381 by May\u00a019", "fall on these days."),
    ],
)
def test_a_target_of_cut_months_is_in_whole_ones_and_says_that_it_is_a_part(
    asks, approved, alice, metric, value, words, note
):
    """Five of the 21 working days of May are in this week: 10.2 deals, and 2,380.98 of 10,000.10 euros."""
    approved(value, metric=metric)
    holder = holder_told(alice, "company")
    pick = Pick(metric=metric, period="this week")
    (told,) = told_tiles(asks(alice), holder, tiles_of(asks(alice), holder, [pick], get_store()))
    assert told.goal.words == words
    assert told.goal.note.endswith(note)


def test_what_stands_at_a_day_has_the_target_of_its_month(asks, approved, alice):
    approved(12, metric="open_opportunities")
    standing = _standing(asks(alice), "company", Pick(metric="open_opportunities"))
    assert (standing.goal.value, standing.goal.due_on, standing.gone) == (12, date(2024, 5, 31), None)


def test_a_target_is_told_as_such_and_how_far_it_is(asks, approved, alice):
    approved(2)
    holder = holder_told(alice, "company")
    (told,) = told_tiles(asks(alice), holder, tiles_of(asks(alice), holder, [WON], get_store()))
    assert told.goal.words == "Target: 1 of 2 by May\u00a031"
    assert (told.goal.pace, told.goal.note) == ("50% reached, 48% of the days gone.", "")


def test_beside_a_target_no_goal_holds_and_none_is_set(asks, approved, alice):
    """A goal set before waits while there is a target for the days of the tile."""
    asker, holder = asks(alice), holder_told(alice, "company")
    tile = writing.add_tile(asker, holder, WON)
    goal = goal_told(asker, writing.find_metric("deals_won"), value="5", every="month")
    writing.set_goal(asker, tile, goal)
    with_goal = Pick(metric="deals_won", goal=GoalSet(value=Decimal(5), every="month"))
    assert _value(asker, "company", with_goal) == 5
    approved(30)
    assert _value(asker, "company", with_goal) == 30
    with pytest.raises(NotUnderstood, match=r"has an approved target for these days: 30\. Change it under Targets"):
        writing.set_goal(asker, tile, goal)
    with pytest.raises(NotUnderstood, match="Change it under Targets"):
        writing.add_tile(asker, holder, with_goal)
    writing.set_goal(asker, tile, None)
