"""Every fact table that is offered: a metric of it is made on the page, asked, and opens the rows that it counted."""

import re
import uuid
from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser

from headway.engine.offered import GROUNDS
from headway.web.log import (
    NewStep,
    add_source,
    add_tally_kind,
    add_time_category,
    book_sale,
    count_tally,
    enter_cost,
    enter_time,
    expect_deal,
    set_step,
    value_deal,
)
from headway.web.models import Contact, OwnMetric, SourceKind
from tests.web.diary import figures, rows_of, told, write

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-06 09:00 | Bob | pump | meeting | Offer
    2024-05-07 09:00 | Bob | well | message | Need
    2024-05-08 09:00 | Bob | tank | call    | Offer
    2024-05-09 09:00 | Bob | tank | move    | Decision
"""
# What of the rows, what of it is asked, the figure of May, and how many rows there are behind it.
ASKED = {
    "contacts": ("happened_on", "count", "", "3", 3),
    "appointments": ("due_on", "count", "", "1", 1),
    "tallies": ("counted_on", "count", "", "3", 1),
    "deals": ("entered_on", "count", "", "3", 3),
    "moves": ("happened_on", "count", "", "1", 1),
    "expectations": ("expected_on", "count", "", "1", 1),
    "stays": ("entered_on", "count", "", "1", 1),
    "pipeline": ("since_on", "sum", "value_amount", "50000", 1),
    "sales": ("sold_on", "sum", "amount", "90000", 1),
    "costs": ("spent_on", "sum", "amount", "31000", 31),
    "time_entries": ("spent_on", "sum", "time", "1.5", 2),
}


@pytest.fixture
def may(funnel, company, alice, carol, bob, eve, ann, now):
    """An appointment, three tallies, an expected day that went by, a deal worth 500, a sale, working time, a cost."""
    deals = write(DIARY)
    early = datetime(2024, 5, 8, 9, tzinfo=UTC)
    call = Contact.objects.get(kind="call")
    step = NewStep(uid=uuid.uuid4(), kind="meeting", due_on=date(2024, 5, 10))
    set_step(step, client=call.client, deal=call.deal, rep=bob, set_by=call, by=bob, now=early)
    value_deal(deals["tank"], 50_000, company.currency, by=bob, now=early)
    expect_deal(deals["tank"], date(2024, 5, 14), by=bob, now=early)
    count_tally(add_tally_kind("Door knocks", by=alice, now=now), 3, rep=bob, by=bob, now=now)
    money = {"currency": company.currency, "by": alice, "now": now}
    book_sale(deals["pump"].client, amount=90_000, sold_on=date(2024, 5, 7), **money)
    fair = add_source("Fair", SourceKind.CHANNEL, by=alice, now=now)
    for seconds, is_selling in ((3600, True), (1800, False)):
        category = add_time_category(f"Selling: {is_selling}", is_selling=is_selling, by=alice, now=now)
        enter_time(category, seconds, rep=bob, by=bob, now=now, spent_on=date(2024, 5, 6))
    enter_cost(fair, amount=31_000, starts_on=date(2024, 5, 1), ends_on=date(2024, 6, 1), **money)
    return deals


def test_a_mean_of_money_shows_what_it_was_divided_from_as_money(may, alice):
    browser = Browser()
    browser.force_login(alice)
    form = {"of-day": "since_on", "of-how": "mean", "of-what": "value_amount", "group": "deals", "grade": "volume"}
    page = told(browser.post("/own-metrics/preview?of=pipeline&per=nothing", form).content.decode())
    assert "€500 €500 / 1" in page


def test_a_metric_of_each_of_them_is_made_asked_and_opened(may, alice):
    browser = Browser()
    browser.force_login(alice)
    assert set(ASKED) == set(GROUNDS)
    for facts, (day, how, what, value, count) in ASKED.items():
        form = {"of-day": day, "of-how": how, "of-what": what, "label": f"Our {facts}", "group": "deals"}
        made = browser.post(f"/own-metrics/new?of={facts}&per=nothing", {**form, "grade": "volume"})
        assert made.status_code == 302, (facts, told(made.content.decode())[:2000])
        page = browser.get(f"/numbers/our_{facts}?period=2024-05&by=month").content.decode()
        assert re.search(r'class="answer-value" value="([^"]*)"', page)[1] == value, facts
        (url, *_others) = [url for url, _figure in figures(page) if "/rows" in url]
        assert len(rows_of(browser, url)) == count, facts
    assert OwnMetric.objects.count() == len(GROUNDS)


def test_working_time_is_cut_and_narrowed_by_what_it_went_to(may, alice):
    browser = Browser()
    browser.force_login(alice)
    share = "/numbers/non_selling_time_share?period=2024-05"
    cut = told(browser.get(f"{share}&by=time_category").content.decode())
    assert re.search(r"Selling: False 100.0% 30 min of 30 min", cut)
    narrowed = browser.get(f"{share}&time_category=Selling: True").content.decode()
    assert re.search(r'class="answer-value" value="([^"]*)"', narrowed)[1] == "0"
