"""The flow, the times and the cohorts of a funnel: their numbers are the reports', and each opens as many deals."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser

from headway.engine.period import Period
from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_cohorts import cohorts
from headway.reports.funnel_flow import flow
from headway.reports.funnel_times import times
from headway.web.access import scope_for
from headway.web.facts import get_store
from tests.web.diary import figures, rows_of, told, write

pytestmark = pytest.mark.any_database

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-05-01 09:00 | Bob | pump | call    | Need
    2024-05-02 09:00 | Bob | pump | meeting | Decision
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-06 09:00 | Bob | tank | call    | Need
    2024-05-07 09:00 | Bob | tank | email   | Offer
    2024-05-08 09:00 | Bob | tank | call    | Need
    2024-05-09 09:00 | Bob | tank | call    | Lost
    2024-05-09 10:00 | Eve | pipe | call    | Offer
    2024-06-03 10:00 | Eve | pipe | call    | Won
"""
TODAY = date(2024, 8, 1)


@pytest.fixture
def browser(funnel, alice, carol, bob, eve, ann):
    write(DIARY)
    browser = Browser()
    browser.force_login(alice)
    return browser


@pytest.fixture
def may(funnel):
    def asked(user):
        return FunnelQuestion(
            funnel_id=funnel.pk, period=Period(date(2024, 5, 1), date(2024, 6, 1)), scope=scope_for(user)
        )

    return asked


def _page(browser, address):
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def _cells(page, names):
    """Return what each cell of a table says, by the marks of its row and its own."""
    cells = {}
    for row, inside in re.findall(r'<tr data-(?:stage|month)="([\d-]+)">(.*?)</tr>', page, re.DOTALL):
        for mark, value in re.findall(rf'data-{names}="(\w+)" data-value="(\d*)"', inside):
            cells[row, mark] = value
    return cells


@pytest.mark.parametrize("who", ["alice", "bob", "eve"])
def test_the_matrix_is_that_of_the_report_within_what_the_reader_may_see(browser, may, request, who):
    user = request.getfixturevalue(who)
    browser.force_login(user)
    report = flow(get_store(), may(user), TODAY)
    cells = {key: int(value) for key, value in _cells(_page(browser, "/funnel/flow?period=2024-05"), "to").items()}
    wanted = {(str(here), str(to or "still")): count for (here, to), count in report.cells.items()}
    assert {key: count for key, count in cells.items() if count} == wanted


@pytest.mark.parametrize("address", ["funnel/flow?period=2024-05&entries=every", "funnel/times?period=2024-05"])
def test_every_number_opens_as_many_entries(browser, address):
    counts = [(url, int(text)) for url, text in figures(_page(browser, f"/{address}")) if "/funnel/rows" in url]
    assert len(counts) > 3
    for url, count in counts:
        assert len(rows_of(browser, url)) == count, url


def test_a_band_of_the_picture_is_a_number_of_the_matrix(browser, stage):
    page = _page(browser, "/funnel/flow?period=2024-05&entries=every")
    chart = json.loads(re.search(r'id="flow-chart-1" type="application/json">(.*?)</script>', page)[1])
    bands = {(link["source"], link["target"]): link["value"] for link in chart["links"]}
    named = {node["name"]: node["label"] for node in chart["nodes"]}
    assert {(named[here], named[there]): count for (here, there), count in bands.items()} == {
        ("New", "Need"): 3,
        ("Need", "Offer"): 3,
        ("Need", "Lost"): 1,
        ("Offer", "Decision"): 2,
        ("Offer", "Went back"): 1,
        ("Decision", "Won"): 1,
    }
    assert all(len(rows_of(browser, link["url"])) == link["value"] for link in chart["links"])


def test_the_times_are_those_of_the_report(browser, may, alice):
    page = _page(browser, "/funnel/times?period=2024-05")
    shown = _cells(page, "percentile")
    assert shown
    for each in times(get_store(), may(alice), TODAY).stages:
        for percentile, days in each.days.items():
            assert shown.get((str(each.stage.id), str(percentile)), "") == ("" if days is None else str(days))


def test_a_cohort_tells_what_is_over_and_opens_its_deals(browser, may, alice):
    page = _page(browser, "/funnel/cohorts?period=2024-05")
    (cohort,) = cohorts(get_store(), may(alice), TODAY).cohorts
    shown = _cells(page, "months")
    assert [shown["2024-05", str(each.months)] for each in cohort.cells] == [str(each.won) for each in cohort.cells]
    assert [each.won for each in cohort.cells][:2] == [1, 2]
    opened = {url: len(rows_of(browser, url)) for url, _text in figures(page) if "/funnel/cohorts/rows" in url}
    assert sorted(set(opened.values())) == [1, 2, 3]


def test_a_month_that_is_not_over_is_empty_and_not_zero(browser):
    month = f"{datetime.now(UTC):%Y-%m}"
    write(f"""
    when             | rep | deal | kind | stage after
    {month}-01 00:01 | Bob | late | call | Need
    """)
    page = _page(browser, f"/funnel/cohorts?period={month}")
    assert "is-told" not in page
    assert browser.get(f"/funnel/cohorts/rows?period=all&month={month}&end=won").status_code == 404


def test_rows_say_which_deals_they_are(browser, stage):
    at, to = stage["Offer"].pk, stage["Decision"].pk
    page = told(_page(browser, f"/funnel/rows?period=2024-05&at={at}&to={to}"))
    assert "Offer: went to “Decision” next" in page
    assert "time in the stage" in told(_page(browser, f"/funnel/rows?period=2024-05&at={at}&timed=1"))
    for query, words in (
        ("", "Entered in May 2024"),
        ("&end=won", "Entered in May 2024 and won by the end of that month"),
        ("&end=lost&months=1", "Entered in May 2024 and lost by the end of the month after"),
        ("&end=won&months=2", "Entered in May 2024 and won by the end of the month 2 months later"),
    ):
        assert words in told(_page(browser, f"/funnel/cohorts/rows?period=2024-05&month=2024-05{query}"))


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("funnel/rows?period=2024-05&at={at}&to=999999", 404),
        ("funnel/rows?period=2024-05&at={at}&to={at}&outcome=lost", 404),
        ("funnel/rows?period=2024-05&at={at}&timed=1&outcome=lost", 404),
        ("funnel/cohorts/rows?period=2024-05&month=2024-04", 404),
        ("funnel/cohorts/rows?period=2024-05&month=all", 400),
        ("funnel/cohorts/rows?period=2024-05&month=2024-05&end=soon", 400),
        ("funnel/cohorts/rows?period=2024-05&month=2024-05&months=25", 400),
    ],
)
def test_what_is_not_there_is_not_shown(browser, stage, address, code):
    assert browser.get(f"/{address.format(at=stage['Offer'].pk)}").status_code == code


def test_a_period_without_entries_says_so(browser):
    for name in ("flow", "cohorts"):
        assert "Nothing entered a stage in this period" in _page(browser, f"/funnel/{name}?period=2020")


def test_the_tabs_keep_the_question(browser):
    page = _page(browser, "/funnel/cohorts?period=2024-05&end=lost&entries=every")
    assert 'href="/funnel/times?period=2024-05&amp;entries=every"' in page
