"""A plan is the same by page, API, command and assistant; the page says it in words and adopts it."""

import json
import re

import pytest
from django.test import Client as Browser
from django.utils import translation

from headway.web.api.backwards import KeptPlanOut
from headway.web.models import Plan
from headway.web.plans.asked import draft_told
from headway.web.plans.keeping import adopt
from headway.web.plans.steps import call_steps
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401
from tests.web.diary import rows_of
from tests.web.plans.conftest import joins

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["alice", "bob"])
def test_every_door_gives_the_same_plan(name, request, api_of, headway, sold):  # noqa: F811
    user = request.getfixturevalue(name)
    told = api_of(user).get("/plan", amount="4", certainty="90").json()
    words = ("plan", "4", "--certainty", "90", "--as", user.email)
    assert json.loads(headway(*words, "--json").out) == told
    browser = Browser()
    browser.force_login(user)
    html = browser.get("/plan?amount=4&certainty=90").content.decode()
    assert re.search(r'<data value="(\d+)" data-tries>', html)[1] == str(told["tries"])
    assert told["answer"] in headway(*words).out
    assert sum(each["needed"] for each in told["reps"]) == pytest.approx(told["tries"], abs=0.05)


def test_a_plan_is_adopted_and_dropped_by_api_and_command(api_of, headway, bob, sold):  # noqa: F811
    kept = api_of(bob).post("/plans", {"amount": "2"}).json()
    assert [each["id"] for each in api_of(bob).get("/plans").json()] == [kept["id"]]
    assert kept["chain"][0]["tried"] == 30
    headway("plan", "--drop", str(kept["id"]), "--as", bob.email)
    headway("plan", "3", "--adopt", "--as", bob.email)
    (now,) = json.loads(headway("plan", "--json", "--as", bob.email).out)
    assert (now["total"], now["whom"]) == ("3", "Bob")
    assert "To win 3 deals  Bob  Jul 1 – Sep 30, 2024" in headway("plan", "--as", bob.email).out.replace("\u00a0", " ")
    assert api_of(bob).delete(f"/plans/{now['id']}").status_code == 204
    assert "plan 50" in headway("plan", "--as", bob.email).out


def test_the_page_says_the_answer_and_what_it_rests_on_and_adopts_it(alice, sold):
    browser = Browser()
    browser.force_login(alice)
    html = browser.get("/plan?amount=4").content.decode()
    assert "To win 4 deals by Sep 30, 2024 with 80% certainty:" in html.replace("\u00a0", " ")
    assert re.search(r'<a href="/numbers/meetings/rows\?[^"]+">20</a> of <a href="[^"]+">50</a>', html)
    assert browser.post("/plan/adopt", {"amount": "4"}).status_code == 302
    plan = Plan.objects.get()
    assert f"/plan/{plan.pk}/drop" in browser.get("/plan").content.decode()
    assert browser.post(f"/plan/{plan.pk}/drop").status_code == 302
    assert Plan.objects.get().dropped_at is not None


def test_a_plan_of_an_earlier_day_is_shown_and_not_adopted(alice, sold):
    browser = Browser()
    browser.force_login(alice)
    words = {"amount": "4", "as_of": "2024-04-30"}
    adopting = 'action="/plan/adopt"'
    assert adopting in browser.get("/plan?amount=4").content.decode()
    assert adopting not in browser.get("/plan", words).content.decode()
    refused = browser.post("/plan/adopt", words)
    assert (refused.status_code, Plan.objects.count()) == (422, 0)
    assert "leave the earlier day out" in refused.content.decode()


@pytest.mark.parametrize("start", ["calls", "deals"])
def test_the_links_of_a_plan_in_force_are_called_in_the_language_of_whoever_reads(asks, bob, sold, start):
    draft = draft_told(asks(bob), {"amount": "2", "start": start})
    plan = adopt(asks(bob), draft)
    assert "label" not in plan.chain[0]
    assert [each["label"] for each in KeptPlanOut.of(plan).chain] == [each.label for each in draft.case.history.steps]
    with translation.override("hu"):
        said = [each["label"] for each in KeptPlanOut.of(plan).chain]
        if start == "calls":
            assert said == [each.label for each in call_steps()] != [each.label for each in draft.case.history.steps]


def test_what_nobody_can_say_is_null(api_of, bob, sold):  # noqa: F811
    told = api_of(bob).get("/plan", amount="100000", goal="sales_volume").json()
    assert (told["tries"], told["plain_chance"], told["pace_chance"]) == (None, None, None)
    assert {each["plain"] for each in told["links"]} == {None}


def test_the_counts_of_a_team_open_the_rows_of_whoever_is_in_it_now(alice, eve, north, sold):
    """
    Eve came to the North in May: her 20 calls of March are among its 50.
    """
    joins(eve, north)
    browser = Browser()
    browser.force_login(alice)
    html = browser.get("/plan", {"amount": "4", "for": "team:North"}).content.decode()
    (address,) = re.findall(r'<a href="(/numbers/calls/rows\?[^"]+)">50</a>', html)
    assert len(rows_of(browser, address.replace("&amp;", "&"))) == 50


def test_a_wish_that_makes_no_sense_is_answered_on_the_page(alice, sold):
    browser = Browser()
    browser.force_login(alice)
    page = browser.get("/plan?amount=many")
    assert page.status_code == 422
    assert "is not a number" in page.content.decode()
    assert browser.post("/plan/adopt", {"amount": "many"}).status_code == 422


def test_stages_open_the_deals_that_were_lost_on_them(alice, sold):
    browser = Browser()
    browser.force_login(alice)
    html = browser.get("/plan?amount=4&start=deals").content.decode()
    for address in set(re.findall(r'<a href="(/[^"]+rows[^"]*)"', html)):
        assert browser.get(address.replace("&amp;", "&")).status_code == 200
