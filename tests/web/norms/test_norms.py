"""The page of norms: its numbers are the report's, for everybody the same, and lead to the deals they rest on."""

import re
from datetime import date
from html import unescape

import pytest

from headway.reports.norms import NormsQuestion
from headway.reports.norms import norms as report_of
from headway.web.facts import get_store
from headway.web.models import Segment
from tests.web.diary import told

pytestmark = pytest.mark.any_database

_CELL = re.compile(
    r'data-measure="(\w+)" data-low="(\w+)" data-middle="(\w+)" data-high="(\w+)" data-deals="(\d+)" '
    r'data-borrowed="([\d.]+|None)"'
)


def shown(page: str) -> list[tuple[str, ...]]:
    return _CELL.findall(page)


def of_report(as_of: date, months: int | None = 24) -> list[tuple[str, ...]]:
    lines = report_of(get_store(), NormsQuestion(as_of=as_of, months=months)).lines
    return [
        (norm.measure.value, *map(str, (norm.low, norm.middle, norm.high, norm.deals, norm.borrowed)))
        for line in lines
        for norm in line.norms
    ]


@pytest.mark.parametrize("who", ["alice", "carol", "bob", "eve", "ann"])
def test_everybody_sees_the_norms_of_the_whole_company(page, request, who):
    html = page(request.getfixturevalue(who), "/norms")
    assert shown(html) == of_report(date(2024, 5, 15))
    assert ("days", "2", "7", "12", "12", "0") in shown(html)
    assert "Bob 1" not in html


def test_the_marks_are_read_out_beside_the_strip(page, alice):
    words = told(page(alice, "/norms"))
    assert "One in ten takes at most 2, half take at most 7, nine in ten at most 12. mean 6.5" in words


def test_last_quarters_norms_are_those_of_its_last_day(page, alice):
    html = page(alice, "/norms?as_of=last+quarter")
    assert shown(html) == of_report(date(2024, 3, 31))
    assert "as of Mar 31, 2024" in told(html)
    before = told(page(alice, "/norms?as_of=2023"))
    assert "No deal was won in this time" in before


def test_other_months_are_other_deals(page, alice):
    """In the month up to 10 April three deals were won: too few to say anything."""
    html = page(alice, "/norms?as_of=2024-04-10&months=1")
    assert {cell[1:4] for cell in shown(html)} == {("None", "None", "None")}
    assert {cell[4] for cell in shown(html)} == {"3"}
    assert "unknown" in told(html)


def test_the_flagged_deals_are_one_click_away(page, alice):
    html = page(alice, "/norms?as_of=2024-05-15")
    assert "3 of 4 open deals are past their norm" in told(html)
    link = re.search(r'href="([^"]+)" data-past="3"', html)
    assert link is not None
    listed = page(alice, unescape(link[1]))
    assert sorted(re.findall(r'data-deal="(\d+)"', listed)) == sorted(_ids(page, alice, "past=yes"))


def test_each_count_opens_as_many_won_deals(page, alice, bob):
    html = page(alice, "/norms")
    links = re.findall(r'href="(/norms/won[^"]+)">(\d+)<', html)
    assert links
    for url, count in links:
        assert f'data-total="{count}"' in page(alice, unescape(url))


def test_a_segment_with_few_deals_says_how_much_is_borrowed(page, alice, deals):
    segment = Segment.objects.create(name="Plant")
    client = deals["Bob 3"].client
    client.segment = segment
    client.save()
    get_store().rebuild()
    words = told(page(alice, "/norms"))
    assert re.search(r"Plant 1 .*92% borrowed", words), words


@pytest.mark.parametrize("query", ["months=soon", "months=0", "as_of=someday", "segment=Mars"])
def test_what_cannot_be_asked_is_answered_with_a_sentence(page, alice, query):
    page(alice, f"/norms?{query}", status=400)


def test_a_company_without_any_record_is_told_what_to_do_first(client, funnel, alice):
    client.force_login(alice)
    assert "Nothing is measured yet" in told(client.get("/norms").content.decode())


@pytest.mark.parametrize("language", ["ru", "hu"])
def test_other_languages_write_the_same_numbers(page, alice, language):
    english = shown(page(alice, "/norms"))
    alice.language = language
    alice.save()
    assert shown(page(alice, "/norms")) == english


def _ids(page, user, query: str) -> list[str]:
    return re.findall(r'data-deal="(\d+)"', page(user, f"/norms/open?{query}"))
