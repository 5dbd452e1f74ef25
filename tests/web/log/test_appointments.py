"""Appointments as the facts tell them: set by a contact, due on the day agreed last, kept by the meeting."""

import uuid
from datetime import timedelta

import pytest

from headway.web.facts import get_store
from headway.web.log import NewStep, correct_contact, delete_contact, drop_step, move_step
from headway.web.models import NextStep
from tests.web.log.stepping import DAY, WEDNESDAY


@pytest.fixture
def appoint(hold, deal):
    """Log a call that agrees a meeting (or what is said) so many days after it."""

    def appointed(days=5, kind="meeting", **more):
        agreed = NewStep(uuid.uuid4(), kind, WEDNESDAY + days * DAY)
        call = hold(0, "call", next_step=agreed, **more)
        return call, NextStep.objects.get(set_by=call)

    return appointed


def told():
    """The day each appointment was set, is due, and was kept, in days after Wednesday."""
    with get_store().reading() as facts:
        rows = facts.query("SELECT set_on, due_on, kept_on, kind FROM appointments ORDER BY appointment_id", [])
    return [
        tuple(None if day is None else (day - WEDNESDAY).days for day in (row["set_on"], row["due_on"], row["kept_on"]))
        for row in rows.to_pylist()
    ]


def test_a_meeting_that_a_call_agreed_is_one_and_a_call_that_it_agreed_is_none(appoint, agree):
    """
    next step | set by    | an appointment
    meeting   | the call  | yes
    call      | the call  | no
    meeting   | no contact| no
    """
    appoint()
    appoint(kind="call")
    agree()
    assert told() == [(0, 5, None)]


def test_it_is_kept_on_the_day_of_the_meeting(appoint, hold):
    appoint(5)
    hold(3)
    assert told() == [(0, 5, 3)]


def test_one_that_is_moved_was_set_once_and_is_due_on_the_new_day(appoint, hold, bob, now):
    _call, step = appoint(5)
    move_step(step, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 12 * DAY), by=bob, now=now + DAY)
    assert told() == [(0, 12, None)]
    hold(12)
    assert told() == [(0, 12, 12)]


def test_one_that_was_called_off_is_still_told_and_not_kept(appoint, bob, now):
    _call, step = appoint()
    drop_step(step, by=bob, now=now + DAY)
    assert told() == [(0, 5, None)]


def test_it_follows_its_contacts_when_they_are_corrected_or_deleted(appoint, hold, bob, now):
    """
    what happens             | set on    | kept on
    held                     | Wednesday | Monday
    the meeting was a day on | Wednesday | Tuesday
    the call a day before    | Tuesday   | Tuesday
    the meeting is deleted   | Tuesday   |
    the call is deleted      | nothing is left
    """
    call, _step = appoint(5)
    meeting = hold(5)
    assert told() == [(0, 5, 5)]
    correct_contact(meeting, {"happened_at": meeting.happened_at + DAY}, by=bob, now=now + 9 * DAY)
    assert told() == [(0, 5, 6)]
    correct_contact(call, {"happened_at": call.happened_at - DAY}, by=bob, now=now + 9 * DAY)
    assert told() == [(-1, 5, 6)]
    delete_contact(meeting, by=bob, now=now + 9 * DAY)
    assert told() == [(-1, 5, None)]
    delete_contact(call, by=bob, now=now + 9 * DAY)
    assert told() == []


def test_one_about_no_deal_is_told_as_well(appoint, hold):
    appoint(5, about=None)
    hold(5, about=None)
    assert told() == [(0, 5, 5)]


def test_a_meeting_of_another_deal_does_not_keep_it_unless_somebody_says_so(appoint, hold, other_deal):
    appoint(5)
    hold(5, about=other_deal)
    assert told() == [(0, 5, None)]


def test_it_is_counted_for_the_rep_who_set_it_and_kept_for_the_one_who_holds_it(appoint, hold, bob, carol, now):
    """Bob calls, Carol goes."""
    _call, step = appoint(5)
    move_step(step, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 5 * DAY), rep=carol, by=bob, now=now + timedelta(1))
    hold(5, rep=carol)
    with get_store().reading() as facts:
        rows = facts.query("SELECT setter_id, rep_id, kept_on FROM appointments", []).to_pylist()
    assert rows == [{"setter_id": bob.pk, "rep_id": carol.pk, "kept_on": WEDNESDAY + 5 * DAY}]
