"""The lists of next steps, for a rep and for a team, and what one tap does."""

import re
import uuid
from datetime import timedelta

import pytest

from headway.web.agenda import Agenda
from headway.web.log import NewContact, drop_step, log_contact, open_client, open_deal
from headway.web.models import NextStep
from tests.web.diary import told

LISTS = ("overdue", "today", "coming", "missing")


def _counts(page):
    """Return the numbers on the tabs."""
    tabs = re.search(r'<nav class="tabs"[^>]*>(.*?)</nav>', page, re.DOTALL).group(1)
    names, counts = re.findall(r"list=(\w+)", tabs), re.findall(r'badge num">(\d+)', tabs)
    return dict(zip(names, map(int, counts), strict=True))


def test_a_rep_sees_what_is_due_overdue_coming_and_missing(browser, bob, carol, agree, funnel, now):
    """
    rep   | due       | about
    Bob   | Monday    | Two pumps
    Bob   | Wednesday | Two pumps
    Bob   | Thursday  | Two pumps
    Bob   |           | Ten pipes
    Carol | Wednesday | Two pumps
    """
    agree(-2, what="Send the offer")
    agree(0, at=now.replace(hour=14))
    agree(1)
    agree(0, rep=carol)
    pipes = open_deal(open_client("Pipe Ltd", by=bob, now=now), name="Ten pipes", by=bob, now=now)
    page = browser(bob).get("/steps").text
    assert _counts(page) == {"today": 1, "overdue": 1, "coming": 1, "missing": 1}
    assert "Today, 4:00 PM" in told(page)
    assert "Send the offer" in told(browser(bob).get("/steps?list=overdue").text)
    missing = browser(bob).get("/steps?list=missing").text
    assert "Ten pipes" in missing
    assert f"/steps/new?deal={pipes.pk}" in missing


def test_a_head_of_sales_sees_the_team_by_rep(browser, bob, carol, eve, agree, now):
    """
    rep   | overdue | today
    Bob   | 1       | 1
    Carol |         | 1
    """
    agree(-2)
    agree(0)
    agree(0, rep=carol)
    page = browser(carol).get("/steps?list=today").text
    assert _counts(page) == {"today": 2, "overdue": 1, "coming": 0, "missing": 0}
    lines = {line.rep.name: (line.counts.overdue, line.counts.today) for line in Agenda(carol, now.date()).by_rep()}
    assert lines == {"Bob": (1, 1), "Carol": (0, 1)}
    assert _counts(browser(carol).get(f"/steps?list=today&rep={bob.pk}").text)["today"] == 1
    assert browser(carol).get(f"/steps?rep={eve.pk}").status_code == 404


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_lists_are_those_of_a_plain_count(bob, agree, now, days):
    """Each open step is on one list, whichever day it is."""
    steps = [agree(day) for day in (-3, -1, 0, 0, 1, 5)]
    drop_step(steps[0], by=bob, now=now)
    today = now.date() + timedelta(days=days)
    open_steps = [step for step in steps if step.end is None]
    plain = {
        "overdue": [step for step in open_steps if step.due_on < today],
        "today": [step for step in open_steps if step.due_on == today],
        "coming": [step for step in open_steps if step.due_on > today],
    }
    agenda = Agenda(bob, today, bob)
    assert {name: list(agenda.steps(name)) for name in plain} == plain
    counts = agenda.counts()
    assert [getattr(counts, name) for name in plain] == [len(found) for found in plain.values()]


def test_a_deal_misses_a_next_step_while_it_is_open_and_has_none(bob, deal, stage, agree, now):
    agenda = Agenda(bob, now.date(), bob)
    assert list(agenda.missing()) == [deal]
    step = agree()
    assert list(agenda.missing()) == []
    drop_step(step, by=bob, now=now)
    assert list(agenda.missing()) == [deal]
    won = NewContact(
        uid=uuid.uuid4(), client=deal.client, deal=deal, rep=bob, kind="call", happened_at=now, stage_after=stage["Won"]
    )
    log_contact(won, by=bob, now=now)
    assert list(agenda.missing()) == []


def test_one_tap_moves_it_to_another_day_at_the_same_time(browser, bob, agree, now):
    step = agree(-1, at=now.replace(day=14, hour=7), what="Show it")
    page = browser(bob).get("/steps?list=overdue").text
    days = re.findall(r'name="day" value="([^"]+)"', page)
    assert days == ["2024-05-16", "2024-05-22", "2024-05-29"]
    answer = browser(bob).post(f"/steps/{step.pk}/move", {"day": days[0], "next": "/steps?list=overdue"})
    assert answer.headers["Location"] == "/steps?list=overdue"
    moved = NextStep.objects.get(end=None)
    assert (moved.due_at, moved.what) == (now.replace(day=16, hour=7), "Show it")


def test_a_step_moved_meanwhile_says_so_and_stays_once(browser, bob, agree):
    step = agree()
    page = None
    for _ in range(2):
        page = browser(bob).post(f"/steps/{step.pk}/move", {"day": "2024-05-20"}, follow=True).text
    assert "was moved to another day" in page
    assert NextStep.objects.count() == 2


def test_it_is_dropped_and_opened_again(browser, bob, agree):
    step = agree()
    assert "Dropped: the next step with Pump Ltd." in browser(bob).post(f"/steps/{step.pk}/drop", follow=True).text
    assert "Open it again" in browser(bob).get(f"/steps/{step.pk}").text
    browser(bob).post(f"/steps/{step.pk}/reopen")
    step.refresh_from_db()
    assert step.end is None


def test_log_it_opens_the_form_with_the_client_the_deal_and_the_kind(browser, bob, agree, deal):
    step = agree()
    page = browser(bob).get("/steps").text
    (address,) = set(re.findall(r'href="(/contacts/new\?[^"]+)"', page)) - {"/contacts/new"}
    form = browser(bob).get(address.replace("&amp;", "&")).text
    assert f"keeps={step.pk}" in address
    assert re.search(r'value="meeting"[^>]* checked', form)


def test_carol_agrees_a_step_for_bob_with_a_time_of_her_day(browser, carol, bob, deal, now):
    """Three in the afternoon in Budapest is one o'clock in London."""
    form = {
        "uid": uuid.uuid4(), "deal": deal.pk, "kind": "demo", "day": "2024-05-17", "time": "15:00", "rep": bob.pk,
    }  # fmt: skip
    answer = browser(carol).post("/steps/new", form)
    assert answer.headers["Location"] == "/steps"
    step = NextStep.objects.get()
    assert (step.rep, step.due_at, step.deal) == (bob, now.replace(day=17, hour=13), deal)


def test_what_the_log_refuses_stands_on_the_form(browser, bob, deal):
    form = {"uid": uuid.uuid4(), "deal": deal.pk, "kind": "call", "day": "2044-05-17"}
    answer = browser(bob).post("/steps/new", form)
    assert answer.status_code == 422
    assert "more than five years ahead" in answer.text


def test_the_pages_of_client_deal_and_day_show_it(browser, bob, agree, deal):
    agree(what="Show the valve")
    for address in ("/", f"/clients/{deal.client_id}", f"/deals/{deal.pk}"):
        assert "Show the valve" in browser(bob).get(address).text, address


def test_an_analyst_sees_the_lists_and_changes_nothing(browser, ann, agree):
    step = agree()
    page = browser(ann).get("/steps").text
    assert "Pump Ltd" in page
    assert "/drop" not in page
    assert browser(ann).post(f"/steps/{step.pk}/drop").status_code == 403
