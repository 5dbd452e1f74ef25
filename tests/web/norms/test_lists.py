"""The lists behind norms: won deals as far as one may see them, and open deals beside their norm."""

import re

import pytest

from headway.web.log import assign_deal
from tests.web.diary import told

pytestmark = pytest.mark.any_database


def _csv(text: str) -> list[list[str]]:
    return [line.split(",") for line in text.lstrip("\ufeff").splitlines()[1:]]


def _names(page, user, address: str) -> set[str]:
    html = page(user, address)
    return set(re.findall(r'<a href="/deals/\d+">([^<]+)</a>', html))


@pytest.mark.parametrize(("who", "count"), [("alice", 12), ("carol", 10), ("bob", 10), ("eve", 2), ("ann", 12)])
def test_won_deals_are_listed_as_far_as_one_may_see_them(page, request, who, count):
    html = page(request.getfixturevalue(who), "/norms/won?funnel=Sales")
    assert f'data-total="{count}"' in html
    assert ("The norm rests on the deals of the whole company" in told(html)) is (count < 12)


def test_a_won_deal_is_told_with_what_it_took(page, alice):
    rows = _csv(page(alice, "/norms/won?funnel=Sales&format=csv"))
    assert rows[0] == ["2024-03-02", "Bob 1 Ltd", "Bob 1", "Bob", "3", "1", "1"]
    assert len(rows) == 12


@pytest.mark.parametrize(
    ("who", "query", "names"),
    [
        ("alice", "", {"slow", "busy", "Eve&#x27;s"}),
        ("alice", "?past=no", {"slow", "busy", "fresh", "Eve&#x27;s"}),
        ("alice", "?rep=Bob", {"slow", "busy"}),
        ("bob", "?past=no", {"slow", "busy", "fresh"}),
        ("eve", "?past=no", {"Eve&#x27;s"}),
        ("carol", "", {"slow", "busy"}),
        # On that day neither Bob's busy deal nor the fresh one was open, and the others were eight days old.
        ("alice", "?past=no&as_of=2024-04-09", {"slow", "Eve&#x27;s"}),
        ("alice", "?as_of=2024-04-09", set()),
    ],
)
def test_open_deals_beside_their_norm(page, request, who, query, names):
    assert _names(page, request.getfixturevalue(who), f"/norms/open{query}") == names


def test_a_past_day_knows_the_owner_of_that_day(page, alice, eve, deals, now):
    """
    deal | owner since 1 Apr | since now
    slow | Bob               | Eve, of another team

    as of  | of Bob            | of Eve      | of Bob's team     | owner in the file
    9 Apr  | slow              | Eve's       | slow              | Bob
    today  | busy, fresh       | slow, Eve's | busy, fresh       | Eve
    """
    assign_deal(deals["slow"], eve, by=alice, now=now)
    team, then = deals["busy"].owner.team.name, "past=no&as_of=2024-04-09"
    asked = ("rep=Bob", "rep=Eve", f"team={team}")
    owned = [_names(page, alice, f"/norms/open?{then}&{words}") for words in asked]
    assert owned == [{"slow"}, {"Eve&#x27;s"}, {"slow"}]
    owned = [_names(page, alice, f"/norms/open?past=no&{words}") for words in asked]
    assert owned == [{"busy", "fresh"}, {"slow", "Eve&#x27;s"}, {"busy", "fresh"}]
    owner = {row[1]: row[2] for row in _csv(page(alice, f"/norms/open?{then}&format=csv"))}
    assert owner == {"slow": "Bob", "Eve's": "Eve"}


def test_each_flag_names_its_measure(page, alice, deals):
    html = page(alice, "/norms/open")
    found = {
        int(deal): re.findall(r'data-measure="(\w+)" data-so-far="(\d+)" data-past="yes"', row)
        for deal, row in re.findall(r'<tr data-deal="(\d+)">(.*?)</tr>', html, re.DOTALL)
    }
    assert found == {
        deals["slow"].pk: [("days", "44")],
        deals["Eve's"].pk: [("days", "44")],
        deals["busy"].pk: [("contacts", "5")],
    }


def test_the_file_holds_numbers_and_percentiles(page, bob):
    rows = {row[1]: row for row in _csv(page(bob, "/norms/open?format=csv&past=no"))}
    assert rows["slow"] == ["slow Ltd", "slow", "Bob", "Need", "1", "0", "0", "0", "44", "92", "Days"]
    assert rows["fresh"][-1] == ""


def test_a_past_day_says_so(page, alice):
    words = told(page(alice, "/norms?as_of=2024-04-09"))
    assert "0 of 2 open deals were past their norm" in words


@pytest.mark.parametrize(("query", "status"), [("", 400), ("?funnel=Mars", 400), ("?funnel=Sales&part=lost", 404)])
def test_a_group_that_cannot_be_found_is_answered_with_a_sentence(page, alice, query, status):
    page(alice, f"/norms/won{query}", status=status)
