"""The deals behind a number of the funnel."""

import pytest
from django.test import Client as Browser

from tests.web.diary import rows_of, told, write

pytestmark = pytest.mark.any_database

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-04 09:00 | Bob | pump | call    | Won
    2024-05-06 09:00 | Bob | tank | call    | Offer
    2024-05-09 10:00 | Eve | pipe | call    | Offer
"""


@pytest.fixture
def browser(funnel, alice, bob, eve):
    write(DIARY)
    browser = Browser()
    browser.force_login(alice)
    return browser


def test_a_deal_is_told_with_its_stay_and_where_it_stands_now(browser, stage):
    rows = rows_of(browser, f"/funnel/rows?period=2024-05&at={stage['Offer'].pk}&outcome=advanced")
    assert rows == [["2024-05-02", "pump Ltd", "pump", "Bob", "went on, May\u00a04,\u00a02024", "172800", "Won"]]


def test_a_deal_that_is_still_there_has_no_end(browser, stage):
    rows = rows_of(browser, f"/funnel/rows?period=2024-05&at={stage['Offer'].pk}&outcome=still")
    assert [(row[1], row[4], row[5]) for row in rows] == [("tank Ltd", "", ""), ("pipe Ltd", "", "")]


def test_the_page_says_how_entries_count(browser, stage):
    page = told(browser.get(f"/funnel/rows?period=2024-05&at={stage['Offer'].pk}").content.decode())
    assert "Offer: Entered" in page
    assert "3 entries into this stage. Each deal counts once, by its first entry." in page


def test_a_rep_sees_their_own_deals_alone(browser, stage, eve):
    browser.force_login(eve)
    rows = rows_of(browser, f"/funnel/rows?period=2024-05&at={stage['Offer'].pk}")
    assert [row[1] for row in rows] == ["pipe Ltd"]


def test_nothing_behind_a_number_says_so(browser, stage):
    page = told(browser.get(f"/funnel/rows?period=2023&at={stage['Offer'].pk}").content.decode())
    assert "No deal is behind this number" in page


@pytest.mark.parametrize("query", ["at=999999", "at=", "outcome=vanished"])
def test_a_number_that_the_funnel_does_not_have_is_not_here(browser, stage, query):
    address = f"/funnel/rows?period=2024-05&{query}"
    if "at=" not in query:
        address += f"&at={stage['Offer'].pk}"
    assert browser.get(address).status_code == 404
