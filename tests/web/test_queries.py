"""How many queries the pages of every day ask: no more for twenty rows than for three, and never many."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from headway.web.log import NewContact, NewStep, log_contact, open_client, open_deal, set_step
from headway.web.log.comments import write_comment

MORNING = datetime(2024, 5, 15, 6, 0, tzinfo=UTC)
EVENING = datetime(2024, 5, 15, 16, 0, tzinfo=UTC)
# The page, who reads it, and how many queries it may ask.
PAGES = [
    ("/", "bob", 19),
    ("/", "alice", 14),
    ("/contacts/new?card=1", "bob", 12),
    ("/contacts/new?q=mill", "bob", 14),
    ("/contacts/new?client={client}", "bob", 17),
    ("/find?q=mill", "bob", 13),
    ("/find?q=mill", "alice", 12),
    ("/clients", "bob", 9),
    ("/clients?q=mill", "carol", 10),
    ("/clients/{client}", "bob", 19),
    ("/steps", "bob", 12),
    ("/steps?list=missing", "carol", 12),
    ("/board", "bob", 20),
    ("/board?board=company", "alice", 16),
    ("/review?day=2024-05-15", "alice", 27),
    ("/review?day=2024-05-15", "carol", 27),
]


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def _write(pump_deal, head, stage, numbers):
    """Write for each number a client with a deal that goes back and forth, a comment, and a next step.

    Each also adds a contact to one and the same deal.
    """
    rep = pump_deal.owner
    for number in numbers:
        client = open_client(f"Mill {number}", by=rep, now=MORNING)
        deal = open_deal(client, name=f"Mill {number}", by=rep, now=MORNING)
        for hour, name in enumerate(("Need", "New")):
            contact = _log(deal, stage[name], MORNING + timedelta(hours=hour, minutes=number))
        _log(pump_deal, None, MORNING + timedelta(minutes=number))
        write_comment(contact, "Why?", uid=uuid4(), by=head, now=EVENING, is_answer=False)
        if number % 2:
            step = NewStep(uuid4(), "call", EVENING.date(), None, "")
            set_step(step, client=client, deal=deal, rep=rep, by=rep, now=EVENING)


def _log(deal, stage, at):
    told = {"client": deal.client, "deal": deal, "rep": deal.owner, "kind": "call", "stage_after": stage}
    return log_contact(NewContact(uid=uuid4(), happened_at=at, **told), by=deal.owner, now=at)


def _asked(reader, address):
    browser = Browser()
    browser.force_login(reader)
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_pages_ask_as_many_queries_for_twenty_rows_as_for_three(alice, carol, bob, deal, stage):
    people = {"alice": alice, "carol": carol, "bob": bob}
    asked = []
    for numbers in (range(3), range(3, 20)):
        _write(deal, carol, stage, numbers)
        asked.append(
            {
                (address, reader): _asked(people[reader], address.format(client=deal.client_id))
                for address, reader, _most in PAGES
            }
        )
    few, many = asked
    assert many == few
    # On PostgreSQL, what the transaction of a test has written looks new at every look, and is copied again.
    if connection.vendor == "sqlite":
        assert {(address, reader): most for address, reader, most in PAGES if many[address, reader] > most} == {}
