"""The list of deals and what narrows it."""

import pytest

from headway.web.log import move_deal, open_deal
from headway.web.models import MoveCause


@pytest.fixture
def deals(deal, pump, bob, carol, stage, now):
    """
    name      | stage | owner
    Two pumps | New   | Bob
    Valves    | Offer | Carol
    Seals     | Won   | Bob
    Hoses     | Lost  | Bob
    """
    for name, owner, after in (("Valves", carol, "Offer"), ("Seals", bob, "Won"), ("Hoses", bob, "Lost")):
        opened = open_deal(pump, name=name, by=bob, owner=owner, now=now)
        move_deal(opened, stage[after], cause=MoveCause.IMPORT, by=None, now=now)


def _shown(page) -> set[str]:
    return {name for name in ("Two pumps", "Valves", "Seals", "Hoses") if f">{name}<" in page}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"Two pumps", "Valves"}),
        ({"outcome": "won"}, {"Seals"}),
        ({"outcome": "lost"}, {"Hoses"}),
        ({"outcome": "all"}, {"Two pumps", "Valves", "Seals", "Hoses"}),
        ({"outcome": "nonsense", "stage": "x"}, {"Two pumps", "Valves"}),
        ({"stage": "Offer"}, {"Valves"}),
        ({"owner": "Bob"}, {"Two pumps"}),
        ({"q": "pump"}, {"Two pumps", "Valves"}),
        ({"q": "nobody"}, set()),
    ],
)
def test_the_list_is_narrowed_by_outcome_stage_owner_and_client(browser, carol, bob, deals, stage, asked, shown):
    ids = {"Offer": stage["Offer"].pk, "Bob": bob.pk}
    assert (
        _shown(browser(carol).get("/deals", {name: ids.get(value, value) for name, value in asked.items()}).text)
        == shown
    )


def test_each_sees_the_deals_that_exist_for_them(browser, alice, bob, eve, ann, deals):
    shown = {user.name: _shown(browser(user).get("/deals").text) for user in (alice, bob, eve, ann)}
    assert shown == {
        "Alice": {"Two pumps", "Valves"},
        "Bob": {"Two pumps"},
        "Eve": set(),
        "Ann": {"Two pumps", "Valves"},
    }
