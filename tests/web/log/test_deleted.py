"""A contact that was deleted stays deleted, however often a phone that never heard the answer sends it."""

import uuid

import pytest

from headway.web.log import DeletedSince, Discussed, NewContact, delete_contact, log_contact, log_meeting
from headway.web.models import Contact, DeletedContact


@pytest.fixture
def new(pump, deal, bob, stage, now):
    return NewContact(
        uid=uuid.uuid4(), client=pump, deal=deal, rep=bob, kind="call", happened_at=now, stage_after=stage["Need"]
    )


def test_what_was_deleted_and_is_sent_again_stays_deleted(new, bob, now):
    delete_contact(log_contact(new, by=bob, now=now), by=bob, now=now)
    for _time in range(2):
        with pytest.raises(DeletedSince, match="This contact was deleted since, and stays deleted"):
            log_contact(new, by=bob, now=now)
    assert not Contact.objects.exists()
    assert DeletedContact.objects.get().rep == bob


def test_a_meeting_that_was_deleted_stays_deleted(new, deal, bob, now):
    (contact,) = log_meeting(new, [Discussed(deal=deal)], by=bob, now=now)
    delete_contact(contact, by=bob, now=now)
    with pytest.raises(DeletedSince):
        log_meeting(new, [Discussed(deal=deal)], by=bob, now=now)
    assert not Contact.objects.exists()
