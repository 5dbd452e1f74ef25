"""Logging as a rep does it, in a real browser: taps on a phone, keys on a desktop, a list of calls, and undo."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from headway.web.log import open_client, open_deal
from headway.web.models import Client, Contact, Deal, NextStep, Person, Stage, User
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
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
Opened = Callable[[dict[str, Any]], Page]
DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def opened(
    live_server: Any,
    emptied_audit: None,
    chrome: Browser,
    bob: User,  # noqa: F811
    deal: Deal,  # noqa: F811
) -> Opened:
    """Open a screen on which Bob is signed in; a trouble that the page reports fails the test at its end."""

    def sign_in(screen: dict[str, Any]) -> Page:
        page: Page = chrome.new_context(**screen, locale="en").new_page()
        page.goto(f"{live_server.url}/account/login/")
        page.fill("[name=login]", bob.email)
        page.fill("[name=password]", "correct horse battery")
        page.click("main form button >> nth=0")
        page.wait_for_url(f"{live_server.url}/")
        return page

    return sign_in


class Taps:
    """A thumb that counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, selector: str) -> None:
        self.page.wait_for_selector(selector)
        self.page.tap(selector)
        self.count += 1


def test_two_taps_where_the_stage_stays_and_three_where_it_moves_on(
    opened: Opened,
    deal: Deal,  # noqa: F811
    stage: dict[str, Stage],  # noqa: F811
) -> None:
    """The client is among the latest ones, and the next stage has its name on a button of its own."""
    phone = opened(PHONE)
    stays = Taps(phone)
    stays.on("#results .quick a >> nth=0")
    stays.on("#log .log-save button")
    phone.wait_for_selector("#toasts >> text=Pump Ltd: New")
    moves = Taps(phone)
    moves.on("#results .quick a >> nth=1")
    assert phone.inner_text(".step-next") == "Need"
    moves.on(".step-next")
    moves.on("#log .log-save button")
    phone.wait_for_selector("#toasts >> text=Pump Ltd: New → Need — effective")
    assert (stays.count, moves.count) == (2, 3)
    first, second = Contact.objects.order_by("pk")
    assert (first.kind, first.stage_after) == ("call", None)
    assert (second.kind, second.stage, second.is_effective) == ("meeting", stage["Need"], True)


def test_what_matters_is_within_reach_of_a_thumb(opened: Opened, live_server: Any) -> None:
    """Kinds, stages and the button that saves lie on the screen without scrolling, and all four tiles do."""
    phone = opened(PHONE)
    for tile in phone.query_selector_all(".tile"):
        box = tile.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    phone.tap("#results .quick a >> nth=0")
    phone.wait_for_selector(".step-next")
    phone.goto(f"{live_server.url}/contacts/new?client={Client.objects.get().pk}&kind=call")
    for selector in ("[name=kind][value=visit]", ".step-next", ".lost", ".log-save button"):
        box = phone.query_selector(selector).bounding_box()
        assert box["y"] + box["height"] <= 844, selector
    widest = phone.evaluate("document.documentElement.scrollWidth")
    assert widest <= 390


def test_a_next_step_takes_one_tap_and_undo_takes_all_back(opened: Opened, live_server: Any) -> None:
    phone = opened(PHONE)
    phone.goto(f"{live_server.url}/contacts/new")
    phone.fill("#log [type=search]", "Valve & Co")
    phone.tap("text=New client “Valve & Co”")
    phone.wait_for_selector("[name=kind]")
    phone.check("[name=kind][value=call]", force=True)
    phone.check("[name=step_in][value='1']", force=True)
    phone.fill("[name=person_name]", "Zed")
    phone.tap(".log-save button")
    phone.wait_for_selector("#toasts >> text=Undo")
    assert NextStep.objects.get().due_on == localdate() + timedelta(days=1)
    phone.tap("#toasts >> text=Undo")
    phone.wait_for_selector("text=Taken out of the log")
    assert not Contact.objects.exists()
    assert [client.name for client in Client.objects.all()] == ["Pump Ltd"]
    assert not NextStep.objects.exists()
    assert not Person.objects.exists()


