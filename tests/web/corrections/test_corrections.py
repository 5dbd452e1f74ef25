"""The page of corrections: nothing changes before the second press, and nobody corrects another team's contacts."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client as Browser

from headway.web.funnels import open_funnel
from headway.web.log import NewContact, log_contact, open_client, open_deal
from headway.web.models import Contact, User

PATH = "/contacts/correct?period=all"


@pytest.fixture
def browser(bob) -> Browser:
    """Bob's."""
    browser = Browser()
    browser.force_login(bob)
    return browser


@pytest.fixture
def other_deal(company, bob, funnel, now):
    """Bob's deal with Valve Ltd."""
    return open_deal(open_client("Valve Ltd", by=bob, now=now), name="Ten valves", by=bob, now=now)


@pytest.fixture
def calls(deal, bob, stage, now) -> list[Contact]:
    """Two calls about Two pumps: to Need, and without a move."""
    return [
        log_contact(
            NewContact(
                uid=uuid.uuid4(),
                client=deal.client,
                deal=deal,
                rep=bob,
                kind="call",
                happened_at=now + timedelta(hours=hours),
                stage_after=after,
            ),
            by=bob,
            now=now + timedelta(hours=hours),
        )
        for hours, after in ((1, stage["Need"]), (2, None))
    ]


def test_looking_changes_nothing_and_doing_does_what_was_shown(browser, calls, other_deal):
    asked = {
        "contacts": [call.pk for call in calls],
        "action": "change",
        "deal": f"Valve Ltd: Ten valves #{other_deal.pk}",
    }
    seen = browser.post(PATH, asked)
    assert seen.status_code == 200
    assert [outcome.after.deal for outcome in seen.context["preview"].chosen] == [other_deal, other_deal]
    assert b'name="do"' in seen.content
    assert not Contact.objects.filter(deal=other_deal).exists()
    done = browser.post(PATH, asked | {"do": "1"})
    assert (done.status_code, done["Location"]) == (302, PATH)
    assert Contact.objects.filter(deal=other_deal).count() == 2


def test_a_deal_is_found_by_its_name(browser, calls, other_deal):
    seen = browser.post(PATH, {"contacts": [calls[0].pk], "action": "change", "deal": "ten valves"})
    assert seen.context["preview"].chosen[0].after.deal == other_deal


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"contacts": []}, "Choose the contacts that are wrong."),
        ({}, "Fill in what is to be changed."),
        ({"deal": "Twenty hoses"}, "Twenty hoses"),
        ({"deal": "#999"}, "There is no such deal that you can see."),
        ({"action": "merge", "contacts": 1}, "Choose exactly two contacts to be made one; now it is 1."),
        ({"days": 400}, "366"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(browser, calls, said, sentence):
    chosen = [call.pk for call in calls]
    if said.get("contacts") == 1:
        said = said | {"contacts": chosen[:1]}
    answer = browser.post(PATH, {"contacts": chosen, "action": "change", "days": ""} | said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Contact.objects.count() == 2


def test_a_correction_that_cannot_be_offers_no_second_press(browser, calls, pump, bob, now):
    """The first call moved its deal to Need, which is no stage of the other funnel."""
    stages = (("Asked", "lead"), ("Quoted", "opportunity"), ("Won", "won"), ("Lost", "lost"))
    service = open_funnel("Service", stages, starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    repair = open_deal(pump, name="Repair", funnel=service, by=bob, now=now)
    asked = {"contacts": [call.pk for call in calls], "action": "change", "deal": f"#{repair.pk}"}
    seen = browser.post(PATH, asked)
    assert [outcome.problem for outcome in seen.context["preview"].chosen] == [
        "The stage Need is not in the funnel of this deal.",
        "",
    ]
    assert b'name="do"' not in seen.content
    refused = browser.post(PATH, asked | {"do": "1"})
    assert refused.status_code == 422
    assert "Pump Ltd: The stage Need is not in the funnel of this deal." in refused.content.decode()
    assert not Contact.objects.filter(deal=repair).exists()
    assert browser.post(PATH, asked | {"do": "1", "is_stage_dropped": "on"}).status_code == 302
    assert Contact.objects.filter(deal=repair, stage_after=None).count() == 2


def test_two_are_made_one_and_the_first_written_is_kept(browser, calls):
    asked = {"contacts": [call.pk for call in calls], "action": "merge"}
    seen = browser.post(PATH, asked)
    assert [bool(outcome.after) for outcome in seen.context["preview"].chosen] == [True, False]
    assert browser.post(PATH, asked | {"do": "1"}).status_code == 302
    assert list(Contact.objects.all()) == [calls[0]]


def test_the_list_is_narrowed_by_days_rep_and_client(browser, calls, bob):
    def shown(query: str) -> list[Contact]:
        return browser.get(f"/contacts/correct?{query}").context["contacts"]

    assert shown("period=all") == calls[::-1]
    assert shown(f"period=all&rep={bob.pk}&q=pump") == calls[::-1]
    assert shown("period=all&q=valve") == []
    assert shown("period=2019") == []


def test_contacts_of_others_are_neither_shown_nor_corrected(calls, eve):
    browser = Browser()
    browser.force_login(eve)
    assert browser.get(PATH).context["contacts"] == []
    answer = browser.post(PATH, {"contacts": [calls[0].pk], "action": "delete", "do": "1"})
    assert answer.status_code == 422
    assert Contact.objects.count() == 2


def test_a_deal_that_is_not_there_names_three_near_ones_with_their_clients(browser, calls, bob, now):
    for number in range(9):
        open_deal(open_client(f"Mill {number} Ltd", by=bob, now=now), name=f"Two pumps {number}", by=bob, now=now)
    page = browser.post(PATH, {"contacts": [calls[0].pk], "action": "change", "deal": "Two pumsp"}).text
    assert "There is no deal &#x27;Two pumsp&#x27;. Did you mean Pump Ltd: Two pumps #" in page
    [sentence] = re.findall(r"There is no deal[^<]*", page)
    assert sentence.count("#") - sentence.count("&#") == 3
    page = browser.post(PATH, {"contacts": [calls[0].pk], "action": "change", "deal": "zzzzzz"}).text
    assert re.findall(r"There is no deal[^<]*", page) == ["There is no deal &#x27;zzzzzz&#x27;."]


def test_whoever_has_left_can_be_named_and_is_marked(carol, north, calls, bob):
    gus = User.objects.create_user("gus@example.com", None, name="Gus", team=north, is_active=False)
    carols = Browser()
    carols.force_login(carol)
    assert "Gus (has left)" in carols.get(PATH).text
    carols.post(PATH, {"contacts": [calls[0].pk], "action": "change", "rep": gus.pk, "do": "1"})
    assert Contact.objects.get(pk=calls[0].pk).rep == gus


def test_what_was_deleted_is_said_to_be_deleted(browser, calls):
    asked = {"contacts": [call.pk for call in calls], "action": "delete", "do": "1"}
    assert "Deleted 2 contacts." in browser.post(PATH, asked, follow=True).text
    assert not Contact.objects.exists()


def test_no_two_fields_of_the_page_have_one_id(browser, calls, deal):
    ids = re.findall(r' id="([^"]+)"', browser.get(f"{PATH}&deal={deal.pk}").text)
    assert len(ids) == len(set(ids))


def test_days_that_cannot_be_are_told_in_our_own_words(browser, calls):
    page = browser.post(PATH, {"contacts": [calls[0].pk], "action": "change", "days": "-367"}).text
    assert "They move by a year at the most. Write a number from -366 to 366." in page
