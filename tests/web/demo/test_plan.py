"""The plan of the demo company: the same for the same seed and moment, and lively at any hour."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from headway.web.demo.making import plan_demo
from headway.web.demo.scene import Scene
from headway.web.demo.seasons import busyness
from headway.web.demo.words import words_of

WEDNESDAY = datetime(2024, 11, 20, tzinfo=UTC)
SUNDAY = datetime(2024, 11, 24, tzinfo=UTC)
NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)
AUGUST = datetime(2024, 8, 15, tzinfo=UTC)


def _told(scene: Scene) -> list[tuple[object, ...]]:
    deals = [(deal.client.name, deal.name, deal.amount, touch) for deal in scene.plan.deals for touch in deal.touches]
    return [(*words, touch.at, touch.kind, touch.stage, touch.note) for *words, touch in deals]


def _touches(scene: Scene) -> list[datetime]:
    held = [touch.at for deal in scene.plan.deals for touch in deal.touches]
    return held + [touch.at for _, touch in scene.plan.loose]


def test_the_same_seed_and_moment_give_the_same_company():
    first, second = (plan_demo(language="en", now=WEDNESDAY, seed=3) for _ in range(2))
    assert _told(first) == _told(second)


def test_another_seed_gives_another_company():
    first, second = (plan_demo(language="en", now=WEDNESDAY, seed=seed) for seed in (3, 4))
    assert _told(first) != _told(second)


@pytest.mark.parametrize(
    "day", [WEDNESDAY, SUNDAY, NEW_YEAR, AUGUST], ids=["Wednesday", "Sunday", "New Year", "August"]
)
@pytest.mark.parametrize("hour", [0.02, 6, 9.5, 14, 23.9])
def test_today_and_yesterday_show_something_and_the_future_nothing(day, hour):
    now = day + timedelta(hours=hour)
    scene = plan_demo(language="hu", now=now)
    days = Counter(moment.astimezone(scene.zone).date() for moment in _touches(scene))
    assert min(days[scene.today], days[scene.today - timedelta(days=1)]) >= 5
    assert max(_touches(scene)) <= now


def test_no_two_clients_share_a_phone():
    phones = [client.phone for client in plan_demo(language="en", now=WEDNESDAY).plan.clients]
    assert len(set(phones)) == len(phones)


def test_a_deal_goes_forward_in_time():
    scene = plan_demo(language="ru", now=WEDNESDAY)
    for deal in scene.plan.deals:
        moments = [deal.entered_at, *(touch.at for touch in deal.touches)]
        assert moments == sorted(moments)


def test_nobody_is_in_two_places_at_once():
    scene = plan_demo(language="en", now=WEDNESDAY)
    held = [touch for deal in scene.plan.deals for touch in deal.touches if touch.duration]
    held += [touch for _, touch in scene.plan.loose if touch.duration]
    free_from: dict[int, datetime] = {}
    for touch in sorted((one for one in held if one.at < scene.midnight(scene.today)), key=lambda touch: touch.at):
        assert touch.at >= free_from.get(touch.seller, touch.at)
        # The first minutes of a place in the diary may pass before a contact begins.
        free_from[touch.seller] = touch.at + timedelta(seconds=touch.duration) - timedelta(minutes=5)


@pytest.mark.parametrize("language", ["ru", "hu"])
def test_a_language_says_all_that_english_does(language):
    words, english = words_of(language), words_of("en")
    assert {key: len(words.stages) for key in words.stages} == {key: len(english.stages) for key in english.stages}
    assert words.notes.keys() == english.notes.keys()
    assert words.sources.keys() == english.sources.keys()
    assert [len(each) for each in (words.people, words.loss_reasons, words.segments)] == [12, 6, 6]


@pytest.mark.parametrize(
    ("day", "country", "share"),
    [
        ("2024-03-06", "GB", 1.05),
        ("2024-08-14", "GB", 0.45),
        ("2024-12-27", "GB", 0.1),
        ("2024-01-05", "RU", 0.1),
        ("2024-01-05", "GB", 0.85),
    ],
)
def test_seasons(day, country, share):
    assert busyness(datetime.fromisoformat(day).date(), country) == share
