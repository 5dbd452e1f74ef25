"""The reminder of an open page, in a real browser: asked for by a tap alone, and shown once."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A headless browser refuses notifications, so the page meets one that answers as people do.
STAND_IN = """
  window.asked = 0;
  window.shown = [];
  window.Notification = class {
    static permission = localStorage.getItem("allowed") || "default";
    static async requestPermission() {
      window.asked += 1;
      localStorage.setItem("allowed", "granted");
      window.Notification.permission = "granted";
      return "granted";
    }
    constructor(title, options) {
      window.shown.push([title, options.body, options.tag]);
      document.body.append(Object.assign(document.createElement("i"), { className: "shown" }));
    }
    addEventListener() {}
  };
  if (navigator.serviceWorker) navigator.serviceWorker.getRegistration = async () => undefined;
"""


@pytest.fixture
def _one_o_clock() -> None:
    """Here the browser's clock and the server's are the same, so it runs."""


@pytest.fixture
def page(live_server, emptied_audit, chrome, bob) -> Page:
    page = chrome.new_page()
    page.add_init_script(STAND_IN)
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", bob.email)
    page.fill("[name=password]", "correct horse battery")
    page.click("main form button >> nth=0")
    page.wait_for_url(f"{live_server.url}/")
    return page


def test_a_tap_allows_it_and_a_step_that_is_near_is_shown_once(page, live_server, agree):
    near = agree(0, at=datetime.now(tz=UTC) + timedelta(minutes=10), what="Show it")
    page.goto(f"{live_server.url}/profile")
    assert page.evaluate("window.asked") == 0
    page.click("[data-notify]")
    page.wait_for_selector(".shown", state="attached")
    ((title, body, tag),) = page.evaluate("window.shown")
    assert (title, tag, body.endswith("Show it")) == ("Meeting: Pump Ltd", str(near.uid), True)
    assert page.is_hidden("[data-notify]")
    with page.expect_response("**/steps/due"):
        page.goto(f"{live_server.url}/profile")
    # The page has read its answer before this one comes.
    page.evaluate("fetch('/steps/due').then((answer) => answer.json())")
    assert page.evaluate("[window.asked, window.shown.length]") == [0, 0]
