"""A year of targets: who sees what, what was reached, and whether what stands below adds up, in words."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.catalogue import catalogue
from headway.engine.period import Period
from headway.web.bearers import Bearer
from headway.web.models import Currency, User
from headway.web.targets.telling import notes_told, sums_told
from headway.web.targets.years import year_of

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))


@pytest.fixture
def year(diary, asks):
    """Return the year of won deals, or of another number, as somebody sees it."""
    return lambda user, metric="deals_won": year_of(asks(user), catalogue()[metric], YEAR)


def _reached(year):
    return {
        row.named.name: [each.reached for each in row.cells[3:6]] + [row.whole.reached]
        for row in year.rows
        if row.whole.reached
    }


def test_what_was_reached_stands_beside_for_those_whose_numbers_one_sees(year, alice, carol, bob):
    """April, May, June and the year so far; of June nobody knows anything yet, and a rep's are their own."""
    of_bob, of_vera, of_north = [1, 1, None, 2], [0, 1, None, 1], [1, 2, None, 3]
    assert _reached(year(alice)) == {
        "The company": [1, 3, None, 4], "North": of_north, "Bob": of_bob, "Vera": of_vera,
        "South": [0, 1, None, 1], "Eve": [0, 1, None, 1],
    }  # fmt: skip
    assert _reached(year(carol)) == {"North": of_north, "Bob": of_bob, "Vera": of_vera}
    assert _reached(year(bob)) == {"Bob": of_bob}


def test_a_rep_sees_the_target_of_the_team_and_no_colleagues(year, bob, north, colleagues, company, eve, hold):
    for scope in (company, north, *colleagues, eve, bob):
        hold("deals_won", scope, {5: 7})
    assert [row.named.name for row in year(bob).rows] == ["Bob", "North"]
    assert [row.whole.value for row in year(bob).rows] == [7, 7]
    assert sums_told(year(bob), None) == []


@pytest.mark.parametrize(
    ("company_s", "north_s", "south_s", "sentences"),
    [
        (
            {5: 60, 6: 60}, {5: 40, 6: 38}, {5: 20, 6: 20},
            ["The teams' targets add up to 118, 2 short of the company's 120."],
        ),
        (
            {5: 60}, {5: 45}, {5: 20},
            ["The teams' targets add up to 65, 5 more than the company's 60."],
        ),
        (
            {5: 60, 6: 60}, {5: 41, 6: 39}, {5: 20, 6: 20},
            [
                "The teams' targets add up to the company's 120.",
                "In single months they do not: May 2024, June 2024.",
            ],
        ),
        # July is the company's alone: where those below have no targets yet, there is nothing to add up.
        (
            {5: 60, 7: 60}, {5: 40}, {},
            [
                "The teams' targets add up to 40, 20 short of the company's 60.",
                "Without a target in some of these months: South.",
            ],
        ),
        ({5: 60}, {}, {}, []),
        ({}, {5: 60}, {5: 20}, []),
    ],
)  # fmt: skip
def test_whether_the_teams_add_up(year, alice, company, north, south, hold, company_s, north_s, south_s, sentences):
    for scope, values in ((company, company_s), (north, north_s), (south, south_s)):
        hold("deals_won", scope, values)
    assert sums_told(year(alice), None) == sentences


def test_a_company_without_teams_adds_up_its_reps(asks, alice, company, hold):
    ida, max_ = (
        User.objects.create_user(f"{name}@example.com", "correct horse battery", name=name, role="rep")
        for name in ("Ida", "Max")
    )
    for scope, value in ((company, 10), (ida, 6), (max_, 3)):
        hold("deals_won", scope, {5: value})
    told = sums_told(year_of(asks(alice), catalogue()["deals_won"], YEAR), None)
    assert told == ["The reps' targets add up to 9, 1 short of the company's 10."]


def test_a_draft_counts_as_what_will_hold(year, carol, bob, north, colleagues, hold, propose):
    hold("deals_won", north, {5: 9})
    hold("deals_won", bob, {5: 3})
    for colleague in colleagues:
        hold("deals_won", colleague, {5: 3})
    assert sums_told(year(carol), None) == ["North: the reps' targets add up to the team's 9."]
    propose(bob, bob, {5: 4})
    seen = year(carol)
    assert sums_told(seen, None) == ["North: the reps' targets add up to 10, 1 more than the team's 9."]
    cell = next(row for row in seen.rows if row.bearer == Bearer.of(bob)).cells[4]
    assert (cell.draft, cell.approved, cell.value, cell.reached) == (4, 3, 4, 1)


def test_money_is_written_as_money(year, alice, company, north, hold):
    hold("sales_volume", company, {5: 100_000_00})
    hold("sales_volume", north, {5: 98_000_00})
    told = sums_told(year(alice, "sales_volume"), Currency.objects.get(pk="EUR"))
    assert told[0] == "The teams' targets add up to €98,000, €2,000 short of the company's €100,000."


def test_shares_stand_side_by_side(year, alice, company, north, hold):
    hold("win_rate_of_closed", company, {month: Decimal("0.25") for month in range(1, 13)})
    hold("win_rate_of_closed", north, {5: Decimal("0.3")})
    found = year(alice, "win_rate_of_closed")
    assert sums_told(found, None) == [
        "Win rate (of closed) does not add up: the company's is no sum of its people's. They stand side by side."
    ]
    assert [row.whole.value for row in found.rows[:2]] == [Decimal("0.25"), None]
    assert not any(row.gaps for row in found.rows)


def test_what_is_to_be_known_about_a_number_as_a_target():
    assert notes_told(catalogue()["deals_won"]) == []
    assert notes_told(catalogue()["effective_share"])[0].startswith("Alone this number rewards logging less")
    assert notes_told(catalogue()["cycle_time"]) == ["Less is better here: a target is the most that it should be."]
