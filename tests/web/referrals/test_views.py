"""Saying on a page who referred a deal or a client."""

import pytest

from headway.web.log import change_client, merge_clients, open_client, referrer_named


def test_who_referred_a_deal_is_said_and_taken_back(browser, bob, deal):
    page = browser(bob)
    assert page.post(f"/deals/{deal.pk}/referrer", {"name": "Dan"}).url == f"/deals/{deal.pk}"
    assert "Dan" in page.get(f"/deals/{deal.pk}").text
    page.post(f"/deals/{deal.pk}/referrer", {"name": ""})
    deal.refresh_from_db()
    assert deal.referrer is None


def test_a_deal_shows_who_referred_its_client(browser, bob, deal, pump, now):
    change_client(pump, {"referrer": referrer_named("Eve")}, by=bob, now=now)
    page = browser(bob)
    assert "Eve" in page.get(f"/deals/{deal.pk}").text
    assert "Without anybody here, Eve counts" in page.get(f"/deals/{deal.pk}/referrer").text


def test_a_deal_of_a_client_that_was_merged_shows_who_referred_that_one(browser, bob, deal, pump, now):
    change_client(pump, {"referrer": referrer_named("Eve")}, by=bob, now=now)
    twin = open_client("PUMP LTD", by=bob, now=now, referrer=referrer_named("Gnu Horvath"))
    merge_clients(twin, pump, by=bob, now=now)
    page = browser(bob)
    shown = page.get(f"/deals/{deal.pk}").text
    assert ("Eve" in shown, "Gnu Horvath" in shown) == (True, False)
    assert "Without anybody here, Eve counts" in page.get(f"/deals/{deal.pk}/referrer").text


def test_a_client_one_knows_is_linked(browser, bob, pump, now):
    mill = open_client("Mill Ltd", by=bob, now=now)
    browser(bob).post(f"/clients/{pump.pk}/referrer", {"name": "mill ltd"})
    pump.refresh_from_db()
    assert pump.referrer.client == mill


@pytest.mark.parametrize("is_own", [True, False])
def test_only_those_are_offered_who_referred_what_one_may_see(browser, bob, eve, deal, now, is_own):
    foreign = open_client("Far Ltd", by=eve, now=now)
    change_client(foreign, {"referrer": referrer_named("Gnu Horvath")}, by=eve, now=now)
    reader, client = (eve, foreign) if is_own else (bob, deal.client)
    page = browser(reader).get(f"/clients/{client.pk}/referrer").text
    assert ('<option value="Gnu Horvath">' in page) == is_own
