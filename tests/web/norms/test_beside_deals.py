"""The pages of deals show where an open one stands against its norm, and list those that are past it."""

import re

import pytest

from headway.web.log import move_deal
from tests.web.diary import told

pytestmark = pytest.mark.any_database


def _rows(html: str) -> dict[str, str]:
    """The rows of the list of deals by the name of the deal."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return {name[1]: told(row) for row in rows if (name := re.search(r'<a href="/deals/\d+">([^<]+)</a>', row))}


def test_the_list_flags_what_is_past_its_norm_and_says_in_what(page, bob):
    rows = _rows(page(bob, "/deals"))
    assert "past its norm: days" in rows["slow"]
    assert "past its norm: contacts" in rows["busy"]
    assert "past its norm" not in rows["fresh"]


@pytest.mark.parametrize(
    ("who", "names"), [("alice", {"slow", "busy", "Eve&#x27;s"}), ("bob", {"slow", "busy"}), ("eve", {"Eve&#x27;s"})]
)
def test_the_list_can_hold_those_past_their_norm_alone(page, request, who, names):
    user = request.getfixturevalue(who)
    assert set(_rows(page(user, "/deals?past_norm=1"))) == names
    assert 'href="?past_norm=1' in page(user, "/deals")


def test_they_can_be_narrowed_further(page, alice, eve, stage):
    assert set(_rows(page(alice, f"/deals?past_norm=1&owner={eve.pk}"))) == {"Eve&#x27;s"}
    assert set(_rows(page(alice, f"/deals?past_norm=1&stage={stage['Offer'].pk}"))) == set()


def test_a_closed_deal_has_no_norm_beside_it(page, alice, deals):
    assert "past its norm" not in page(alice, "/deals?outcome=won")
    assert "Beside won deals" not in page(alice, f"/deals/{deals['Bob 3'].pk}")


def test_the_page_of_a_deal_shows_all_three(page, bob, deals):
    html = page(bob, f"/deals/{deals['slow'].pk}")
    assert re.findall(r'<div data-measure="(\w+)" data-past="(\w+)">', html) == [
        ("contacts", "no"),
        ("meetings", "no"),
        ("days", "yes"),
    ]
    words = told(html)
    assert "past its norm: days" in words
    assert "Days 44" in words
    assert "More days than 9 of 10 won deals" in words
    assert "Norm: 2 · 7 · 12 (12 won deals)" in words
    assert "0% of won deals took less." in words


def test_without_enough_won_deals_the_page_says_that_the_norm_is_not_known(page, bob, alice, deals, stage, now):
    """Of twelve won deals nine are left."""
    for name in ("Bob 1", "Bob 2", "Bob 3"):
        move_deal(deals[name], stage["Decision"], cause="correction", by=alice, now=now)
    words = told(page(bob, f"/deals/{deals['slow'].pk}"))
    assert "The norm is not known yet." in words
    assert "past its norm" not in words
