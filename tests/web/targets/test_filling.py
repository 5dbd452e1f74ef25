"""Filling in: a year over its months, last year once more, a whole shared out to those below."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.catalogue import catalogue
from headway.engine.period import Period
from headway.web.bearers import Bearer
from headway.web.naming import NotUnderstood
from headway.web.targets import writing
from headway.web.targets.filling import copy_year, share_out, spread_year

YEAR, NEXT = Period(date(2024, 1, 1), date(2025, 1, 1)), Period(date(2025, 1, 1), date(2026, 1, 1))
WON = catalogue()["deals_won"]


def _by_month(wishes):
    return {wish.month.month: int(wish.value) for wish in wishes}


def _by_bearer(wishes):
    found = {}
    for wish in wishes:
        found.setdefault(wish.bearer, []).append(wish.value)
    return found


def test_a_year_is_spread_evenly_by_days_or_as_last_year_went(asks, alice, company, diary):
    """Hungary works 251 days in 2024; in 2023 one deal was won, in May."""
    spread = {
        how: _by_month(spread_year(asks(alice), WON, Bearer(), YEAR, whole=Decimal(251), how=how))
        for how in ("evenly", "days", "results")
    }
    assert list(spread["evenly"].values()) == [21] * 11 + [20]
    assert list(spread["days"].values()) == [22, 21, 19, 21, 21, 20, 23, 21, 21, 22, 20, 20]
    assert {month: value for month, value in spread["results"].items() if value} == {5: 251}


def test_money_is_spread_in_whole_units(asks, alice, company):
    wishes = spread_year(asks(alice), catalogue()["sales_volume"], Bearer(), YEAR, whole=Decimal(100_000_00))
    assert sum(each.value for each in wishes) == 100_000_00
    assert {each.value % 100 for each in wishes} == {0}


def test_of_a_month_that_is_not_over_a_year_before_is_taken(asks, alice, company, diary):
    """
    Won in Jan, Feb, Mar, Apr 2024 | in May, which still runs | of it in 2023 | from June on, in 2023
    0, 0, 0, 1                     | 1                        | 1             | none, so as an average month, 0.4
    """
    values = _by_month(spread_year(asks(alice), WON, Bearer(), NEXT, whole=Decimal(48), how="results"))
    assert list(values.values()) == [0, 0, 0, 10, 10, *[4] * 7]


def test_what_does_not_add_up_is_the_same_in_every_month_and_for_everybody(asks, alice, north, bob, colleagues):
    rate, third = catalogue()["win_rate_of_closed"], Decimal("0.3")
    wishes = spread_year(asks(alice), rate, Bearer.of(north), YEAR, whole=third)
    assert {each.value for each in wishes} == {third}
    writing.propose(asks(alice), wishes)
    shared = _by_bearer(share_out(asks(alice), rate, Bearer.of(north), YEAR))
    assert shared == {Bearer.of(each): [third] * 12 for each in (bob, *colleagues)}


def test_a_whole_is_shared_out_to_those_below_and_adds_up(asks, alice, carol, company, north, south, bob, diary, hold):
    """North has three reps and South one; last year Bob won the only deal."""
    hold("deals_won", company, {5: 40, 6: 9})
    teams = {how: _by_bearer(share_out(asks(alice), WON, Bearer(), YEAR, how)) for how in ("evenly", "days", "results")}
    of_north, of_south = Bearer.of(north), Bearer.of(south)
    assert teams["evenly"] == teams["days"] == {of_north: [30, 7], of_south: [10, 2]}
    assert teams["results"] == {of_north: [40, 9], of_south: [0, 0]}
    writing.propose(asks(alice), share_out(asks(alice), WON, Bearer(), YEAR))
    reps = _by_bearer(share_out(asks(carol), WON, of_north, YEAR))
    assert [sum(column) for column in zip(*reps.values(), strict=True)] == [30, 7]
    assert reps[Bearer.of(bob)] == [10, 3]


def test_last_year_once_more_and_ten_per_cent(asks, carol, company, north, bob, hold, diary):
    hold("deals_won", north, {4: 20, 5: 25})
    hold("deals_won", company, {5: 100})
    targets = copy_year(asks(carol), WON, NEXT, percent=Decimal(10))
    assert _by_bearer(targets) == {Bearer.of(north): [22, 28]}
    assert [each.month for each in targets] == [date(2025, 4, 1), date(2025, 5, 1)]
    results = copy_year(asks(carol), WON, NEXT, percent=Decimal(200), basis="results")
    assert {each.month.month: each.value for each in results if each.bearer == Bearer.of(bob) and each.value} == {
        4: 3, 5: 3,
    }  # fmt: skip


def test_what_cannot_be_filled_in_says_why(asks, alice, bob, company, north, south, diary):
    asker = asks(alice)
    for fill, field in (
        (lambda: spread_year(asker, WON, Bearer.of(south), YEAR, whole=Decimal(9), how="results"), "how"),
        (lambda: spread_year(asker, WON, Bearer(), YEAR, whole=Decimal(9), how="at random"), "how"),
        (lambda: share_out(asker, WON, Bearer.of(bob), YEAR), "whose"),
        (lambda: share_out(asker, WON, Bearer.of(north), YEAR), "whose"),
        (lambda: copy_year(asker, WON, YEAR, percent=Decimal(5)), "basis"),
        (lambda: copy_year(asker, WON, YEAR, percent=Decimal(-100)), "percent"),
        (lambda: copy_year(asker, WON, YEAR, percent=Decimal("1e30")), "percent"),
        (lambda: copy_year(asker, WON, YEAR, percent=Decimal(1001)), "percent"),
        (lambda: copy_year(asker, WON, YEAR, percent=Decimal("1e30")), "percent"),
    ):
        with pytest.raises(NotUnderstood) as refused:
            fill()
        assert refused.value.field == field
