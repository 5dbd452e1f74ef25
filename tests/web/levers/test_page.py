"""What the page of the levers says, also where something is not known; a script works out what the server does."""

import pytest
from playwright.sync_api import Page, expect

from headway.web.models import Sale

pytestmark = pytest.mark.any_database

RESULTS = ("[data-after]", "[data-gain]", "[data-part]", "[data-then]", "[data-brings]", "[data-effort-total]")


def test_the_page_tells_what_changed_and_what_pays(alice, page):
    html = page(alice, "/levers?period=2024-Q1").replace("\u00a0", " ")
    assert "Profit rose by €90, from €50 to €140." in html
    assert "Ten per cent more of any one lever brings the same: €14." in html
    assert "compared with Oct 1 – Dec 31, 2023" in html
    assert "Choose a period to compare with" in page(alice, "/levers?period=2024-Q1&compare=none")


@pytest.mark.parametrize(
    ("costs", "says"),
    [
        (None, "No cost of a sale is written down here, so the margin is unknown"),
        (1_000_00, "The sales cost more than they brought: more of them would lose more."),
    ],
)
def test_the_page_says_why_there_is_no_profit(costs, says, bob, page):
    Sale.objects.update(cost_amount=costs, company_cost_amount=costs)
    html = page(bob, "/levers?period=2024-Q1")
    assert says in html
    assert ("Sales volume rose by" in html) == (costs is None)


def test_the_page_says_how_much_of_the_cost_is_known(bob, page):
    Sale.objects.filter(amount=90_00).update(cost_amount=None, company_cost_amount=None)
    assert "Of a sales volume of €400 the cost of €220 is known." in page(bob, "/levers?period=2024-Q1").replace(
        "\u00a0", " "
    )


def test_the_page_says_why_a_change_cannot_be_split(bob, eve, page):
    """Bob sold first in 2023-Q3, and nothing since 2024-Q1; Eve's one lead and sale are of 2024-Q1."""
    for user, period, says in (
        (bob, "2023-Q3", "Nothing was sold in the earlier period"),
        (bob, "2024-Q2", "Nothing was sold in the later period"),
        (eve, "2023-Q4", "Nothing was sold in either of the two periods"),
    ):
        html = page(user, f"/levers?period={period}&compare=previous")
        assert says in html
        assert "data-change" not in html
    assert "No lead came in" in page(bob, "/levers?period=2024-Q2")


def test_a_company_without_anything_is_told_what_to_do_first(alice, client):
    client.force_login(alice)
    assert "data-levers" not in client.get("/levers").content.decode()


@pytest.fixture
def two_screens(live_server, emptied_audit, chrome, quarters, alice, client) -> tuple[Page, Page]:
    """Alice's phone, with scripts and without."""
    client.force_login(alice)
    cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    told = {"viewport": {"width": 390, "height": 844}, "base_url": live_server.url}
    contexts = [chrome.new_context(java_script_enabled=each, **told) for each in (True, False)]
    for context in contexts:
        context.add_cookies(cookies)
    return tuple(context.new_page() for context in contexts)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_slider_moved_by_key_shows_at_once_what_the_server_works_out_without_a_script(two_screens):
    page, without = two_screens
    page.goto("/levers?period=2024-Q1")
    page.locator("[data-lever=conversion] [data-slide]").focus()
    for _each in range(3):
        page.keyboard.press("ArrowRight")
    page.fill("[data-lever=average_sale] [data-percent]", "-2.5")
    page.keyboard.press("Tab")
    expect(page.locator("[data-after]")).to_have_text("€140.60")
    assert page.url.endswith("/levers?period=2024-Q1&conversion=3&average_sale=-2.5")
    assert page.input_value("[data-link]") == page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    without.goto(page.url)
    worked_out = [without.locator(each).all_text_contents() for each in RESULTS]
    assert worked_out == [page.locator(each).all_text_contents() for each in RESULTS]
    expect(without.locator("[data-slide]").first).to_be_hidden()
    without.fill("[data-lever=conversion] [data-percent]", "5")
    without.click("text=Work it out")
    expect(without.locator("[data-lever=conversion] [data-then]")).to_have_text("40.4%")

    page.click("text=Last month")
    page.wait_for_url("**period=last+month&conversion=3&average_sale=-2.5")
    page.go_back()
    page.fill("#scenario-name", "Cheaper")
    page.click("[data-keep] button.btn-primary")
    expect(page.locator("h1")).to_have_text("Cheaper")
    assert "conversion=3&average_sale=-2.5" in page.url
