"""What an address asks of a page: its period, its part of a list, and where a form goes afterwards."""

from datetime import date

import pytest
import time_machine
from django.test import RequestFactory

from headway.engine.period import Period
from headway.web.page import next_url, page_of, period_of, rows_url


@pytest.fixture
def ask(bob, company, now):
    def request(address: str):
        asked = RequestFactory().get(address)
        asked.user, asked.company = bob, company
        return asked

    with time_machine.travel(now, tick=False):
        yield request


@pytest.mark.parametrize(
    ("address", "start", "end", "name"),
    [
        ("/", date(2024, 5, 1), date(2024, 6, 1), "this month"),
        ("/?period=last+week", date(2024, 5, 6), date(2024, 5, 13), "last week"),
        ("/?from=2024-01-01&until=2024-01-31", date(2024, 1, 1), date(2024, 2, 1), "2024-01-01..2024-02-01"),
        ("/?from=2024-01-31&until=2024-01-01", date(2024, 5, 1), date(2024, 6, 1), "this month"),
        ("/?from=9999-12-31&until=9999-12-31", date(2024, 5, 1), date(2024, 6, 1), "this month"),
        ("/?from=nonsense", date(2024, 5, 1), date(2024, 6, 1), "this month"),
        ("/?period=nonsense", date(2024, 5, 1), date(2024, 6, 1), "this month"),
    ],
)
def test_the_period_of_an_address(ask, address, start, end, name):
    assert period_of(ask(address), "this month") == (Period(start, end), name)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/?period=banana", "'banana' is not a period"),
        ("/?period=last+30+dyas", "'last 30 dyas' is not a period"),
        ("/?from=2024-01-02&until=2024-01-01", "The first day, Jan 2, 2024, comes after the last one, Jan 1, 2024."),
        ("/?from=nonsense", "'nonsense – ' is not a period"),
        ("/?from=9999-12-31&until=9999-12-31", "is not a period"),
    ],
)
def test_what_was_not_understood_is_said_with_what_is_shown_instead(ask, address, sentence):
    request = ask(address)
    found, name = period_of(request, "", "this month")
    assert (found, name) == (request.shown_instead, "this month")
    [said] = request.not_understood
    assert sentence in said.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("address", ["/", "/?period=all", "/?from=2024-01-01&until=2024-01-01", "/?period=&from="])
def test_where_nothing_was_asked_or_all_was_understood_nothing_is_said(ask, address):
    request = ask(address)
    period_of(request, "", "this month")
    assert not hasattr(request, "not_understood")


def test_the_day_of_today_is_the_reader_s(ask, bob):
    bob.time_zone = "Pacific/Kiritimati"
    assert period_of(ask("/"), "today")[0] == Period.day(date(2024, 5, 16))


@pytest.mark.parametrize(("number", "shown"), [("", [0, 1]), ("2", [2]), ("99", [2]), ("x", [0, 1])])
def test_a_list_is_shown_page_by_page(ask, number, shown):
    assert list(page_of([0, 1, 2], ask(f"/?page={number}"), rows=2)) == shown


@pytest.mark.parametrize(
    ("wanted", "gone_to"),
    [("/clients", "/clients"), ("https://elsewhere.example.com/", "/"), ("//elsewhere.example.com", "/"), ("", "/")],
)
def test_a_form_goes_on_to_pages_of_ours_alone(ask, wanted, gone_to):
    assert next_url(ask(f"/?next={wanted}"), "/") == gone_to


def test_the_rows_of_a_number_have_an_address(settings):
    period = Period(date(2024, 5, 1), date(2024, 6, 1))
    assert rows_url("contacts", period, rep=3) == "/numbers/contacts/rows?period=2024-05-01..2024-06-01&rep=3"
