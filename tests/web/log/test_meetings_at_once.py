"""Two writers on two contacts of one meeting: neither waits for the other in a circle, and both agree in the end."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from headway.web.log import Discussed, NewContact, correct_contact, delete_contact, log_meeting, open_deal
from headway.web.models import Contact

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TIMES = 25


@pytest.fixture
def meet(pump, deal, bob, now):
    deals = [deal, *(open_deal(pump, name=name, by=bob, now=now) for name in ("Service", "Parts"))]

    def met():
        new = NewContact(uid=uuid.uuid4(), client=pump, rep=bob, kind="meeting", happened_at=now)
        return log_meeting(new, [Discussed(deal=each) for each in deals], by=bob, now=now)

    return met


def _at_once(*works):
    """Do them at the same time, and raise what any of them raises."""
    together = Barrier(len(works))

    def do(work):
        try:
            together.wait()
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(do, works))


def test_two_corrections_of_one_meeting_leave_it_of_one_mind(meet, bob, now):
    first, *_between, last = meet()

    def correct(contact, word):
        for number in range(TIMES):
            correct_contact(Contact.objects.get(pk=contact.pk), {"note": f"{word} {number}"}, by=bob, now=now)

    _at_once(lambda: correct(first, "first"), lambda: correct(last, "last"))
    notes = set(Contact.objects.values_list("note", flat=True))
    assert len(notes) == 1
    assert notes < {f"first {TIMES - 1}", f"last {TIMES - 1}"}


def test_of_two_that_are_deleted_at_once_the_third_counts(meet, bob, now):
    for _time in range(TIMES):
        first, second, third = meet()
        _at_once(*(lambda contact=contact: delete_contact(contact, by=bob, now=now) for contact in (first, second)))
        assert list(Contact.objects.filter(meeting_uid=first.meeting_uid, is_counted=True)) == [third]
