"""The page of exchange rates: entered as the reader writes numbers, changed, taken out, and what lacks one."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client as Browser

from headway.web.log import NewRate, book_sale, open_deal, rate_of, set_rates
from headway.web.models import Currency, ExchangeRate, Sale
from tests.web.diary import told

FIRST = date(2024, 1, 1)


@pytest.fixture
def browser(alice):
    browser = Browser()
    browser.force_login(alice)
    return browser


@pytest.fixture
def dollar(alice, now):
    """A dollar at 0.92 euros from the first of January on."""
    set_rates([NewRate("USD", FIRST, Decimal("0.92"))], by=alice, now=now)
    return rate_of("USD", FIRST)


def _enter(browser, code="USD", day="2024-01-01", rate="0.92"):
    return browser.post("/company/rates", {"currency": code, "starts_on": day, "rate": rate}, follow=True)


def test_a_rate_is_entered_and_listed_the_newest_first(browser, company):
    assert _enter(browser).status_code == 200
    words = told(_enter(browser, day="2024-03-01", rate="0.9345").content.decode())
    assert words.index("1 USD = 0.9345 EUR") < words.index("1 USD = 0.92 EUR")
    assert "from Mar 1, 2024" in words


@pytest.mark.parametrize(("language", "written"), [("hu", "0,92"), ("ru", "0,92"), ("en", "0.92")])
def test_the_decimal_sign_is_the_readers(browser, alice, company, language, written):
    alice.language = language
    alice.save()
    _enter(browser, rate=written)
    known = ExchangeRate.objects.get()
    assert known.rate == Decimal("0.92")
    assert f'value="{written}"' in browser.get(f"/company/rates/{known.pk}").text


def test_what_has_no_rate_is_named_with_what_it_leaves_out_and_filled_in(browser, company, pump, bob, funnel, now):
    """Two deals are valued in dollars; nothing is in forints yet."""
    dollars = Currency.objects.create(code="USD")
    for name in ("One", "Two"):
        open_deal(pump, name=name, by=bob, now=datetime(2024, 2, 3, 12, tzinfo=UTC), value_amount=5, currency=dollars)
    page = browser.get("/company/rates?currency=USD")
    words = told(page.text)
    assert "USD has no rate. Left out of the numbers: 2 values of deals." in words
    assert "HUF has no rate: sales and costs in it cannot be entered." in words
    assert '<option value="USD" selected>' in page.text
    assert '<option value="HUF" selected>' in browser.get("/company/rates").text
    after = told(_enter(browser).text)
    assert "2 records were converted anew." in after
    assert "USD has no rate" not in after


def test_a_changed_rate_converts_what_is_booked(browser, dollar, pump, bob, now):
    book_sale(pump, amount=10_000, currency=dollar.currency, sold_on=now.date(), by=bob, now=now)
    answer = browser.post(f"/company/rates/{dollar.pk}", {"starts_on": "2024-02-01", "rate": "0.5"}, follow=True)
    assert "1 record was converted anew." in told(answer.text)
    assert Sale.objects.get().company_amount == 5_000
    refused = browser.post(f"/company/rates/{dollar.pk}/remove")
    assert refused.status_code == 422
    assert "needed: 1 sale" in told(refused.text)


def test_a_rate_is_taken_out(browser, dollar):
    assert browser.post(f"/company/rates/{dollar.pk}/remove").status_code == 302
    assert not ExchangeRate.objects.exists()
    assert browser.post(f"/company/rates/{dollar.pk}/remove").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"rate": "0"}, "above zero"), ({"rate": "much"}, "Enter a number"), ({"code": "EUR"}, "EUR"), ({"day": ""}, "")],
)
def test_what_makes_no_sense_is_said_in_its_place(browser, company, wrong, sentence):
    answer = _enter(browser, **wrong)
    assert answer.status_code == 422
    assert sentence in told(answer.text)
    assert not ExchangeRate.objects.exists()


def test_the_settings_of_the_company_lead_here(browser, company):
    for page in ("/company", "/people"):
        assert 'href="/company/rates"' in browser.get(page).text


def test_the_trail_tells_of_a_rate_in_words(browser, dollar):
    words = told(browser.get("/trail?noun=exchangerate").text)
    assert "exchange rate" in words
    assert "0.92" in words
    assert "USD" in words
