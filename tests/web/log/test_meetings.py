"""A meeting about several deals: one contact on each, linked; volumes and time count it once, whatever comes."""

import uuid
from datetime import date, timedelta

import pytest

from headway.engine.answer import ask
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.log import (
    Discussed,
    LogProblem,
    NewContact,
    contacts_of_meeting,
    correct_contact,
    delete_contact,
    log_meeting,
    open_client,
    open_deal,
)
from headway.web.log.corrections import Correction, correct_contacts
from headway.web.models import AuditEntry, Contact, Person


@pytest.fixture
def service(pump, bob, deal, now):
    return open_deal(pump, name="Service", by=bob, now=now)


@pytest.fixture
def parts(pump, bob, deal, now):
    return open_deal(pump, name="Parts", by=bob, now=now)


@pytest.fixture
def meeting(pump, bob, deal, service, parts, stage, now):
    """
    deal      | stage after
    Two pumps | Need
    Service   | Offer
    Parts     | (no move)
    """
    new = NewContact(
        uid=uuid.uuid4(), client=pump, rep=bob, kind="meeting", happened_at=now, duration_seconds=3600, note="All"
    )
    discussed = (
        Discussed(deal=deal, stage_after=stage["Need"]),
        Discussed(deal=service, stage_after=stage["Offer"]),
        Discussed(deal=parts),
    )
    return lambda: log_meeting(new, discussed, by=bob, now=now)


def _value(metric):
    return ask(Question(metric=metric, period=Period.all()), get_store()).total.value


def _counted():
    return [contact.deal.name for contact in Contact.objects.filter(is_counted=True).order_by("pk")]


def test_each_deal_goes_its_way_and_the_meeting_counts_once(meeting, deal, service, parts):
    first, second, third = meeting()
    assert [contact.deal for contact in (first, second, third)] == [deal, service, parts]
    assert [contact.is_effective for contact in (first, second, third)] == [True, True, False]
    assert {contact.meeting_uid for contact in (first, second, third)} == {first.uid}
    assert _counted() == ["Two pumps"]
    assert (_value("contacts"), _value("effective_contacts")) == (1, 2)
    assert contacts_of_meeting(third) == (first, second, third)


def test_sent_twice_it_is_written_once(meeting):
    assert meeting() == meeting()
    assert Contact.objects.count() == 3


def test_a_meeting_about_one_deal_is_a_plain_contact(pump, bob, deal, now):
    new = NewContact(uid=uuid.uuid4(), client=pump, rep=bob, kind="meeting", happened_at=now)
    (contact,) = log_meeting(new, [Discussed(deal=deal)], by=bob, now=now)
    assert (contact.meeting_uid, contact.is_counted, contact.uid) == (None, True, new.uid)


def test_what_the_contacts_have_in_common_is_corrected_in_all(meeting, bob, eve, pump, now):
    _first, second, _third = meeting()
    ada = Person.objects.create(client=pump, name="Ada")
    earlier = now - timedelta(days=1)
    changes = {
        "happened_at": earlier,
        "kind": "demo",
        "note": "Some",
        "duration_seconds": 60,
        "rep": eve,
        "persons": [ada],
    }
    correct_contact(second, changes, by=bob, now=now)
    told = {
        (each.happened_at, each.kind, each.note, each.duration_seconds, each.rep, each.team, *each.persons.all())
        for each in Contact.objects.all()
    }
    assert told == {(earlier, "demo", "Some", 60, eve, eve.team, ada)}
    assert AuditEntry.objects.filter(verb="correct").count() == 3


def test_the_stage_after_is_each_contact_s_own(meeting, bob, stage, now):
    first, second, _third = meeting()
    correct_contact(second, {"stage_after": None}, by=bob, now=now)
    assert [each.stage_after for each in contacts_of_meeting(first)] == [stage["Need"], None, None]
    assert _value("effective_contacts") == 1


@pytest.mark.parametrize("deleted", [[0], [0, 1], [2, 0], [1], [2, 1]])
def test_while_one_is_left_one_counts(meeting, bob, now, deleted):
    contacts = meeting()
    for place in deleted:
        delete_contact(Contact.objects.get(pk=contacts[place].pk), by=bob, now=now)
    left = [contact for place, contact in enumerate(contacts) if place not in deleted]
    assert _counted() == [left[0].deal.name]
    assert _value("contacts") == 1


def test_without_its_last_contact_nothing_counts(meeting, bob, now):
    for contact in meeting():
        delete_contact(Contact.objects.get(pk=contact.pk), by=bob, now=now)
    assert _value("contacts") == 0


def test_one_correction_of_all_its_contacts_moves_them_once(meeting, bob, now):
    correct_contacts(meeting(), Correction(days=-2), by=bob, now=now)
    assert set(Contact.objects.values_list("happened_on", flat=True)) == {date(2024, 5, 13)}


def test_a_contact_is_not_moved_to_a_deal_that_the_meeting_was_about(meeting, bob, deal, now):
    _first, second, _third = meeting()
    with pytest.raises(LogProblem, match="This meeting was about that deal already"):
        correct_contact(second, {"deal": deal}, by=bob, now=now)


def test_a_contact_that_went_to_another_client_keeps_its_own_persons(meeting, bob, pump, now):
    """Its time is still that of the meeting."""
    first, second, _third = meeting()
    other = open_deal(open_client("Other", by=bob, now=now), name="Other", by=bob, now=now)
    correct_contacts([second], Correction(deal=other, is_stage_dropped=True), by=bob, now=now)
    ada = Person.objects.create(client=pump, name="Ada")
    correct_contact(first, {"persons": [ada], "note": "More"}, by=bob, now=now)
    told = [(each.client.name, each.note, list(each.persons.all())) for each in contacts_of_meeting(first)]
    assert told == [("Pump Ltd", "More", [ada]), ("Other", "More", []), ("Pump Ltd", "More", [ada])]


def test_deals_are_named_and_each_once_and_of_the_client(pump, bob, deal, now):
    new = NewContact(uid=uuid.uuid4(), client=pump, rep=bob, kind="meeting", happened_at=now)
    other = open_deal(open_client("Other", by=bob, now=now), name="Other", by=bob, now=now)
    for discussed, sentence in (
        ([], "Name the deals"),
        ([deal, deal], "each deal once"),
        ([deal, other], "This deal belongs to another client."),
    ):
        with pytest.raises(LogProblem, match=sentence):
            log_meeting(new, [Discussed(deal=each) for each in discussed], by=bob, now=now)
    assert not Contact.objects.exists()


def test_the_id_of_a_meeting_of_another_rep_is_refused(meeting, pump, eve, deal, now):
    first, *_others = meeting()
    new = NewContact(uid=first.uid, client=pump, rep=eve, kind="meeting", happened_at=now)
    with pytest.raises(LogProblem, match="Another contact has this id already"):
        log_meeting(new, [Discussed(deal=deal)], by=eve, now=now)
