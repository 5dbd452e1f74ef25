"""Next steps are right again when the contacts that set or kept them are corrected, deleted or undone."""

import uuid

from headway.web.log import (
    NewStep,
    correct_contact,
    delete_contact,
    keep_step,
)
from headway.web.models import NextStep
from tests.web.log.stepping import DAY, WEDNESDAY, end_of, trail_of


def test_a_corrected_contact_lets_go_of_what_it_no_longer_keeps(agree, hold, bob, other_deal, now):
    """Bob logged the meeting on the wrong deal: it keeps that deal's step, then the other's."""
    wrong, right = agree(), agree(about=other_deal)
    contact = hold()
    assert (end_of(wrong), end_of(right)) == ("kept", None)
    correct_contact(contact, {"deal": other_deal}, by=bob, now=now + 2 * DAY)
    assert (end_of(wrong), end_of(right)) == (None, "kept")
    assert trail_of(wrong) == ["set", "kept", "reopened"]


def test_a_correction_that_changes_nothing_about_it_leaves_the_step_alone(agree, hold, bob, now):
    step = agree()
    contact = hold()
    correct_contact(contact, {"note": "They were three."}, by=bob, now=now + 2 * DAY)
    assert trail_of(step) == ["set", "kept"]


def test_what_a_rep_said_stays_said_when_the_kind_is_corrected(agree, hold, bob, now):
    """The visit kept the meeting by Bob's word; that it was a demo changes nothing about that."""
    step = agree()
    contact = hold(kind="visit")
    keep_step(step, contact, by=bob, now=now)
    correct_contact(contact, {"kind": "demo"}, by=bob, now=now + 2 * DAY)
    assert end_of(step) == "kept"


def test_an_outcome_corrected_to_postponed_opens_the_step_again(agree, hold, bob, now):
    step = agree()
    correct_contact(hold(), {"outcome": "postponed"}, by=bob, now=now + 2 * DAY)
    assert end_of(step) is None


def test_a_deleted_contact_gives_its_step_to_the_one_logged_twice(agree, hold, bob, now):
    step = agree()
    first, second = hold(), hold()
    delete_contact(first, by=bob, now=now + 2 * DAY)
    assert (end_of(step), step.kept_by) == ("kept", second)
    delete_contact(second, by=bob, now=now + 2 * DAY)
    assert (end_of(step), step.kept_by) == (None, None)


def test_an_undone_contact_takes_the_open_step_that_it_set_along(hold, bob, now):
    contact = hold(0, next_step=NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 9 * DAY))
    step = contact.next_step
    delete_contact(contact, by=bob, now=now + DAY)
    assert (end_of(step), step.set_by) == ("dropped", None)


def test_the_step_that_a_contact_set_goes_with_it_to_another_deal_and_rep(hold, bob, alice, other_deal, now):
    contact = hold(0, next_step=NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 9 * DAY))
    correct_contact(contact, {"deal": other_deal, "rep": alice}, by=alice, now=now + DAY)
    step = NextStep.objects.get(set_by=contact)
    assert (step.deal, step.rep) == (other_deal, alice)
