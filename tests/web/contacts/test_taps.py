"""How many taps a contact takes on a phone, in a real browser."""

import pytest
from playwright.sync_api import Page

from headway.web.models import Contact

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _one_o_clock() -> None:
    """Here the browser's clock and the server's are the same, so it runs."""


@pytest.fixture
def phone(live_server, emptied_audit, chrome, bob, deal) -> Page:
    page = chrome.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", bob.email)
    page.fill("[name=password]", "correct horse battery")
    page.click("main form button >> nth=0")
    page.wait_for_url(f"{live_server.url}/")
    return page


def _problems(page: Page) -> list[str]:
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_two_taps_log_a_contact_where_the_stage_stays(phone, deal, company):
    problems = _problems(phone)
    phone.wait_for_selector("#results")
    phone.tap("#results .quick a >> nth=0")
    phone.tap("#log .log-save button")
    phone.wait_for_selector("#toasts >> text=Pump Ltd: New")
    contact = Contact.objects.get()
    assert (contact.kind, contact.deal, contact.stage_after) == ("call", deal, None)
    phone.tap("#toasts >> text=Undo")
    phone.wait_for_selector("text=Taken out of the log")
    assert not Contact.objects.exists()
    assert problems == []


def test_three_taps_log_a_contact_that_moves_the_stage(phone, deal, stage):
    phone.wait_for_selector("#results")
    phone.tap("#results .quick a >> nth=1")
    phone.tap("#log .step >> nth=2")
    phone.tap("#log .log-save button")
    phone.wait_for_selector("text=Pump Ltd: New → Offer — effective")
    contact = Contact.objects.get()
    assert (contact.kind, contact.stage_after, contact.is_effective) == ("meeting", stage["Offer"], True)


def test_a_client_is_found_while_typing_and_the_note_survives_another_choice_of_deal(phone, deal):
    phone.goto(phone.url + "contacts/new")
    phone.fill("#log [type=search]", "pum")
    phone.wait_for_selector("#results >> text=New client “pum”")
    phone.tap("#results .list-tap")
    phone.tap("#log summary")
    phone.fill("#id_note", "Wants a drawing")
    phone.tap("#log .pill >> text=No deal")
    phone.wait_for_selector("#log:not(:has(.stepper))")
    assert phone.input_value("#id_note") == "Wants a drawing"
