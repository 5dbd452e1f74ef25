"""Next steps end once and on record: kept, dropped, moved, and taken back where that was a mistake."""

import uuid

import pytest

from headway.web.log import (
    LogProblem,
    NewStep,
    assign_deal,
    drop_step,
    keep_step,
    move_step,
    open_client,
    reopen_step,
    set_step,
)
from headway.web.models import NextStep
from tests.web.log.stepping import DAY, WEDNESDAY, end_of, trail_of


def test_a_step_ends_once_and_the_second_time_there_is_a_sentence(agree, hold, bob, now):
    """
    ended by | then dropped                     | then moved                       | then kept by another
    kept     | This next step was kept already  |                                  |
    """
    new = NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 4 * DAY)
    kept, dropped, moved = agree(1), agree(20), agree(30)
    contact = hold(1)
    drop_step(dropped, by=bob, now=now)
    move_step(moved, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 40 * DAY), by=bob, now=now)
    for step, sentence in ((kept, "was kept already"), (dropped, "was dropped already"), (moved, "was moved to")):
        step.refresh_from_db()
        for write in (
            lambda step=step: drop_step(step, by=bob, now=now),
            lambda step=step: move_step(step, new, by=bob, now=now),
            lambda step=step: keep_step(step, hold(2, "visit"), by=bob, now=now),
        ):
            with pytest.raises(LogProblem, match=sentence):
                write()
    assert keep_step(kept, contact, by=bob, now=now) == kept


def test_what_is_sent_twice_is_written_once(agree, bob, pump, deal, now):
    new = NewStep(uuid.uuid4(), "call", WEDNESDAY + DAY)
    first, again = (set_step(new, client=pump, deal=deal, rep=bob, by=bob, now=now) for _ in range(2))
    other = NewStep(uuid.uuid4(), "call", WEDNESDAY + 2 * DAY)
    moved, moved_again = (move_step(first, other, by=bob, now=now) for _ in range(2))
    assert (first, moved) == (again, moved_again)
    assert NextStep.objects.count() == 2


def test_a_step_that_moves_takes_along_what_set_it(hold, bob, now):
    """An appointment moved twice was set once, and is kept by the meeting."""
    contact = hold(0, "call", next_step=NewStep(uuid.uuid4(), "meeting", WEDNESDAY + DAY))
    first = contact.next_step
    second = move_step(first, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 2 * DAY), by=bob, now=now)
    third = move_step(second, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 9 * DAY), by=bob, now=now)
    meeting = hold(9)
    assert [end_of(step) for step in (first, second, third)] == ["moved", "moved", "kept"]
    assert (third.set_by, third.kept_by) == (contact, meeting)
    assert list(NextStep.objects.exclude(set_by=None)) == [third]
    assert [trail_of(step) for step in (first, third)] == [["set", "moved"], ["set", "kept"]]


def test_a_step_that_moved_to_another_rep_is_theirs(agree, hold, bob, alice, now):
    """Carol hands Bob's meeting over while he is away."""
    step = move_step(agree(), NewStep(uuid.uuid4(), "meeting", WEDNESDAY + DAY), rep=alice, by=alice, now=now)
    hold(rep=alice)
    assert (step.rep, end_of(step)) == (alice, "kept")


def test_a_deal_handed_over_takes_its_open_steps_along(agree, deal, bob, alice, now):
    own, other = agree(), agree(about=None)
    assign_deal(deal, alice, by=alice, now=now)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.rep, other.rep) == (alice, bob)


def test_a_mistake_is_taken_back_and_what_was_moved_is_not(agree, bob, now):
    step = agree()
    drop_step(step, by=bob, now=now)
    assert reopen_step(step, by=bob, now=now).end is None
    move_step(step, NewStep(uuid.uuid4(), "meeting", WEDNESDAY + 3 * DAY), by=bob, now=now)
    with pytest.raises(LogProblem, match="Change the one that stands there"):
        reopen_step(step, by=bob, now=now)


def test_what_cannot_be_is_refused_with_a_remedy(agree, hold, pump, deal, bob, other_deal, now):
    elsewhere = open_client("Pipe Ltd", by=bob, now=now)
    with pytest.raises(LogProblem, match="before the contact that sets it"):
        hold(0, next_step=NewStep(uuid.uuid4(), "call", WEDNESDAY - DAY))
    with pytest.raises(LogProblem, match="more than five years ahead"):
        agree(6 * 366)
    with pytest.raises(LogProblem, match="no kind of contact"):
        agree(kind="fax")
    with pytest.raises(LogProblem, match="belongs to another client"):
        set_step(NewStep(uuid.uuid4(), "call", WEDNESDAY), client=elsewhere, deal=deal, rep=bob, by=bob, now=now)
    with pytest.raises(LogProblem, match="200 characters at most"):
        set_step(
            NewStep(uuid.uuid4(), "call", WEDNESDAY, what="x" * 201), client=pump, deal=None, rep=bob, by=bob, now=now
        )
    with pytest.raises(LogProblem, match="with another client"):
        keep_step(agree(), hold(about=None, client=elsewhere), by=bob, now=now)
    contact = hold(0, "call", next_step=NewStep(uuid.uuid4(), "call", WEDNESDAY))
    with pytest.raises(LogProblem, match="has set a next step already"):
        agree(set_by=contact)


def test_a_refused_step_takes_its_contact_along(hold, deal):
    """Both or none: the form shows the sentence, and what is sent again is not there twice."""
    with pytest.raises(LogProblem):
        hold(0, next_step=NewStep(uuid.uuid4(), "call", WEDNESDAY - DAY))
    assert not deal.contacts.exists()
