"""The page of a deal: where it stands, how it got there, and what may be changed by hand."""

import re
import uuid
from datetime import date, timedelta

import pytest

from headway.web.log import NewContact, expect_deal, log_contact
from headway.web.models import AuditEntry, Deal, StageMove


def _log(deal, rep, at, stage=None):
    uid = uuid.uuid4()
    new = NewContact(uid=uid, client=deal.client, deal=deal, rep=rep, kind="call", happened_at=at, stage_after=stage)
    return log_contact(new, by=rep, now=at)


def test_the_page_names_the_stage_and_the_milestones(browser, bob, deal, stage, now):
    _log(deal, bob, now + timedelta(minutes=30), stage["Offer"])
    page = browser(bob).get(f"/deals/{deal.pk}").text
    assert 'aria-label="Stands on Offer"' in page
    assert re.search(r"Qualified</dt><dd>May\s15,\s2024", page)


def test_the_time_on_each_stage_goes_on_where_the_deal_stands(browser, bob, deal, stage, now):
    """
    12:00 New, 12:15 Offer, looked at 13:00; Need was jumped over.
    """
    _log(deal, bob, now + timedelta(minutes=15), stage["Offer"])
    page = browser(bob).get(f"/deals/{deal.pk}").text
    times = page[page.index("Time on each stage") :]
    assert re.findall(r"(\d+)\smin", times) == ["15", "45"]
    assert 'title="Need"' not in times


def test_a_win_before_the_first_contact_is_shown_as_a_problem(browser, bob, carol, deal, stage, now):
    browser(carol).post(f"/deals/{deal.pk}/move", {"stage": stage["Won"].pk, "cause": "client"})
    _log(deal, bob, now + timedelta(hours=1, minutes=2))
    page = browser(bob).get(f"/deals/{deal.pk}").text
    assert "before its first contact" in page


def test_carol_moves_the_stage_with_a_cause_and_it_earns_nobody_a_contact(browser, carol, deal, stage):
    form = {"stage": stage["Decision"].pk, "cause": "correction", "note": "Bob was on holiday"}
    answer = browser(carol).post(f"/deals/{deal.pk}/move", form, follow=True)
    assert "Two pumps stands on Decision now." in answer.text
    move = StageMove.objects.get()
    assert (move.cause, move.written_by, move.stage_after) == ("correction", carol, stage["Decision"])
    assert deal.contacts.count() == 0


def test_a_move_to_where_it_stands_is_no_choice(browser, carol, deal, stage):
    answer = browser(carol).post(f"/deals/{deal.pk}/move", {"stage": stage["New"].pk, "cause": "correction"})
    assert answer.status_code == 422
    assert not StageMove.objects.exists()


@pytest.mark.parametrize(
    ("address", "form"),
    [("move", {}), ("owner", {}), ("value", {}), ("name", {}), ("expected", {"expected_on": "soon"})],
)
def test_who_may_change_what_by_hand(browser, bob, ann, eve, carol, deal, address, form):
    answers = {
        user.name: browser(user).post(f"/deals/{deal.pk}/{address}", form).status_code
        for user in (bob, ann, eve, carol)
    }
    bobs = 422 if address in {"value", "name", "expected"} else 403
    assert answers == {"Bob": bobs, "Ann": 403, "Eve": 404, "Carol": 422}


def test_a_new_owner_and_a_new_value_are_dated(browser, carol, bob, deal):
    carols = browser(carol)
    carols.post(f"/deals/{deal.pk}/owner", {"owner": carol.pk})
    carols.post(f"/deals/{deal.pk}/value", {"value": "1234.50", "currency": "EUR"})
    deal.refresh_from_db()
    assert (deal.owner, deal.value_amount, deal.currency_id) == (carol, 123450, "EUR")
    page = carols.get(f"/deals/{deal.pk}").text
    assert page.count("from May") == 3
    assert "€1,234.50" in page


def test_bob_says_when_a_deal_is_expected_and_the_days_said_before_stay(browser, bob, deal, now):
    """Today is 15 May; the day has passed when the page is opened in June."""
    bobs = browser(bob)
    expect_deal(deal, date(2024, 5, 20), by=bob, now=now)
    answer = bobs.post(f"/deals/{deal.pk}/expected", {"expected_on": "2024-05-31"}, follow=True)
    page = answer.text.replace("\xa0", " ").replace("\u202f", " ")
    assert "expected on May 31, 2024" in page[: page.index("Log a contact")]
    assert page.count("said on May 15, 2024") == 2
    assert "has passed" not in page
    Deal.objects.update(expected_on="2024-05-10")
    assert "has passed" in bobs.get(f"/deals/{deal.pk}").text
    assert 'class="bad">expected May' in bobs.get("/deals").text


def test_a_day_that_has_passed_is_no_expected_day(browser, bob, deal):
    answer = browser(bob).post(f"/deals/{deal.pk}/expected", {"expected_on": "2024-05-14"})
    assert answer.status_code == 422
    assert "has passed. Say on which day from today on the deal is expected to be won." in answer.text
    deal.refresh_from_db()
    assert deal.expected_on is None


def test_a_deal_gets_another_name_and_the_audit_trail_both(browser, bob, deal):
    bobs = browser(bob)
    page = bobs.post(f"/deals/{deal.pk}/name", {"name": " Three pumps "}, follow=True).text
    assert "<h1>Three pumps</h1>" in re.sub(r"<h1[^>]*>\s*", "<h1>", page).replace("\n", "")
    entry = AuditEntry.objects.get(verb="rename")
    assert (entry.before, entry.after) == ({"name": "Two pumps"}, {"name": "Three pumps"})
    bobs.post(f"/deals/{deal.pk}/name", {"name": "Three pumps"})
    assert AuditEntry.objects.filter(verb="rename").count() == 1


def test_a_deal_keeps_its_name_where_none_is_given(browser, bob, deal):
    answer = browser(bob).post(f"/deals/{deal.pk}/name", {"name": " "})
    deal.refresh_from_db()
    assert (answer.status_code, deal.name) == (422, "Two pumps")
