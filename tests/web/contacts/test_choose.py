"""Choosing the client of a contact: the latest ones first, any spelling, colleagues' clients by name alone."""

import pytest

from headway.web.log import open_client

HTMX = {"HX-Request": "true", "HX-Target": "results"}


@pytest.fixture
def arpad(bob, now):
    return open_client("Árpád Vízművek", by=bob, now=now)


@pytest.mark.parametrize("typed", ["arpad", "ÁRP", "vizmuvek"])
def test_a_client_is_found_by_any_spelling(browser, bob, arpad, pump, typed):
    found = browser(bob).get("/contacts/new", {"q": typed}, headers=HTMX).text
    assert "Árpád Vízművek" in found
    assert "Pump Ltd" not in found


def test_the_fragment_is_a_part_of_its_page(browser, bob, pump):
    fragment = browser(bob).get("/contacts/new", {"q": "pump"}, headers=HTMX).text
    page = browser(bob).get("/contacts/new", {"q": "pump"}).text
    assert "<html" not in fragment
    assert fragment.strip() in page


def test_without_typing_whom_one_spoke_to_latest_comes_first(browser, bob, arpad, deal):
    bobs = browser(bob)
    bobs.post(
        "/contacts/new",
        {"uid": "5d0f1f5e-7a51-4b53-9d0e-0d8f3a3a2c11", "client": arpad.pk, "deal": "none", "kind": "call"},
    )
    page = bobs.get("/contacts/new").text
    assert "Árpád Vízművek" in page
    assert "Pump Ltd" not in page  # nobody has spoken to them yet, so they are found by typing


def test_a_colleague_s_client_is_shown_by_name_and_owner_and_cannot_be_chosen(browser, eve, pump):
    page = browser(eve).get("/contacts/new", {"q": "pump"}).text
    assert "Pump Ltd" in page
    assert "a client of Bob" in page
    assert f"client={pump.pk}" not in page


def test_what_is_not_found_can_be_added(browser, bob, company):
    page = browser(bob).get("/contacts/new", {"q": "Valve & Co"}).text
    assert "client_name=Valve+%26+Co" in page
