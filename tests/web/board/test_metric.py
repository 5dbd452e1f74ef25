"""The page of one metric: its card, its answer cut and compared, and the way to every row."""

import re

import pytest
from django.test import Client as Browser

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.web.log import book_sale
from headway.web.models import Currency
from headway.web.narrowing import DIMENSION_NAMES
from tests.web.diary import figures, rows_of, told, write

pytestmark = pytest.mark.any_database

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-04-20 09:00 | Bob | pump | call    | Need
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-07 09:00 | Bob | tank | email   | Need
    2024-05-08 09:00 | Bob | tank | call    | Lost
    2024-05-09 09:00 | Eve | pipe | call    | Offer
"""


@pytest.fixture
def browser(funnel, alice, carol, bob, eve):
    deals = write(DIARY)
    sold = {"currency": Currency.objects.get(code="EUR"), "by": alice, "now": deals["tank"].entered_at}
    sold |= {"client": deals["pump"].client, "rep": bob, "sold_on": deals["tank"].entered_on}
    book_sale(amount=120050, cost_amount=70000, **sold)
    book_sale(amount=5000, cost_amount=None, **sold)
    browser = Browser()
    browser.force_login(alice)
    return browser


def _page(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def _lines(page: str) -> dict[str, str]:
    return dict(re.findall(r'<tr data-keys="([^"]*)" data-value="([^"]*)"', page))


def test_an_answer_is_cut_as_asked(browser, bob, eve):
    page = _page(browser, "/numbers/effective_contacts?period=2024-05&by=rep")
    assert _lines(page) == {str(bob.pk): "3", str(eve.pk): "1"}
    by_kind = _page(browser, "/numbers/effective_contacts?period=2024-05&by=kind")
    assert _lines(by_kind) == {"call": "2", "email": "1", "meeting": "1"}
    assert "E-mail 1" in told(by_kind)


def test_by_month_each_month_has_a_line_and_reads_as_one(browser):
    page = _page(browser, "/numbers/effective_contacts?period=2024-03-01..2024-06-01&by=month")
    assert _lines(page) == {"2024-03-01": "0", "2024-04-01": "1", "2024-05-01": "4"}
    assert "April 2024 1" in told(page)


def test_each_metric_has_a_card(browser):
    for name in catalogue():
        page = told(_page(browser, f"/numbers/{name}?period=all"))
        assert f"Name in the API and on the command line {name}" in page
        assert "Worked example" in page, name


@pytest.mark.parametrize("dimension", sorted(catalogue()["contacts"].dimensions))
def test_a_metric_can_be_cut_by_all_that_it_offers(browser, dimension):
    page = _page(browser, f"/numbers/contacts?period=all&by={dimension}")
    assert sum(int(value) for value in _lines(page).values()) == 6


@pytest.mark.parametrize("by", ["rep", "month", "kind", "stage"])
def test_every_count_of_every_line_and_of_the_compared_period_opens_rows_that_add_up(browser, by):
    page = _page(browser, f"/numbers/effective_share?period=2024-05&compare=2024-04&by={by}")
    counts = [(url, int(text)) for url, text in figures(page) if text.isdecimal()]
    assert len(counts) > 4
    for url, count in counts:
        assert sum(int(row[-1]) for row in rows_of(browser, url)) == count, url


def test_a_line_without_a_value_opens_its_rows_too(browser):
    """No deal of this company has a source."""
    page = _page(browser, "/numbers/effective_contacts?period=2024-05&by=source")
    assert _lines(page) == {"": "4"}
    assert "not given 4" in told(page)
    assert [len(rows_of(browser, url)) for url, text in figures(page) if text == "4"] == [4, 4]


def test_a_ratio_shows_both_counts_and_its_rule(browser):
    page = told(_page(browser, "/numbers/win_rate_of_closed?period=2024-05"))
    assert "50.0% 1 of 2" in page
    assert "By period. What happened in the period, whenever the deal began." in page


def test_what_was_left_out_is_counted_and_can_be_seen(browser):
    page = _page(browser, "/numbers/sales_margin?period=2024-05")
    assert "€500.50 from 1 sale" in told(page)
    url = re.search(r'href="([^"]+)">Left out: 1<', page)
    assert url is not None
    behind = browser.get(url[1].replace("&amp;", "&"))
    assert "These belong to the period and could not be counted" in told(behind.content.decode())


def test_an_unknown_value_is_a_dash_with_its_reason(browser):
    page = _page(browser, "/numbers/win_rate_of_closed?period=2023")
    assert 'class="unknown" title="unknown">—' in page
    assert "Unknown: there is nothing in this period to count it from." in told(page)


def test_a_filter_narrows_the_answer_and_stays_chosen(browser, bob):
    page = _page(browser, f"/numbers/effective_contacts?period=2024-05&by=kind&rep={bob.pk}")
    assert _lines(page) == {"call": "1", "email": "1", "meeting": "1"}
    assert f'<option value="{bob.pk}" selected>Bob</option>' in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/numbers/happiness", 404),
        ("/numbers/effective-contacts", 404),
        ("/numbers/effective_contacts?by=weather", 400),
        ("/numbers/effective_contacts?rep=Nobody+of+this+name", 400),
        ("/numbers/effective_contacts?compare=sometime", 400),
    ],
)
def test_what_cannot_be_asked_is_answered_with_a_sentence(browser, address, status):
    response = browser.get(address)
    assert response.status_code == status
    assert "Traceback" not in response.content.decode()


def test_a_rep_gets_their_own_numbers_alone(browser, eve):
    browser.force_login(eve)
    page = _page(browser, "/numbers/effective_contacts?period=2024-05&by=rep")
    assert _lines(page) == {str(eve.pk): "1"}
    assert "Bob" not in page


def test_all_dimensions_have_a_word():
    assert set(DIMENSION_NAMES) == {each.value for each in Dimension}
