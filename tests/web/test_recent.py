"""Whom one spoke to lately, with the deal a next contact is most likely about."""

import uuid
from datetime import timedelta

from headway.web.log import NewContact, assign_deal, log_contact, move_deal, open_client, open_deal
from headway.web.models import MoveCause
from headway.web.recent import recent_clients


def _log(client, rep, at, deal=None):
    new = NewContact(uid=uuid.uuid4(), client=client, deal=deal, rep=rep, kind="call", happened_at=at)
    log_contact(new, by=rep, now=at)


def test_the_latest_come_first_each_once(bob, carol, pump, now):
    """
    when      | client
    yesterday | Pump Ltd
    today     | Valve Ltd
    today     | Pump Ltd
    """
    valve = open_client("Valve Ltd", by=bob, now=now)
    for hours, client in ((-24, pump), (0, valve), (1, pump)):
        _log(client, bob, now + timedelta(hours=hours))
    for user in (bob, carol):
        assert [each.client for each in recent_clients(user, now.date(), 5)] == [pump, valve]
    assert [each.client for each in recent_clients(bob, now.date(), 1)] == [pump]


def test_before_any_contact_the_newest_clients_are_shown(bob, eve, pump, now):
    assert [each.client for each in recent_clients(bob, now.date(), 5)] == [pump]
    assert recent_clients(eve, now.date(), 5) == []


def test_a_rep_without_contacts_finds_whom_others_spoke_to_about_their_deals(bob, eve, deal, pump, now):
    valve = open_client("Valve Ltd", by=bob, now=now)
    _log(pump, bob, now, deal)
    _log(valve, bob, now)
    assign_deal(deal, eve, by=bob, now=now)
    assert [each.client for each in recent_clients(eve, now.date(), 5)] == [pump]


def test_the_open_deal_that_moved_latest_is_proposed(bob, deal, pump, stage, now):
    """
    deal      | latest contact | outcome
    Two pumps | 14:00          | open
    Valves    | 13:00          | open
    Seals     |                | won
    """
    valves = open_deal(pump, name="Valves", by=bob, now=now + timedelta(minutes=1))
    seals = open_deal(pump, name="Seals", by=bob, now=now + timedelta(minutes=2))
    move_deal(seals, stage["Won"], cause=MoveCause.CLIENT, by=bob, now=now + timedelta(hours=3))
    _log(pump, bob, now + timedelta(hours=1), valves)
    _log(pump, bob, now + timedelta(hours=2), deal)
    assert [each.deal for each in recent_clients(bob, now.date(), 5)] == [deal]
