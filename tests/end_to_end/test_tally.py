"""Counting on a phone: as many as the thumb taps, however quickly, and one taken back."""

import pytest
from playwright.sync_api import expect

from headway.web.models import Tally, TallyKind
from tests.end_to_end.test_logging import PHONE, opened  # noqa: F401 - fixtures are found by name
from tests.web.conftest import (  # noqa: F401 - fixtures are found by name
    _fresh_facts,
    bob,
    company,
    deal,
    funnel,
    north,
    now,
    pump,
    stage,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_quick_taps_are_all_counted_and_the_last_is_taken_back(opened, live_server):  # noqa: F811
    TallyKind.objects.create(name="Door knocks")
    page = opened(PHONE)
    page.goto(f"{live_server.url}/tally")
    counter = page.locator(".counter")
    for _tap in range(5):
        counter.tap()
    expect(page.locator("form[data-undo]")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("5")
    page.wait_for_load_state("networkidle")
    page.locator("form[data-undo] button").tap()
    expect(page.locator("[data-count]")).to_have_text("4")
    assert Tally.objects.count() == 4


def test_without_a_connection_or_a_session_it_says_so_and_counts_nothing(opened, live_server):  # noqa: F811
    TallyKind.objects.create(name="Door knocks")
    page = opened(PHONE)
    page.goto(f"{live_server.url}/tally")
    page.route("**/tally/*", lambda route: route.abort())
    page.locator(".counter").tap()
    expect(page.locator("[data-told]")).to_contain_text("Could not be counted")
    expect(page.locator("[data-count]")).to_have_text("0")
    assert not Tally.objects.exists()
    page.unroute("**/tally/*")
    page.context.clear_cookies(name="sessionid")
    page.locator(".counter").tap()
    expect(page.locator("[data-told]")).to_contain_text("You are signed out, so nothing was counted.")
    expect(page.locator("[data-count]")).to_have_text("0")
    assert not Tally.objects.exists()
