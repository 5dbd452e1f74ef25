"""`headway sources`, and who referred a deal."""

from collections.abc import Callable

import pytest

from headway.web.models import Client, Cost, Deal

pytestmark = pytest.mark.usefixtures("alice", "carol", "deal")


def test_a_cost_is_entered_listed_and_taken_out(headway: Callable) -> None:
    assert headway("sources", "add", "May list", "--kind", "list").out == "May list is a source now: contact list.\n"
    said = headway("sources", "cost", "may list", "310.50", "--period", "2024-05", "--note", "Bought")
    assert said.out == "May list: €310.50, May 1, 2024 – May 31, 2024\n"
    cost = Cost.objects.get()
    assert (cost.amount, (cost.ends_on - cost.starts_on).days) == (310_50, 31)
    line = headway("sources", "costs", "May list").lines[-1]
    assert all(word in line for word in (str(cost.pk), "€310.50", "Bought"))
    assert headway("sources", "drop-cost", str(cost.pk)).code == 0
    assert not Cost.objects.exists()


def test_what_is_no_amount_and_no_days_is_refused(headway: Callable) -> None:
    headway("sources", "add", "Fair")
    assert headway("sources", "cost", "Fair", "much").err == ("headway: 'much' is no amount. Write 1200 or 1200.50.\n")
    assert "needs its days" in headway("sources", "cost", "Fair", "1", "--period", "all").err


def test_a_source_is_told_what_it_is(headway: Callable) -> None:
    headway("sources", "add", "Friends")
    assert headway("sources", "change", "Friends", "--kind", "referral").out == "Friends: referral\n"
    assert headway("sources").lines[-1].split() == ["Friends", "referral"]


def test_who_referred_a_deal_and_a_client(headway: Callable, deal: Deal, pump: Client) -> None:
    bob = ("--as", "bob@example.com")
    said = headway("deal", "refer", "Two pumps", "Dan", *bob)
    assert said.out == "Pump Ltd: Two pumps was referred by Dan.\n"
    assert headway("deal", "refer", "Pump Ltd", "Eve", "--client", *bob).out == "Pump Ltd was referred by Eve.\n"
    deal.refresh_from_db()
    pump.refresh_from_db()
    assert (deal.referrer.name, pump.referrer.name) == ("Dan", "Eve")
    headway("deal", "refer", "Two pumps", "none", *bob)
    deal.refresh_from_db()
    assert deal.referrer is None
