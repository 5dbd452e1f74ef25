"""The frame: where each role can go, what is lit, and how problems look."""

import re

import pytest
from django.test import Client as Browser


def _places(page: str) -> list[str]:
    sidebar = page[page.index("frame-side") : page.index("</nav>")]
    return re.findall(r'class="nav-link" href="([^"]+)"', sidebar)


@pytest.mark.parametrize(("name", "seen"), [("alice", True), ("bob", False), ("carol", False), ("ann", False)])
def test_only_the_owner_is_shown_people(client, request, name, seen):
    client.force_login(request.getfixturevalue(name))
    assert ("/people" in _places(client.get("/clients").text)) == seen


def test_the_place_where_one_is_is_lit_also_on_the_pages_below(client, bob, pump):
    client.force_login(bob)
    for address in ("/clients", f"/clients/{pump.pk}"):
        assert 'href="/clients" aria-current="page"' in client.get(address).text


def test_who_may_not_log_has_no_raised_plus(client, ann, bob):
    for user, has in ((ann, False), (bob, True)):
        client.force_login(user)
        assert ("tab-plus" in client.get("/clients").text) == has


def test_an_address_where_nothing_is_says_so_in_the_frame(client, bob):
    client.force_login(bob)
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text
    assert 'class="frame"' in answer.text


def test_what_a_role_may_not_do_is_refused_with_a_sentence(client, bob):
    client.force_login(bob)
    answer = client.get("/people")
    assert answer.status_code == 403
    assert "Your role does not allow this" in answer.text


def test_a_form_from_elsewhere_is_refused_with_a_sentence(bob):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(bob)
    answer = browser.post("/profile", {"name": "Mallory"})
    assert answer.status_code == 403
    assert "open for too long" in answer.text


def test_a_broken_page_tells_that_nothing_is_lost(client, bob, monkeypatch):
    client.raise_request_exception = False
    client.force_login(bob)
    monkeypatch.setattr("headway.web.clients.views.look_up", lambda *_: 1 / 0)
    answer = client.get("/clients")
    assert answer.status_code == 500
    assert "Nothing you saved before is lost" in answer.text


def test_no_letter_after_g_leads_to_two_places(client, alice, bob, carol, ann):
    for user in (alice, bob, carol, ann):
        client.force_login(user)
        page = client.get("/clients").text
        letters = re.findall(r'data-goes="([^"]+)"', page)
        assert len(letters) == len(set(letters)) > 5
        told = set(re.findall(r"<kbd>g</kbd> <kbd>([^<]+)</kbd>", page))
        assert told == set(letters)
