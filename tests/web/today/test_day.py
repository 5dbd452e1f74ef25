"""A rep's day on its page, on the start page and by mail; the doors say the same."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail

from headway.web.api.tokens import make_token
from headway.web.asking import Asker
from headway.web.jobs import queue
from headway.web.log import NewContact, NewStep, log_contact, open_client, set_step
from headway.web.models import Plan, PlanNeed, User
from headway.web.review.jobs import lines_of
from headway.web.today.jobs import send_plans
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name


@pytest.fixture
def day(alice, bob, funnel, company, now):
    """Ten calls from Monday to Friday; three on Monday, one today; one step is overdue."""
    plan = Plan.objects.create(
        goal="deals_won", amount=1, starts_on=date(2024, 5, 13), ends_on=date(2024, 5, 18), scope="company",
        certainty=Decimal("0.8"), chain=[], made_by=alice, adopted_at=datetime(2024, 5, 13, tzinfo=UTC),
    )  # fmt: skip
    PlanNeed.objects.create(plan=plan, user=bob, metric="calls", needed=10)
    client = open_client("Pump Ltd", by=bob, now=now)
    for days_ago in (2, 2, 2, 0):
        at = now - timedelta(days=days_ago)
        new = NewContact(uid=uuid.uuid4(), client=client, deal=None, rep=bob, kind="call", happened_at=at)
        log_contact(new, by=bob, now=at)
    late = open_client("Late Ltd", by=bob, now=now)
    set_step(
        NewStep(uuid.uuid4(), "visit", now.date() - timedelta(days=1)), client=late, deal=None, rep=bob, by=bob, now=now
    )


def _words(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").split())


def test_a_rep_reads_what_is_needed_done_and_left_and_whom_to_contact(browser, bob, day):
    """Seven are left for three days: three today, of which one is done."""
    page = browser(bob).get("/day")
    words = _words(page.text)
    assert "Still to do today: Calls: 2." in words
    assert "needed 3 done 1 left 2" in words
    assert "6 of 10 left until May 17, over 3 days" in words
    assert re.findall(r'data-why="(\w+)"', page.text) == ["overdue"]
    assert "visit, agreed for May 14, 1 day late" in words
    url = re.search(r'href="(/numbers/calls/rows[^"]+)"', page.text)[1].replace("&amp;", "&")
    assert browser(bob).get(url).status_code == 200


def test_where_deals_are_behind_every_door_offers_the_plan_anew(browser, client, bob, day, now, headway):  # noqa: F811
    """Ten deals from Monday to Friday, none is won: on Wednesday even steps would make it four."""
    PlanNeed.objects.create(plan=Plan.objects.get(), user=bob, metric="deals_won", needed=10)
    page = browser(bob).get("/day").text
    assert "4 deals behind: 0 won so far" in _words(page)
    assert "wanted 10 won 0 left 10" in _words(page)
    url = re.search(r'<a class="btn" href="(/plan[^"]+)"', page)[1].replace("&amp;", "&")
    assert 'required value="10"' in browser(bob).get(url).text
    _token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    told = client.get("/api/v1/today", headers={"Authorization": f"Bearer {text}"}).json()
    part = {"goal": "deals_won", "amount": "10", "period": "2024-05-15..2024-05-18", "for": f"rep:{bob.pk}"}
    assert part.items() <= told["again"].items()
    deals = next(each for each in told["needs"] if each["is_result"])
    assert (deals["needed"], deals["left"], deals["short"], deals["total"]) == (0, 0, 4, "10.00")
    said = headway("today", "--as", bob.email).out
    assert "Work the plan out anew: headway plan 10 --goal deals_won" in said
    assert "4 deals behind" in said


def test_the_start_page_loads_the_card_alone(browser, bob, day):
    assert 'hx-get="/day"' in browser(bob).get("/").text
    card = browser(bob).get("/day", headers={"HX-Request": "true"})
    assert card.text.lstrip().startswith("<div")


def test_an_overdue_step_stands_once_on_the_start_page(browser, bob, day):
    """The page, and the two cards that it loads; the plan of the day by itself names it too."""
    page = browser(bob).get("/").text
    plan = browser(bob).get("/day", headers={"HX-Request": "true"}).text
    logging = browser(bob).get("/contacts/new?card=1", headers={"HX-Request": "true"}).text
    assert (page.count("Yesterday"), page.count("Late Ltd"), plan.count("Late Ltd")) == (1, 1, 0)
    # Whoever is due stands first among those to log, without being told so once more.
    assert "Late Ltd" in logging
    assert "was due on" not in logging
    assert "was due on" in browser(bob).get("/contacts/new?card=1&q=Late").text
    assert "Late Ltd" in browser(bob).get("/day").text


def test_whoever_leads_reads_a_line_for_each_rep(browser, carol, alice, bob, eve, day):
    words = _words(browser(carol).get("/day").text)
    assert "Bob Still to do today: Calls: 2. Needed: Calls: 3." in words
    assert "Eve No plan" not in words
    assert "No plan is in force for this day." in _words(browser(alice).get("/day").text)


def test_on_a_day_off_whoever_leads_reads_what_the_next_working_day_needs(browser, client, carol, day, now, headway):  # noqa: F811
    """On Saturday six calls are left for the nine working days from Tuesday on; Monday is a holiday in Hungary."""
    Plan.objects.update(ends_on=date(2024, 6, 1))
    with time_machine.travel(now + timedelta(days=3), tick=False):
        words = _words(browser(carol).get("/day").text)
        _token, text = make_token(carol, "Phone", ["read"], by=carol, now=now)
        told = client.get("/api/v1/today/reps", headers={"Authorization": f"Bearer {text}"}).json()
        said = headway("today", "--as", carol.email).out
    assert "What each rep needs on Tuesday, May 21, 2024" in words
    assert "Bob Needed: Calls: 1." in words
    assert [(each["day"], each["sentence"]) for each in told] == [("2024-05-21", "Needed: Calls: 1.")]
    assert "What each rep needs on Tuesday, May 21, 2024:" in said


def test_the_api_tells_the_same(client, bob, day, now):
    _token, text = make_token(bob, "Phone", ["read"], by=bob, now=now)
    told = client.get("/api/v1/today", headers={"Authorization": f"Bearer {text}"}).json()
    assert {name: told["needs"][0][name] for name in ("metric", "needed", "done", "left", "days_left")} == {
        "metric": "calls", "needed": 3, "done": "1", "left": 2, "days_left": "3",
    }  # fmt: skip
    assert [(each["client"]["name"], each["reasons"][0]["why"]) for each in told["first"]] == [("Late Ltd", "overdue")]
    assert told["streak"] == 0


@pytest.fixture
def strike(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(queue, "runner", lambda: queue.run_job)

    def struck(clock, day=15):
        with django_capture_on_commit_callbacks(execute=True):
            send_plans(datetime.fromisoformat(f"2024-05-{day}T{clock}").replace(tzinfo=UTC))

    return struck


def test_the_plan_for_tomorrow_comes_once_at_the_reps_hour(strike, bob, eve, day):
    """Six in the evening of Budapest, unless set otherwise; Eve has no plan. Six calls are left for two days."""
    for clock in ("15:59", "16:00", "16:30", "19:30"):
        strike(clock)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["bob@example.com"], "Plan for May 16")
    assert "Calls: 3 6 of 10 left until May 17, over 2 days" in _words(sent.body)
    assert "Late Ltd visit, agreed for May 14" in _words(sent.body)


@pytest.mark.parametrize(("hour", "day_struck"), [(None, 15), (18, 18), (18, 17)])
def test_it_may_be_switched_off_and_needs_a_plan_and_a_working_day(strike, bob, day, hour, day_struck):
    """The 18th is a Saturday; on Friday the 17th no plan is in force for the next working day."""
    User.objects.filter(pk=bob.pk).update(plan_hour=hour)
    strike("16:00", day_struck)
    assert mail.outbox == []


def test_the_evening_review_says_what_the_next_day_needs_of_each_rep(carol, bob, company, day, now):
    assert [(line.name, line.plan) for line in lines_of(Asker(carol, company, now))] == [
        ("Bob", "May\u00a016 needs Calls: 3")
    ]


def test_a_rep_sets_the_hour_in_the_profile(browser, bob, carol):
    assert 'name="plan_hour"' not in browser(carol).get("/profile").text
    page = browser(bob)
    assert '<option value="18" selected>' in page.get("/profile").text
    page.post("/profile/reminders", {"plan_hour": ""})
    bob.refresh_from_db()
    assert bob.plan_hour is None
