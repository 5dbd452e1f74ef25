"""Tiles of a board are dragged to their place, in a real browser, and stay there."""

import pytest
from playwright.sync_api import Page

from headway.web.asking import Asker
from headway.web.boards import writing
from headway.web.boards.holders import holder_told
from headway.web.boards.picks import Pick
from headway.web.models import BoardMetric

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def picking(live_server, emptied_audit, chrome, company, alice, now) -> Page:
    """Alice picks the company's board, on which three numbers stand."""
    asker = Asker(alice, company, now)
    writing.begin(asker, holder_told(alice, "company"))
    BoardMetric.objects.all().delete()
    for name in ("deals_won", "sales_volume", "new_leads"):
        writing.add_tile(asker, holder_told(alice, "company"), Pick(metric=name))
    page = chrome.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", alice.email)
    page.fill("[name=password]", "correct horse battery")
    page.click("main form button >> nth=0")
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/board/picking?board=company")
    return page


def test_a_tile_is_dragged_to_the_top_and_stands_there_for_everybody(picking):
    rows = picking.locator("[data-place-url]")
    with picking.expect_response(lambda answer: answer.url.endswith("/place")) as kept:
        rows.nth(2).drag_to(rows.nth(0))
    assert kept.value.ok
    names = ["new_leads", "deals_won", "sales_volume"]
    assert list(BoardMetric.objects.order_by("position", "pk").values_list("metric", flat=True)) == names
    assert rows.nth(0).locator("[value=up]").is_disabled()
    picking.reload()
    assert [text.split("\n")[0] for text in rows.all_inner_texts()] == ["New leads", "Deals won", "Sales volume"]
