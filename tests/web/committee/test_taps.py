"""A position set by two taps on a phone, and the map on a desktop, in a real browser."""

import pytest
from playwright.sync_api import Browser, Page

from headway.web.log import add_decision_maker, add_person
from headway.web.models import DecisionMaker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Ada Kiss", "Ben Vargas", "Cleo Smith", "Dora Oliveira", "Emil Novak", "Finn Berg", "Gita Rao", "Hugo Lang")


@pytest.fixture
def _one_o_clock() -> None:
    """Here the browser's clock and the server's are the same, so it runs."""


@pytest.fixture
def eight(pump, deal, bob, now) -> list[DecisionMaker]:
    """
    level | who
    1     | Ada
    2     | Ben, Cleo report to Ada
    3     | Dora, Emil, Finn to Ben; Gita, Hugo to Cleo
    """
    persons = [add_person(pump, name, by=bob, now=now, job_title="Head of purchasing") for name in NAMES]
    places = ((1, None), (2, 0), (2, 0), (3, 1), (3, 1), (3, 1), (3, 2), (3, 2))
    return [
        add_decision_maker(
            deal, person, by=bob, now=now, level=level, reports_to=None if above is None else persons[above]
        )
        for person, (level, above) in zip(persons, places, strict=True)
    ]


def _page(chrome: Browser, address: str, user, deal, **screen) -> Page:
    page = chrome.new_page(**screen)
    page.goto(f"{address}/account/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", "correct horse battery")
    page.click("main form button >> nth=0")
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/deals/{deal.pk}/committee")
    return page


def _fits(page: Page) -> bool:
    """Whether nothing of the page lies beside the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_two_taps_on_a_phone_set_a_position_and_the_page_stays(emptied_audit, chrome, live_server, bob, deal, eight):
    page = _page(chrome, live_server.url, bob, deal, viewport={"width": 390, "height": 844}, has_touch=True)
    page.evaluate("window.isSamePage = true")
    page.tap(f"[data-person='{eight[1].person_id}']")
    page.tap("#who button[value=agreed]")
    page.wait_for_selector("text=1 of 8 agreed")
    assert page.evaluate("window.isSamePage")
    assert eight[1].person.decisions.get().position == "agreed"
    assert page.url.endswith(f"?who={eight[1].person_id}")
    assert _fits(page)
    widths = {box.bounding_box()["width"] for box in page.locator(".org-box").all()}
    assert min(widths) > 120


def test_on_a_desktop_everybody_stands_below_whom_they_report_to(emptied_audit, chrome, live_server, bob, deal, eight):
    page = _page(chrome, live_server.url, bob, deal, viewport={"width": 1440, "height": 900})
    boxes = {seat.pk: page.locator(f"[data-person='{seat.person_id}']").bounding_box() for seat in eight}
    for seat in eight:
        if seat.reports_to_id is not None:
            above = boxes[seat.reports_to_id]
            assert above["y"] + above["height"] < boxes[seat.pk]["y"]
    placed = list(boxes.values())
    for place, one in enumerate(placed):
        for other in placed[place + 1 :]:
            is_apart = abs(one["x"] - other["x"]) >= one["width"] or abs(one["y"] - other["y"]) >= one["height"]
            assert is_apart
    assert _fits(page)
