"""With which days the page of a followed number begins, and what it says of days that cannot be known yet."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser

from headway.web import clock, narrowing
from headway.web.board import followed
from tests.web.diary import told, write

pytestmark = pytest.mark.any_database

# Today is 10 June 2024: of those who began by 12 December all have had 180 days.
DIARY = """
    when             | rep | deal | kind    | stage after
    2023-10-02 09:00 | Bob | pump | call    | Need
    2023-10-12 09:00 | Bob | pump | meeting | Won
    2023-11-02 09:00 | Bob | tank | call    | Need
    2023-11-20 09:00 | Bob | tank | call    | Lost
    2023-11-30 09:00 | Eve | pipe | call    | Need
    2023-11-30 10:00 | Eve | pipe | call    | Won
    2023-12-05 09:00 | Eve | rod  | call    | Need
    2024-06-03 09:00 | Bob | cap  | call    | Need
"""
NOW = datetime(2024, 6, 10, 9, tzinfo=UTC)
LATEST = "The latest month of which all have had 180 days to get there: Nov 1 – 30, 2023."


@pytest.fixture
def browser(funnel, alice, carol, bob, eve, monkeypatch):
    write(DIARY)
    for module in (narrowing, followed, clock):
        monkeypatch.setattr(module, "now", lambda: NOW)
    browser = Browser()
    browser.force_login(alice)
    return browser


def page(browser, address):
    response = browser.get(address)
    assert response.status_code == 200, address
    return response


def test_a_followed_number_begins_with_the_latest_month_that_all_had_the_time_for(browser):
    """November: tank was lost and pipe was won. Of June nothing can be known."""
    response = page(browser, "/numbers/win_rate_mature")
    assert response.context["asked"].period.start == date(2023, 11, 1)
    words = told(response.content.decode())
    assert LATEST in words
    assert "50.0% 1 of 2" in words
    assert "compared with Oct 1 – 31, 2023" in words
    assert response.context["beginning"].link.url == "?period=this+month"


def test_fewer_days_are_known_of_a_later_month(browser):
    response = page(browser, "/numbers/win_rate_mature?within=30&compare=none")
    assert response.context["asked"].name == "this month"
    response = page(browser, "/numbers/win_rate_mature?within=160&compare=none")
    assert (response.context["asked"].name, response.context["asked"].period.end) == ("2023-12", date(2024, 1, 1))


def test_whoever_asks_for_days_gets_them_with_the_way_to_those_that_are_known(browser):
    response = page(browser, "/numbers/win_rate_mature?period=2024-06&rep=Bob")
    assert response.context["asked"].name == "2024-06"
    assert LATEST in told(response.content.decode())
    assert response.context["beginning"].link.url == "?period=2023-11&rep=Bob"


@pytest.mark.parametrize(
    "address",
    ["win_rate_mature?period=2023-11", "win_rate_mature?period=2023-10", "win_rate_of_closed", "deals_won"],
)
def test_nothing_is_said_where_the_days_are_known_or_nobody_is_followed(address, browser):
    assert page(browser, f"/numbers/{address}").context["beginning"] is None


def test_where_nobody_began_in_that_month_this_month_is_shown(browser):
    response = page(browser, "/numbers/win_rate_mature?rep=Carol")
    assert (response.context["asked"].name, response.context["beginning"]) == ("this month", None)


def test_days_that_are_none_are_answered_with_a_sentence(browser):
    assert browser.get("/numbers/win_rate_mature?within=soon").status_code == 400
