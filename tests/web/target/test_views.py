"""The page of targets, and that page, command and API tell and do the same."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.web.models import Target
from headway.web.targets import writing
from tests.web.targets.conftest import wishes_for

PAGE = "/targets?metric=deals_won&year=2024"


def _held(state="draft"):
    return {
        ((each.team and each.team.name) or (each.user and each.user.name) or "Company", each.month.month): each.value
        for each in Target.objects.filter(state=state).select_related("team", "user")
    }


def _field(text, bearer, month):
    return re.search(rf'name="{bearer}/2024-{month:02}" value="([^"]*)"', text)[1]


def _approve(page, **told):
    """Approve what the page of the drafts shows."""
    seen = re.search(r'name="seen" value="([^"]*)"', page.get(PAGE).text)
    told |= {"seen": seen[1]} if seen else {}
    return page.post("/targets/approve?metric=deals_won&year=2024", told, follow=True)


def test_what_is_typed_becomes_drafts_and_holds_when_approved(browser, alice, bob, company, north, hold):
    hold("deals_won", north, {5: 12})
    page, team = browser(alice), f"team:{north.pk}"
    shown = page.get(PAGE)
    assert _field(shown.text, team, 5) == "12"
    typed = {f"{team}/2024-05": "12", f"was:{team}/2024-05": "12", "company/2024-05": "1,200", "company/2024-06": "9"}
    assert page.post(PAGE, typed).url == "/targets?metric=deals_won&year=2024&month=2024-05"
    assert _held() == {("Company", 5): 1200, ("Company", 6): 9}
    shown = page.get(PAGE).text
    assert "Approve all 2" in shown
    assert "The teams&#x27; targets add up to 12, 1,188 short of the company&#x27;s 1,200." in shown
    _approve(page)
    assert _held("approved") == {("Company", 5): 1200, ("Company", 6): 9, ("North", 5): 12}


def test_what_somebody_else_changed_meanwhile_stays(browser, alice, company, hold):
    """The page was shown with 5, which is 7 by now; nobody touched the field."""
    hold("deals_won", company, {5: 7})
    browser(alice).post(PAGE, {"company/2024-05": "5", "was:company/2024-05": "5"})
    assert (_held(), _held("approved")) == ({}, {("Company", 5): 7})


def test_a_value_that_is_no_number_is_said_and_all_stands_as_typed(browser, alice, company):
    answer = browser(alice).post(PAGE, {"company/2024-05": "many", "company/2024-06": "9"})
    assert answer.status_code == 422
    assert "&#x27;many&#x27; is not a number" in answer.text
    assert [_field(answer.text, "company", month) for month in (5, 6)] == ["many", "9"]
    assert not Target.objects.exists()


def test_a_rep_proposes_for_themselves_and_the_head_approves(browser, alice, carol, bob, north, colleagues):
    page = browser(bob)
    assert page.post("/targets/fill?metric=deals_won&year=2024", {
        "what": "spread", "whose": f"rep:{bob.pk}", "value": "24", "how": "evenly",
    }).status_code == 302  # fmt: skip
    shown = page.get(PAGE).text
    assert "Approve" not in shown
    assert "12 of them wait for somebody else's approval." in shown
    _approve(page)
    assert _held("approved") == {}
    _approve(browser(carol))
    assert _held("approved") == {("Bob", month): 2 for month in range(1, 13)}


def test_what_would_change_is_told_and_approved_one_by_one(browser, alice, bob, eve, hold, propose):
    hold("deals_won", bob, {5: 3})
    propose(bob, bob, {5: 4})
    propose(eve, eve, {5: 2})
    page = browser(alice)
    shown = page.get(PAGE).text
    assert "May 2024: 4 instead of 3, proposed by Bob on May\u00a015" in shown
    assert "May 2024: 2, proposed by Eve on May\u00a015" in shown
    _approve(page, whose=f"rep:{eve.pk}")
    assert _held("approved") == {("Bob", 5): 3, ("Eve", 5): 2}


def test_what_nobody_has_seen_is_not_approved(browser, alice, bob, eve, now, propose, asks):
    """
    Alice's page was shown before one o'clock with two drafts; at a quarter past one Eve changes hers, and Bob adds one.
    """
    propose(bob, bob, {5: 4})
    propose(eve, eve, {5: 2})
    page = browser(alice)
    seen = re.search(r'name="seen" value="([^"]*)"', page.get(PAGE).text)[1]
    for rep, months in ((eve, {5: 200}), (bob, {6: 5})):
        late = replace(asks(rep), now=now + timedelta(minutes=75))
        writing.propose(late, wishes_for("deals_won", rep, months))
    done = page.post("/targets/approve?metric=deals_won&year=2024", {"seen": seen}, follow=True).text
    assert (_held("approved"), _held()) == ({("Bob", 5): 4}, {("Eve", 5): 200, ("Bob", 6): 5})
    assert "1 target is approved." in done
    assert "2 drafts came or changed since you opened this page. Look at them first." in done


@pytest.mark.parametrize("told", [{}, {"seen": "now"}, {"seen": "0001-01-01"}])
def test_whoever_does_not_say_what_was_seen_approves_nothing(browser, alice, bob, propose, told):
    propose(bob, bob, {5: 4})
    done = browser(alice).post("/targets/approve?metric=deals_won&year=2024", told, follow=True).text
    assert (_held("approved"), _held()) == ({}, {("Bob", 5): 4})
    assert "1 draft came or changed since you opened this page. Look at it first." in done


def test_sharing_out_copying_and_taking_back(browser, alice, company, north, south, bob, eve, hold):
    hold("deals_won", company, {5: 9})
    hold("deals_won", north, {7: 10}, 2023)
    page = browser(alice)
    fill = "/targets/fill?metric=deals_won&year=2024"
    page.post(fill, {"what": "share", "whose": "company", "how": "evenly"})
    page.post(fill, {"what": "copy", "basis": "targets", "percent": "10 %"})
    assert _held() == {("North", 5): 5, ("South", 5): 4, ("North", 7): 11}
    page.post("/targets/drop?metric=deals_won&year=2024")
    assert _held() == {}


def test_a_file_goes_out_changed_and_in_again(browser, alice, company, hold):
    hold("deals_won", company, {5: 9})
    page = browser(alice)
    content = page.get(f"{PAGE}&format=csv").content.replace(b"2024-05,9", b"2024-05,11")
    page.post("/targets/file?metric=deals_won&year=2024", {"file": SimpleUploadedFile("targets.csv", content)})
    assert _held() == {("Company", 5): 11}


def test_what_is_reached_opens_its_rows(browser, alice, bob, diary):
    shown = browser(alice).get(PAGE).text
    urls = [each.replace("&amp;", "&") for each in re.findall(r'href="(/numbers/deals_won/rows[^"]*)"', shown)]
    assert f"/numbers/deals_won/rows?period=2024-05-01..2024-06-01&rep={bob.pk}" in urls
    assert browser(alice).get(urls[0]).status_code == 200


@pytest.mark.parametrize("query", ["year=soon", "month=soon", "metric=win_rate_of_closed", "year=2031"])
def test_other_words_of_the_address(browser, alice, company, query):
    assert browser(alice).get(f"/targets?{query}").status_code == (400 if query == "year=soon" else 200)


def test_three_doors_tell_the_same(browser, headway, api_of, carol, north, bob, eve, diary, hold, propose):
    """Carol's year of won deals, by page, file, command and API."""
    hold("deals_won", north, {4: 3, 5: 4})
    hold("deals_won", bob, {5: 3})
    propose(bob, bob, {5: 2})
    api = api_of(carol).get("/targets", metric="deals_won", year="2024").json()
    said = headway("targets", "show", "deals_won", "--year", "2024", "--as", "carol@example.com")
    page = browser(carol).get(PAGE).text
    sentence = "North: the reps' targets add up to 2, 2 short of the team's 4."
    assert api["sentences"][0] == sentence
    assert sentence in said.lines
    assert sentence.replace("'", "&#x27;") in page
    rows = {row["name"]: row["months"] for row in api["rows"]}
    assert rows["Bob"][4] == {"month": "2024-05-01", "approved": "3", "draft": "2", "reached": "1"}
    assert next(each.split() for each in said.lines if "Bob" in each)[:7] == ["Bob", "target", *"––––", "2*"]
    assert _field(page, f"rep:{bob.pk}", 5) == "2"
    exported = headway("targets", "export", "deals_won", "--year", "2024", "--as", "carol@example.com").out
    assert exported == browser(carol).get(f"{PAGE}&format=csv").content.decode("utf-8-sig")
    states = [line["state"] for line in csv.DictReader(io.StringIO(exported))]
    assert states == ["approved", "approved", "approved", "draft"]


