"""Cohorts that are followed: what the page, the API and the command line say of them, and what they do not compare."""

from datetime import UTC, datetime

import pytest
from django.test import Client as Browser

from headway.web import narrowing
from tests.web.diary import figures, rows_of, told, write

pytestmark = pytest.mark.any_database

# Today is 10 June: three deals of April, two of May; tank is lost and pipe still open.
DIARY = """
    when             | rep | deal | kind    | stage after
    2024-04-02 09:00 | Bob | pump | call    | Need
    2024-04-12 09:00 | Bob | pump | meeting | Won
    2024-04-02 09:00 | Bob | tank | call    | Need
    2024-04-20 09:00 | Bob | tank | call    | Lost
    2024-04-03 09:00 | Eve | pipe | call    | Need
    2024-05-20 09:00 | Bob | rod  | call    | Need
    2024-05-21 09:00 | Bob | rod  | call    | Won
    2024-05-22 09:00 | Eve | cap  | call    | Need
"""
NOW = datetime(2024, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def browser(funnel, alice, carol, bob, eve, monkeypatch):
    write(DIARY)
    monkeypatch.setattr(narrowing, "now", lambda: NOW)
    browser = Browser()
    browser.force_login(alice)
    return browser


def page(browser, address):
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_share_stands_beside_its_counts_its_interval_and_its_rule(browser):
    answer = page(browser, "/numbers/win_rate_mature?period=2024-04&within=30&compare=none&by=rep")
    assert 'data-value="0.3333333333333333333333333333"' in answer
    words = told(answer)
    assert "33.3% 1 of 3 95% interval: 0.9% to 77.4%" in words
    assert "Mature. Of those that took the earlier step" in words


def test_every_count_opens_its_rows(browser):
    answer = page(browser, "/numbers/win_rate_mature?period=2024-04&within=30&compare=none&by=rep")
    for url, text in figures(answer):
        if text.isdecimal():
            assert len(rows_of(browser, url)) == int(text), url
            assert "within=30" in url


def test_a_cohort_too_young_is_hatched_and_says_so(browser):
    answer = page(browser, "/numbers/win_rate_mature?period=2024-04-01..2024-06-01&within=30&compare=none&by=month")
    assert answer.count('class="column is-young"') == 1
    assert "May 2024 — too young, 50.0% so far" in told(answer)


def test_what_is_too_young_is_not_compared(browser):
    words = told(page(browser, "/numbers/win_rate_mature?period=2024-05&within=30&compare=2024-04"))
    assert "Too young to compare" in words
    assert "Not known yet: those still open have been followed for 19 days at most, not for 30." in words
    assert "Unknown: there is nothing" not in words


def test_a_time_that_is_not_reached_says_so(browser):
    words = told(page(browser, "/numbers/time_in_stage?period=2024-05&rep=Eve&stage=Need&compare=none&by=rep"))
    assert "Not reached: as far as these have been followed, 19 days, fewer than half of them got there." in words
    assert "1 still stands there" in words


def test_the_rows_of_a_time_are_those_that_left_and_those_that_did_not(browser):
    words = told(page(browser, "/numbers/cycle_time_mature/rows?period=2024-04"))
    assert "After 10 days, half of these 3 deals had got there. 1 is still on the way" in words


@pytest.mark.parametrize("within", ["0", "3651", "soon", "-3", "1e3"])
def test_a_number_of_days_that_is_none_is_answered_with_a_sentence(browser, within):
    response = browser.get(f"/numbers/win_rate_mature?within={within}")
    assert response.status_code == 400
    assert "is not a number of days from 1 to 3650" in told(response.content.decode())


def test_the_days_can_be_chosen_where_a_number_asks_for_days(browser):
    chosen = page(browser, "/numbers/win_rate_mature?within=45")
    assert '<option value="45" selected>' in chosen
    assert '<option value="180" selected>' in page(browser, "/numbers/win_rate_mature")
    assert 'name="within"' not in page(browser, "/numbers/time_in_stage")
