"""Chances of open deals: the product-limit rule by hand where nothing is borrowed, and what borrowing does."""

import numpy as np
import pytest

from headway.planning.hazards import BORROWED, FEWEST, Hazards, followed

OFFER, TALKS = 1, 2


def row(stage=OFFER, segment=1, kind="new", stood=0, weeks=0, ended="", deals=1):
    return {
        "stage_id": stage,
        "segment_id": segment,
        "kind": kind,
        "stood": stood,
        "weeks": weeks,
        "ended": ended,
        "deals": deals,
    }


def likely(hazards, ahead, stage=OFFER, weeks=0, segment=1, kind="new"):
    return hazards.likely(stage, weeks, ahead, segment=segment, kind=kind)


def test_followed_is_the_product_limit_rule():
    """
    deals | week | ended
    2     | 0    | won
    4     | 0    | lost
    4     | 1    | open: seen through week 0 alone
    5     | 1    | won
    5     | 2    | open
    """
    rows = [(2, 0, "won"), (4, 0, "lost"), (4, 1, ""), (5, 1, "won"), (5, 2, "")]
    course = followed(row(weeks=weeks, ended=ended, deals=deals) for deals, weeks, ended in rows)
    assert course.between(0, 1) == pytest.approx(2 / 20)
    assert course.between(0, 2) == pytest.approx(2 / 20 + 14 / 20 * 5 / 10)
    assert course.between(1, 1.5) == pytest.approx(14 / 20 * 5 / 10 / 2)


def test_below_ten_deals_nothing_is_followed():
    assert followed([row(deals=FEWEST - 1)]) is None


def test_the_plain_rate_is_that_of_those_who_came_to_the_stage():
    """Of 20 that came to Offer, 8 were won in their second week; those of Talks are too few."""
    rows = [row(stood=1, weeks=1, ended="won", deals=8), row(stood=9, weeks=9, deals=12)]
    hazards = Hazards([*rows, row(stage=TALKS, stood=3, weeks=3, deals=2)])
    assert hazards.plain(OFFER, (0, 2)).chance == pytest.approx(8 / 20)
    assert hazards.plain(OFFER, (0, 1)).chance == 0
    assert hazards.plain(TALKS, (0, 2)).chance == pytest.approx(8 / 22)
    assert hazards.plain(77, (0, 2)).reason.deals == 22
    assert Hazards(rows[:1]).plain(OFFER, (0, 2)) is None
    assert Hazards([]).plain(OFFER, (0, 2)) is None


def test_many_deals_speak_for_themselves():
    """Of a thousand a tenth is won in each week, of those that are two weeks old a half."""
    young = [row(stood=0, weeks=0, ended="won", deals=1_000), row(stood=1, weeks=1, ended="won", deals=900)]
    old = [row(stood=2, weeks=2, ended="won", deals=4_050), row(stood=3, weeks=3, deals=4_050)]
    hazards = Hazards([*young, *old])
    assert likely(hazards, (0, 1), weeks=0).chance == pytest.approx(1_000 / 10_000, rel=0.02)
    assert likely(hazards, (0, 1), weeks=2).chance == pytest.approx(0.5, rel=0.02)
    assert likely(hazards, (0, 1), weeks=2).reason.deals == 8_100
    unknown = likely(hazards, (0, 1), weeks=None)
    assert 0.1 < unknown.chance < 0.5
    assert (unknown.reason.age, unknown.reason.deals) == (None, 10_000)


def test_few_deals_borrow_from_their_stage_and_the_stage_from_the_company():
    """Two deals of five weeks were both lost; of the stage a tenth is won a week."""
    rows = [row(stood=0, weeks=0, ended="won", deals=100), row(stood=0, weeks=1, deals=900)]
    rare = [row(stood=5, weeks=5, ended="lost", deals=2)]
    hazards = Hazards([*rows, *rare])
    chance = likely(hazards, (0, 1), weeks=5).chance
    stage = likely(hazards, (0, 1), weeks=None).chance
    assert 0.1 * BORROWED / (BORROWED + 2) * 0.85 < chance < stage < 0.1
    # A stage that nobody stood on is as the company's others.
    assert likely(hazards, (0, 1), stage=99).chance == pytest.approx(0.1, rel=0.1)
    assert likely(hazards, (0, 1), stage=99).reason.deals == 0


def test_a_segment_that_is_won_more_often_has_a_higher_chance():
    """Pumps (1) are won twice as often a week as valves (2), at the same age and stage."""
    rows = [row(segment=1, weeks=0, ended="won", deals=400), row(segment=1, weeks=1, deals=1_600)]
    rows += [row(segment=2, weeks=0, ended="won", deals=200), row(segment=2, weeks=1, deals=1_800)]
    hazards = Hazards(rows)
    pumps, valves = (likely(hazards, (0, 1), segment=segment) for segment in (1, 2))
    assert pumps.chance == pytest.approx(0.2, rel=0.05)
    assert valves.chance == pytest.approx(0.1, rel=0.1)
    assert pumps.reason.segment > 1 > valves.reason.segment
    assert pumps.reason.base == pytest.approx(0.15, rel=0.02)
    # A kind that has the same in both of them changes nothing more, and a new segment nothing at all.
    assert pumps.reason.kind == pytest.approx(1, abs=0.01)
    assert likely(hazards, (0, 1), segment=3).reason.segment == 1.0


def test_shares_never_pass_the_whole():
    """Everybody is won or lost in the first week, and the small segment has only wins."""
    rows = [row(segment=1, ended="lost", deals=500), row(segment=2, ended="won", deals=500)]
    chance = likely(Hazards(rows), (0, 3), segment=2).chance
    assert 0.5 < chance <= 1


@pytest.mark.parametrize("weekly", [0.02, 0.2])
def test_an_even_hazard_is_found_again(weekly):
    rng = np.random.default_rng(8)
    ends = rng.geometric(2 * weekly, 6_000) - 1
    won = rng.random(6_000) < 0.5
    rows = [
        row(stood=int(end), weeks=int(end), ended="won" if each else "lost")
        for end, each in zip(ends, won, strict=True)
    ]
    expected = (1 - (1 - 2 * weekly) ** 4) / 2
    for weeks in (0, 1, 3):
        assert likely(Hazards(rows), (0, 4), weeks=weeks).chance == pytest.approx(expected, rel=0.12)