def test_three_doors_do_the_same(headway, api_of, alice, carol, bob, company, north, colleagues, tmp_path):
    as_bob, as_carol = ("--as", "bob@example.com"), ("--as", "carol@example.com")
    assert headway("targets", "propose", "Deals won", "mine", "2024-05", "3", *as_bob).out == "1 month changed.\n"
    refused = headway("targets", "set", "deals_won", "mine", "2024-05", "3", *as_bob)
    assert refused.err == "headway: The role of Bob does not allow this.\n"
    assert headway("targets", "approve", *as_carol).out == "1 target is approved.\n"
    put = api_of(bob).put("/targets", {"targets": [
        {"metric": "deals_won", "whose": "mine", "month": "2024-06", "value": "4"},
    ]})  # fmt: skip
    assert put.json() == {"changed": 1}
    assert api_of(carol).post("/targets/approve", {"metric": "deals_won"}).json() == {"changed": 1}
    assert _held("approved") == {("Bob", 5): 3, ("Bob", 6): 4}
    assert headway("targets", "set", "sales_volume", "team:North", "2024-05", "1,500").out == "The target holds.\n"
    assert Target.objects.get(team=north).value == 1500_00
    assert headway("targets", "set", "sales_volume", "team:North", "2024-05").out == "The target is taken back.\n"
    headway("targets", "spread", "deals_won", "team:North", "36", "--year", "2024")
    assert headway("targets", "share", "deals_won", "team:North", "--year", "2024").out == "36 months changed.\n"
    fill = {"metric": "deals_won", "year": "2025", "what": "copy", "percent": "1e30", "basis": "targets"}
    assert 400 <= api_of(alice).post("/targets/fill", fill).status_code < 500
    fill["percent"] = 100
    assert api_of(alice).post("/targets/fill", fill).json() == {"changed": 2}
    assert api_of(alice).post("/targets/drop", {"year": "2025"}).json() == {"changed": 2}
    headway("targets", "copy", "deals_won", "--year", "2025", "--plus", "100")
    assert headway("targets", "drop", "deals_won", "--year", "2025").out == "2 drafts are taken back.\n"
    assert headway("targets").lines[-1].split() == ["Deals", "won", "2", "48"]
    file = tmp_path / "targets.csv"
    file.write_text("metric,whose,month,value\ndeals_won,company,2024-05,40\n")
    assert headway("targets", "import", str(file), "--approve").out == "1 month changed.\n"
    assert headway("targets", "import", str(tmp_path / "none.csv")).code != 0
    assert "tells how much is done" in headway("targets", "set", "calls", "company", "2024-05", "9").err


def test_a_target_leads_to_what_it_takes(browser, alice, carol, bob, north, company, hold, diary):
    """
    May is the month of the page; June and the quarter have a target too for the North alone.
    """
    hold("deals_won", company, {5: 40})
    hold("deals_won", north, {4: 9, 5: 10, 6: 11})
    doors = r'<a class="list-link" href="(/plan[^"]+)"><span class="list-words"><b>([^<]+)</b><small>([^<]+)'
    found = [(name, days) for _url, name, days in re.findall(doors, browser(alice).get(PAGE).text)]
    assert [(name, re.sub(r"\s", " ", days)) for name, days in found] == [
        ("The company: 40", "May 1 – 31, 2024"),
        ("North: 10", "May 1 – 31, 2024"),
        ("North: 30", "Apr 1 – Jun 30, 2024"),
    ]
    ((url, *_words), *_more) = re.findall(doors, browser(carol).get(f"{PAGE}&month=2024-06").text)
    assert 'value="11"' in browser(carol).get(url.replace("&amp;", "&")).text
    for who, address in ((alice, f"{PAGE}&month=2024-01"), (alice, "/targets?metric=new_leads"), (bob, PAGE)):
        assert "What must we do for it?" not in browser(who).get(address).text
