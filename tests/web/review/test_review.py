"""The evening review: a day's contacts beside the effective ones, for each role."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.test import Client as Browser

from headway.web.agenda import Agenda
from headway.web.asking import Asker
from headway.web.evening import Waiting, waiting_of
from headway.web.log import NewStep, set_step
from headway.web.log.changes import note_changes
from headway.web.models import Company, Contact, FactNoun
from headway.web.review import views
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
    rate = "1 0.2–3.1"
    assert _reps(page) == [
        f"B Bob 1 of 4 25% {rate} 1 2 · 2 4 3 1 · 4 not timed ·",
        f"E Eve 1 of 1 100% {rate} 1 1 · 1 1 1 · · 1 not timed ·",
    ]
    assert "For analysis, ranks nobody" in told(page)
    assert "Together 2 of 5 40% 1 2 3 · 3 5 4 1 · 5 not timed ·" in told(page)


def test_where_reps_differ_by_chance_alone_they_stand_by_name_and_nobody_is_called_better(browser):
    """One effective contact each: the shares are 25 % and 100 %."""
    page = told(_page(browser, "/review"))
    assert "No difference that is more than chance: it would be as large in 100% of cases." in page
    assert "So they stand in the order of names." in page
    assert "The shares of effective contacts do not differ by more than chance." in page
    assert "above the team" not in page


def test_where_they_differ_by_more_they_stand_by_their_rate_with_who_stands_out(browser, bob, eve):
    """Twelve effective contacts of Eve's on the one day, against one of Bob's: 13 in all, six and a half expected."""
    lines = "".join(f"\n2024-05-15 1{n // 6}:0{n % 6} | Eve | mill{n} | call | Need" for n in range(11))
    write(f"when | rep | deal | kind | stage after{lines}")
    page = _page(browser, "/review")
    assert [line.split()[1] for line in _reps(page)] == ["Eve", "Bob"]
    assert "The reps differ by more than chance" in told(page)
    assert "which alone is their order" in told(page)


def test_narrowed_to_a_part_nobody_is_ranked(browser, bob, eve, carol):
    assert "In the order of names: this is no ranking." in told(_page(browser, "/review?kind=call"))
    browser.force_login(eve)
    assert "In the order of names: this is no ranking." in told(_page(browser, "/review"))
    browser.force_login(carol)
    page = _page(browser, "/review")
    assert "In the order of names: this is no ranking." in told(page)
    assert [line.split()[1] for line in _reps(page)] == ["Bob"]


def test_every_number_opens_rows_that_add_up_to_it(browser):
    Contact.objects.filter(kind="email").update(duration_seconds=600, written_at=EVENING + timedelta(days=3))
    note_changes(FactNoun.DEAL, Contact.objects.filter(kind="email").values_list("deal", flat=True))
    page = _page(browser, "/review?day=2024-05-15")
    times = [(url, int(count)) for count, url in re.findall(r'data-seconds="(\d+)" href="([^"]+)"', page)]
    assert [count for _url, count in times] == [600, 600]
    for url, count in times:
        assert sum(int(row[-1]) for row in rows_of(browser, unescape(url))) == count
    counts = [(url, int(text)) for url, text in figures(page)]
    assert sum("only=late" in url for url, _count in counts) == 2
    for url, count in counts:
        rows = rows_of(browser, url)
        is_list = "/review/" in url
        assert count == (len(rows) if is_list else sum(int(row[-1]) for row in rows)), url
    untimed = re.search(r'class="untimed"><a href="([^"]+)">3 not timed', page)
    assert untimed is not None
    assert len(rows_of(browser, unescape(untimed[1]))) == 3


def test_the_list_tells_client_kind_and_both_stages_in_the_order_of_the_day(browser):
    entries = re.findall(r'<li class="entry[^>]*data-contact.*?</li>', _page(browser, "/review"), re.DOTALL)
    assert [told(entry).strip() for entry in entries] == [
        "10:00 AM pump Ltd · call Bob Offer Need went back",
        "11:00 AM tank Ltd · e-mail Bob New Offer effective new ground",
        "11:30 AM tank Ltd · call Bob Offer",
        "12:00 PM Nobody · call Bob about no deal yet",
        "12:30 PM pipe Ltd · call Eve New Need effective new ground",
    ]


@pytest.mark.parametrize(("at_most", "shown", "words"), [(1000, 5, ""), (3, 3, "contacts 1 to 3 of 5")])
def test_paper_holds_all_contacts_up_to_a_limit_that_is_said(browser, monkeypatch, at_most, shown, words):
    monkeypatch.setattr(views, "_ENTRIES_A_PAGE", 2)
    monkeypatch.setattr(views, "_PRINTED_AT_MOST", at_most)
    assert _page(browser, "/review").count("data-contact") == 2
    link = re.search(r'href="([^"]*print=yes[^"]*)"', _page(browser, "/review?page=2"))
    page = _page(browser, "/review" + unescape(link[1]))
    assert page.count("data-contact") == shown
    assert words in told(page)
    assert "data-prints" in page
    assert "Print the next page too" in told(page) or at_most == 1000


def test_moves_without_a_contact_stand_apart_with_their_cause(browser):
    page = told(_page(browser, "/review"))
    assert "Moved without a contact These earn nobody an effective contact." in page
    assert "tank Ltd the client's own step · Bob Offer Decision" in page


def test_a_deal_that_went_forward_and_back_is_a_question(browser):
    page = told(_page(browser, "/review"))
    assert "Worth a question 1 without an answer" in page
    assert "pump Ltd · pump This deal went forward and back within 14 days. What happened?" in page
    assert "Forward on May 14 (Bob), back on May 15 (Bob)" in page


def test_the_head_of_sales_sees_the_team_and_a_rep_themselves(browser, carol, eve, ann):
    for user, names in ((carol, ["Bob"]), (eve, ["Eve"]), (ann, ["Bob", "Eve"])):
        browser.force_login(user)
        page = _page(browser, "/review")
        assert [line.split()[1] for line in _reps(page)] == names
        assert ("pump Ltd" in page) == ("Bob" in names)


def test_other_days_and_spans_are_a_click_away(browser):
    page = _page(browser, "/review?day=2024-05-14")
    assert _reps(page)[0].startswith("B Bob 1 of 1 100%")
    assert "?day=2024-05-13" in page
    assert "?day=2024-05-15" in page
    assert "?day=2024-05-16" not in _page(browser, "/review")
    assert _reps(_page(browser, "/review?day=this+week"))[0].startswith("B Bob 2 of 5")
    assert _reps(_page(browser, "/review?from=2024-05-01&until=2024-05-14"))[0].startswith("B Bob 2 of 2")


def test_a_long_list_is_cut_into_pages_and_the_numbers_are_of_all(browser):
    write("when | rep | deal | kind | stage after" + "\n2024-05-13 08:00 | Bob |  | call |  " * 60)
    first, second, beyond = (_page(browser, f"/review?period=all&page={page}") for page in (1, 2, 99))
    assert [page.count("data-contact=") for page in (first, second, beyond)] == [50, 17, 17]
    assert _reps(first) == _reps(second) == _reps(beyond)
    assert _reps(first)[0].startswith("B Bob 3 of 66")
    assert "51–67 of 67" in told(second)


def test_open_deals_without_a_next_step_and_overdue_steps_are_those_of_the_lists(browser, alice, deals, bob):
    new = NewStep(uid=uuid4(), kind="call", due_on=date(2024, 5, 14))
    set_step(new, client=deals["tank"].client, deal=deals["tank"], rep=bob, by=bob, now=EVENING - timedelta(days=2))
    waiting = waiting_of(Asker(alice, Company.objects.get(), EVENING))
    agenda = {line.rep.pk: line.counts for line in Agenda(alice, EVENING.date()).by_rep()}
    assert {rep: (each.overdue, each.missing) for rep, each in waiting.items()} == {
        rep: (counts.overdue, counts.missing) for rep, counts in agenda.items()
    }
    assert waiting[bob.pk] == Waiting(overdue=1, missing=1)


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


def test_time_on_contacts_is_told_in_hours_however_much_it_is(browser):
    Contact.objects.filter(kind="email").update(duration_seconds=100_000)
    note_changes(FactNoun.DEAL, Contact.objects.filter(kind="email").values_list("deal", flat=True))
    times = re.findall(r'data-seconds="100000"[^>]*>([^<]+)<', _page(browser, "/review?day=2024-05-15"))
    assert times
    assert all("27" in each and "hr" in each for each in times), times
