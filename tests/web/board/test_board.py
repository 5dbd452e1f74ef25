"""The catalogue of numbers: values, changes and rows, for each role."""

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser

from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.metric import Grade
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web import narrowing
from headway.web.access import scope_for
from headway.web.clock import now
from headway.web.facts import get_store
from tests.web.diary import figures, rows_of, told, write

pytestmark = pytest.mark.any_database

MAY = Period(date(2024, 5, 1), date(2024, 6, 1))
DIARY = """
    when             | rep | deal | kind    | stage after
    2024-04-20 09:00 | Bob | pump | call    | Need
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-06 09:00 | Bob | tank | call    |
    2024-05-07 09:00 | Bob | tank | email   | Need
    2024-05-08 09:00 | Bob | tank | call    | Lost
    2024-05-09 09:00 | Eve | pipe | call    | Offer
    2024-05-10 09:00 | Eve |      | call    |
"""


@pytest.fixture
def browser(funnel, alice, carol, bob, eve, ann):
    write(DIARY)
    return Browser()


def _values(page: str) -> dict[str, str]:
    return {name: value for value, name in re.findall(r'value="([^"]*)" data-metric="([^"]+)"', page)}


@pytest.mark.parametrize("who", ["alice", "carol", "bob", "eve", "ann"])
@pytest.mark.parametrize("tab", ["", "analysis"])
def test_each_number_is_what_the_engine_answers_within_what_the_reader_may_see(browser, request, who, tab):
    user = request.getfixturevalue(who)
    browser.force_login(user)
    page = browser.get(f"/numbers?period=2024-05&tab={tab}").content.decode()
    wanted = [each for each in catalogue().values() if (each.grade is Grade.VOLUME) == bool(tab)]
    questions = {
        each.name: Question(metric=each.name, period=MAY, scope=scope_for(user), today=now().date()) for each in wanted
    }
    answers = {name: ask(question, get_store()).total.value for name, question in questions.items()}
    assert _values(page) == {name: "" if value is None else str(value) for name, value in answers.items()}


def test_every_count_opens_rows_that_add_up_to_it(browser, alice):
    browser.force_login(alice)
    pages = [browser.get(f"/numbers?period=all&tab={tab}").content.decode() for tab in ("", "analysis")]
    counts = [(url, text) for page in pages for url, text in figures(page) if text.isdecimal()]
    assert len(counts) > 10
    for url, text in counts:
        assert sum(int(row[-1]) for row in rows_of(browser, url)) == int(text), url


def test_a_change_is_told_in_plain_words(browser, alice):
    """Effective contacts: one in April, four in May."""
    browser.force_login(alice)
    page = told(browser.get("/numbers?period=2024-05&compare=previous").content.decode())
    assert "Effective contacts 4 +300% 300% more than 1 before" in page
    assert "compared with Apr 1 – 30, 2024" in page


def test_a_tile_names_the_days_that_it_compares(browser, alice, monkeypatch):
    """On 10 May the first ten days of May stand beside those of April; of a month that is over all of its days."""
    monkeypatch.setattr(narrowing, "now", lambda: datetime(2024, 5, 10, 9, tzinfo=UTC))
    browser.force_login(alice)
    running = "May 1 – 31, 2024 · May 1 – 10, 2024 so far, compared with Apr 1 – 10, 2024"
    over = "Apr 1 – 30, 2024 · compared with Mar 1 – 31, 2024"
    for period, words in (("2024-05", running), ("2024-04", over)):
        page = browser.get(f"/numbers?period={period}&compare=previous").content.decode().replace("\xa0", " ")
        (tile,) = [each for each in page.split("<article")[1:] if 'data-metric="effective_contacts"' in each]
        assert f'title="{words}"' in tile
        assert f"({words})" in told(tile)
    assert "compared with" not in browser.get("/numbers?period=2024-05&compare=none").content.decode()


def test_volume_stands_on_its_own_tab_and_says_what_it_is_not_for(browser, alice):
    browser.force_login(alice)
    numbers, analysis = (browser.get(f"/numbers?period=2024-05&tab={tab}").content.decode() for tab in ("", "analysis"))
    assert "contacts" not in _values(numbers)
    assert "contacts" in _values(analysis)
    assert "For analysis, not for grading." in told(analysis)


def test_a_company_without_any_record_is_told_what_to_do_first(funnel, alice, bob):
    browser = Browser()
    for user, is_owner in ((alice, True), (bob, False)):
        browser.force_login(user)
        page = told(browser.get("/numbers").content.decode())
        assert "Nothing is measured yet" in page
        assert "Log a contact" in page
        assert ("Import a file" in page) == is_owner


@pytest.mark.parametrize("language", ["ru", "hu"])
def test_other_languages_write_the_same_numbers(browser, alice, language):
    alice.language = language
    alice.save()
    browser.force_login(alice)
    response = browser.get("/numbers?period=2024-05")
    assert response.headers["Content-Language"] == language
    assert _values(response.content.decode())["effective_contacts"] == "4"


def test_a_stranger_is_asked_to_sign_in(browser):
    assert browser.get("/numbers").status_code == 302


def test_the_first_year_of_the_calendar_has_nothing_before_it(browser, alice):
    browser.force_login(alice)
    assert browser.get("/numbers?period=0001").status_code == 200
    assert browser.get("/review?day=0001-01-01").status_code == 200
