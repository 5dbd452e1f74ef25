"""The road of a deal as pages draw it."""

import uuid
from datetime import timedelta

import pytest

from headway.web.funnels import order_stages
from headway.web.log import NewContact, log_contact
from headway.web.road import fresh_road, road_of


@pytest.fixture
def offered(deal, bob, stage, now):
    """
    when  | stage after
    12:00 | New (entry)
    13:00 | Offer
    """
    at = now + timedelta(hours=1)
    new = NewContact(
        uid=uuid.uuid4(),
        client=deal.client,
        deal=deal,
        rep=bob,
        kind="call",
        happened_at=at,
        stage_after=stage["Offer"],
    )
    log_contact(new, by=bob, now=at)
    return deal


def _names(road):
    return [step.stage.name for step in road.steps]


@pytest.mark.parametrize(("minutes", "here"), [(None, "Offer"), (-5, "New"), (30, "New"), (60, "Offer"), (90, "Offer")])
def test_a_deal_stands_where_it_stood_at_the_time(offered, now, minutes, here):
    road = road_of(offered, None if minutes is None else now + timedelta(minutes=minutes))
    assert road.here.name == here
    assert [step.stage.name for step in road.steps if step.is_here] == [here]


def test_the_road_has_the_open_stages_and_won_in_order_and_lost_apart(offered):
    road = road_of(offered)
    assert _names(road) == ["New", "Need", "Offer", "Decision", "Won"]
    assert [step.is_won for step in road.steps] == [False, False, False, False, True]
    assert road.lost.name == "Lost"
    assert not road.is_lost


def test_the_order_of_the_time_counts(offered, funnel, now):
    order_stages(funnel, ["Need", "New", "Offer", "Won"], starts_at=now + timedelta(days=1))
    assert _names(road_of(offered, now)) == ["New", "Need", "Offer", "Decision", "Won"]
    assert _names(road_of(offered, now + timedelta(days=2))) == ["Need", "New", "Offer", "Won"]
    assert _names(road_of(offered)) == ["Need", "New", "Offer", "Won"]


def test_a_new_deal_stands_on_the_first_stage(funnel):
    assert fresh_road(funnel).here.name == "New"


def test_a_funnel_without_a_version_has_no_road(funnel):
    funnel.versions.all().delete()
    assert fresh_road(funnel).steps == ()


def test_a_road_can_be_drawn_with_the_deal_elsewhere(offered, stage):
    road = road_of(offered).standing_on(stage["Lost"])
    assert road.is_lost
    assert not any(step.is_here for step in road.steps)
