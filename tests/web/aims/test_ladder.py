"""The base indicators: which weeks are recorded, what is kept up, and what comes next for whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from headway.web.aims.ladder import ladder_of, take_next
from headway.web.facts import get_store
from headway.web.log import open_deal
from headway.web.models import Absence, AuditEntry, TakenIndicator
from headway.web.naming import NotUnderstood
from tests.web.aims.conftest import MONDAY


def _weeks(asker):
    return {each.rung.name: [done for _week, done in each.weeks] for each in ladder_of(asker, get_store()).rungs}


def test_a_week_is_recorded_where_anything_that_counts_was_written_down(asks, alice, sells):
    """
    week of    | sold, with its cost | without
    2024-04-08 |                     | yes
    2024-04-15 | yes                 |
    2024-04-22 | paid back           |
    2024-04-29 |                     |
    2024-05-06 | yes                 | yes
    """
    for day, amount, cost in (
        (date(2024, 4, 8), 100, None), (date(2024, 4, 21), 100, 50), (date(2024, 4, 22), -100, -50),
        (date(2024, 5, 12), 100, 60), (date(2024, 5, 6), 100, None), (MONDAY.date(), 900, 500),
    ):  # fmt: skip
        sells(day, amount, cost)
    weeks = _weeks(asks(alice))
    assert weeks["sales_volume"] == [True, True, True, False, True]
    assert weeks["sales_margin"] == [False, True, True, False, True]
    assert weeks["average_sale"] == [True, True, True, False, True]
    assert weeks["new_leads"] == [False] * 5


def test_the_next_is_offered_when_the_last_of_the_first_three_is_kept_up(asks, alice, pump, bob, funnel):
    """Leads in four of five weeks: the conversion of leads comes next, and is taken on by the owner alone."""
    for week in (1, 2, 3, 5):
        open_deal(pump, name=f"Lead {week}", by=bob, now=MONDAY - timedelta(days=7 * week))
    ladder = ladder_of(asks(alice), get_store())
    assert [each.rung.name for each in ladder.stood_on] == ["sales_volume", "sales_margin", "new_leads"]
    assert ladder.offered.rung.name == "leads_to_opportunities_period"
    with pytest.raises(NotUnderstood, match="comes when the last one was kept up"):
        take_next(asks(alice), "average_sale", get_store())
    take_next(asks(alice), "leads_to_opportunities_period", get_store())
    ladder = ladder_of(asks(alice), get_store())
    assert [each.rung.name for each in ladder.stood_on][3:] == ["leads_to_opportunities_period"]
    assert AuditEntry.objects.filter(noun="takenindicator", verb="add", actor=alice).count() == 1


def test_whoever_leads_a_team_cannot_take_on_for_the_company(asks, carol, pump, bob, funnel):
    for week in range(1, 6):
        open_deal(pump, name=f"Lead {week}", by=bob, now=MONDAY - timedelta(days=7 * week))
    assert ladder_of(asks(carol), get_store()).offered.rung.name == "leads_to_opportunities_period"
    with pytest.raises(PermissionDenied):
        take_next(asks(carol), "leads_to_opportunities_period", get_store())
    assert not TakenIndicator.objects.exists()


def test_a_rep_begins_with_calls_appointments_and_sales_of_their_own(asks, bob, eve, sells):
    for week in range(1, 6):
        sells(MONDAY.date() - timedelta(days=7 * week), 100)
    names = [each.rung.name for each in ladder_of(asks(bob), get_store()).stood_on]
    assert names == ["cold_calls", "appointments_set", "sales"]
    assert _weeks(asks(bob))["sales"] == [True] * 5
    assert _weeks(asks(eve))["sales"] == [False] * 5
    take_next(asks(bob), "appointments_kept", get_store())
    assert list(TakenIndicator.objects.values_list("user__name", "indicator")) == [("Bob", "appointments_kept")]


def test_weeks_in_which_a_rep_was_away_do_not_count(asks, bob, sells):
    """Bob is away the whole week of 29 April, and the week before the others is looked at instead."""
    Absence.objects.create(
        user=bob, starts_on=date(2024, 4, 29), ends_on=date(2024, 5, 6), kind="holiday", written_at=MONDAY
    )
    sells(date(2024, 4, 3), 100)
    weeks = dict(next(each.weeks for each in ladder_of(asks(bob), get_store()).rungs if each.rung.name == "sales"))
    assert sorted(weeks) == [date(2024, 4, day) for day in (1, 8, 15, 22)] + [date(2024, 5, 6)]
    assert [day for day, is_recorded in weeks.items() if is_recorded] == [date(2024, 4, 1)]


def test_of_an_unsettled_company_nothing_is_kept_up(asks, alice, company):
    ladder = ladder_of(asks(alice), get_store())
    assert not ladder.is_begun
    assert ladder.offered is None
