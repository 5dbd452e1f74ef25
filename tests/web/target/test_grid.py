"""The grid of targets by keyboard, in a real browser: down with Enter, a block pasted, one month on a phone."""

import pytest
from playwright.sync_api import Page

from headway.web.models import Target

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTE = """(field) => {
  const data = new DataTransfer();
  data.setData("text/plain", "7\\t8\\n9\\t10\\n");
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def _one_o_clock() -> None:
    """Here the browser's clock and the server's are the same, so it runs."""


@pytest.fixture
def desk(live_server, emptied_audit, chrome, alice) -> Page:
    page = chrome.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", alice.email)
    page.fill("[name=password]", "correct horse battery")
    page.click("main form button >> nth=0")
    page.wait_for_url(f"{live_server.url}/")
    return page


def test_a_year_is_filled_by_keyboard_and_by_a_block(desk, live_server, north, bob):
    """The company, North and Bob below each other; 2024 has January and February first."""
    problems: list[str] = []
    desk.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    desk.goto(f"{live_server.url}/targets?metric=deals_won&year=2024")
    desk.focus("[name='company/2024-01']")
    for value in ("20", "11"):
        desk.keyboard.type(value)
        desk.keyboard.press("Enter")
    desk.eval_on_selector(f"[name='team:{north.pk}/2024-02']", PASTE)
    desk.click("text=Keep as drafts")
    desk.wait_for_selector("text=6 values are drafts")
    held = {(each.user_id or (each.team_id and "North"), each.month.month): each.value for each in Target.objects.all()}
    assert held == {
        (None, 1): 20, ("North", 1): 11, ("North", 2): 7, ("North", 3): 8, (bob.pk, 2): 9, (bob.pk, 3): 10,
    }  # fmt: skip
    assert desk.locator("[data-sum]").first.inner_text() == (
        "The teams' targets add up to 11, 9 short of the company's 20."
    )
    desk.set_viewport_size({"width": 390, "height": 844})
    assert desk.locator(".target-field:visible").count() == 3
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    assert problems == []
