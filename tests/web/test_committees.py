"""Committees as they are read: what was spent on each, equal to SQL by hand, and the deals that hang on somebody."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from headway.web.committees import agreements_of, committee_of, narrowed_by_committee
from headway.web.log import (
    NewContact,
    add_decision_maker,
    add_person,
    change_decision_maker,
    log_contact,
    move_deal,
    open_deal,
)
from headway.web.models import Contact, Deal, DecisionMaker, MoveCause

# What an analyst would write: meetings that stand in the log several times count once.
SPENT = """
    SELECT named.person_id,
           COUNT(DISTINCT COALESCE(CAST(c.meeting_uid AS text), CAST(c.id AS text))),
           COUNT(DISTINCT CASE WHEN c.kind = 'meeting'
                          THEN COALESCE(CAST(c.meeting_uid AS text), CAST(c.id AS text)) END),
           MAX(CASE WHEN c.outcome = 'no_answer' THEN 0 ELSE 1 END),
           MAX(c.happened_at)
      FROM web_contact_persons named JOIN web_contact c ON c.id = named.contact_id
     WHERE c.deal_id = %s
     GROUP BY named.person_id
"""


@pytest.fixture
def person(pump, bob, now):
    """Somebody at the client, by name."""
    known = {}

    def named(name):
        if name not in known:
            known[name] = add_person(pump, name, by=bob, now=now)
        return known[name]

    return named


@pytest.fixture
def decide(deal, person, bob, now):
    """Let somebody decide, with a position."""

    def decided(name, position="unknown", deal=deal):
        return add_decision_maker(deal, person(name), by=bob, now=now, position=position)

    return decided


@pytest.fixture
def spend(pump, deal, person, bob, now):
    """Log a contact that names some."""

    def spent(names, kind="call", *, outcome="", on=deal, minutes=1, meeting_uid=None):
        at = now + timedelta(minutes=minutes)
        people = tuple(map(person, names.split()))
        new = NewContact(uid=uuid.uuid4(), client=pump, deal=on, rep=bob, kind=kind, happened_at=at, persons=people)
        contact = log_contact(replace(new, outcome=outcome), by=bob, now=at)
        if meeting_uid is not None:
            Contact.objects.filter(pk=contact.pk).update(meeting_uid=meeting_uid)

    return spent


def test_what_was_spent_on_each_counts_a_meeting_once_and_agrees_with_sql(decide, spend, deal, pump, bob, funnel, now):
    """
    about   | kind    | outcome   | whom     |
    deal    | call    | no answer | Ada      |
    deal    | meeting |           | Ada, Ben | the same meeting
    deal    | meeting |           | Ada, Ben | twice in the log
    deal    | e-mail  |           | Ben      |
    deal    | call    | no answer | Cleo     | a try reaches nobody
    another | meeting |           | Dora     |
    none    | call    |           | Dora     |
    """
    another = open_deal(pump, name="Valves", by=bob, now=now)
    for name in ("Ada", "Ben", "Cleo", "Dora"):
        decide(name)
    meeting = uuid.uuid4()
    spend("Ada", outcome="no_answer", minutes=1)
    spend("Ada Ben", "meeting", minutes=2, meeting_uid=meeting)
    spend("Ada Ben", "meeting", minutes=2, meeting_uid=meeting)
    spend("Ben", "email", minutes=3)
    spend("Cleo", outcome="no_answer", minutes=4)
    spend("Dora", "meeting", on=another, minutes=5, meeting_uid=meeting)
    spend("Dora", on=None, minutes=6)
    told = {seat.name: seat for seat in committee_of(bob, deal).seats}
    assert {name: (seat.contacts, seat.meetings, seat.is_reached) for name, seat in told.items()} == {
        "Ada": (2, 1, True),
        "Ben": (2, 1, True),
        "Cleo": (1, 0, False),
        "Dora": (0, 0, False),
    }
    with connection.cursor() as cursor:
        cursor.execute(SPENT, [deal.pk])
        by_hand = {row[0]: row[1:] for row in cursor.fetchall()}
    counted = {
        seat.person_id: (seat.contacts, seat.meetings, int(seat.is_reached), round(seat.latest_at.timestamp() * 1e6))
        for seat in told.values()
        if seat.contacts
    }
    assert counted == by_hand


def test_everybody_who_sees_the_deal_sees_the_same_numbers(decide, spend, deal, alice, carol, bob, ann):
    decide("Ada", "agreed")
    spend("Ada", "meeting")
    assert len({committee_of(user, deal).seats for user in (alice, carol, bob, ann)}) == 1


def test_how_many_have_agreed_is_told_for_deals_that_have_a_committee(decide, deal, pump, bob, funnel, now):
    bare = open_deal(pump, name="Valves", by=bob, now=now)
    for name, position in (("Ada", "agreed"), ("Ben", "against"), ("Cleo", "agreed")):
        decide(name, position)
    told = agreements_of([deal, bare])
    assert {id_: (one.agreed, one.size) for id_, one in told.items()} == {deal.pk: (2, 3)}


@pytest.mark.parametrize(
    ("people", "hangs", "unreached"),
    [
        # name and position, whether a contact about the deal reached them
        ("Ada:unknown Ben:agreed+", True, True),
        ("Ada:against Ben:agreed+ Cleo:agreed+", True, True),
        ("Ada:neutral+ Ben:agreed+", False, False),
        ("Ada:unknown Ben:neutral+", False, True),
        ("Ada:unknown Ben:unknown", False, True),
        ("Ada:agreed Ben:agreed+", False, True),
        ("Ada:unknown~ Ben:agreed+", True, True),
        ("Ada:unknown", True, True),
        ("Ada:agreed+", False, False),
        ("", False, False),
    ],
)
def test_the_list_and_the_committee_agree_on_which_deals_hang(decide, spend, deal, bob, people, hangs, unreached):
    """``+`` is a contact, ``~`` a try without an answer."""
    for each in people.split():
        name, position = each.rstrip("+~").split(":")
        decide(name, position)
        if each.endswith(("+", "~")):
            spend(name, outcome="no_answer" if each.endswith("~") else "")
    committee, deals = committee_of(bob, deal), Deal.objects.all()
    narrowed = {state: narrowed_by_committee(deals, state).exists() for state in ("hangs", "unreached", "none")}
    assert narrowed == {"hangs": hangs, "unreached": unreached, "none": not people}
    assert (committee.hangs_on is not None, bool(committee.unreached)) == (hangs, unreached)
    assert narrowed_by_committee(deals, "nonsense").exists()


def test_a_closed_deal_hangs_on_nobody_any_more(decide, deal, carol, stage, now):
    decide("Ada")
    assert narrowed_by_committee(Deal.objects.all(), "hangs").get() == deal
    move_deal(deal, stage["Lost"], cause=MoveCause.CLIENT, by=carol, now=now)
    assert not narrowed_by_committee(Deal.objects.all(), "hangs").exists()


def test_a_contact_about_another_deal_reaches_nobody_on_this_one(decide, spend, deal, pump, bob, funnel, now):
    another = open_deal(pump, name="Valves", by=bob, now=now)
    decide("Ada")
    decide("Ada", deal=another)
    spend("Ada", on=another)
    assert narrowed_by_committee(Deal.objects.all(), "hangs").get() == deal


def test_the_map_follows_a_change_at_once(decide, deal, bob, now):
    ada, ben = decide("Ada"), decide("Ben")
    change_decision_maker(ben, {"level": 2, "reports_to": ada.person}, by=bob, now=now)
    drawn = committee_of(bob, deal).map
    assert (drawn.levels, len(drawn.lines)) == ((1, 2), 1)
    assert DecisionMaker.objects.count() == 2
