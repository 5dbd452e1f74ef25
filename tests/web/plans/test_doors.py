"""A plan is the same by page, API, command and assistant; the page says it in words and adopts it."""

import json
import re

import pytest
from django.test import Client as Browser

from headway.web.models import Plan
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401

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
