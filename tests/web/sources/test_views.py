"""Sources and their costs, by the pages of whoever leads."""

import uuid

import pytest

from headway.web.log import add_source
from headway.web.models import Cost, Source


@pytest.fixture
def fair(alice, now):
    return add_source("Fair", by=alice, now=now)


@pytest.fixture
def said(company):
    return {
        "uid": str(uuid.uuid4()),
        "amount": "1200.50",
        "currency": "EUR",
        "first": "2024-05-10",
        "latest": "2024-05-13",
        "note": "Stand",
    }


def test_a_cost_is_entered_shown_changed_and_taken_out(browser, carol, fair, said):
    page = browser(carol)
    for _twice in range(2):
        assert page.post(f"/sources/{fair.pk}/costs", said).status_code == 302
    cost = Cost.objects.get()
    assert (cost.amount, (cost.ends_on - cost.starts_on).days) == (120_050, 4)
    shown = page.get(f"/sources/{fair.pk}").text.replace("\xa0", " ")
    assert all(word in shown for word in ("€1,200.50", "May 10, 2024", "May 13, 2024", "Stand"))
    page.post(f"/sources/{fair.pk}/costs/{cost.pk}", said | {"amount": "300"})
    cost.refresh_from_db()
    assert cost.amount == 30_000
    assert "€300" in page.get("/sources").text
    page.post(f"/sources/{fair.pk}/costs/{cost.pk}/remove")
    assert not Cost.objects.exists()


def test_days_in_the_wrong_order_are_said_on_the_form(browser, alice, fair, said):
    answer = browser(alice).post(f"/sources/{fair.pk}/costs", said | {"latest": "2024-05-01"})
    assert answer.status_code == 422
    assert "The last day lies before the first" in answer.text
    assert 'value="1200.50"' in answer.text


def test_a_source_is_added_and_told_what_it_is(browser, alice, fair):
    page = browser(alice)
    page.post("/sources", {"name": "May list", "kind": "list"})
    page.post(f"/sources/{fair.pk}", {"name": "Trade fair", "kind": "referral"})
    assert dict(Source.objects.values_list("name", "kind")) == {"May list": "list", "Trade fair": "referral"}
    assert "already" in page.post("/sources", {"name": "may LIST", "kind": "list"}).text


def test_who_reads_all_sees_the_costs_and_no_form(browser, ann, fair):
    page = browser(ann).get(f"/sources/{fair.pk}").text
    assert "No cost is written down" in page
    assert "Enter a cost" not in page
