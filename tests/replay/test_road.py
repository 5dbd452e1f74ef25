"""Dated versions of a funnel: the order in force at the contact's time counts, and a stage keeps its identity."""

import pytest

from headway.replay import Entry, Phase, Road, Roads, Stage, replay
from tests.replay.logbook import PUMPS, STAGE_OF, advances, micros, new_ground, stays, ways


def test_the_order_in_force_at_the_contact_s_time_counts(log):
    """
    from  | road
    08:00 | Need > Offer > Trial > Contract > Won
    12:00 | Need > Trial > Offer > Contract > Won

    when  | rep | deal   | kind | stage after
    09:00 | Bob | pump   | call | Offer
    11:00 | Bob | pump   | call | Trial
    11:00 | Bob | filter | call | Offer
    13:00 | Bob | filter | call | Trial
    """
    assert advances(log) == ["forward", "forward", "forward", "back"]


def test_a_version_is_in_force_from_its_very_start(log):
    """
    from  | road
    08:00 | Need > Offer > Trial > Won
    12:00 | Need > Trial > Offer > Won

    when  | rep | deal   | kind | stage after
    09:00 | Bob | pump   | call | Offer
    11:59 | Bob | pump   | call | Trial
    09:00 | Bob | filter | call | Offer
    12:00 | Bob | filter | call | Trial
    """
    assert advances(log) == ["forward", "forward", "forward", "back"]


def test_before_the_first_version_that_one_holds(log):
    """
    from  | road
    12:00 | Trial > Offer > Won
    14:00 | Need > Offer > Trial > Won

    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Offer
    """
    assert ways(log) == ["Trial -> Offer"]
    assert advances(log) == ["forward"]


def test_versions_may_be_given_in_any_order(log):
    """
    from  | road
    12:00 | Need > Trial > Offer > Won
    10:00 | Need > Offer > Trial > Won
    08:00 | Trial > Need > Offer > Won

    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Offer
    11:00 | Bob | pump | call | Trial
    13:00 | Bob | pump | call | Offer
    """
    assert ways(log) == ["Trial -> Offer", "Offer -> Trial", "Trial -> Offer"]
    assert advances(log) == ["forward", "forward", "forward"]


def test_new_ground_is_judged_by_the_order_in_force(log):
    """
    from  | road
    08:00 | Need > Offer > Trial > Won
    12:00 | Need > Trial > Offer > Won

    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    10:00 | Bob | pump | call | Need
    13:00 | Bob | pump | call | Offer
    """
    assert new_ground(log) == [True, False, True]


def test_a_deal_enters_on_the_first_stage_of_its_time(log):
    """
    from  | road
    08:00 | Need > Offer > Won
    12:00 | Offer > Trial > Won

    when  | rep | deal   | kind | stage after
    09:00 | Bob | pump   | call | Offer
    13:00 | Bob | filter | call | Offer
    """
    assert ways(log) == ["Need -> Offer", "Offer -> Offer"]


def test_a_deal_on_a_dropped_stage_stands_before_the_stage_that_followed_it(log):
    """
    from  | road
    08:00 | Need > Offer > Trial > Contract > Won
    12:00 | Need > Offer > Contract > Won

    when  | rep | deal   | kind | stage after
    09:00 | Bob | pump   | call | Trial
    13:00 | Bob | pump   | call | Contract
    09:00 | Bob | filter | call | Trial
    13:00 | Bob | filter | call | Offer
    """
    assert advances(log) == ["forward", "forward", "forward", "back"]


def test_dropped_stages_keep_their_order_among_each_other(log):
    """
    from  | road
    08:00 | Need > Offer > Trial > Contract > Won
    12:00 | Need > Contract > Won

    when  | rep | deal | kind | stage after
    13:00 | Bob | pump | call | Offer
    14:00 | Bob | pump | call | Trial
    15:00 | Bob | pump | call | Offer
    16:00 | Bob | pump | call | Contract
    """
    assert advances(log) == ["forward", "forward", "back", "forward"]