def test_a_timer_outlives_the_page_and_fills_in_the_minutes(
    opened: Opened,
    live_server: Any,
    deal: Deal,  # noqa: F811
) -> None:
    phone = opened(PHONE)
    form = f"{live_server.url}/contacts/new?client={deal.client_id}"
    phone.goto(form)
    phone.tap("button[data-timer-start]")
    expect(phone.locator("[data-timer-runs]")).to_be_visible()
    # The call began twenty minutes ago, and the browser has been closed since.
    phone.evaluate(
        "() => { const [name] = Object.keys(localStorage).filter((key) => key.startsWith('headway-timer'));"
        " const timer = JSON.parse(localStorage[name]);"
        " localStorage[name] = JSON.stringify({ ...timer, since: timer.since - 20 * 60000 }); }"
    )
    phone.goto(live_server.url)
    expect(phone.locator(".frame-top .timer-chip")).to_contain_text("20:0")
    phone.tap(".frame-top .timer-chip")
    phone.wait_for_url("**/contacts/new?client=*")
    expect(phone.locator("[data-timer-clock]")).to_contain_text("20:")
    phone.tap(".log-save button")
    phone.wait_for_selector("#toasts >> text=Undo")
    assert Contact.objects.get().duration_seconds == 20 * 60
    expect(phone.locator(".timer-chip")).to_have_count(0)


def test_without_a_mouse_a_contact_is_logged_by_keys_alone(
    opened: Opened,
    live_server: Any,
    stage: dict[str, Stage],  # noqa: F811
) -> None:
    desk = opened(DESK)
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("Control+k")
    desk.keyboard.type("pum")
    # The client and its deal: the list for nothing typed is longer.
    expect(desk.locator("#found-here [data-hit]")).to_have_count(2)
    expect(desk.locator("#found-here [data-hit].is-chosen")).to_contain_text("Pump Ltd")
    desk.keyboard.press("ArrowDown")
    expect(desk.locator("#found-here [data-hit].is-chosen")).to_contain_text("Two pumps")
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/clients/*")
    desk.keyboard.press("c")
    desk.wait_for_url("**/contacts/new")
    expect(desk.locator("[data-types-first]")).to_be_focused()
    desk.goto(f"{desk.url}?client={Client.objects.get().pk}&kind=call")
    desk.keyboard.press("3")
    assert desk.is_checked("#stage-3")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_selector("#toasts >> text=Pump Ltd: New → Offer — effective")
    assert Contact.objects.get().stage == stage["Offer"]
    desk.keyboard.press("g")
    desk.keyboard.press("d")
    desk.wait_for_url("**/deals")
    desk.keyboard.press("g")
    desk.keyboard.press("m")
    desk.wait_for_url("**/contacts/new/several")


def test_no_key_acts_while_somebody_is_typing(opened: Opened, live_server: Any) -> None:
    desk = opened(DESK)
    desk.goto(f"{live_server.url}/contacts/new?client={Client.objects.get().pk}&kind=call")
    desk.click("#log summary >> nth=0")
    desk.fill("#id_note", "")
    desk.focus("#id_note")
    desk.keyboard.type("c g t / 3 ?")
    assert desk.input_value("#id_note") == "c g t / 3 ?"
    assert not desk.is_checked("#stage-3")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    assert "/contacts/new" in desk.url


def test_on_a_phone_the_finder_is_a_search(opened: Opened) -> None:
    phone = opened(PHONE)
    phone.tap(".frame-top .find-button")
    phone.keyboard.type("pum")
    phone.tap("#found-here >> text=Pump Ltd >> nth=0")
    phone.wait_for_url("**/clients/*")


def test_a_list_of_calls_is_typed_without_the_mouse(
    opened: Opened,
    live_server: Any,
    bob: User,  # noqa: F811
    deal: Deal,  # noqa: F811
    now: Any,  # noqa: F811
) -> None:
    """
    client          | kind | then
    pum, Enter      | call | the next row
    val, Enter      | call | the next row
    nobody, nothing |      | stays with its sentence
    """
    valve = open_client("Valve Ltd", by=bob, now=now)
    open_deal(valve, name="Valves", by=bob, now=now)
    desk = opened(DESK)
    desk.goto(f"{live_server.url}/contacts/new/several")
    for typed, name in (("pum", "Pump Ltd"), ("val", "Valve Ltd")):
        desk.keyboard.type(typed)
        expect(desk.locator("[data-found]:not([hidden]) .is-chosen")).to_contain_text(name)
        desk.keyboard.press("Enter")
        desk.keyboard.press("Enter")
    desk.keyboard.type("nobody")
    expect(desk.locator("[data-row] [data-client] >> nth=1")).to_have_value(re.compile(r"^\d+$"))
    expect(desk.locator("[data-about] select >> nth=1")).to_contain_text("stays here")
    desk.click("text=Spread over the last hour")
    desk.click("text=Save all")
    desk.wait_for_selector("text=1 row is not written yet")
    assert [contact.client.name for contact in Contact.objects.order_by("happened_at", "position")] == [
        "Pump Ltd",
        "Valve Ltd",
    ]
    assert {contact.deal.name for contact in Contact.objects.all() if contact.deal} == {"Two pumps", "Valves"}
    desk.check("text=It is a new client")
    desk.click("text=Save all")
    desk.wait_for_url(f"{live_server.url}/")
    assert Client.objects.filter(name="nobody").exists()
