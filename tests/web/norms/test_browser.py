"""From a norm to the deals past it and to one of them, on a phone and on a desk, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = {"phone": (390, 844), "desk": (1440, 900)}


@pytest.fixture(params=SCREENS)
def screen(request, live_server, emptied_audit, chrome, deals, bob, client) -> Page:
    client.force_login(bob)
    width, height = SCREENS[request.param]
    context = chrome.new_context(viewport={"width": width, "height": height}, base_url=live_server.url)
    cookie = client.cookies["sessionid"]
    # The server's clock stands still in 2024, where the browser's would take its cookie for one that has ended.
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    return context.new_page()


def _is_within_the_screen(page: Page) -> bool:
    # Rows are there before the last style sheet is.
    page.wait_for_load_state("load")
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_the_flagged_deals_are_one_click_away_and_show_their_strips(screen):
    screen.goto("/norms")
    assert _is_within_the_screen(screen)
    screen.click("[data-past='2']")
    expect(screen.locator("tr[data-deal]")).to_have_count(2)
    assert _is_within_the_screen(screen)
    screen.click("tr[data-deal] >> text=slow")
    expect(screen.locator("[data-measure='days'][data-past='yes'] .strip-here.is-past")).to_be_visible()
    assert _is_within_the_screen(screen)
    screen.goto("/deals")
    expect(screen.locator("text=past its norm: days").first).to_be_visible()
    assert _is_within_the_screen(screen)


def test_another_day_is_chosen(screen):
    screen.goto("/norms")
    screen.fill("[name=as_of]", "2024-04-09")
    screen.click("form.as-of-day button")
    screen.wait_for_url("**as_of=2024-04-09*")
    expect(screen.locator("[data-past]")).to_have_attribute("data-past", "0")