def test_the_newest_version_of_the_past_places_a_dropped_stage(log):
    """
    from  | road
    08:00 | Need > Trial > Offer > Contract > Won
    10:00 | Need > Offer > Contract > Trial > Won
    12:00 | Need > Offer > Contract > Won

    when  | rep | deal | kind | stage after
    13:00 | Bob | pump | call | Contract
    14:00 | Bob | pump | call | Trial
    """
    assert advances(log) == ["forward", "forward"]


def test_a_version_of_the_past_places_a_dropped_stage_before_one_to_come(log):
    """
    from  | road
    08:00 | Need > Trial > Offer > Won
    10:00 | Need > Offer > Won
    12:00 | Need > Offer > Trial > Won

    when  | rep | deal | kind | stage after
    11:00 | Bob | pump | call | Offer
    11:30 | Bob | pump | call | Trial
    """
    assert advances(log) == ["forward", "back"]


def test_a_stage_that_only_a_coming_version_has_is_placed_by_it(log):
    """
    from  | road
    08:00 | Need > Offer > Contract > Won
    12:00 | Need > Offer > Trial > Contract > Won

    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    10:00 | Bob | pump | call | Offer
    """
    assert ways(log) == ["Need -> Trial", "Trial -> Offer"]
    assert advances(log) == ["forward", "back"]


def test_only_stages_of_the_version_in_force_are_skipped(log):
    """
    from  | road
    08:00 | Need > Offer > Trial > Contract > Won
    12:00 | Need > Offer > Contract > Won

    when  | rep | deal | kind | stage after
    13:00 | Bob | pump | call | Won
    """
    assert stays(log) == ["Need advanced", "Offer skipped", "Contract skipped", "Won"]


def test_won_comes_last_even_where_a_version_names_another_won_stage():
    """
    from  | road
    08:00 | Need > Trial > Won
    12:00 | Need > Sold
    """
    need, trial, won, sold = 1, 2, 3, 4
    phases = {need: Phase.LEAD, trial: Phase.OPPORTUNITY, won: Phase.WON, sold: Phase.WON}
    roads = Roads(
        [Stage(stage_id, PUMPS, phase) for stage_id, phase in phases.items()],
        [Road(PUMPS, 8, (need, trial, won)), Road(PUMPS, 12, (need, sold))],
    )
    order = roads.order_at(PUMPS, 13)
    assert sorted(phases, key=order.place) == [need, trial, sold, won]


def test_lost_is_off_the_road(log):
    """
    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Offer
    """
    order = log.roads.order_at(PUMPS, micros("09:00"))
    assert order.place(STAGE_OF["Lost"].id) is None
    assert order.place(STAGE_OF["Need"].id) == 0


def test_a_stage_is_open_until_won_or_lost():
    assert [name for name, stage in STAGE_OF.items() if not stage.is_open] == [
        "Won", "Lost", "Cancelled", "Awarded", "Rejected",
    ]  # fmt: skip


def test_a_stage_that_no_funnel_knows_is_named():
    with pytest.raises(LookupError) as trouble:
        replay(Entry(at=0, on=None, funnel_id=PUMPS, stage_id=99), [], Roads([], []))
    assert str(trouble.value) == "Stage 99 belongs to no funnel: create it, or choose a stage that exists."


def test_a_funnel_without_a_version_is_named():
    with pytest.raises(LookupError) as trouble:
        replay(Entry(at=0, on=None, funnel_id=7), [], Roads([], []))
    assert str(trouble.value) == "Funnel 7 has no version: give it one with its stages in order."


def test_an_open_stage_that_no_version_holds_is_named(log):
    """
    from  | road
    08:00 | Need > Offer > Won

    when  | rep | deal | kind | stage after
    09:00 | Bob | pump | call | Trial
    """
    with pytest.raises(LookupError) as trouble:
        log.history()
    trial = STAGE_OF["Trial"].id
    assert str(trouble.value) == f"Stage {trial} stands in no version of its funnel: add it to one."
