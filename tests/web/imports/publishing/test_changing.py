"""What follows where a later file changes a record that is there: names, values and days go along."""

import uuid
from datetime import date, timedelta

import pytest

from headway.web.log import NewContact, NewStep, keep_step, log_contact, open_deal, referrer_named, set_step, value_deal
from headway.web.models import Client, Contact, Currency, Deal, DealValue, NextStep, Referrer
from tests.web.imports.conftest import CLIENTS, CONTACTS

FIRST = """
deal | client | owner | stage | entered    | value
A    | Acme   | Bob   | Offer | 2024-04-02 | 100
"""
CALLS = """
deal | id | at               | kind    | rep | after
A    | 1  | 2024-04-09 10:00 | meeting | Bob |
"""
NAMED = CLIENTS.replace('client = "client"', 'client = "client"\nclient_key = "number"')
NAMES = """
number | client
7      | Acme
"""


def test_a_client_that_a_file_renames_refers_under_its_new_name(bring, bob, funnel, now, ask):
    bring(NAMES, NAMED, "clients.csv")
    client = Client.objects.get(name="Acme")
    open_deal(client, name="A", by=bob, now=now, referrer=referrer_named("", client))
    assert bring(NAMES.replace("Acme", "Zenith"), NAMED, "clients.csv").counts["changed"] == 1
    assert Referrer.objects.get().name == "Zenith"
    named = "SELECT n.name FROM deals d JOIN names n ON n.id = d.referrer_id AND n.dimension = 'referrer'"
    assert ask(named) == [("Zenith",)]


@pytest.mark.parametrize("is_replaced_at_once", [False, True])
def test_a_deal_that_entered_earlier_was_worth_what_it_entered_with(bring, bob, now, ask, is_replaced_at_once):
    """
    day      | the deal
    1 April  | entered, as a later file says, worth 100.00
    2 April  | entered, as the first file says; worth 80.00, where it was valued anew at once
    15 May   | worth 250.00
    """
    bring(FIRST)
    deal, euro = Deal.objects.get(), Currency.objects.get(code="EUR")
    bring(FIRST.replace("2024-04-02", "2024-04-01"))
    moment = deal.entered_at + timedelta(hours=3) if is_replaced_at_once else None
    if moment:
        value_deal(deal, 8000, euro, by=bob, now=moment)
    value_deal(deal, 25000, euro, by=bob, now=now)
    held = DealValue.objects.filter(deal=deal).order_by("starts_at").values_list("amount", "from_on", "until_on")
    may, april = date(2024, 5, 15), date(2024, 4, 2)
    middle = [(8000, april, may)] if moment else []
    assert list(held) == [(10000, None, april if moment else may), *middle, (25000, may, None)]
    known = ask("SELECT since_on, value_amount FROM pipeline ORDER BY 1")
    assert known[0] == (date(2024, 4, 1), 10000)
    assert None not in [value for _on, value in known]


def test_an_appointment_is_kept_on_the_day_to_which_a_file_moves_its_contact(bring, bob, now, ask):
    """A call about no deal agrees the meeting; that it was the one of the file, Bob says."""
    bring(FIRST)
    client = Client.objects.get(name="Acme")
    spoke = now.replace(month=4, day=3)
    call = NewContact(uid=uuid.uuid4(), client=client, rep=bob, kind="call", happened_at=spoke)
    call = log_contact(call, by=bob, now=now)
    agreed = NewStep(uuid.uuid4(), "meeting", date(2024, 4, 9))
    step = set_step(agreed, client=client, deal=None, rep=bob, set_by=call, by=bob, now=now)
    bring(CALLS, CONTACTS, "calls.csv")
    keep_step(NextStep.objects.get(pk=step.pk), Contact.objects.get(kind="meeting"), by=bob, now=now)
    assert ask("SELECT kept_on FROM appointments") == [(date(2024, 4, 9),)]
    assert bring(CALLS.replace("04-09", "04-11"), CONTACTS, "calls.csv").counts["changed"] == 1
    assert ask("SELECT kept_on FROM appointments") == [(date(2024, 4, 11),)]
