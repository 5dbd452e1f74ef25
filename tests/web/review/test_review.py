"""The evening review: a day's contacts beside the effective ones, for each role."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client as Browser

from tests.web.diary import figures, rows_of, told, write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-02 08:00 | Bob | pump | call    | Need
    2024-05-14 08:00 | Bob | pump | meeting | Offer
    2024-05-15 08:00 | Bob | pump | call    | Need
    2024-05-15 09:00 | Bob | tank | email   | Offer
    2024-05-15 09:30 | Bob | tank | call    |
    2024-05-15 10:00 | Bob |      | call    |
    2024-05-15 10:30 | Eve | pipe | call    | Need
    2024-05-15 11:00 | Bob | tank | move    | Decision
"""
EVENING = datetime(2024, 5, 15, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def deals(funnel, alice, carol, bob, eve, ann):
    return write(DIARY)


@pytest.fixture
def browser(deals, alice):
    browser = Browser()
    browser.force_login(alice)
    return browser


def _page(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def _reps(page: str) -> list[str]:
    lines = re.findall(r'<tr data-rep="\d+">(.*?)</tr>', page, re.DOTALL)
    return [told(line).strip() for line in lines]


def test_each_rep_has_a_line_with_the_effective_contacts_beside_all(browser):
    """Bob: tank to Offer is effective, of four contacts; kinds are call, e-mail."""
    page = _page(browser, "/review")
    assert _reps(page) == ["B Bob 1 of 4 1 2 4 3 1", "E Eve 1 of 1 1 1 1 1 ·"]
    assert "In the order of names: this is no ranking." in told(page)
    assert "For analysis, not for grading" in told(page)
    assert "Together 2 of 5 2 3 5 4 1" in told(page)


def test_every_number_opens_rows_that_add_up_to_it(browser):
    counts = [(url, int(text)) for url, text in figures(_page(browser, "/review?day=2024-05-15"))]
    assert len(counts) > 15
    for url, count in counts:
        rows = rows_of(browser, url)
        assert count == (len(rows) if "/review/deals" in url else sum(int(row[-1]) for row in rows)), url


def test_the_list_tells_client_kind_and_both_stages_in_the_order_of_the_day(browser):
    entries = re.findall(r'<li class="entry[^>]*data-contact.*?</li>', _page(browser, "/review"), re.DOTALL)
    assert [told(entry).strip() for entry in entries] == [
        "10:00 AM pump Ltd · call Bob Offer Need went back",
        "11:00 AM tank Ltd · e-mail Bob New Offer effective new ground",
        "11:30 AM tank Ltd · call Bob Offer",
        "12:00 PM Nobody · call Bob about no deal yet",
        "12:30 PM pipe Ltd · call Eve New Need effective new ground",
    ]


def test_moves_without_a_contact_stand_apart_with_their_cause(browser):
    page = told(_page(browser, "/review"))
    assert "Moved without a contact These earn nobody an effective contact." in page
    assert "tank Ltd the client's own step · Bob Offer Decision" in page


def test_a_deal_that_went_forward_and_back_is_a_question(browser):
    page = told(_page(browser, "/review"))
    assert "Forward and back within 14 days" in page
    assert "pump Ltd · pump Forward on May 14 (Bob) and back on May 15: what happened?" in page


def test_the_head_of_sales_sees_the_team_and_a_rep_themselves(browser, carol, eve, ann):
    for user, names in ((carol, ["Bob"]), (eve, ["Eve"]), (ann, ["Bob", "Eve"])):
        browser.force_login(user)
        page = _page(browser, "/review")
        assert [line.split()[1] for line in _reps(page)] == names
        assert ("pump Ltd" in page) == ("Bob" in names)


def test_other_days_and_spans_are_a_click_away(browser):
    page = _page(browser, "/review?day=2024-05-14")
    assert _reps(page) == ["B Bob 1 of 1 1 1 1 1"]
    assert "?day=2024-05-13" in page
    assert "?day=2024-05-15" in page
    assert "?day=2024-05-16" not in _page(browser, "/review")
    assert _reps(_page(browser, "/review?day=this+week"))[0].startswith("B Bob 2 of 5")
    assert _reps(_page(browser, "/review?from=2024-05-01&until=2024-05-14"))[0].startswith("B Bob 2 of 2")


def test_a_span_of_years_is_left_to_the_numbers(browser):
    assert "The review tells up to two months" in told(_page(browser, "/review?period=all"))


def test_the_review_of_today_tells_a_looking_page_whether_anything_changed(browser, deals):
    page = browser.get("/review")
    etag = re.search(r'data-live="([^"]+)"', page.content.decode())
    assert etag is not None
    known = {"X-Live": "1", "If-None-Match": etag[1].replace("&quot;", '"')}
    assert browser.get("/review", headers=known).status_code == 304
    write("when | rep | deal | kind | stage after\n2024-05-15 12:00 | Eve | valve | demo | Need")
    changed = browser.get("/review", headers=known)
    assert (changed.status_code, changed.headers["Vary"].count("X-Live")) == (200, 1)
    assert "valve Ltd" in changed.content.decode()
    assert "<html" not in changed.content.decode()
    assert "data-live" not in _page(browser, "/review?day=2024-05-14")


def test_a_day_without_contacts_says_what_will_stand_there(browser):
    assert "Nobody logged a contact here yet" in told(_page(browser, "/review?day=2024-05-12"))


def test_a_day_that_is_none_gets_a_sentence(browser):
    response = browser.get("/review?day=2024-05-32")
    assert response.status_code == 400
    assert "is not a period" in told(response.content.decode())


def test_a_company_without_any_record_is_told_what_to_do_first(funnel, carol):
    browser = Browser()
    browser.force_login(carol)
    assert "Nothing is measured yet" in told(_page(browser, "/review"))


@pytest.mark.parametrize("language", ["ru", "hu"])
def test_other_languages_write_the_same_numbers(browser, alice, language):
    english = [text for _url, text in figures(_page(browser, "/review"))]
    alice.language = language
    alice.save()
    assert [text for _url, text in figures(_page(browser, "/review"))] == english


def test_the_deals_that_a_rep_touched(browser, bob, eve):
    rows = rows_of(browser, f"/review/deals?day=2024-05-15&rep={bob.pk}")
    assert rows == [["pump Ltd", "pump", "Bob", "Need", "1"], ["tank Ltd", "tank", "Bob", "Decision", "2"]]
    page = told(_page(browser, f"/review/deals?day=2024-05-15&rep={bob.pk}"))
    assert "Deals touched: 2" in page
    assert "Bob" in page
    browser.force_login(eve)
    assert rows_of(browser, f"/review/deals?day=2024-05-15&rep={bob.pk}") == []
    assert "No contact was about a deal" in told(_page(browser, "/review/deals?day=2024-05-12"))
