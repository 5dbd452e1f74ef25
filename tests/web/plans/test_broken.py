"""With whom a step breaks: named to whoever may see them, by the test of their own plan, with the deals behind it."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client as Browser

from headway.web.plan.shown import Shown
from headway.web.plans.asked import draft_told
from headway.web.plans.broken import Broken
from headway.web.plans.mending import broken_in_words, weak_in_words, weak_rule
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401
from tests.web.diary import rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
_CALLS = {"amount": "4", "start": "calls"}


def test_a_rep_far_below_the_others_is_named_though_the_company_s_step_is_as_usual(asks, alice, uneven):
    """
    rep | calls | meetings | of the others' calls
    Bob | 30    | 3        | 20 of 30
    Eve | 30    | 20       | 3 of 30

    Calls and meetings of two reps are four to look at.
    """
    draft = draft_told(asks(alice), _CALLS)
    broken = draft.weak.broken
    assert (draft.weak.found, broken.rep.name, broken.place, broken.looked_at) == (None, "Bob", 0, 4)
    own = draft_told(asks(alice), {**_CALLS, "for": "rep:Bob"}).weak
    assert (broken.against.link.rate, broken.against.norm_rate) == (
        own.compared[0].link.rate,
        own.compared[0].norm_rate,
    )
    assert broken.against.chance_below == own.compared[0].chance_below
    said = weak_in_words(draft).replace("\u00a0", " ")
    assert said == (
        "Too little is known to say which step is weak. With Bob 'Calls → Meetings' breaks: 10% there, 67% with the "
        "others; with over 99% certainty that is not bad luck."
    )
    assert "as that makes 4 to look at, one counts only from a certainty of 99.0% on." in weak_rule(draft)


def test_every_door_names_the_rep_and_the_page_opens_what_broke(alice, uneven, api_of, headway):  # noqa: F811
    browser = Browser()
    browser.force_login(alice)
    html = unescape(browser.get("/plan", _CALLS).content.decode())
    said, url = re.search(r"data-broken>([^<]+) <a href=\"([^\"]+)\"", html).groups()
    told = api_of(alice).get("/plan", **_CALLS).json()
    assert (told["broken"]["rep"], told["broken"]["key"]) == ("Bob", "calls")
    assert any(said in each for each in told["sentences"])
    assert said in headway("plan", "4", "--start", "calls").out
    assert len(rows_of(browser, url)) == 30


@pytest.mark.parametrize(("start", "address"), [("calls", "/numbers/deals_lost/rows?"), ("deals", "/funnel/")])
def test_where_sales_break_the_lost_deals_of_the_rep_are_opened(asks, alice, bob, uneven, start, address):
    """Of the step before the sale as well as of a stage."""
    asked = {"amount": "4", "start": start}
    draft = draft_told(asks(alice), asked)
    broken = Broken(bob, 1, draft.weak.compared[1], 4)
    shown = Shown.of(asks(alice), replace(draft, weak=replace(draft.weak, broken=broken)), asked)
    assert shown.weak.broken_url.startswith(address)
    assert f"rep={bob.pk}" in shown.weak.broken_url


def test_nobody_is_named_where_all_are_alike_or_one_is_alone(asks, alice, bob, sold):
    """Bob 12 of 30 calls, Eve 8 of 20; on Bob's own plan nobody stands beside him."""
    draft = draft_told(asks(alice), _CALLS)
    assert (draft.weak.broken, broken_in_words(draft)) == (None, "")
    assert draft_told(asks(bob), _CALLS).weak.broken is None
