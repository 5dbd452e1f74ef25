"""From a goal to the day's work and to how the quarter will close, on a phone, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(live_server, emptied_audit, chrome, sold, bob, client) -> Page:
    client.force_login(bob)
    context = chrome.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url)
    # The server's clock stands still in 2024, where the browser's would take its cookie for one that has ended.
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return context.new_page()


def test_a_goal_becomes_the_work_of_a_day_and_is_seen_in_the_forecast(phone):
    """Bob, on a Wednesday: 30 calls, 12 meetings and 6 deals are behind him, and he wants four more this quarter."""
    problems: list[str] = []
    phone.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    phone.goto("/plan")
    phone.fill("[name=amount]", "4")
    phone.select_option("[name=period]", "this quarter")
    phone.click("text=Work it out")
    expect(phone.locator("main")).to_contain_text("To win 4 deals by Jun 30, 2024 with 80% certainty")
    _fits(phone)
    phone.click("text=Adopt this plan")
    expect(phone.locator("main")).to_contain_text("Plans in force")

    phone.goto("/")
    calls = phone.locator(".need[data-metric=calls]")
    expect(calls).to_be_visible()
    _fits(phone)

    phone.goto("/plan")
    phone.locator("nav a", has_text="Forecast").first.click()
    phone.wait_for_url("**/forecast*")
    phone.fill("#forecast-target", "1")
    phone.click("text=Tell me")
    expect(phone.locator("main")).to_contain_text("Going on as lately brings at least 1 in")
    _fits(phone)
    assert problems == []


def _fits(page: Page) -> None:
    # Rows are there before the last style sheet is.
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
