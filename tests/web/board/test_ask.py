"""The page that answers a question in plain words, and the ways to it."""

import re

import pytest
from django.test import Client as Browser

from tests.web.diary import rows_of, write

pytestmark = pytest.mark.any_database

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-03 09:00 | Bob | pump | call    |
    2024-05-09 09:00 | Eve | pipe | call    | Offer
"""
HTMX = {"HX-Request": "true", "HX-Target": "found-here"}


@pytest.fixture
def ask(funnel, alice, bob, eve):
    write(DIARY)
    browser = Browser()

    def asked(user, text, path="/ask", **more):
        browser.force_login(user)
        return browser.get(path, {"q": text}, **more)

    return asked


def test_a_number_says_what_was_understood_and_opens_its_rows(ask, alice):
    page = ask(alice, "effective contacts in May 2024 than the month before")
    assert page.status_code == 200
    assert re.search(r'data-value="(\d+)"', page.text)[1] == "2"
    assert "everybody" in page.text
    assert "compared with" in page.text
    rows = re.search(r'href="(/numbers/effective_contacts/rows[^"]+)"', page.text)[1].replace("&amp;", "&")
    browser = Browser()
    browser.force_login(alice)
    assert len(rows_of(browser, rows)) == 2


def test_a_cut_shows_its_lines(ask, alice):
    page = ask(alice, "contacts in May 2024 by rep").text
    assert re.findall(r'data-keys="\d+" data-value="(\d+)"', page) == ["2", "1"]


def test_several_meanings_are_a_choice_of_pages(ask, alice):
    page = ask(alice, "win rate in 2024")
    assert page.status_code == 200
    assert "data-value" not in page.text
    assert 'href="/numbers/win_rate_of_all?period=2024-01-01..2025-01-01"' in page.text


def test_what_is_not_understood_is_named_and_shows_no_number(ask, bob):
    page = ask(bob, "contacts of Eve")
    assert page.status_code == 400
    assert "I do not know &#x27;Eve&#x27; here." in page.text
    assert "data-value" not in page.text


def test_without_a_question_there_are_examples_that_are_understood(ask, alice):
    page = ask(alice, "").text
    examples = re.findall(r'href="(/ask\?q=[^"]+)"', page)
    assert len(examples) == 4
    assert all(ask(alice, "", example).status_code == 200 for example in examples)


def test_today_has_the_field(ask, bob):
    assert 'action="/ask"' in ask(bob, "", "/").text


def test_the_finder_answers_at_once(ask, bob):
    found = ask(bob, "contacts in May 2024", "/find", headers=HTMX).text
    assert "Contacts: 2" in found
    assert "/ask?q=contacts+in+May+2024" in found
    several = ask(bob, "win rate in 2024", "/find", headers=HTMX).text
    assert "Choose one." in several
    assert "/ask?q=" not in ask(bob, "contacts of Eve", "/find", headers=HTMX).text
