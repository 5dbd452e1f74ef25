"""The rows behind a figure: what they show, to whom, and that they add up."""

import pytest
from django.test import Client as Browser

from headway.web.log import assign_deal, book_sale
from headway.web.models import Currency
from tests.web.diary import rows_of, told, write

pytestmark = pytest.mark.any_database

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-07 09:00 | Bob | =tank | email  | Need
    2024-05-09 09:00 | Eve | pipe | call    | Offer
    2024-05-10 09:00 | Bob |      | call    |
"""
MAY = "period=2024-05"


@pytest.fixture
def deals(funnel, alice, carol, bob, eve):
    return write(DIARY)


@pytest.fixture
def browser(deals, alice):
    browser = Browser()
    browser.force_login(alice)
    return browser


def test_a_contact_is_told_with_its_time_where_the_rep_was(browser, deals):
    """Budapest is two hours ahead in May."""
    assert rows_of(browser, f"/numbers/effective_contacts/rows?{MAY}&kind=meeting") == [
        ["2024-05-02", "11:00", "Bob", "pump Ltd", "meeting", "pump", "New → Offer", "1"]
    ]


def test_rows_lead_to_the_client_and_the_deal(browser, deals):
    page = browser.get(f"/numbers/effective_contacts/rows?{MAY}&kind=meeting").content.decode()
    deal = deals["pump"]
    assert f'href="/clients/{deal.client_id}"' in page
    assert f'href="/deals/{deal.pk}"' in page


def test_the_line_of_a_cut_opens_its_own_rows(browser, eve):
    rows = rows_of(browser, f"/numbers/effective_contacts/rows?{MAY}&by=rep&keys={eve.pk}")
    assert [row[2] for row in rows] == ["Eve"]


def test_a_ratio_opens_both_of_its_counts(browser):
    page = told(browser.get(f"/numbers/effective_share/rows?{MAY}&part=per").content.decode())
    assert "Share of effective contacts: 80.0%" in page
    assert "Counted 4 Divided by 5" in page
    assert "5 rows. Together: 5" in page


def test_a_median_shows_the_values_whose_median_it_is(browser):
    page = told(browser.get(f"/numbers/entry_to_won/rows?{MAY}").content.decode())
    assert "1 day is the median of these 1 deal" in page
    assert [row[-1] for row in rows_of(browser, f"/numbers/entry_to_won/rows?{MAY}")] == ["1"]


def test_a_mean_says_what_it_is_the_mean_of(browser):
    page = told(browser.get(f"/numbers/entry_to_won_mean/rows?{MAY}").content.decode())
    assert "1 day is the mean of these 1 deal" in page


def test_who_left_the_team_counts_where_they_were_and_is_not_named_any_more(browser, carol, bob, south):
    bob.team = south
    bob.save()
    browser.force_login(carol)
    assert rows_of(browser, f"/numbers/effective_contacts/rows?{MAY}&kind=meeting") == [
        ["2024-05-02", "", "", "a client of others", "", "a deal of others", "", "1"]
    ]


def test_money_is_told_in_whole_units_in_a_file(browser, deals, alice, bob):
    book_sale(
        deals["pump"].client,
        amount=120050,
        currency=Currency.objects.get(code="EUR"),
        sold_on=deals["pump"].entered_on,
        by=alice,
        now=deals["pump"].entered_at,
        rep=bob,
        product="P 7",
    )
    rows = rows_of(browser, f"/numbers/sales_volume/rows?{MAY}")
    assert rows == [["2024-05-02", "pump Ltd", "", "Bob", "new business", "P 7", "1200.50"]]
    assert "Together: €1,200.50" in told(browser.get(f"/numbers/sales_volume/rows?{MAY}").content.decode())


def test_a_file_holds_nothing_that_a_spreadsheet_would_take_for_a_formula(browser):
    rows = rows_of(browser, f"/numbers/effective_contacts/rows?{MAY}&kind=email")
    assert rows[0][3:6] == ["'=tank Ltd", "e-mail", "'=tank"]


def test_what_belongs_to_others_counts_but_is_not_named(browser, deals, bob, eve, alice, now):
    """Bob held the contact and keeps it; the deal is Eve's since."""
    assign_deal(deals["pump"], eve, by=alice, now=now)
    browser.force_login(bob)
    rows = rows_of(browser, f"/numbers/effective_contacts/rows?{MAY}&kind=meeting")
    assert rows == [["2024-05-02", "11:00", "Bob", "pump Ltd", "meeting", "a deal of others", "New → Offer", "1"]]


def test_a_rep_sees_no_row_of_a_colleague(browser, bob, eve):
    browser.force_login(eve)
    assert [row[2] for row in rows_of(browser, f"/numbers/contacts/rows?{MAY}")] == ["Eve"]
    assert rows_of(browser, f"/numbers/contacts/rows?{MAY}&rep={bob.pk}") == []


def test_a_head_of_sales_sees_the_rows_of_the_team(browser, carol):
    browser.force_login(carol)
    assert {row[2] for row in rows_of(browser, f"/numbers/contacts/rows?{MAY}")} == {"Bob"}


def test_long_lists_come_in_pages_that_hold_every_row_once(browser, funnel):
    write("when | rep | deal | kind | stage after\n" + 60 * "2024-05-20 09:00 | Bob | | call |\n")
    pages = [browser.get(f"/numbers/contacts/rows?{MAY}&page={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count("<tr>") - 1 for page in pages] == [50, 15, 15]
    assert "51–65 of 65" in told(pages[1])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/numbers/happiness/rows", 404),
        ("/numbers/contacts/rows?part=per", 404),
        ("/numbers/contacts/rows?part=half", 404),
        ("/numbers/contacts/rows?by=rep&keys=1&keys=2", 400),
    ],
)
def test_rows_that_cannot_be_are_not_here(browser, address, status):
    assert browser.get(address).status_code == status


def test_nothing_counted_says_so(browser):
    page = told(browser.get("/numbers/contacts/rows?period=2023").content.decode())
    assert "Nothing was counted here" in page
