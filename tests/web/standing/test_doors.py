"""Where we stand, through every door: the page, the API, the command, the weekly mail; all say the same."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.test import Client as Browser

from headway.planning.links import Link
from headway.planning.weak import Against
from headway.web.aims import letter
from headway.web.aims.jobs import send_standings
from headway.web.aims.keeping import send_standing
from headway.web.jobs import queue
from headway.web.log import open_deal
from headway.web.models import Aim, AuditEntry, Plan, StandingMail, TakenIndicator, Target
from headway.web.plans.asked import draft_told
from headway.web.plans.mending import weak_in_words
from headway.web.plans.wishes import Norm
from headway.web.programmes.keeping import start_programme
from tests.web.aims.conftest import MONDAY
from tests.web.diary import told, write

pytestmark = pytest.mark.usefixtures("half_a_year")
AIM = {"indicator": "sales_volume", "value": "7,000", "by": "2024-06-09"}
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def browser(alice):
    found = Browser()
    found.force_login(alice)
    return found


def _verdict(page):
    found = re.search(r'class="aim-verdict[^"]*">([^<]+)<', page.content.decode())
    return unescape(found[1]).replace("\u00a0", " ")


def test_all_doors_say_the_same(browser, api_of, headway, alice, sells):
    """Set on Monday through the page, looked at on the Monday after."""
    assert browser.post("/standing", AIM).status_code == 302
    sells(MONDAY.date(), 2000)
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        page = browser.get("/standing")
        told = api_of(alice).get("/standing").json()["aims"][0]
        said = headway("standing")
    assert _verdict(page) == told["sentence"].replace("\u00a0", " ") == said.lines[0]
    assert re.search(
        r'<data value="200000"><a class="figure num" href="[^"]*/sales_volume/rows\?', page.content.decode()
    )
    assert (told["value"], told["actual"], told["baseline"], told["counted_until"]) == (
        "700000.000000", "200000", "600000", "2024-05-20",
    )  # fmt: skip
    assert told["low"] < told["likely"] < told["high"]
    assert 0 < told["chance"] < 1
    assert said.lines[1].strip().startswith("If things go on as they did: about")


def test_an_aim_is_set_and_ended_through_each_door(browser, api_of, headway, alice):
    by_api = api_of(alice).post("/aims", {"indicator": "conversion", "value": "30%", "by": "2024-07-01"})
    assert (by_api.status_code, by_api.json()["value"]) == (201, "0.3")
    said = headway("standing", "aim", "sales_margin", "1000")
    assert said.lines[0].startswith("Sales margin: nobody can tell yet whether €1,000 will be reached by Jul 12, 2024.")
    assert browser.post("/standing", AIM | {"by": "2024-05-14"}).status_code == 422
    assert "too near" in browser.post("/standing", AIM | {"by": "2024-05-14"}).content.decode()
    assert "is not a number here" in browser.post("/standing", AIM | {"value": "much"}).content.decode()
    assert Aim.objects.filter(ended_at=None).count() == 2
    assert headway("standing", "end", "sales_margin").out == "This aim is closed. The audit trail keeps it.\n"
    assert headway("standing", "end", "sales_margin").err == "headway: There is no aim for 'sales_margin'.\n"
    left = Aim.objects.get(ended_at=None)
    assert api_of(alice).delete(f"/aims/{left.pk}").status_code == 204
    assert browser.post(f"/standing/aims/{left.pk}/end").status_code == 302
    assert browser.post("/standing/aims/999999/end").status_code == 404
    assert not Aim.objects.filter(ended_at=None).exists()


def test_an_aim_may_begin_on_another_day_through_each_door(browser, api_of, headway, alice, asks):
    """Today is 13 May 2024; the plan of the company is of June."""
    Plan.objects.create(
        goal="sales_volume", amount=700_000, starts_on=date(2024, 6, 1), ends_on=date(2024, 7, 1), scope="company",
        certainty="0.8", chain=[], made_by=alice, adopted_at=asks(alice).now,
    )  # fmt: skip
    link = re.search(r'href="/standing(\?[^"]+)#set">', browser.get("/standing").content.decode())[1]
    filled = browser.get(f"/standing{unescape(link)}").content.decode()
    assert [re.search(rf'name="{name}" value="([^"]*)"', filled)[1] for name in ("value", "since", "by")] == [
        "7000", "2024-06-01", "2024-06-30",
    ]  # fmt: skip
    assert browser.post("/standing", AIM | {"since": "2024-06-01", "by": "2024-06-30"}).status_code == 302
    assert "#set" not in browser.get("/standing").content.decode()
    asked = {"indicator": "new_leads", "value": "9", "since": "2024-05-01", "by": "2024-06-09"}
    assert api_of(alice).post("/aims", asked).json()["starts_on"] == "2024-05-01"
    said = headway("standing", "aim", "deals_won", "9", "--from", "2024-06-01", "--by", "2024-06-30")
    assert "The days of this aim begin on Jun 1, 2024." in said.out.replace("\u00a0", " ")
    days = Aim.objects.order_by("pk").values_list("starts_on", flat=True)
    assert [day.isoformat() for day in days] == ["2024-06-01", "2024-05-01", "2024-06-01"]
    for since, why in (("2024-06-05", "at least a week before"), ("2023-06-01", "within a year")):
        refused = browser.post("/standing", AIM | {"since": since})
        assert (refused.status_code, why in refused.content.decode()) == (422, True)


def test_a_new_aim_says_before_and_after_which_one_it_replaces(browser):
    browser.post("/standing", AIM)
    before = unescape(browser.get("/standing").content.decode())
    assert "Sales volume: a new aim replaces €7,000 by Jun 9, 2024." in before.replace("\u00a0", " ")
    after = unescape(browser.post("/standing", AIM | {"value": "8,000"}, follow=True).content.decode())
    said = "The aim is set. It replaced €7,000 by Jun 9, 2024; the audit trail keeps it."
    assert said in after.replace("\u00a0", " ")


def test_the_next_indicator_is_taken_on_through_each_door(browser, api_of, headway, alice, bob, pump, funnel):
    for week in range(1, 6):
        open_deal(pump, name=f"Lead {week}", by=bob, now=MONDAY - timedelta(days=7 * week))
    assert "Next: Leads to opportunities" in browser.get("/standing").content.decode()
    rungs = api_of(alice).get("/standing").json()["indicators"]
    assert [(each["indicator"], each["is_kept_up"]) for each in rungs if each["is_taken_on"]] == [
        ("sales_volume", True), ("sales_margin", False), ("new_leads", True),
    ]  # fmt: skip
    assert headway("standing", "take", "average_sale").err.startswith("headway: The next indicator comes when")
    assert api_of(alice).put("/indicators/leads_to_opportunities_period", {}).status_code == 204
    assert browser.post("/standing/indicators/average_sale/take").status_code == 302
    assert list(TakenIndicator.objects.values_list("indicator", flat=True)) == ["leads_to_opportunities_period"]


def test_the_page_of_a_rep_shows_their_own_indicators_and_no_aim(browser, bob):
    browser.post("/standing", AIM)
    theirs = Browser()
    theirs.force_login(bob)
    page = theirs.get("/standing").content.decode()
    assert "Do you write it down?" in page
    assert "Cold calls" in page
    assert "7,000" not in page
    assert "Sales volume" not in page


def test_a_young_company_sees_its_first_indicators_on_the_page_of_the_day(browser, alice):
    """Founded on 15 May 2024, two days after this Monday; ten weeks later nobody needs to be reminded."""
    assert 'hx-get="/standing/first"' in browser.get("/").content.decode()
    assert "Book every sale with what it cost." in browser.get("/standing/first").content.decode()
    with time_machine.travel(MONDAY + timedelta(weeks=11), tick=False):
        browser.force_login(alice)
        assert "/standing/first" not in browser.get("/").content.decode()


@pytest.fixture
def strike(monkeypatch, django_capture_on_commit_callbacks):
    """Let a minute strike; the worker delivers at once."""
    monkeypatch.setattr(queue, "runner", lambda: queue.run_job)

    def struck(moment):
        with django_capture_on_commit_callbacks(execute=True):
            send_standings(moment)

    return struck


def test_the_weekly_mail_brings_the_sentence_the_picture_and_the_task_once(asks, browser, alice, strike):
    """On Monday from seven in Budapest on, which is five in London."""
    send_standing(asks(alice), 0)
    strike(MONDAY + timedelta(minutes=30))
    assert mail.outbox == []
    browser.post("/standing", AIM)
    start_programme(asks(alice))
    for hours in (-2, 24 * 7 + 1, 24 * 7 + 2, 24 * 8):
        strike(MONDAY + timedelta(hours=hours))
    (sent,) = mail.outbox
    assert (sent.to, sent.subject.replace("\u00a0", " ")) == (["alice@example.com"], "Where we stand, May 20, 2024")
    assert "Sales volume: €7,000 by Jun 9, 2024" in sent.body.replace("\u00a0", " ")
    assert "Week 2: Every lead, and where it came from" in sent.body
    assert "Last week is not done yet: Every sale with its cost. No sale was booked in this week." in sent.body
    assert 'src="cid:aim-0"' in sent.alternatives[0][0]
    (picture,) = [part for part in sent.attachments if part.get_content_type() == "image/png"]
    assert picture.get_payload(decode=True).startswith(PNG)


def test_the_mail_names_the_weak_step_without_the_need_of_a_plan_that_nobody_made(asks, alice, funnel, monkeypatch):
    draft = draft_told(asks(alice), {"goal": "deals_won", "amount": "1", "more": "last"})
    below = replace(draft.weak, norm=Norm.PAST, compared=(Against(Link("calls", 50, 2), 0.4),), found=0, mended=7)
    draft = replace(draft, weak=below, sure=replace(draft.sure, tries=12))
    monkeypatch.setattr(letter, "draft_told", lambda *_told: draft)
    start_programme(asks(alice))
    told = letter.letter_of(asks(alice))
    assert told.forecast
    assert told.weak.startswith("Mend '")
    assert weak_in_words(draft) == f"{told.weak} Mended, the plan takes 7 instead of 12."


def test_where_there_is_nothing_to_tell_of_nothing_is_worked_out(asks, alice, funnel, monkeypatch):
    for name in ("forecast_of", "draft_told"):
        monkeypatch.setattr(letter, name, None)
    assert letter.letter_of(asks(alice)).is_empty


def test_whoever_is_no_longer_the_owner_is_told_no_more(asks, alice, carol, headway):
    assert headway("standing", "mail", "0").out == "You will be told once a week.\n"
    assert headway("standing", "mail", "0", "--as", "carol@example.com").err.startswith("headway: The role of Carol")
    alice.role = "analyst"
    alice.save()
    assert StandingMail.objects.get().user == alice
    assert headway("standing", "mail", "never", "--as", "alice@example.com").out.startswith("You will no longer")
    assert not StandingMail.objects.exists()
    verbs = AuditEntry.objects.filter(noun="standingmail").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["set", "remove"]


def test_beside_the_projection_nothing_is_said_of_deals_where_the_forecast_expects_none(browser):
    """No deal is open, and nothing is known of what deals are worth."""
    for indicator, value in (("deals_won", "7"), ("sales_volume", "7,000"), ("sales_per_client", "1.2")):
        assert browser.post("/standing", AIM | {"indicator": indicator, "value": value}).status_code == 302
    words = told(browser.get("/standing").content.decode())
    assert words.count("This only continues the pace of the last weeks.") >= 1
    assert "By the deals instead" not in words


def test_beside_an_aim_stand_the_target_and_the_plan_of_its_number(browser, alice, asks):
    """14 of the 21 working days of May are days of the aim, so two thirds of its target; the plan is of June alone."""
    months = {5: 600_000, 6: 0}
    browser.post("/standing", AIM | {"indicator": "sales_volume", "value": "7,000"})
    assert "data-mark" not in browser.get("/standing").content.decode()
    state = {"state": "approved", "set_at": asks(alice).now, "approved_at": asks(alice).now}
    for month, value in months.items():
        Target.objects.create(metric="sales_volume", month=date(2024, month, 1), value=value, **state)
    Plan.objects.create(
        goal="sales_volume", amount=500_000, starts_on=date(2024, 6, 1), ends_on=date(2024, 7, 1), scope="company",
        certainty="0.8", chain=[], made_by=alice, adopted_at=asks(alice).now,
    )  # fmt: skip
    html = browser.get("/standing").content.decode()
    assert re.findall(r'data-mark="(\w+)"', html) == ["target", "plan"]
    words = told(html).replace("\u2009", " ")
    assert "Part of the plan €1,250 The share of Jun 1 – 9, 2024, by working days; for all of" in words
    assert "Going on as lately brings the target of €4,000 too: it is reached in" in words
    assert re.findall(r"The target (\S+) The parts of the monthly targets", words) == ["€4,000"]


def test_every_door_holds_the_projection_against_the_target(browser, api_of, headway, alice, asks):
    """About 3,900 euros are likely by 9 June; the target of May is 6,000, and two thirds of its days are the aim's."""
    browser.post("/standing", AIM)
    aim = api_of(alice).get("/standing").json()["aims"][0]
    assert (aim["target"], aim["target_chance"]) == (None, None)
    state = {"state": "approved", "set_at": asks(alice).now, "approved_at": asks(alice).now}
    for month, value in ((5, 600_000), (6, 0)):
        Target.objects.create(metric="sales_volume", month=date(2024, month, 1), value=value, **state)
    aim = api_of(alice).get("/standing").json()["aims"][0]
    assert float(aim["target"]) == 400_000
    assert aim["chance"] < aim["target_chance"] < 1
    (said,) = [each for each in aim["sentences"] if "the target of" in each]
    assert said in told(browser.get("/standing").content.decode())
    assert said.replace("\u00a0", " ") in headway("standing").out
    start_programme(asks(alice))
    assert said in letter.letter_of(asks(alice)).aims[0].sayings


def test_of_a_log_that_ended_long_ago_the_mail_says_what_the_page_says(asks, browser, bob, alice, funnel):
    """
    when             | rep | deal | kind | stage after
    2024-05-10 10:00 | Bob | pump | move | Lost
    """
    write(str(test_of_a_log_that_ended_long_ago_the_mail_says_what_the_page_says.__doc__))
    later = asks(alice, days=400)
    start_programme(later)
    assert letter.letter_of(later).forecast == (
        "There is nothing to forecast from: the log ended long ago.", "The last deal closed on May\u00a010,\u00a02024.",
    )  # fmt: skip
