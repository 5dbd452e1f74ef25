"""The page of the funnel: its numbers are the report's, and every one of them opens as many deals."""

import re
from datetime import date

import pytest
from django.test import Client as Browser

from headway.engine.period import Period
from headway.reports.funnel import FunnelQuestion, StageLine
from headway.reports.funnel import funnel as report_of
from headway.web.access import scope_for
from headway.web.facts import get_store
from headway.web.funnel.picture import weakest_of
from tests.web.diary import figures, rows_of, told, write

pytestmark = pytest.mark.any_database

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-04-20 09:00 | Bob | pump | call    | Need
    2024-05-02 09:00 | Bob | pump | meeting | Decision
    2024-05-03 09:00 | Bob | pump | call    | Won
    2024-05-06 09:00 | Bob | tank | call    | Need
    2024-05-07 09:00 | Bob | tank | email   | Offer
    2024-05-08 09:00 | Bob | tank | call    | Need
    2024-05-09 09:00 | Bob | tank | call    | Lost
    2024-05-09 10:00 | Eve | pipe | call    | Offer
    2024-05-10 09:00 | Bob | tap  | call    |
"""
OUTCOMES = ("entered", "advanced", "skipped", "lost", "back", "still")


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


def _table(page: str) -> dict[tuple[str, str], int]:
    found = {}
    for stage, cells in re.findall(r'<tr data-stage="(\d+)">(.*?)</tr>', page, re.DOTALL):
        for outcome, count in re.findall(r'data-outcome="(\w+)" data-value="(\d+)"', cells):
            found[stage, outcome] = int(count)
    return found


@pytest.mark.parametrize("who", ["alice", "carol", "bob", "eve", "ann"])
def test_the_numbers_are_those_of_the_report_within_what_the_reader_may_see(browser, funnel, request, who):
    user = request.getfixturevalue(who)
    browser.force_login(user)
    question = FunnelQuestion(
        funnel_id=funnel.pk, period=Period(date(2024, 5, 1), date(2024, 6, 1)), scope=scope_for(user)
    )
    report = report_of(get_store(), question, date(2024, 6, 1))
    wanted = {(str(line.stage_id), outcome): getattr(line, outcome) for line in report.stages for outcome in OUTCOMES}
    assert _table(_page(browser, "/funnel?period=2024-05")) == wanted


def test_every_number_of_the_page_opens_as_many_deals(browser):
    page = _page(browser, "/funnel?period=2024-05&compare=2024-04&split=rep")
    counts = [(url, int(text)) for url, text in figures(page) if "/funnel/rows" in url]
    assert len(counts) > 20
    for url, count in counts:
        assert len(rows_of(browser, url)) == count, url


def test_a_share_stands_beside_its_counts(browser):
    """Tank and pipe entered Offer, none went on; pump skipped it."""
    page = told(_page(browser, "/funnel?period=2024-05"))
    assert "Offer 3 33.3% 1 of 3 went on" in page


def test_another_period_is_set_beside(browser):
    page = told(_page(browser, "/funnel?period=2024-05&compare=previous"))
    assert "compared with Apr 1 – 30, 2024" in page
    assert "Need 2 before 1" in page


def test_a_split_shows_each_group_and_leads_to_it_alone(browser, bob):
    page = _page(browser, f"/funnel?period=2024-05&split=rep&rep={bob.pk}")
    assert "Side by side" in page
    assert re.findall(r"<h3><a href=\"[^\"]+\">([^<]+)</a></h3>", page) == ["Bob"]
    alone = re.search(r'<h3><a href="([^"]+)">Bob<', page)
    assert alone is not None
    assert _table(_page(browser, alone[1].replace("&amp;", "&"))) == _table(page)


def test_every_entry_can_be_counted_instead_of_the_first(browser, stage):
    """Pipe jumped over Need, tank entered it and came back to it."""
    need = str(stage["Need"].pk)
    assert _table(_page(browser, "/funnel?period=2024-05"))[need, "entered"] == 2
    assert _table(_page(browser, "/funnel?period=2024-05&entries=every"))[need, "entered"] == 3


def test_a_rep_has_no_choice_of_reps_and_no_colleague_on_the_page(browser, eve):
    browser.force_login(eve)
    page = _page(browser, "/funnel?period=2024-05&split=rep")
    assert 'name="rep"' not in page
    assert "Bob" not in page


def test_a_period_without_entries_says_what_to_do(browser):
    assert "Nothing entered a stage in this period" in told(_page(browser, "/funnel?period=2023"))


def test_a_company_without_any_record_is_told_what_to_do_first(funnel, alice):
    browser = Browser()
    browser.force_login(alice)
    assert "Nothing is measured yet" in told(_page(browser, "/funnel"))


@pytest.mark.parametrize("language", ["ru", "hu"])
def test_other_languages_write_the_same_numbers(browser, alice, language):
    english = _table(_page(browser, "/funnel?period=2024-05"))
    alice.language = language
    alice.save()
    assert _table(_page(browser, "/funnel?period=2024-05&compare=previous&split=team")) == english


@pytest.mark.parametrize("query", ["split=weather", "entries=some", "funnel=999999", "team=999+nobody"])
def test_what_cannot_be_asked_is_answered_with_a_sentence(browser, query):
    assert browser.get(f"/funnel?{query}").status_code == 400


def _line(stage_id: int, entered: int, advanced: int, phase: str = "lead", still: int = 0) -> StageLine:
    return StageLine(
        stage_id=stage_id, name=str(stage_id), phase=phase, entered=entered, advanced=advanced, still=still
    )


@pytest.mark.parametrize(
    ("stages", "weakest"),
    [
        ([_line(1, 100, 60), _line(2, 60, 20), _line(3, 20, 20, "won")], 2),
        ([_line(1, 100, 60), _line(2, 19, 1)], None),
        # On the third most still stand: what becomes of them nobody knows.
        ([_line(1, 100, 60), _line(2, 60, 20, still=30), _line(3, 500, 0, still=251)], 2),
        ([_line(1, 100, 60), _line(2, 60, 0, still=60)], None),
        ([_line(1, 100, 60)], None),
        ([], None),
    ],
)
def test_the_weakest_stage_is_named_only_where_enough_deals_say_so(stages, weakest):
    assert weakest_of(stages) == weakest
