"""Next steps: which contact keeps which, and what a contact sets."""

import uuid
from datetime import UTC, date, datetime

import pytest

from headway.web.log import (
    NewStep,
    drop_step,
)
from tests.web.log.stepping import DAY, WEDNESDAY, end_of, trail_of


@pytest.mark.parametrize(
    ("due", "held", "kind", "kept"),
    [
        (1, 1, "meeting", True),
        (1, 0, "meeting", True),
        (7, 0, "meeting", True),
        (8, 0, "meeting", False),
        (1, 30, "meeting", True),
        (1, 1, "call", False),
        (1, 1, "visit", False),
    ],
)
def test_a_contact_of_the_kind_keeps_the_step_up_to_a_week_early_and_however_late(agree, hold, due, held, kind, kept):
    """
    due in days | held in days | the contact is a | the meeting is kept
    """
    step = agree(due)
    contact = hold(held, kind)
    assert end_of(step) == ("kept" if kept else None)
    assert step.kept_by == (contact if kept else None)


def test_a_step_about_another_deal_stays_and_one_about_none_is_kept_by_any(agree, hold, deal, other_deal):
    """
    step about  | contact about | kept
    Four pipes  | Two pumps     | no
    none        | Two pumps     | yes
    Two pumps   | none          | no
    """
    foreign, any_of_them = agree(about=other_deal), agree(about=None)
    hold(about=deal)
    assert (end_of(foreign), end_of(any_of_them)) == (None, "kept")
    own = agree(2, about=deal)
    hold(2, about=None)
    assert end_of(own) is None


@pytest.mark.parametrize(("outcome", "end"), [("no_answer", None), ("postponed", None), ("talked", "kept")])
def test_nobody_reached_and_postponed_keep_nothing(agree, hold, outcome, end):
    step = agree(kind="call")
    hold(kind="call", outcome=outcome)
    assert end_of(step) == end


def test_a_contact_keeps_one_step_the_nearest_in_time(agree, hold):
    """
    due         | kept by the meeting of Thursday, 13:00
    Wednesday   |
    Thu, 09:00  |
    Thu, 14:00  | yes
    """
    at = datetime(2024, 5, 16, 9, tzinfo=UTC)
    early, morning, noon = agree(0), agree(at=at), agree(at=at.replace(hour=14))
    hold(1)
    assert [end_of(step) for step in (early, morning, noon)] == [None, None, "kept"]


def test_a_contact_before_the_step_was_agreed_does_not_keep_it(agree, hold):
    step = agree(0, kind="call")
    hold(-1, "call")
    assert end_of(step) is None


def test_a_colleague_keeps_it_on_the_day_about_the_deal_or_where_its_rep_took_part(agree, hold, bob, alice):
    """
    step of | contact of | on the day | Bob took part | kept
    Bob     | Alice      | yes        | no            | yes
    Bob     | Alice      | no         | no            | no
    Bob     | Alice      | no         | yes           | yes
    """
    on_the_day, late, together = agree(1), agree(3), agree(9)
    hold(1, rep=alice)
    assert end_of(on_the_day) == "kept"
    hold(4, rep=alice)
    assert end_of(late) is None
    drop_step(late, by=bob, now=late.written_at)
    hold(10, rep=alice, others=(bob,))
    assert end_of(together) == "kept"


def test_of_two_steps_a_contact_keeps_the_one_of_its_own_rep(agree, hold, alice):
    """Bob agreed on Thursday, Alice on Friday; Alice's meeting of Thursday is hers."""
    bobs, hers = agree(1), agree(2, rep=alice)
    hold(1, rep=alice)
    assert (end_of(bobs), end_of(hers)) == (None, "kept")


def test_a_contact_sets_the_step_that_it_agreed_and_keeps_the_one_that_it_was(agree, hold):
    call = agree(0, kind="call")
    new = NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 5 * DAY, what="  Show the \n pump ")
    contact = hold(0, "call", next_step=new)
    assert end_of(call) == "kept"
    step = contact.next_step
    assert (step.kind, step.due_on, step.what, step.rep, step.deal) == (
        "meeting",
        WEDNESDAY + 5 * DAY,
        "Show the pump",
        contact.rep,
        contact.deal,
    )
    assert trail_of(step) == ["set"]


def test_a_call_that_sets_a_call_does_not_keep_what_it_has_just_set(hold):
    contact = hold(0, "call", next_step=NewStep(uuid.uuid4(), "call", WEDNESDAY))
    assert contact.next_step.end is None


def test_what_was_agreed_in_a_contact_logged_late_was_kept_long_ago(hold):
    """
    when      | what                        | written
    Wednesday | call, meeting for Thursday  | second
    Thursday  | meeting                     | first
    """
    meeting = hold(1)
    call = hold(0, "call", next_step=NewStep(uuid.uuid4(), "meeting", WEDNESDAY + DAY))
    assert (call.next_step.end, call.next_step.kept_by) == ("kept", meeting)


def test_the_word_of_the_rep_goes_before_the_rule(agree, hold):
    """A visit keeps the meeting that its rep says it was, and not the visit that was due."""
    meeting, visit = agree(), agree(kind="visit")
    hold(kind="visit", keeps=meeting)
    assert (end_of(meeting), end_of(visit)) == ("kept", None)


def test_the_day_of_a_step_with_a_time_is_the_reps_own(agree, bob):
    """Half past eleven at night in London is the next day in Budapest."""
    late = datetime(2024, 5, 16, 22, 30, tzinfo=UTC)
    assert agree(1, at=late).due_on == date(2024, 5, 17)
