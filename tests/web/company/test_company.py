"""What the company has settled: who may change it, and that it holds at once."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser

from headway.web.asking import Asker, Words
from headway.web.asking_review import review_of
from headway.web.models import AuditEntry, Company, Contact
from tests.web.diary import told, write

SAID = {"name": "Pumps", "week_starts_on": "0", "year_starts_in": "1", "bounce_days": "14", "late_hours": "24"}


@pytest.fixture
def browser(alice):
    browser = Browser()
    browser.force_login(alice)
    return browser


def test_after_how_many_hours_a_contact_is_late_holds_at_once(browser, funnel, alice, bob, now):
    """Bob's call was written down thirty hours after it happened."""
    write("when | rep | deal | kind | stage after\n2024-05-13 08:00 | Bob | pump | call | Need")
    Contact.objects.update(written_at=datetime(2024, 5, 14, 14, tzinfo=UTC))

    def late():
        return review_of(Asker(alice, Company.objects.get(), now), Words(period="2024-05")).total.late

    assert late() == 1
    assert browser.post("/company", {**SAID, "late_hours": "30"}).status_code == 302
    assert late() == 0
    assert browser.post("/company", {**SAID, "late_hours": "29"}).status_code == 302
    assert late() == 1
    changes = AuditEntry.objects.filter(noun="company").order_by("pk")
    assert [(each.before["late_hours"], each.after["late_hours"]) for each in changes] == [(24, 30), (30, 29)]


def test_within_how_many_days_a_deal_bounces_holds_at_once(browser, funnel, alice, bob, now):
    write("""
        when             | rep | deal | kind | stage after
        2024-05-01 08:00 | Bob | pump | call | Offer
        2024-05-06 08:00 | Bob | pump | call | Need
    """)

    def bounces():
        asker = Asker(alice, Company.objects.get(), now)
        return [each.forward_on for each in review_of(asker, Words(period="2024-05")).bounces]

    assert bounces() == [date(2024, 5, 1)]
    browser.post("/company", {**SAID, "bounce_days": "4"})
    assert bounces() == []


def test_what_makes_no_sense_is_refused(browser, company):
    for wrong in (
        {"bounce_days": "-1"},
        {"late_hours": "9999"},
        {"week_starts_on": "7"},
        {"name": ""},
        {"year_starts_in": "13"},
    ):
        assert browser.post("/company", SAID | wrong).status_code == 422
    assert not AuditEntry.objects.filter(noun="company").exists()


def test_nothing_changed_is_nothing_to_keep(browser, company):
    assert browser.post("/company", SAID).status_code == 302
    assert not AuditEntry.objects.filter(noun="company").exists()
    assert "First day of the week" in told(browser.get("/company").content.decode())


def test_where_the_fiscal_year_begins_holds_at_once(browser, company, alice, now):
    def year():
        return Asker(alice, Company.objects.get(), now).period("this fiscal year").start

    assert year() == date(2024, 1, 1)
    assert browser.post("/company", {**SAID, "year_starts_in": "10"}).status_code == 302
    assert year() == date(2023, 10, 1)
